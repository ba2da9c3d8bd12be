package org.hedgerow.gateway;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;

/**
 * Amends the price of orders that stand. An amend is reserved as a place is, sent once at most and
 * before its deadline, and after everything that was sent of the same order before. Whatever is not
 * answered is asked for: which price the venue shows says what became of it. An amend never changes
 * what an order is for, so one whose fate is not known is a doubt about a price, not about a
 * quantity.
 *
 * <p>A cancel does not wait for it: no venue takes an amend of an order that has ended.
 */
final class Amends {
  private static final String REPLACED = "REPLACED";
  private static final String NOT_REPLACED = "NOT_REPLACED";
  private static final String ENDED = "ENDED";
  private static final String UNSUPPORTED = "AMEND_UNSUPPORTED";
  private static final String NOT_DONE = "NOT_DONE";
  private static final int NOT_FOUND_TIMES = 2;

  /** What was reserved longer ago may have been stopped since. */
  private static final long FRESH_NANOS = 50_000_000;

  private final String account;
  private final OrderVenue venue;
  private final IntentLog log;
  private final Placements placements;
  private final Outcomes outcomes;
  private final JournalClock clock;
  private final RateBucket bucket;
  private final Lane lane;
  private final GatewayMetrics metrics;
  private final Timing timing;

  /** By client order id, in the order in which they were decided; the first is under way. */
  private final Map<String, Deque<Amendment>> open = new HashMap<>();

  Amends(
      String account,
      OrderVenue venue,
      IntentLog log,
      Placements placements,
      Outcomes outcomes,
      JournalClock clock,
      RateBucket bucket,
      Lane lane,
      GatewayMetrics metrics,
      Timing timing) {
    this.account = account;
    this.venue = venue;
    this.log = log;
    this.placements = placements;
    this.outcomes = outcomes;
    this.clock = clock;
    this.bucket = bucket;
    this.lane = lane;
    this.metrics = metrics;
    this.timing = timing;
  }

  /** Takes one that was reserved by this owner just now. */
  void begin(Reservation reservation, long reservedNanos) throws IOException {
    Amendment amend = add(reservation, reservedNanos);
    if (open.get(amend.id()).size() == 1) {
      start(amend);
    }
  }

  /** One that a stop refused at its reserve. */
  void refuseHalted(Reservation reservation) throws IOException {
    unsent(add(reservation, 0), IntentLog.HALTED, "trading is stopped there");
  }

  /** One that an owner before has reserved, and may have sent. It is not sent again. */
  void resume(Reservation reservation, boolean halted) throws IOException {
    if (halted) {
      refuseHalted(reservation);
    } else if (!venue.amends()) {
      unsent(add(reservation, 0), UNSUPPORTED, "orders of the venue cannot be amended");
    } else {
      ask(add(reservation, 0));
    }
  }

  /** Its order is about to be canceled: what has not left stays here. */
  void canceled(String clientOrderId) {
    for (Amendment amend : open.getOrDefault(clientOrderId, new ArrayDeque<>())) {
      if (amend.state == Amendment.State.WAITING) {
        amend.canceled = true;
        lane.run(() -> go(amend));
      }
    }
  }

  private Amendment add(Reservation reservation, long reservedNanos) {
    Amendment amend = new Amendment(reservation, reservedNanos);
    open.computeIfAbsent(amend.id(), id -> new ArrayDeque<>()).addLast(amend);
    return amend;
  }

  /** When its order's place is done. */
  private void start(Amendment amend) throws IOException {
    Optional<Placement> place = placements.open(amend.id());
    if (place.isPresent()) {
      place.get().after.add(() -> lane.run(() -> go(amend)));
    } else {
      go(amend);
    }
  }

  private void go(Amendment amend) throws IOException {
    if (amend.state != Amendment.State.WAITING) {
      return;
    }
    if (amend.canceled) {
      unsent(amend, Reports.CANCELED_UNSENT, "its order is being canceled");
    } else if (!venue.amends()) {
      unsent(amend, UNSUPPORTED, "orders of the venue cannot be amended");
    } else if (clock.isLate(amend.order())
        || venue.venueTimeMicros() >= amend.reservation.deadlineMicros()) {
      unsent(amend, Reports.EXPIRED_UNSENT, "its deadline passed before it was sent");
    } else if (isStopped(amend)) {
      unsent(amend, IntentLog.HALTED, "trading was stopped there while it waited");
    } else if (bucket.waitNanos() > 0) {
      lane.later(() -> go(amend), waitMillis(amend));
    } else {
      send(amend);
    }
  }

  /** Until the bucket lets it, or its deadline. */
  private long waitMillis(Amendment amend) {
    long left = amend.reservation.deadlineMicros() - venue.venueTimeMicros();
    return Math.min(bucket.waitNanos() / 1_000_000, left / 1_000) + 1;
  }

  private boolean isStopped(Amendment amend) throws IOException {
    return System.nanoTime() - amend.reservedNanos >= FRESH_NANOS
        && log.stops(account).refuse(amend.order());
  }

  private void send(Amendment amend) {
    long sent = clock.nowMicros();
    amend.state = Amendment.State.SENT;
    bucket.take();
    metrics.sent();
    lane.whenAnswered(
        venue.amend(amend.order(), amend.reservation.deadlineMicros()),
        answer -> answered(amend, answer, sent));
  }

  private void answered(Amendment amend, Answer answer, long sentMicros) throws IOException {
    metrics.answered(answer.kind(), clock.nowMicros() - sentMicros);
    if (answer.kind() == Answer.Kind.RATE_LIMITED) {
      metrics.slowedDown();
      bucket.standStill();
    } else if (answer.kind() != Answer.Kind.AMBIGUOUS) {
      bucket.goOn();
    }
    switch (answer.kind()) {
      case ACCEPTED -> {
        if (!concludes(amend, answer, false)) {
          ask(amend);
        }
      }
      // It was not judged, so nothing has happened to the order.
      case RATE_LIMITED, DEADLINE_PASSED -> refused(amend, answer, Optional.empty());
      // Some venues end an order whose amend they refuse.
      case REJECTED, NOT_FOUND -> {
        amend.refusal = Optional.of(answer);
        ask(amend);
      }
      case DUPLICATE, AMBIGUOUS -> {
        warn(amend, "AMEND_UNKNOWN", "what became of it is not known: " + said(answer));
        ask(amend);
      }
    }
  }

  /** Whether an answer that shows the order says what became of the amend. */
  private boolean concludes(Amendment amend, Answer answer, boolean asked) throws IOException {
    Answer.OrderView view = answer.order().orElse(null);
    if (view == null) {
      return false;
    }
    if (DoubtResolver.hasEnded(view.status())) {
      conclude(
          amend, ENDED, Reports.endedMeanwhile(amend.order(), answer, asked, clock.nowMicros()));
      return true;
    }
    boolean there =
        view.price()
            .filter(price -> price.compareTo(Decimals.toBigDecimal(amend.order().getPrice())) == 0)
            .isPresent();
    if (there) {
      conclude(amend, REPLACED, Reports.replaced(amend.order(), answer, asked, clock.nowMicros()));
    }
    return there;
  }

  private void ask(Amendment amend) {
    amend.state = Amendment.State.IN_DOUBT;
    askAfter(amend, 0);
  }

  private void askAfter(Amendment amend, long delayMillis) {
    lane.later(
        () -> {
          // What the venue shows before may be from before.
          boolean counts = microsToCount(amend) <= 0;
          lane.whenAnswered(venue.lookUp(amend.order()), answer -> found(amend, answer, counts));
        },
        delayMillis);
  }

  private void found(Amendment amend, Answer answer, boolean counts) throws IOException {
    amend.asked++;
    switch (answer.kind()) {
      case ACCEPTED -> {
        if (!concludes(amend, answer, true)) {
          stands(amend, answer, counts);
        }
      }
      case NOT_FOUND -> {
        if (counts && ++amend.notFound >= NOT_FOUND_TIMES) {
          refused(amend, amend.refusal.orElse(answer), Optional.empty());
        } else {
          askAgain(amend);
        }
      }
      default -> {
        warn(amend, "VENUE_SILENT", "it could not be asked for: " + said(answer));
        askAgain(amend);
      }
    }
  }

  /** The order stands, and not at the price that was asked for. */
  private void stands(Amendment amend, Answer shown, boolean counts) throws IOException {
    boolean tellsPrice = shown.order().flatMap(Answer.OrderView::price).isPresent();
    if (amend.refusal.isPresent()) {
      refused(amend, amend.refusal.get(), Optional.of(shown));
    } else if (counts && tellsPrice && venue.enforcesDeadlines()) {
      Answer refusal =
          Answer.of(Answer.Kind.REJECTED, NOT_DONE, "after its deadline it had not been done");
      refused(amend, refusal, Optional.of(shown));
    } else {
      askAgain(amend);
    }
  }

  private void askAgain(Amendment amend) {
    askAfter(amend, timing.askAgainMillis(amend.asked));
  }

  private long microsToCount(Amendment amend) {
    return amend.reservation.deadlineMicros() + venue.settleMicros() - venue.venueTimeMicros();
  }

  private void refused(Amendment amend, Answer refusal, Optional<Answer> shown) throws IOException {
    warn(amend, "AMEND", said(refusal));
    conclude(
        amend, NOT_REPLACED, Reports.notReplaced(amend.order(), refusal, shown, clock.nowMicros()));
  }

  private void unsent(Amendment amend, String code, String text) throws IOException {
    warn(amend, code, "not amended: " + text);
    conclude(amend, code, Reports.amendUnsent(amend.order(), code, text, clock.nowMicros()));
  }

  private void conclude(Amendment amend, String outcome, JournalEntry report) throws IOException {
    amend.state = Amendment.State.DONE;
    if (!outcomes.conclude(amend.reservation, outcome, report)) {
      warn(amend, "RESOLVED", "a person has resolved it; not written: " + outcome);
    }
    Deque<Amendment> others = open.get(amend.id());
    boolean unused = others.remove(amend);
    if (others.isEmpty()) {
      open.remove(amend.id());
    } else if (others.peekFirst().state == Amendment.State.WAITING) {
      start(others.peekFirst());
    }
  }

  private static String said(Answer answer) {
    return answer.kind() + " " + answer.code() + " " + answer.text();
  }

  private static void warn(Amendment amend, String code, String text) {
    Order order = amend.order();
    Placements.warn(order, code, "amend " + order.getCommandNumber() + ": " + text);
  }
}
