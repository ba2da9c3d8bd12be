package org.hedgerow.exchange.simulated.matching;

/** The matching engine refuses a request; nothing has changed. */
public final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, in the engine's terms; each venue has its own code for it. */
  public enum Reason {
    DUPLICATE_CLIENT_ID,
    INSUFFICIENT_FUNDS,
    WOULD_TAKE,
    CANNOT_FILL_WHOLE,
    NOTHING_TO_REDUCE,
    NO_MARKET,
    UNKNOWN_ORDER,
    NOTHING_TO_AMEND
  }

  private final Reason reason;

  RejectedException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
