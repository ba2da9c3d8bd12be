package org.hedgerow.gateway;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;

/** A venue that answers what it was told to answer, and remembers what it was asked. */
final class FakeVenue implements OrderVenue {
  final List<String> calls = new ArrayList<>();
  final Deque<Answer> placeAnswers = new ArrayDeque<>();
  final Deque<Answer> lookUpAnswers = new ArrayDeque<>();
  long deadlineMicros = 50_000;

  static Answer accepted() {
    return new Answer(
        Answer.Kind.ACCEPTED,
        "",
        "",
        Optional.of(
            new Answer.OrderView(
                "77", OrderStatus.FILLED, BigDecimal.ONE, Optional.of(BigDecimal.TEN))));
  }

  @Override
  public long venueTimeMicros() {
    return System.currentTimeMillis() * 1_000;
  }

  @Override
  public long deadlineMicros() {
    return deadlineMicros;
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
  public java.util.Optional<org.hedgerow.exchanges.order.RateLimit> placeLimit() {
    return java.util.Optional.empty();
  }

  @Override
  public CompletableFuture<java.util.List<org.hedgerow.exchanges.order.Fill>> fills(
      Order order, Answer.OrderView view) {
    return CompletableFuture.completedFuture(java.util.List.of());
  }

  @Override
  public boolean hasDeadMansSwitch() {
    return false;
  }

  @Override
  public CompletableFuture<Answer> cancelAllAfter(
      java.util.Set<String> symbols, java.time.Duration time) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized CompletableFuture<Answer> place(Order order, long deadline) {
    calls.add("place " + order.getClientOrderId());
    Answer answer = placeAnswers.poll();
    return answer == null
        ? CompletableFuture.failedFuture(new java.net.http.HttpTimeoutException("no answer"))
        : CompletableFuture.completedFuture(answer);
  }

  @Override
  public synchronized CompletableFuture<Answer> cancel(Order order) {
    calls.add("cancel " + order.getClientOrderId());
    return CompletableFuture.completedFuture(accepted());
  }

  @Override
  public synchronized CompletableFuture<Answer> lookUp(Order order) {
    calls.add("look up " + order.getClientOrderId());
    return CompletableFuture.completedFuture(lookUpAnswers.poll());
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {}
}
