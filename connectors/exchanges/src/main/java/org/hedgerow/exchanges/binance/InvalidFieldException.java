package org.hedgerow.exchanges.binance;

import org.hedgerow.exchanges.RejectReason;

/** A field is missing or cannot be read; without a stack trace, since bad input may be frequent. */
final class InvalidFieldException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  InvalidFieldException(RejectReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  RejectReason reason() {
    return reason;
  }
}
