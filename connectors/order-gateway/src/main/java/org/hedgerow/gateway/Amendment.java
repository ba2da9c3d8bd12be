package org.hedgerow.gateway;

import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Order;

/** An amend on its way from the intent to the outcome. Only its account's lane touches it. */
final class Amendment {
  /** Where it is. */
  enum State {
    /** Nothing of it has left. */
    WAITING,
    /** The venue has not answered yet. */
    SENT,
    /** The venue is asked at which price the order stands. */
    IN_DOUBT,
    /** Has its outcome. */
    DONE
  }

  final Reservation reservation;

  /** By the machine's own clock: it was reserved, so not under a stop, then or later. */
  final long reservedNanos;

  State state = State.WAITING;

  /** Its order is being canceled: it is not sent any more. */
  boolean canceled;

  /** The venue has refused it: it cannot be done any more, but may have ended the order. */
  Optional<Answer> refusal = Optional.empty();

  int asked;
  int notFound;

  Amendment(Reservation reservation, long reservedNanos) {
    this.reservation = reservation;
    this.reservedNanos = reservedNanos;
  }

  Order order() {
    return reservation.order();
  }

  String id() {
    return reservation.order().getClientOrderId();
  }
}
