package org.hedgerow.exchanges.binance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.TimeInForce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders at one of Binance's markets. The deadline of a request is its {@code timestamp} plus
 * {@code recvWindow}: the venue refuses what reaches it later.
 */
public final class BinanceOrders implements OrderVenue {
  private static final Logger LOG = LoggerFactory.getLogger(BinanceOrders.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final long RECEIVE_WINDOW_MILLIS = 2_000;
  private static final long SETTLE_MICROS = 1_000_000;
  private static final long MEASURE_CLOCK_EVERY_MICROS = 60_000_000;

  private final BinanceMarket market;
  private final BinanceRest rest;
  private volatile long clockOffsetMicros;
  private volatile long clockMeasuredMicros;

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
    measureClock().join();
  }

  @Override
  public long venueTimeMicros() {
    long now = nowMicros();
    if (now - clockMeasuredMicros > MEASURE_CLOCK_EVERY_MICROS) {
      clockMeasuredMicros = now;
      CompletableFuture<Void> unused = measureClock();
    }
    return now + clockOffsetMicros;
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

  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("fills of an order cannot be asked for yet"));
  }

  @Override
  public boolean hasDeadMansSwitch() {
    return false;
  }

  @Override
  public CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    throw new UnsupportedOperationException("no timer is armed yet");
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
    return call("POST", parameters);
  }

  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    return call("DELETE", byClientId(order));
  }

  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    return call("GET", byClientId(order));
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

  private CompletableFuture<Answer> call(String method, Map<String, String> parameters) {
    return rest.requestAsync(
            method, market.restPath() + "/order", parameters, BinanceRest.Security.SIGNED, TIMEOUT)
        .handle(
            (answer, failure) ->
                failure == null
                    ? BinanceAnswers.classify(answer.status(), answer.body())
                    : Answer.of(
                        Answer.Kind.AMBIGUOUS, "no answer", String.valueOf(failure.getMessage())));
  }

  /** Half the round trip is taken for each way. */
  private CompletableFuture<Void> measureClock() {
    long before = nowMicros();
    return rest.requestAsync(
            "GET", market.restPath() + "/time", Map.of(), BinanceRest.Security.PUBLIC, TIMEOUT)
        .handle(
            (answer, failure) -> {
              long after = nowMicros();
              clockMeasuredMicros = after;
              if (failure != null) {
                LOG.warn(
                    "{}: the venue's clock could not be read: {}",
                    market.venue(),
                    failure.getMessage());
                return null;
              }
              try {
                long server =
                    Long.parseLong(BinanceAnswers.fields(answer.body()).get("serverTime")) * 1_000;
                clockOffsetMicros = server - (before + after) / 2;
              } catch (IOException | NumberFormatException e) {
                LOG.warn(
                    "{}: the venue's clock could not be read: HTTP {}",
                    market.venue(),
                    answer.status());
              }
              return null;
            });
  }

  private static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
