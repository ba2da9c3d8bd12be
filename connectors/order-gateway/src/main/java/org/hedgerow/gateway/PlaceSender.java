package org.hedgerow.gateway;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.OrderVenue;

/**
 * Sends reserved orders in their order, as fast as the venue's limit allows, each attempt once and
 * before its deadline. What stays open is for {@link DoubtResolver}.
 */
final class PlaceSender {
  private static final long RETRY_MILLIS = 100;
  private static final long LOOK_MILLIS = 1_000;

  /** Outcomes that are written in one statement. */
  private static final int MOST_TOGETHER = 500;

  /** What was reserved longer ago may have been stopped since; so may what was looked at then. */
  private static final long FRESH_NANOS = 50_000_000;

  private final OrderVenue venue;
  private final Placements placements;
  private final JournalClock clock;
  private final RateBucket bucket;
  private final Lane lane;
  private final GatewayMetrics metrics;
  private final DoubtResolver doubts;
  private final Deque<Placement> queue = new ArrayDeque<>();
  private final StopsReader stopsReader;

  /** What the venue has, and whose rows do not say so yet. */
  private final List<Placements.Accepted> accepted = new ArrayList<>();

  private Stops stops = Stops.NONE;
  private long stopsNanos = System.nanoTime() - FRESH_NANOS;
  private boolean waiting;

  /** Whether it goes on after what else has to be done. */
  private boolean resting;

  /** Of the log, when it is asked what stops trading. */
  private final Outage outage = new Outage();

  /** Reads what stops trading on the account now. */
  @FunctionalInterface
  interface StopsReader {
    Stops read() throws IOException;
  }

  PlaceSender(
      OrderVenue venue,
      Placements placements,
      JournalClock clock,
      RateBucket bucket,
      Lane lane,
      GatewayMetrics metrics,
      Timing timing,
      StopsReader stopsReader) {
    this.venue = venue;
    this.placements = placements;
    this.clock = clock;
    this.bucket = bucket;
    this.lane = lane;
    this.metrics = metrics;
    this.stopsReader = stopsReader;
    this.doubts = new DoubtResolver(venue, placements, clock, lane, timing, this::send);
  }

  /** Resolves what is not known, and sends what turns out not to be at the venue. */
  DoubtResolver doubts() {
    return doubts;
  }

  /** When an attempt that is reserved now ends. */
  long deadlineMicros() {
    return venue.venueTimeMicros() + venue.deadlineMicros();
  }

  /** Sends it when its turn comes. */
  void send(Placement placement) throws IOException {
    placement.state = Placement.State.QUEUED;
    queue.addLast(placement);
    drain();
  }

  private void drain() throws IOException {
    while (!queue.isEmpty()) {
      long wait = bucket.waitNanos();
      if (wait > 0) {
        waitFor(wait / 1_000_000 + 1);
        return;
      }
      Placement next = queue.removeFirst();
      if (next.state != Placement.State.QUEUED
          || next.cancelRequested
          || isLate(next)
          || !hasAttempt(next)) {
        continue;
      }
      if (!isKnownToBeFree(next)) {
        queue.addFirst(next);
        waitFor(RETRY_MILLIS);
        return;
      }
      if (stops.refuse(next.order()) && isOlderThanStops(next)) {
        placements.unsent(
            withOthersStopped(next), IntentLog.HALTED, "trading was stopped there while it waited");
        letOthersGo();
        return;
      } else {
        sendNow(next);
      }
    }
  }

  /** All that waits and is stopped as well; what ends otherwise is left to its turn. */
  private List<Placement> withOthersStopped(Placement first) {
    List<Placement> stopped = new ArrayList<>();
    stopped.add(first);
    for (Placement placement : queue) {
      if (stopped.size() == MOST_TOGETHER) {
        break;
      }
      if (placement.state == Placement.State.QUEUED
          && !placement.cancelRequested
          && !clock.isLate(placement.order())
          && stops.refuse(placement.order())
          && isOlderThanStops(placement)) {
        stopped.add(placement);
      }
    }
    return stopped;
  }

  /**
   * To write what came of orders takes a round trip: thousands that were stopped must not hold up
   * the cancels of those that work.
   */
  private void letOthersGo() {
    if (!resting) {
      resting = true;
      lane.run(
          () -> {
            resting = false;
            drain();
          });
    }
  }

  private boolean isOlderThanStops(Placement placement) {
    return placement.reservedNanos - stopsNanos < 0;
  }

  /**
   * Whether it is known what stops it: the log said so when it was reserved, or says so now. While
   * the log cannot be asked nothing leaves that waited.
   */
  private boolean isKnownToBeFree(Placement placement) {
    long now = System.nanoTime();
    if (now - placement.reservedNanos < FRESH_NANOS || now - stopsNanos < FRESH_NANOS) {
      return true;
    }
    try {
      stops = stopsReader.read();
      stopsNanos = now;
    } catch (IOException e) {
      // It is asked ten times a second; one outage is said once, and its end with the count.
      if (outage.begins()) {
        Placements.warn(
            placement.order(),
            "DATABASE_DOWN",
            "whether trading is stopped is not known, and it waits with "
                + queue.size()
                + " behind it: "
                + e.getMessage());
      }
      return false;
    }
    int failures = outage.ends();
    if (failures > 0) {
      Placements.warn(
          placement.order(),
          "DATABASE_BACK",
          "whether trading is stopped is known again; asked " + failures + " times in vain");
    }
    return true;
  }

  private void waitFor(long millis) {
    if (!waiting) {
      waiting = true;
      lane.later(
          () -> {
            waiting = false;
            dropLate();
            drain();
          },
          Math.min(millis, LOOK_MILLIS));
    }
  }

  /** Those behind an empty bucket are told when their time is over, not when their turn comes. */
  private void dropLate() throws IOException {
    for (Placement placement : List.copyOf(queue)) {
      if (placement.state == Placement.State.QUEUED && isLate(placement)) {
        queue.remove(placement);
      }
    }
  }

  private boolean isLate(Placement placement) throws IOException {
    if (!clock.isLate(placement.order())) {
      return false;
    }
    placements.expired(placement);
    return true;
  }

  /** An attempt that was used, or whose deadline passed while it waited, is never sent. */
  private boolean hasAttempt(Placement placement) throws IOException {
    if (!placement.attemptUsed
        && venue.venueTimeMicros() < placement.reservation.deadlineMicros()) {
      return true;
    }
    return placements.attemptAgain(placement, deadlineMicros());
  }

  private void sendNow(Placement placement) {
    long sent = clock.nowMicros();
    placement.state = Placement.State.SENT;
    placement.attemptUsed = true;
    bucket.take();
    metrics.sent();
    lane.whenAnswered(
        venue.place(placement.order(), placement.reservation.deadlineMicros()),
        answer -> answered(placement, answer, sent));
  }

  private void answered(Placement placement, Answer answer, long sentMicros) throws IOException {
    metrics.answered(answer.kind(), clock.nowMicros() - sentMicros);
    if (placement.state != Placement.State.SENT) {
      return;
    }
    if (answer.kind() == Answer.Kind.RATE_LIMITED) {
      metrics.slowedDown();
      bucket.standStill();
    } else if (answer.kind() != Answer.Kind.AMBIGUOUS) {
      bucket.goOn();
    }
    switch (answer.kind()) {
      case ACCEPTED -> {
        accepted.add(new Placements.Accepted(placement, answer, sentMicros, clock.nowMicros()));
        if (accepted.size() == 1) {
          lane.run(this::concludeAccepted);
        }
      }
      case REJECTED, RATE_LIMITED, DEADLINE_PASSED -> refused(placement, answer);
      case DUPLICATE -> {
        placement.duplicate = true;
        doubts.begin(placement, answer);
      }
      case NOT_FOUND, AMBIGUOUS -> {
        placement.mayBeAtVenue = true;
        doubts.begin(placement, answer);
      }
    }
  }

  /**
   * One round trip for all answers that came while the lane had other things to do: with one each,
   * the database would say how many orders a second an account can have. A cancel that comes
   * between the answer and this finds the order as if it were not answered, and is sent from here.
   */
  private void concludeAccepted() throws IOException {
    List<Placements.Accepted> together =
        accepted.stream().filter(one -> one.placement().state == Placement.State.SENT).toList();
    accepted.clear();
    if (together.isEmpty()) {
      return;
    }
    placements.accepted(together);
    for (Placements.Accepted one : together) {
      doubts.cancelLate(one.placement(), one.answer());
    }
  }

  /** This attempt is not at the venue; an earlier one may be. */
  private void refused(Placement placement, Answer answer) throws IOException {
    placement.refusal = Optional.of(answer);
    if (placement.mayBeAtVenue) {
      doubts.begin(placement, answer);
    } else if (answer.kind() == Answer.Kind.REJECTED) {
      placements.rejected(placement, answer);
    } else if (placement.cancelRequested) {
      placements.unsent(placement, Reports.CANCELED_UNSENT, "canceled before it was sent again");
    } else if (answer.kind() == Answer.Kind.RATE_LIMITED) {
      // Before the others: it came first.
      placement.state = Placement.State.QUEUED;
      queue.addFirst(placement);
      drain();
    } else {
      // The venue's clock is measured again meanwhile.
      placement.state = Placement.State.QUEUED;
      lane.later(
          () -> {
            if (placement.state == Placement.State.QUEUED) {
              send(placement);
            }
          },
          RETRY_MILLIS << Math.min(placement.retries++, 4));
    }
  }
}
