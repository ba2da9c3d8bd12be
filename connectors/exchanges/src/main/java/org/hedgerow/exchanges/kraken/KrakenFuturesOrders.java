package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.exchanges.rest.VenueClock;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;

/**
 * Orders at the futures market. The deadline of a place is sendorder's {@code processBefore}.
 *
 * <p>The venue shows an order by its client id while it is open and for five seconds after. What
 * has ended before that stands in the account's history, which is read back to the time of the
 * decision; an order is not found only where both do not have it, and no fill names it.
 */
public final class KrakenFuturesOrders implements OrderVenue {
  private static final String API = "/derivatives/api/v3/";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long DEADLINE_MICROS = 4_000_000;
  private static final long SETTLE_MICROS = 10_000_000;

  private final FuturesRest rest;
  private final FuturesLookBack lookBack;
  private final VenueClock clock;

  /**
   * Measures the venue's clock before it returns; where that fails, this machine's clock has to do.
   */
  public KrakenFuturesOrders(URI base, Credentials credentials) {
    this.rest = new FuturesRest(base, credentials);
    // Any answer has the time; the one to an unknown symbol is the shortest.
    this.clock =
        new VenueClock(
            KrakenFuturesDecoder.VENUE,
            () ->
                rest.request("GET", API + "orderbook", Map.of("symbol", "none"), TIMEOUT)
                    .thenApply(FuturesRest.Answer::body),
            KrakenFuturesOrders::time);
    this.lookBack = new FuturesLookBack(rest, clock::nowMicros);
    clock.measure().join();
  }

  private static long time(byte[] body) throws IOException {
    String time = FlatJson.read(body).get("serverTime");
    if (time == null) {
      throw new IOException("no serverTime in the answer");
    }
    try {
      return KrakenTime.rfc3339(time, "serverTime");
    } catch (InvalidFieldException e) {
      throw new IOException(e.getMessage(), e);
    }
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
   * True by Kraken's documentation of {@code processBefore} ("the time before which the request
   * should be processed, otherwise it is rejected"); it was never tried. How soon the history shows
   * an order that ended is not documented: {@link #settleMicros} is a guess, and a resend is held
   * back by any fill of the order besides.
   */
  @Override
  public boolean enforcesDeadlines() {
    return true;
  }

  @Override
  public long settleMicros() {
    return SETTLE_MICROS;
  }

  /** A place costs 10 of 500 in ten seconds; the rest is for cancels and look-ups. */
  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.of(new RateLimit(30, Duration.ofSeconds(10)));
  }

  @Override
  public CompletableFuture<Answer> place(Order order, long deadlineMicros) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(
        "processBefore", Instant.EPOCH.plus(deadlineMicros, ChronoUnit.MICROS).toString());
    parameters.put("orderType", orderType(order));
    parameters.put("symbol", order.getSymbol());
    parameters.put("side", order.getSide() == Side.BUY ? "buy" : "sell");
    parameters.put("size", Decimals.toString(order.getQuantity()));
    if (order.getOrderType() == OrderType.LIMIT) {
      parameters.put("limitPrice", Decimals.toString(order.getPrice()));
    }
    parameters.put("cliOrdId", order.getClientOrderId());
    if (order.getReduceOnly()) {
      parameters.put("reduceOnly", "true");
    }
    return call("POST", API + "sendorder", parameters, FuturesOrderAnswers::placed);
  }

  private static String orderType(Order order) {
    if (order.getOrderType() == OrderType.MARKET) {
      return "mkt";
    }
    return switch (order.getTimeInForce()) {
      case IOC -> "ioc";
      case FOK -> "fok";
      case POST_ONLY -> "post";
      case GTC -> "lmt";
    };
  }

  @Override
  public boolean amends() {
    return true;
  }

  /** Without a size it keeps its own. */
  @Override
  public CompletableFuture<Answer> amend(Order order, long deadlineMicros) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(
        "processBefore", Instant.EPOCH.plus(deadlineMicros, ChronoUnit.MICROS).toString());
    parameters.put("cliOrdId", order.getClientOrderId());
    parameters.put("limitPrice", Decimals.toString(order.getPrice()));
    return call("POST", API + "editorder", parameters, FuturesOrderAnswers::edited);
  }

  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    return call(
        "POST",
        API + "cancelorder",
        Map.of("cliOrdId", order.getClientOrderId()),
        FuturesOrderAnswers::canceled);
  }

  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    String id = order.getClientOrderId();
    return call(
            "POST",
            API + "orders/status",
            Map.of("cliOrdIds", id),
            (status, body) -> FuturesOrderAnswers.found(status, body, id))
        .thenCompose(
            recent ->
                recent.kind() == Answer.Kind.NOT_FOUND
                    ? ended(order)
                    : CompletableFuture.completedFuture(recent));
  }

  private CompletableFuture<Answer> ended(Order order) {
    return lookBack
        .history(order)
        .thenCombine(
            lookBack
                .fills(
                    order,
                    Decimals.toBigDecimal(order.getQuantity()),
                    row -> order.getClientOrderId().equals(FuturesLookBack.client(row)))
                .handle((fills, failure) -> Optional.ofNullable(fills)),
            (found, fills) -> {
              if (fills.isEmpty()) {
                return Answer.of(Answer.Kind.AMBIGUOUS, "no fills", "the fills could not be read");
              }
              BigDecimal filled =
                  fills.get().stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
              if (found.kind() == Answer.Kind.NOT_FOUND && filled.signum() > 0) {
                return Answer.of(
                    Answer.Kind.AMBIGUOUS, "fills", "fills of an order that history has not yet");
              }
              return found.order().isEmpty() ? found : withFills(order, found, filled);
            });
  }

  /** The history says that it was canceled or refused, not that it was filled. */
  private static Answer withFills(Order order, Answer found, BigDecimal filled) {
    Answer.OrderView view = found.order().get();
    boolean whole = filled.compareTo(Decimals.toBigDecimal(order.getQuantity())) >= 0;
    return new Answer(
        found.kind(),
        found.code(),
        found.text(),
        Optional.of(
            new Answer.OrderView(
                view.venueOrderId(),
                whole ? OrderStatus.FILLED : view.status(),
                filled,
                Optional.empty())));
  }

  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    return lookBack
        .fills(
            order,
            view.cumulativeQuantity(),
            row -> view.venueOrderId().equals(row.get("order_id")))
        .thenCompose(
            fills -> {
              BigDecimal sum =
                  fills.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
              return sum.compareTo(view.cumulativeQuantity()) < 0
                  ? CompletableFuture.failedFuture(
                      new IOException("the fills of an order are not all there yet"))
                  : CompletableFuture.completedFuture(fills);
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
        "POST",
        API + "cancelallordersafter",
        Map.of("timeout", Long.toString((time.toMillis() + 999) / 1_000)),
        FuturesOrderAnswers::armed);
  }

  @Override
  public void close() {
    // The client's threads end when nothing refers to it any more.
  }

  private CompletableFuture<Answer> call(
      String method,
      String path,
      Map<String, String> parameters,
      BiFunction<Integer, byte[], Answer> meaning) {
    return rest.request(method, path, parameters, TIMEOUT)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                return noAnswer(failure);
              }
              Answer judged = meaning.apply(answer.status(), answer.body());
              if (judged.kind() == Answer.Kind.DEADLINE_PASSED) {
                CompletableFuture<Void> unused = clock.measure();
              }
              return judged;
            });
  }

  static Answer noAnswer(Throwable failure) {
    return Answer.of(Answer.Kind.AMBIGUOUS, "no answer", failure.getClass().getSimpleName());
  }
}
