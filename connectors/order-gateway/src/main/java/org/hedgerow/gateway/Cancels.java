package org.hedgerow.gateway;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Order;

/**
 * Cancels orders. A cancel may be repeated without harm: it needs no intent and no database. One
 * that overtakes the place of its own order waits for it, or makes it unnecessary.
 */
final class Cancels {
  private static final int TRIES = 5;

  private final CancelRequests requests;
  private final IntentLog log;
  private final Placements placements;
  private final Amends amends;
  private final DoubtResolver doubts;
  private final StatusRequests statusRequests;
  private final Outcomes outcomes;
  private final JournalClock clock;
  private final Lane lane;
  private final Timing timing;

  /** Those that nothing has left of and nothing will. */
  private final Set<Placement> unsent = new LinkedHashSet<>();

  Cancels(
      CancelRequests requests,
      IntentLog log,
      Placements placements,
      Amends amends,
      DoubtResolver doubts,
      StatusRequests statusRequests,
      Outcomes outcomes,
      JournalClock clock,
      Lane lane,
      Timing timing) {
    this.requests = requests;
    this.log = log;
    this.placements = placements;
    this.amends = amends;
    this.doubts = doubts;
    this.statusRequests = statusRequests;
    this.outcomes = outcomes;
    this.clock = clock;
    this.lane = lane;
    this.timing = timing;
  }

  /** Cancels an order, wherever it is. */
  void cancel(Order cancel) {
    amends.canceled(cancel.getClientOrderId());
    placements
        .open(cancel.getClientOrderId())
        .ifPresentOrElse(open -> cancelOpen(cancel, open), () -> send(cancel, 1));
  }

  private void cancelOpen(Order cancel, Placement open) {
    open.cancel = java.util.Optional.of(cancel);
    open.cancelRequested = true;
    switch (open.state) {
      case QUEUED -> {
        unsent.add(open);
        if (unsent.size() == 1) {
          // In one round trip with those that are canceled next.
          lane.run(this::endUnsent);
        }
      }
      case IN_DOUBT -> {
        doubts.cancelNow(cancel, open);
        note(open);
      }
      case SENT -> note(open);
      case DONE -> send(cancel, 1);
    }
  }

  private void endUnsent() throws IOException {
    unsent.removeIf(open -> open.state != Placement.State.QUEUED);
    if (!unsent.isEmpty()) {
      placements.unsent(
          List.copyOf(unsent), Reports.CANCELED_UNSENT, "canceled before it was sent");
      unsent.clear();
    }
  }

  /** The next owner must not send it again; without a database there is no next owner. */
  private void note(Placement open) {
    try {
      log.cancelRequested(open.reservation);
    } catch (IOException e) {
      Placements.warn(open.order(), "DATABASE_DOWN", "its cancel is not noted: " + e.getMessage());
    }
  }

  private void send(Order cancel, int tried) {
    lane.whenAnswered(requests.send(cancel, tried > 1), answer -> answered(cancel, answer, tried));
  }

  private void answered(Order cancel, Answer answer, int tried) {
    switch (answer.kind()) {
      case ACCEPTED -> {
        if (answer.order().isPresent()) {
          outcomes.publish(Reports.canceled(cancel, answer, clock.nowMicros()));
        }
      }
      case REJECTED, NOT_FOUND, DUPLICATE -> {
        // It has ended, or was never there: the venue is asked which.
        Placements.warn(cancel, "CANCEL", answer.kind() + " " + answer.code() + answer.text());
        statusRequests.ask(cancel);
      }
      case RATE_LIMITED, DEADLINE_PASSED, AMBIGUOUS -> {
        Placements.warn(cancel, "CANCEL", answer.kind() + " " + answer.code() + answer.text());
        if (tried < TRIES) {
          lane.later(() -> send(cancel, tried + 1), timing.askAgainMillis(tried - 1));
        } else {
          statusRequests.ask(cancel);
        }
      }
    }
  }
}
