package org.hedgerow.alerts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.hedgerow.schema.state.AlertNotice;

/**
 * What waits to be sent, in its order, and when the first of it may be. A failure is tried again
 * after a time that doubles, or after the one that the other side asked for. No clock of its own.
 */
final class Outbox {
  static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  /** One that the other side does not want would hold up all that follow. */
  static final int REFUSALS = 3;

  private final Deque<AlertNotice> waiting;
  private final Pace pace;
  private long notBeforeMillis;
  private int failures;
  private int refusals;

  /** What an attempt came to, for whoever counts. */
  enum Attempt {
    DELIVERED,
    FAILED,
    GIVEN_UP
  }

  Outbox(Collection<AlertNotice> waiting, Pace pace) {
    this.waiting = new ArrayDeque<>(waiting);
    this.pace = pace;
  }

  void add(AlertNotice notice) {
    waiting.addLast(notice);
  }

  int size() {
    return waiting.size();
  }

  /** All of it; what is under way is in it until it is delivered. */
  List<AlertNotice> waiting() {
    return List.copyOf(waiting);
  }

  /** How long nothing may be sent; 0: {@link #begin} may be called. */
  long waitMillis(long nowMillis) {
    return Math.max(0, Math.max(notBeforeMillis - nowMillis, pace.waitMillis(nowMillis)));
  }

  /** The first, which is sent now; it stays. */
  AlertNotice begin(long nowMillis) {
    pace.sent(nowMillis);
    return waiting.getFirst();
  }

  /** What came of it. */
  Attempt end(Delivery delivery, long nowMillis) {
    if (delivery.outcome() == Delivery.Outcome.DELIVERED) {
      next();
      return Attempt.DELIVERED;
    }
    if (delivery.outcome() == Delivery.Outcome.REFUSED && ++refusals >= REFUSALS) {
      next();
      return Attempt.GIVEN_UP;
    }
    long backOff =
        Math.min(FIRST_RETRY.toMillis() << Math.min(failures, 20), LONGEST_RETRY.toMillis());
    failures++;
    notBeforeMillis = nowMillis + Math.max(backOff, delivery.pause().toMillis());
    return Attempt.FAILED;
  }

  private void next() {
    waiting.removeFirst();
    failures = 0;
    refusals = 0;
    notBeforeMillis = 0;
  }
}
