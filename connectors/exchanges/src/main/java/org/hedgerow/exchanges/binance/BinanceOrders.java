package org.hedgerow.exchanges.binance;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.exchanges.rest.VenueClock;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.TimeInForce;

/**
 * Orders at one of Binance's markets. The deadline of a request is its {@code timestamp} plus
 * {@code recvWindow}: the venue refuses what reaches it later.
 */
public final class BinanceOrders implements OrderVenue {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final long RECEIVE_WINDOW_MILLIS = 2_000;
  private static final long SETTLE_MICROS = 5_000_000;

  /** Ids that {@code DELETE batchOrders} takes. */
  private static final int MOST_CANCELS = 10;

  /** The largest page of a list of trades. */
  private static final int PAGE = 1_000;

  private final BinanceMarket market;
  private final BinanceRest rest;
  private final VenueClock clock;

  /**
   * Measures the venue's clock before it returns; where that fails, this machine's clock has to do.
   */
  public BinanceOrders(BinanceMarket market, URI base, Credentials credentials) {
    this.market = market;
    this.rest =
        new BinanceRest(
            base,
            credentials,
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build(),
            () -> venueTimeMicros() / 1_000);
    this.clock = rest.clock(market);
    clock.measure().join();
  }

  @Override
  public long venueTimeMicros() {
    return clock.nowMicros();
  }

  @Override
  public long deadlineMicros() {
    return RECEIVE_WINDOW_MILLIS * 1_000;
  }

  @Override
  public boolean enforcesDeadlines() {
    return true;
  }

  @Override
  public long settleMicros() {
    return SETTLE_MICROS;
  }

  /**
   * As {@code rateLimits} of exchangeInfo has it under ORDERS. USD-M has two, 300 in 10 s and 1200
   * a minute: the rate that keeps both.
   */
  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.of(
        switch (market) {
          case SPOT -> new RateLimit(100, Duration.ofSeconds(10));
          case USD_M -> new RateLimit(200, Duration.ofSeconds(10));
          case COIN_M -> new RateLimit(1_200, Duration.ofMinutes(1));
        });
  }

  /** Asks page after page, by the id of the last trade, until one is not full. */
  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    return fills(order.getSymbol(), view.venueOrderId(), Optional.empty(), new ArrayList<>());
  }

  private CompletableFuture<List<Fill>> fills(
      String symbol, String venueOrderId, Optional<Long> fromId, List<Fill> found) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("symbol", symbol);
    parameters.put("orderId", venueOrderId);
    fromId.ifPresent(id -> parameters.put("fromId", Long.toString(id)));
    parameters.put("limit", Integer.toString(PAGE));
    return rest.requestAsync(
            "GET",
            market.restPath() + market.tradesResource(),
            parameters,
            BinanceRest.Security.SIGNED,
            TIMEOUT)
        .thenCompose(
            answer -> {
              List<Map<String, String>> rows;
              try {
                rows = rows(answer);
                for (Map<String, String> row : rows) {
                  if (venueOrderId.equals(row.get("orderId"))) {
                    found.add(fill(row));
                  }
                }
                if (rows.size() >= PAGE) {
                  long last = Long.parseLong(rows.get(rows.size() - 1).get("id"));
                  if (fromId.isPresent() && last < fromId.get()) {
                    throw new IOException("the list of trades goes backwards");
                  }
                  return fills(symbol, venueOrderId, Optional.of(last + 1), found);
                }
              } catch (IOException | NumberFormatException e) {
                return CompletableFuture.failedFuture(
                    new IOException("the trades of an order could not be read", e));
              }
              return CompletableFuture.completedFuture(List.copyOf(found));
            });
  }

  private List<Map<String, String>> rows(BinanceRest.Answer answer) throws IOException {
    if (answer.status() != 200) {
      Answer why = BinanceAnswers.classify(answer.status(), answer.body());
      measureIfLate(why);
      throw new IOException(why.kind() + " " + why.code());
    }
    return JsonRows.list(answer.body());
  }

  private Fill fill(Map<String, String> row) throws IOException {
    String maker = required(row, market == BinanceMarket.SPOT ? "isMaker" : "maker");
    return new Fill(
        required(row, "id"),
        new BigDecimal(required(row, "qty")),
        new BigDecimal(required(row, "price")),
        new BigDecimal(required(row, "commission")),
        required(row, "commissionAsset"),
        maker.equals("true") ? LiquidityFlag.MAKER : LiquidityFlag.TAKER,
        Long.parseLong(required(row, "time")) * 1_000);
  }

  private static String required(Map<String, String> row, String name) throws IOException {
    String value = row.get(name);
    if (value == null) {
      throw new IOException("a trade without " + name);
    }
    return value;
  }

  /** Futures have a timer a symbol; the spot market has none. */
  @Override
  public boolean hasDeadMansSwitch() {
    return market != BinanceMarket.SPOT;
  }

  @Override
  public CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    if (!hasDeadMansSwitch()) {
      throw new UnsupportedOperationException(market.venue() + " has no timer that cancels orders");
    }
    CompletableFuture<Answer> all =
        CompletableFuture.completedFuture(Answer.of(Answer.Kind.ACCEPTED, "", ""));
    for (String symbol : symbols) {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("symbol", symbol);
      parameters.put("countdownTime", Long.toString(time.toMillis()));
      parameters.put("recvWindow", Long.toString(RECEIVE_WINDOW_MILLIS));
      all =
          all.thenCombine(
              call("POST", "/countdownCancelAll", parameters),
              (before, now) -> before.kind() == Answer.Kind.ACCEPTED ? now : before);
    }
    return all;
  }

  @Override
  public CompletableFuture<Answer> place(Order order, long deadlineMicros) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("symbol", order.getSymbol());
    parameters.put("side", order.getSide().name());
    boolean limit = order.getOrderType() == OrderType.LIMIT;
    boolean postOnly = limit && order.getTimeInForce() == TimeInForce.POST_ONLY;
    parameters.put(
        "type",
        postOnly && market == BinanceMarket.SPOT ? "LIMIT_MAKER" : order.getOrderType().name());
    if (limit) {
      parameters.put("price", Decimals.toString(order.getPrice()));
      if (!postOnly) {
        parameters.put("timeInForce", order.getTimeInForce().name());
      } else if (market != BinanceMarket.SPOT) {
        parameters.put("timeInForce", "GTX");
      }
    }
    parameters.put("quantity", Decimals.toString(order.getQuantity()));
    if (order.getReduceOnly() && market != BinanceMarket.SPOT) {
      parameters.put("reduceOnly", "true");
    }
    parameters.put("newClientOrderId", order.getClientOrderId());
    parameters.put("newOrderRespType", "RESULT");
    parameters.put("recvWindow", Long.toString(RECEIVE_WINDOW_MILLIS));
    parameters.put("timestamp", Long.toString(deadlineMicros / 1_000 - RECEIVE_WINDOW_MILLIS));
    return call("POST", "/order", parameters);
  }

  /**
   * Futures; at the spot market only what keeps the price can be amended.
   *
   * @see <a
   *     href="https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Modify-Order">Modify
   *     Order</a>
   */
  @Override
  public boolean amends() {
    return market != BinanceMarket.SPOT;
  }

  /**
   * USD-M wants price and quantity: the quantity is the whole that was placed, filled parts
   * included. One that is post-only and would take is canceled by its amend.
   */
  @Override
  public CompletableFuture<Answer> amend(Order order, long deadlineMicros) {
    if (!amends()) {
      return OrderVenue.super.amend(order, deadlineMicros);
    }
    Map<String, String> parameters = byClientId(order);
    parameters.put("side", order.getSide().name());
    parameters.put("quantity", Decimals.toString(order.getQuantity()));
    parameters.put("price", Decimals.toString(order.getPrice()));
    parameters.put("recvWindow", Long.toString(RECEIVE_WINDOW_MILLIS));
    parameters.put("timestamp", Long.toString(deadlineMicros / 1_000 - RECEIVE_WINDOW_MILLIS));
    return call("PUT", "/order", parameters);
  }

  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    return call("DELETE", "/order", byClientId(order));
  }

  /** Futures take ten ids; the spot market has no such request. */
  @Override
  public int cancelsTogether() {
    return market == BinanceMarket.SPOT ? 1 : MOST_CANCELS;
  }

  @Override
  public CompletableFuture<List<Answer>> cancelTogether(List<Order> orders) {
    List<String> ids = orders.stream().map(Order::getClientOrderId).toList();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("symbol", orders.get(0).getSymbol());
    parameters.put("origClientOrderIdList", "[\"" + String.join("\",\"", ids) + "\"]");
    return rest.requestAsync(
            "DELETE",
            market.restPath() + "/batchOrders",
            parameters,
            BinanceRest.Security.SIGNED,
            TIMEOUT)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                return Collections.nCopies(ids.size(), unanswered(failure));
              }
              List<Answer> each = BinanceAnswers.classifyEach(answer.status(), answer.body(), ids);
              measureIfLate(each.get(0));
              return each;
            });
  }

  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    return call("GET", "/order", byClientId(order));
  }

  @Override
  public void close() {
    // The client's threads end when nothing refers to it any more.
  }

  private static Map<String, String> byClientId(Order order) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("symbol", order.getSymbol());
    parameters.put("origClientOrderId", order.getClientOrderId());
    return parameters;
  }

  private CompletableFuture<Answer> call(
      String method, String resource, Map<String, String> parameters) {
    return rest.requestAsync(
            method, market.restPath() + resource, parameters, BinanceRest.Security.SIGNED, TIMEOUT)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                return unanswered(failure);
              }
              Answer meaning = BinanceAnswers.classify(answer.status(), answer.body());
              measureIfLate(meaning);
              return meaning;
            });
  }

  private static Answer unanswered(Throwable failure) {
    return Answer.of(Answer.Kind.AMBIGUOUS, "no answer", failure.getClass().getSimpleName());
  }

  /** A request that came too late, or too early, may have been stamped by a wrong clock. */
  private void measureIfLate(Answer answer) {
    if (answer.kind() == Answer.Kind.DEADLINE_PASSED) {
      CompletableFuture<Void> unused = clock.measure();
    }
  }
}
