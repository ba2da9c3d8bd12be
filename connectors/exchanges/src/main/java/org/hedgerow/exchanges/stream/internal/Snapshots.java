package org.hedgerow.exchanges.stream.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a subscription's snapshots, one after another, for as long as one attempt lasts. Those
 * that failed are asked for again, with growing waits; an account's are all asked for again, after
 * waits that double from {@link #FIRST_WAIT} to {@link Subscription#snapshotInterval}: just after a
 * connect, orders are under way that keep a snapshot from saying anything, and whoever waits for
 * one that agrees should not wait long.
 */
final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  /** From the first round to the second. */
  static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** Until it is seen again whether an answer would be taken. */
  static final Duration FULL_WAIT = Duration.ofSeconds(1);

  private final Subscription subscription;
  private final List<String> round;
  private final Function<String, CompletableFuture<SnapshotAnswer>> venue;
  private final Attempt attempt;
  private final Backoff backoff;
  private Duration wait = FIRST_WAIT;

  /** The attempt for which they are asked. */
  interface Attempt {
    boolean isCurrent();

    /** Microseconds since the Unix epoch. */
    default long nowMicros() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** Whether as much waits to be taken as may wait. */
    boolean isFull();

    void deliver(String request, byte[] body);

    /** Runs the task then, if the attempt is still current. */
    void later(Runnable task, long millis);

    /** What went wrong, without secrets. */
    String reason(Throwable failure);
  }

  Snapshots(
      Subscription subscription,
      StreamSettings settings,
      Function<String, CompletableFuture<SnapshotAnswer>> venue,
      Attempt attempt) {
    this(subscription, settings, venue, attempt, List.of());
  }

  /**
   * @param elsewhere snapshots that somebody else asks for
   */
  Snapshots(
      Subscription subscription,
      StreamSettings settings,
      Function<String, CompletableFuture<SnapshotAnswer>> venue,
      Attempt attempt,
      List<String> elsewhere) {
    this.subscription = subscription;
    this.round = subscription.snapshots().stream().filter(one -> !elsewhere.contains(one)).toList();
    this.venue = venue;
    this.attempt = attempt;
    this.backoff =
        new Backoff(
            settings.firstBackoff(), settings.longestBackoff(), ThreadLocalRandom.current());
  }

  /** Begins a round; does not wait for it. */
  void start() {
    round();
    if (!subscription.lists().isEmpty()) {
      listsLater();
    }
  }

  private void round() {
    ask(round, 0, new ArrayList<>(), this::roundIsOver);
  }

  /**
   * Lists of instruments are long, and change seldom: they have a clock of their own. It starts
   * when all were had: one that is always refused must not be asked for by more and more rounds.
   */
  private void listsLater() {
    attempt.later(
        () -> ask(subscription.lists(), 0, new ArrayList<>(), this::listsLater),
        subscription.listInterval().toMillis());
  }

  /** Asks for these besides, until each was had. */
  void ask(List<String> wanted) {
    if (!wanted.isEmpty()) {
      ask(wanted, 0, new ArrayList<>(), () -> {});
    }
  }

  private void ask(List<String> wanted, int number, List<String> failed, Runnable then) {
    if (!attempt.isCurrent()) {
      return;
    }
    if (number == wanted.size()) {
      over(failed, 0, then);
      return;
    }
    if (attempt.isFull()) {
      // Nobody takes what was answered: more answers would only pile up.
      attempt.later(() -> ask(wanted, number, failed, then), FULL_WAIT.toMillis());
      return;
    }
    String snapshot = wanted.get(number);
    CompletableFuture<?> unused =
        asked(snapshot)
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null && answer.usable()) {
                    attempt.deliver(answer.request(), answer.body());
                    ask(wanted, number + 1, failed, then);
                    return;
                  }
                  failed.add(snapshot);
                  LOG.warn(
                      "connection {}: {} failed; it will be asked again",
                      subscription.connection(),
                      failure == null
                          ? answer.request()
                          : snapshot + " (" + attempt.reason(failure) + ")");
                  if (failure != null) {
                    ask(wanted, number + 1, failed, then);
                    return;
                  }
                  if (subscription.owner().isPresent()) {
                    attempt.deliver(answer.request(), answer.body());
                  }
                  if (answer.notBefore().isZero()) {
                    ask(wanted, number + 1, failed, then);
                  } else {
                    failed.addAll(wanted.subList(number + 1, wanted.size()));
                    over(failed, answer.notBefore().toMillis(), then);
                  }
                });
  }

  /** A venue's package that throws must not end the round. */
  private CompletableFuture<SnapshotAnswer> asked(String snapshot) {
    try {
      return venue.apply(snapshot);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void over(List<String> failed, long waitMillis, Runnable then) {
    if (!failed.isEmpty()) {
      attempt.later(
          () -> ask(List.copyOf(failed), 0, new ArrayList<>(), then),
          Math.max(waitMillis, backoff.nextMillis()));
      return;
    }
    backoff.reset();
    then.run();
  }

  private void roundIsOver() {
    Duration interval = subscription.snapshotInterval();
    if (!interval.isZero()) {
      Duration next = wait.compareTo(interval) < 0 ? wait : interval;
      wait = next.multipliedBy(2);
      attempt.later(this::round, next.toMillis());
    }
  }
}
