package org.hedgerow.gateway;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;

/** Takes every order and counts how often, as an exchange without a check of ids would. */
final class CountingExchange implements OrderVenue {
  /** How often each order was placed, over all jobs of a test. */
  static final Map<String, AtomicInteger> PLACED = new ConcurrentHashMap<>();

  @Override
  public long venueTimeMicros() {
    return System.currentTimeMillis() * 1_000;
  }

  @Override
  public long deadlineMicros() {
    return 50_000;
  }

  @Override
  public boolean enforcesDeadlines() {
    return true;
  }

  @Override
  public long settleMicros() {
    return 1_000_000;
  }

  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public boolean hasDeadMansSwitch() {
    return false;
  }

  @Override
  public CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Answer> place(Order order, long deadlineMicros) {
    PLACED.computeIfAbsent(order.getClientOrderId(), none -> new AtomicInteger()).incrementAndGet();
    return lookUp(order);
  }

  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    return lookUp(order);
  }

  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    return CompletableFuture.completedFuture(
        PLACED.containsKey(order.getClientOrderId())
            ? new Answer(
                Answer.Kind.ACCEPTED,
                "",
                "",
                Optional.of(
                    new Answer.OrderView(
                        "1", OrderStatus.FILLED, BigDecimal.ONE, Optional.of(BigDecimal.TEN))))
            : Answer.of(Answer.Kind.NOT_FOUND, "", ""));
  }

  @Override
  public void close() {}
}
