package org.hedgerow.gateway;

import java.io.IOException;
import java.util.Set;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;

/**
 * Asks the venue for orders whose fate is not known, until it is. What the venue shows is adopted.
 * What it does not show counts only after no request of it can be taken any more and the venue had
 * its time to show it, and only twice; then the order is sent again under a new attempt while it is
 * valid. At a venue that does not refuse late requests, what may have been sent is never sent
 * again.
 */
final class DoubtResolver {
  private static final int NOT_FOUND_TIMES = 2;

  /** Questions without a word after which the order counts as unknown, also if nobody sent it. */
  private static final int SILENT_TIMES = 3;

  private static final Set<OrderStatus> ENDED =
      Set.of(OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.EXPIRED, OrderStatus.REJECTED);

  private final OrderVenue venue;
  private final Placements placements;
  private final JournalClock clock;
  private final Lane lane;
  private final Timing timing;
  private final Lane.ResultStep<Placement> again;

  /**
   * A resolver.
   *
   * @param again sends an order that is not at the venue and may still be sent
   */
  DoubtResolver(
      OrderVenue venue,
      Placements placements,
      JournalClock clock,
      Lane lane,
      Timing timing,
      Lane.ResultStep<Placement> again) {
    this.venue = venue;
    this.placements = placements;
    this.clock = clock;
    this.lane = lane;
    this.timing = timing;
    this.again = again;
  }

  /** Whether nothing can happen any more to an order of that status at the venue. */
  static boolean hasEnded(OrderStatus status) {
    return ENDED.contains(status);
  }

  /** The answer to a place leaves it open what became of the order. */
  void begin(Placement placement, Answer answer) throws IOException {
    placements.unknown(placement, answer);
    placement.cancel.ifPresent(cancel -> cancelNow(cancel, placement));
    ask(placement);
  }

  /** Asks about an order that this gateway has not sent. */
  void ask(Placement placement) {
    placement.state = Placement.State.IN_DOUBT;
    placement.asked = 0;
    placement.notFound = 0;
    askAfter(placement, 0);
  }

  /** A cancel that came while the order was on its way. */
  void cancelLate(Placement placement, Answer answer) {
    boolean ended = answer.order().map(view -> hasEnded(view.status())).orElse(Boolean.FALSE);
    if (!ended) {
      placement.cancel.ifPresent(cancel -> cancelNow(cancel, placement));
    }
  }

  /** Cancels what may be at the venue; whether it was there is for the question to find out. */
  void cancelNow(Order cancel, Placement placement) {
    lane.whenAnswered(
        venue.cancel(cancel),
        answer -> {
          if (answer.kind() != Answer.Kind.ACCEPTED) {
            Placements.warn(
                placement.order(), "CANCEL", answer.kind() + " " + answer.code() + answer.text());
          }
        });
  }

  private void askAfter(Placement placement, long delayMillis) {
    lane.later(
        () -> {
          if (placement.state != Placement.State.IN_DOUBT) {
            return;
          }
          boolean absenceCounts = microsToCount(placement) <= 0;
          lane.whenAnswered(
              venue.lookUp(placement.order()), answer -> found(placement, answer, absenceCounts));
        },
        delayMillis);
  }

  private void found(Placement placement, Answer answer, boolean absenceCounts) throws IOException {
    if (placement.state != Placement.State.IN_DOUBT) {
      return;
    }
    placement.asked++;
    switch (answer.kind()) {
      case ACCEPTED -> {
        placements.accepted(placement, "ADOPTED", answer, clock.nowMicros());
        cancelLate(placement, answer);
      }
      case NOT_FOUND -> notFound(placement, answer, absenceCounts);
      default -> {
        Placements.warn(
            placement.order(),
            "VENUE_SILENT",
            "it could not be asked for: " + answer.kind() + " " + answer.code() + answer.text());
        sayWhenSilent(placement, answer);
        askAfter(placement, timing.askAgainMillis(placement.asked));
      }
    }
  }

  private void notFound(Placement placement, Answer answer, boolean absenceCounts)
      throws IOException {
    if (!absenceCounts) {
      long wait = microsToCount(placement);
      long millis = wait / 1_000 + 1;
      if (wait > longestToCount()) {
        // The venue's clock was set back: nobody can say for long that it will not be taken.
        placements.unknown(placement, answer);
        millis = Math.min(millis, timing.askAgainMillis(placement.asked));
      }
      askAfter(placement, millis);
    } else if (!isEvidence(placement)) {
      placements.unknown(placement, answer);
      askAfter(placement, timing.askAgainMillis(placement.asked));
    } else if (++placement.notFound < NOT_FOUND_TIMES) {
      askAfter(placement, timing.askAgain().toMillis());
    } else {
      absent(placement);
    }
  }

  /** Nothing of the order is at the venue, and nothing can come there any more. */
  private void absent(Placement placement) throws IOException {
    boolean refused =
        placement.refusal.map(last -> last.kind() == Answer.Kind.REJECTED).orElse(Boolean.FALSE);
    if (refused) {
      placements.rejected(placement, placement.refusal.get());
    } else if (placement.cancelRequested) {
      placements.unsent(
          placement, Reports.CANCELED_UNSENT, "the venue does not know it, and it was canceled");
    } else if (!clock.isLate(placement.order())) {
      again.run(placement);
    } else if (placement.mayBeAtVenue) {
      placements.unsent(
          placement, Reports.NOT_FOUND, "the venue does not know it after its deadline");
    } else {
      placements.expired(placement);
    }
  }

  /**
   * Whether the venue's not showing an order says that it is not there and will not be: not if it
   * has called the id a duplicate, nor if a request may still be on its way to a venue that would
   * take it.
   */
  private boolean isEvidence(Placement placement) {
    return !placement.duplicate && (venue.enforcesDeadlines() || !placement.mayBeAtVenue);
  }

  /** Until no request of it can be taken any more, and the venue had its time to show it. */
  private long microsToCount(Placement placement) {
    return deadlineMicros(placement) + venue.settleMicros() - venue.venueTimeMicros();
  }

  /**
   * By the venue's clock. What this owner never sent may have been sent by one whose log was lost;
   * but nobody sends an order that is no longer valid, so that the deadline of a request of it was
   * soon after, however far ahead the venue's clock was when this attempt was reserved.
   */
  private long deadlineMicros(Placement placement) {
    long reserved = placement.reservation.deadlineMicros();
    if (placement.attemptUsed) {
      return reserved;
    }
    return Math.min(
        reserved,
        placement.order().getValidUntilMicros()
            + JournalClock.BOUND_MICROS
            + venue.deadlineMicros());
  }

  /** What is waited for at most while the venue's clock goes as it should. */
  private long longestToCount() {
    return venue.deadlineMicros() + venue.settleMicros() + 2 * JournalClock.BOUND_MICROS;
  }

  private void sayWhenSilent(Placement placement, Answer answer) throws IOException {
    if (placement.asked >= SILENT_TIMES) {
      placements.unknown(placement, answer);
    }
  }
}
