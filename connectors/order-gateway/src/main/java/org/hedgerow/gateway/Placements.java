package org.hedgerow.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The orders of an account that have no outcome yet, and how each gets its one outcome. */
final class Placements {
  private static final Logger LOG = LoggerFactory.getLogger(Placements.class);
  private static final String CORRELATION = "correlation";

  private final IntentLog log;
  private final Outcomes outcomes;
  private final JournalClock clock;
  private final GatewayMetrics metrics;
  private final Map<String, Placement> open = new HashMap<>();

  Placements(IntentLog log, Outcomes outcomes, JournalClock clock, GatewayMetrics metrics) {
    this.log = log;
    this.outcomes = outcomes;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** An order without an outcome. */
  Placement add(Reservation reservation) {
    Placement placement = new Placement(reservation);
    open.put(placement.id(), placement);
    return placement;
  }

  /** Cancels of orders that are on their way to the venue, or may be there. */
  List<Order> cancelsUnderWay() {
    return open.values().stream()
        .filter(one -> one.state != Placement.State.QUEUED)
        .flatMap(one -> one.cancel.stream())
        .toList();
  }

  Optional<Placement> open(String clientOrderId) {
    return Optional.ofNullable(open.get(clientOrderId));
  }

  /** The venue has it. */
  void accepted(Placement placement, String outcome, Answer answer, long sentMicros)
      throws IOException {
    conclude(
        placement,
        outcome,
        Reports.answered(placement.order(), answer, sentMicros, clock.nowMicros()));
  }

  /** The same of many, in one round trip. */
  void accepted(List<Accepted> together) throws IOException {
    List<Placement> ended = new ArrayList<>(together.size());
    List<Outcomes.Concluded> concluded = new ArrayList<>(together.size());
    for (Accepted one : together) {
      ended.add(one.placement());
      concluded.add(
          new Outcomes.Concluded(
              one.placement().reservation,
              Reports.answered(
                  one.placement().order(), one.answer(), one.sentMicros(), one.answeredMicros())));
    }
    conclude(ended, Answer.Kind.ACCEPTED.name(), concluded);
  }

  /** An answer by which the venue has the order. */
  record Accepted(Placement placement, Answer answer, long sentMicros, long answeredMicros) {}

  /** The venue has refused it, and nothing of it is there. */
  void rejected(Placement placement, Answer answer) throws IOException {
    conclude(
        placement,
        Answer.Kind.REJECTED.name(),
        Reports.rejected(placement.order(), answer, clock.nowMicros()));
  }

  /** Nothing of it is at the venue, and nothing will be sent any more. */
  void unsent(Placement placement, String code, String text) throws IOException {
    unsent(List.of(placement), code, text);
  }

  /** The same of many, in one round trip. */
  void unsent(List<Placement> ended, String code, String text) throws IOException {
    List<Outcomes.Concluded> concluded = new ArrayList<>(ended.size());
    for (Placement placement : ended) {
      switch (code) {
        case Reports.EXPIRED_UNSENT -> metrics.expired();
        case IntentLog.HALTED -> metrics.halted();
        default -> {}
      }
      warn(placement.order(), code, text);
      concluded.add(
          new Outcomes.Concluded(
              placement.reservation,
              Reports.unsent(placement.order(), code, text, clock.nowMicros())));
    }
    conclude(ended, code, concluded);
  }

  /** It was too late. */
  void expired(Placement placement) throws IOException {
    Order order = placement.order();
    unsent(
        placement,
        placement.refusal.map(refusal -> refusal.kind().name()).orElse(Reports.EXPIRED_UNSENT),
        "decided "
            + order.getDecisionTimeMicros()
            + " us, valid until "
            + order.getValidUntilMicros()
            + " us, and it was "
            + clock.nowMicros()
            + " us"
            + placement.refusal.map(last -> "; " + last.code() + " " + last.text()).orElse(""));
  }

  /** Nobody knows what became of it; that is told once. */
  void unknown(Placement placement, Answer answer) throws IOException {
    if (placement.toldUnknown) {
      return;
    }
    placement.toldUnknown = true;
    metrics.unknown(1);
    warn(
        placement.order(),
        "ORDER_UNKNOWN",
        "its fate is not known: " + answer.kind() + " " + answer.code() + " " + answer.text());
    log.unknown(placement.reservation);
    outcomes.publish(Reports.unknown(placement.order(), answer, clock.nowMicros()));
  }

  /**
   * An earlier owner noted that nobody knows what became of it, and may have died before the
   * journal had it; the report has the same id, so twice is once.
   */
  void tellUnknownAgain(Placement placement) throws IOException {
    placement.toldUnknown = true;
    metrics.unknown(1);
    outcomes.publish(
        Reports.unknown(
            placement.order(),
            Answer.of(Answer.Kind.AMBIGUOUS, "taken over", "an earlier owner did not know either"),
            clock.nowMicros()));
  }

  /** Reserves its next attempt. Where that is refused, the order has ended. */
  boolean attemptAgain(Placement placement, long deadlineMicros) throws IOException {
    long askedNanos = System.nanoTime();
    return switch (log.attemptAgain(placement.reservation, deadlineMicros)) {
      case GRANTED -> {
        Reservation last = placement.reservation;
        placement.reservation =
            new Reservation(last.order(), last.epoch(), last.attempt() + 1, deadlineMicros);
        placement.attemptUsed = false;
        placement.reservedNanos = askedNanos;
        if (placement.toldUnknown) {
          // The log has taken the mark back; a further attempt may have to be told of again.
          placement.toldUnknown = false;
          metrics.unknown(-1);
        }
        metrics.resent();
        yield true;
      }
      case HALTED -> {
        unsent(placement, IntentLog.HALTED, "trading was stopped there before it was sent again");
        yield false;
      }
      case RESOLVED -> {
        resolved(placement.id());
        yield false;
      }
    };
  }

  /** Somebody else wrote its outcome: nothing more is to be done here. */
  void resolved(String clientOrderId) {
    open(clientOrderId).ifPresent(this::done);
  }

  /** Says something of an order that a person may want to know, under a stable code. */
  static void warn(Order order, String code, String text) {
    try (MDC.MDCCloseable correlation = MDC.putCloseable(CORRELATION, order.getClientOrderId())) {
      LOG.warn("{}: order {} on {}: {}", code, order.getClientOrderId(), order.getAccount(), text);
    }
  }

  private void conclude(Placement placement, String outcome, JournalEntry report)
      throws IOException {
    conclude(
        List.of(placement),
        outcome,
        List.of(new Outcomes.Concluded(placement.reservation, report)));
  }

  private void conclude(List<Placement> ended, String outcome, List<Outcomes.Concluded> concluded)
      throws IOException {
    Set<String> resolved = outcomes.conclude(outcome, concluded);
    for (Placement placement : ended) {
      if (resolved.contains(placement.id())) {
        warn(placement.order(), "RESOLVED", "a person has resolved it; not written: " + outcome);
      }
      done(placement);
    }
  }

  private void done(Placement placement) {
    placement.state = Placement.State.DONE;
    open.remove(placement.id());
    if (placement.toldUnknown) {
      metrics.unknown(-1);
    }
    placement.after.forEach(Runnable::run);
  }
}
