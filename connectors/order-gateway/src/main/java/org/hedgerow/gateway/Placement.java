package org.hedgerow.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Order;

/** An order on its way from the intent to the outcome. Only its account's lane touches it. */
final class Placement {
  /** Where it is. */
  enum State {
    /** Waits for its turn; nothing of the current attempt has left. */
    QUEUED,
    /** The venue has not answered yet. */
    SENT,
    /** The venue is asked what became of it. */
    IN_DOUBT,
    /** Has its outcome. */
    DONE
  }

  /** The current attempt. */
  Reservation reservation;

  State state = State.QUEUED;

  /** By the machine's own clock: it was reserved, so not under a stop, then or later. */
  long reservedNanos;

  /** An earlier attempt may have reached the venue: no refusal of a later one is the last word. */
  boolean mayBeAtVenue;

  /** The next send needs an attempt of its own. */
  boolean attemptUsed;

  /** The venue says that it has the id: it is asked for ever, and never sent to. */
  boolean duplicate;

  /** The journal was told that nobody knows. */
  boolean toldUnknown;

  /** The cancel that came meanwhile: it is never sent again. */
  Optional<Order> cancel = Optional.empty();

  boolean cancelRequested;

  /** The venue's last refusal of an attempt. */
  Optional<Answer> refusal = Optional.empty();

  /** What waits for its outcome. */
  final List<Runnable> after = new ArrayList<>();

  int retries;
  int asked;
  int notFound;

  Placement(Reservation reservation) {
    this.reservation = reservation;
  }

  Order order() {
    return reservation.order();
  }

  String id() {
    return reservation.order().getClientOrderId();
  }
}
