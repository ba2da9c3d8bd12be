package org.hedgerow.gateway;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;

/** A venue that answers what it was told to answer, and remembers what it was asked and when. */
final class FakeVenue implements OrderVenue {
  final List<String> calls = new ArrayList<>();
  final List<Long> placeDeadlines = new ArrayList<>();
  final List<Long> placeTimes = new ArrayList<>();
  final List<Long> lookUpTimes = new ArrayList<>();

  /** Without one a place is not answered. */
  final Deque<CompletableFuture<Answer>> placeAnswers = new ArrayDeque<>();

  /** Without one nobody knows. */
  final Deque<Answer> lookUpAnswers = new ArrayDeque<>();

  final Deque<Answer> cancelAnswers = new ArrayDeque<>();

  /** Without one an amend is not answered. */
  final Deque<CompletableFuture<Answer>> amendAnswers = new ArrayDeque<>();

  final List<Long> amendDeadlines = new ArrayList<>();
  boolean amends = true;

  /** The first cancels wait for these. */
  final Deque<CompletableFuture<Answer>> cancelsUnanswered = new ArrayDeque<>();

  volatile int cancelsTogether = 1;
  volatile boolean togetherUnanswered;
  List<Fill> fills = List.of();
  volatile long deadlineMicros = 50_000;
  volatile long settleMicros = 50_000;
  volatile long offsetMicros;
  boolean enforcesDeadlines = true;
  boolean hasDeadMansSwitch;
  Optional<RateLimit> limit = Optional.empty();

  static Answer filled() {
    return view(OrderStatus.FILLED, BigDecimal.ONE);
  }

  static Answer working() {
    return view(OrderStatus.ACCEPTED, BigDecimal.ZERO);
  }

  static Answer view(OrderStatus status, BigDecimal cumulative) {
    return new Answer(
        Answer.Kind.ACCEPTED,
        "",
        "",
        Optional.of(
            new Answer.OrderView(
                "77",
                status,
                cumulative,
                cumulative.signum() == 0 ? Optional.empty() : Optional.of(BigDecimal.TEN))));
  }

  /** An order that stands at that price. */
  static Answer standing(String price) {
    return new Answer(
        Answer.Kind.ACCEPTED,
        "",
        "",
        Optional.of(
            new Answer.OrderView(
                "77",
                OrderStatus.ACCEPTED,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.of(new BigDecimal(price)))));
  }

  static Answer answer(Answer.Kind kind) {
    return Answer.of(kind, "-1", "as the test wants it");
  }

  synchronized FakeVenue places(Answer... answers) {
    for (Answer answer : answers) {
      placeAnswers.add(CompletableFuture.completedFuture(answer));
    }
    return this;
  }

  synchronized FakeVenue shows(Answer... answers) {
    lookUpAnswers.addAll(List.of(answers));
    return this;
  }

  @Override
  public long venueTimeMicros() {
    return System.currentTimeMillis() * 1_000 + offsetMicros;
  }

  @Override
  public long deadlineMicros() {
    return deadlineMicros;
  }

  @Override
  public boolean enforcesDeadlines() {
    return enforcesDeadlines;
  }

  @Override
  public long settleMicros() {
    return settleMicros;
  }

  @Override
  public Optional<RateLimit> placeLimit() {
    return limit;
  }

  @Override
  public synchronized CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    calls.add("fills " + order.getClientOrderId());
    return CompletableFuture.completedFuture(fills);
  }

  @Override
  public boolean hasDeadMansSwitch() {
    return hasDeadMansSwitch;
  }

  @Override
  public synchronized CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    calls.add("cancel " + symbols + " after " + time.toMillis());
    return CompletableFuture.completedFuture(working());
  }

  @Override
  public synchronized CompletableFuture<Answer> place(Order order, long deadline) {
    calls.add("place " + order.getClientOrderId());
    placeDeadlines.add(deadline);
    placeTimes.add(venueTimeMicros());
    CompletableFuture<Answer> answer = placeAnswers.poll();
    return answer == null ? new CompletableFuture<>() : answer;
  }

  @Override
  public boolean amends() {
    return amends;
  }

  @Override
  public synchronized CompletableFuture<Answer> amend(Order order, long deadline) {
    calls.add("amend " + order.getClientOrderId());
    amendDeadlines.add(deadline);
    CompletableFuture<Answer> answer = amendAnswers.poll();
    return answer == null ? new CompletableFuture<>() : answer;
  }

  @Override
  public synchronized CompletableFuture<Answer> cancel(Order order) {
    calls.add("cancel " + order.getClientOrderId());
    CompletableFuture<Answer> silent = cancelsUnanswered.poll();
    if (silent != null) {
      return silent;
    }
    Answer answer = cancelAnswers.poll();
    return CompletableFuture.completedFuture(
        answer == null ? view(OrderStatus.CANCELED, BigDecimal.ZERO) : answer);
  }

  @Override
  public int cancelsTogether() {
    return cancelsTogether;
  }

  @Override
  public synchronized CompletableFuture<List<Answer>> cancelTogether(List<Order> orders) {
    calls.add("cancel " + orders.stream().map(Order::getClientOrderId).toList());
    if (togetherUnanswered) {
      return new CompletableFuture<>();
    }
    List<Answer> answers = new ArrayList<>();
    for (Order unused : orders) {
      Answer answer = cancelAnswers.poll();
      answers.add(answer == null ? view(OrderStatus.CANCELED, BigDecimal.ZERO) : answer);
    }
    return CompletableFuture.completedFuture(answers);
  }

  @Override
  public synchronized CompletableFuture<Answer> lookUp(Order order) {
    calls.add("look up " + order.getClientOrderId());
    lookUpTimes.add(venueTimeMicros());
    Answer answer = lookUpAnswers.poll();
    return CompletableFuture.completedFuture(
        answer == null ? answer(Answer.Kind.AMBIGUOUS) : answer);
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  @Override
  public void close() {}
}
