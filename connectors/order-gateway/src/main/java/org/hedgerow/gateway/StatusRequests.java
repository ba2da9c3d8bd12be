package org.hedgerow.gateway;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Order;

/**
 * Answers who misses reports of an order: with its fills and then its state as the venue shows
 * them, or with its absence where that is certain. Where neither can be had nothing is told, and
 * the engine asks again. A request that is read twice gives the same reports under the same ids.
 */
final class StatusRequests {
  private static final int TRIES = 5;
  private static final int NOT_FOUND_TIMES = 2;

  private final OrderVenue venue;
  private final IntentLog log;
  private final Placements placements;
  private final Outcomes outcomes;
  private final JournalClock clock;
  private final Lane lane;
  private final Timing timing;

  StatusRequests(
      OrderVenue venue,
      IntentLog log,
      Placements placements,
      Outcomes outcomes,
      JournalClock clock,
      Lane lane,
      Timing timing) {
    this.venue = venue;
    this.log = log;
    this.placements = placements;
    this.outcomes = outcomes;
    this.clock = clock;
    this.lane = lane;
    this.timing = timing;
  }

  /** The order's fields, under a command number of the request's own. */
  void ask(Order request) {
    ask(request, 0, 0, 0);
  }

  private void ask(Order request, int tried, int notFound, long delayMillis) {
    lane.later(
        () ->
            lane.whenAnswered(
                venue.lookUp(request), answer -> found(request, answer, tried + 1, notFound)),
        delayMillis);
  }

  private void found(Order request, Answer answer, int tried, int notFound) throws IOException {
    switch (answer.kind()) {
      case ACCEPTED -> {
        if (answer.order().isPresent() && answer.order().get().cumulativeQuantity().signum() > 0) {
          askFills(request, answer, tried);
        } else {
          outcomes.publish(Reports.found(request, answer, clock.nowMicros()));
        }
      }
      case NOT_FOUND -> {
        if (notFound + 1 < NOT_FOUND_TIMES) {
          ask(request, tried, notFound + 1, timing.askAgain().toMillis());
        } else {
          absent(request);
        }
      }
      default -> tryAgain(request, tried, notFound, answer.kind() + " " + answer.code());
    }
  }

  private void askFills(Order request, Answer answer, int tried) {
    lane.whenDone(
        venue.fills(request, answer.order().orElseThrow()),
        fills -> tell(request, answer, fills),
        failure -> tryAgain(request, tried, 0, "its fills could not be had: " + failure));
  }

  /** The fills first: whoever reads the state does not have to miss them. */
  private void tell(Order request, Answer answer, List<Fill> fills) {
    BigDecimal cumulative = BigDecimal.ZERO;
    String venueOrderId = answer.order().orElseThrow().venueOrderId();
    for (Fill fill : fills) {
      cumulative = cumulative.add(fill.quantity());
      outcomes.publish(Reports.fill(request, venueOrderId, fill, cumulative));
    }
    outcomes.publish(Reports.found(request, answer, clock.nowMicros()));
  }

  private void tryAgain(Order request, int tried, int notFound, String why) {
    if (tried < TRIES) {
      ask(request, tried, notFound, timing.askAgainMillis(tried));
    } else {
      Placements.warn(request, "VENUE_SILENT", "no answer to a status request: " + why);
    }
  }

  /** Not at the venue; certain only if nothing of it is or may be under way. */
  private void absent(Order request) throws IOException {
    if (placements.open(request.getClientOrderId()).isPresent()) {
      return;
    }
    Optional<IntentLog.Recorded> place =
        log.recorded(List.of(request.getClientOrderId())).stream().findFirst();
    if (place.isPresent() && place.get().outcome().filter(StatusRequests::isAtVenue).isPresent()) {
      Placements.warn(
          request, Reports.VANISHED, "the venue took it, and does not know it any more");
      log.vanished(request);
      outcomes.publish(Reports.vanished(request, clock.nowMicros()));
      return;
    }
    if (place.isPresent() && place.get().outcome().isEmpty()) {
      // Another owner's, who has taken the account and may send it again.
      return;
    }
    // Without a row: whoever may have sent it did so while it was valid.
    long deadline =
        place
            .map(IntentLog.Recorded::deadlineMicros)
            .orElse(request.getValidUntilMicros() + venue.deadlineMicros());
    if (deadline + venue.settleMicros() > venue.venueTimeMicros()
        || (place.isEmpty() && !venue.enforcesDeadlines())) {
      return;
    }
    outcomes.publish(Reports.absent(request, clock.nowMicros()));
  }

  private static boolean isAtVenue(String outcome) {
    return outcome.equals("ACCEPTED")
        || outcome.equals("ADOPTED")
        || outcome.equals(OrderResolution.FILLED);
  }
}
