package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.exchanges.rest.VenueClock;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * Orders at the spot market. The deadline of a place is AddOrder's {@code deadline}: the matching
 * engine refuses what reaches it later. Kraken takes deadlines between two and sixty seconds ahead,
 * so a place with less than that left is not sent at all.
 *
 * <p>The client order id is {@code cl_ord_id}, which is unique among open orders only; an order is
 * looked up among the open ones first and then among the closed, since it may close in between.
 *
 * <p>Requests of one key go one after another, see {@link SpotNonces}.
 */
public final class KrakenSpotOrders implements OrderVenue {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long DEADLINE_MICROS = 6_000_000;

  /** Below this Kraken refuses a deadline, or might move it. */
  private static final long SHORTEST_MICROS = 2_200_000;

  /** Ten seconds for lists that lag, and the two by which a deadline might be moved. */
  private static final long SETTLE_MICROS = 12_000_000;

  /** The largest number of trades that one question names. */
  private static final int TRADES_A_REQUEST = 20;

  private final SpotRest rest;
  private final VenueClock clock;

  /**
   * Measures the venue's clock before it returns; where that fails, this machine's clock has to do.
   */
  public KrakenSpotOrders(URI base, Credentials credentials) {
    this.rest = new SpotRest(base, credentials);
    this.clock =
        new VenueClock(
            KrakenSpotDecoder.VENUE,
            () -> rest.get("/0/public/Time", TIMEOUT).thenApply(SpotRest.Answer::body),
            KrakenSpotOrders::time);
    clock.measure().join();
  }

  /** The venue tells whole seconds, so half of one is added: the error is that half at most. */
  private static long time(byte[] body) throws IOException {
    return Long.parseLong(SpotBody.read(body).fields().get("unixtime")) * 1_000_000 + 500_000;
  }

  @Override
  public long venueTimeMicros() {
    return clock.nowMicros();
  }

  @Override
  public long deadlineMicros() {
    return DEADLINE_MICROS;
  }

  /**
   * True by Kraken's documentation of {@code deadline} ("the matching engine should reject"); it
   * was never tried. The wait after it allows for a deadline that is moved to two seconds ahead.
   */
  @Override
  public boolean enforcesDeadlines() {
    return true;
  }

  @Override
  public long settleMicros() {
    return SETTLE_MICROS;
  }

  /**
   * The matching engine counts up to 60 per pair for the lowest tier and counts down by one a
   * second; a place is one, a cancel up to eight. So: what can go on for ever.
   */
  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.of(new RateLimit(30, Duration.ofSeconds(30)));
  }

  @Override
  public CompletableFuture<Answer> place(Order order, long deadlineMicros) {
    if (deadlineMicros - venueTimeMicros() < SHORTEST_MICROS) {
      return CompletableFuture.completedFuture(
          Answer.of(Answer.Kind.DEADLINE_PASSED, "not sent", "too little time is left"));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    boolean limit = order.getOrderType() == OrderType.LIMIT;
    parameters.put("ordertype", limit ? "limit" : "market");
    parameters.put("type", order.getSide() == Side.BUY ? "buy" : "sell");
    parameters.put("volume", Decimals.toString(order.getQuantity()));
    parameters.put("pair", Assets.restPair(order.getSymbol()));
    if (limit) {
      parameters.put("price", Decimals.toString(order.getPrice()));
      if (order.getTimeInForce() == TimeInForce.POST_ONLY) {
        parameters.put("oflags", "post");
      } else {
        parameters.put("timeinforce", order.getTimeInForce().name());
      }
    }
    parameters.put("cl_ord_id", order.getClientOrderId());
    parameters.put("deadline", deadline(deadlineMicros));
    return call(
        "/0/private/AddOrder",
        parameters,
        answer -> SpotOrderAnswers.placed(answer.status(), answer.body()));
  }

  @Override
  public boolean amends() {
    return true;
  }

  /** Without a quantity it keeps its own. */
  @Override
  public CompletableFuture<Answer> amend(Order order, long deadlineMicros) {
    if (deadlineMicros - venueTimeMicros() < SHORTEST_MICROS) {
      return CompletableFuture.completedFuture(
          Answer.of(Answer.Kind.DEADLINE_PASSED, "not sent", "too little time is left"));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("cl_ord_id", order.getClientOrderId());
    parameters.put("limit_price", Decimals.toString(order.getPrice()));
    if (order.getTimeInForce() == TimeInForce.POST_ONLY) {
      // Else the venue would let it take.
      parameters.put("post_only", "true");
    }
    parameters.put("deadline", deadline(deadlineMicros));
    return call(
        "/0/private/AmendOrder",
        parameters,
        answer -> SpotOrderAnswers.amended(answer.status(), answer.body()));
  }

  /** Cut to milliseconds: earlier, never later. */
  private static String deadline(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    return call(
        "/0/private/CancelOrder",
        Map.of("cl_ord_id", order.getClientOrderId()),
        answer -> SpotOrderAnswers.canceled(answer.status(), answer.body()));
  }

  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    return listed("/0/private/OpenOrders", order)
        .thenCompose(
            open ->
                open.kind() == Answer.Kind.NOT_FOUND
                    ? listed("/0/private/ClosedOrders", order)
                    : CompletableFuture.completedFuture(open));
  }

  private CompletableFuture<Answer> listed(String path, Order order) {
    return call(
        path,
        Map.of("cl_ord_id", order.getClientOrderId()),
        answer -> SpotOrderAnswers.found(answer.status(), answer.body(), order.getClientOrderId()));
  }

  /** The order names its trades, which are then asked for by their ids. */
  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    return rows("/0/private/QueryOrders", Map.of("txid", view.venueOrderId(), "trades", "true"))
        .thenCompose(
            orders -> {
              Map<String, String> row = orders.get(view.venueOrderId());
              if (row == null) {
                return CompletableFuture.failedFuture(
                    new IOException("the venue has no such order"));
              }
              String trades = row.getOrDefault("trades", "");
              List<String> ids = trades.isEmpty() ? List.of() : List.of(trades.split(","));
              BigDecimal filled = new BigDecimal(row.getOrDefault("vol_exec", "0"));
              return fills(quote(order), ids, 0, filled, new ArrayList<>());
            });
  }

  private CompletableFuture<List<Fill>> fills(
      String quote, List<String> ids, int from, BigDecimal filled, List<Fill> found) {
    if (from >= ids.size()) {
      BigDecimal sum = found.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
      if (sum.compareTo(filled) != 0) {
        return CompletableFuture.failedFuture(
            new IOException("the trades of an order are not all there yet"));
      }
      found.sort(Comparator.comparingLong(Fill::timeMicros).thenComparing(Fill::executionId));
      return CompletableFuture.completedFuture(List.copyOf(found));
    }
    List<String> some = ids.subList(from, Math.min(ids.size(), from + TRADES_A_REQUEST));
    return rows("/0/private/QueryTrades", Map.of("txid", String.join(",", some)))
        .thenCompose(
            trades -> {
              for (String id : some) {
                Map<String, String> row = trades.get(id);
                try {
                  found.add(fill(id, row, quote));
                } catch (IOException e) {
                  return CompletableFuture.failedFuture(e);
                }
              }
              return fills(quote, ids, from + TRADES_A_REQUEST, filled, found);
            });
  }

  private static Fill fill(String id, Map<String, String> row, String quote) throws IOException {
    if (row == null) {
      throw new IOException("a trade that its order names is not there");
    }
    try {
      return new Fill(
          id,
          new BigDecimal(required(row, "vol")),
          new BigDecimal(required(row, "price")),
          new BigDecimal(required(row, "fee")),
          quote,
          "true".equals(row.get("maker")) ? LiquidityFlag.MAKER : LiquidityFlag.TAKER,
          KrakenTime.seconds(required(row, "time"), "time"));
    } catch (InvalidFieldException | NumberFormatException e) {
      throw new IOException("a trade that cannot be read", e);
    }
  }

  private static String required(Map<String, String> row, String name) throws IOException {
    String value = row.get(name);
    if (value == null) {
      throw new IOException("a trade without " + name);
    }
    return value;
  }

  private static String quote(Order order) {
    return order.getSymbol().substring(order.getSymbol().indexOf('/') + 1);
  }

  private CompletableFuture<Map<String, Map<String, String>>> rows(
      String path, Map<String, String> parameters) {
    return rest.post(path, parameters, TIMEOUT)
        .thenCompose(
            answer -> {
              try {
                SpotBody body = SpotBody.read(answer.body());
                if (answer.status() == 200 && body.errors().isEmpty()) {
                  return CompletableFuture.completedFuture(body.rows());
                }
                return CompletableFuture.failedFuture(
                    new IOException(
                        "HTTP " + answer.status() + " " + String.join("; ", body.errors())));
              } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
              }
            });
  }

  @Override
  public boolean hasDeadMansSwitch() {
    return true;
  }

  /** Kraken's timer is the account's: it cancels the orders of all symbols, named or not. */
  @Override
  public CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    return call(
        "/0/private/CancelAllOrdersAfter",
        Map.of("timeout", Long.toString((time.toMillis() + 999) / 1_000)),
        answer -> SpotOrderAnswers.armed(answer.status(), answer.body()));
  }

  @Override
  public void close() {
    // The client's threads end when nothing refers to it any more.
  }

  private CompletableFuture<Answer> call(
      String path, Map<String, String> parameters, Function<SpotRest.Answer, Answer> meaning) {
    return rest.post(path, parameters, TIMEOUT)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                return Answer.of(
                    Answer.Kind.AMBIGUOUS, "no answer", failure.getClass().getSimpleName());
              }
              Answer judged = meaning.apply(answer);
              if (judged.kind() == Answer.Kind.DEADLINE_PASSED || SpotOrderAnswers.isLate(judged)) {
                CompletableFuture<Void> unused = clock.measure();
              }
              return judged;
            });
  }
}
