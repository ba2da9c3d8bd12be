package org.hedgerow.exchanges.json;

import org.hedgerow.exchanges.RejectReason;

/** A field is missing or cannot be read; without a stack trace, since bad input may be frequent. */
public final class InvalidFieldException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  /** For that reason; the sentence names the field. */
  public InvalidFieldException(RejectReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** A field that must be there is not. */
  public static InvalidFieldException missing(String name) {
    return new InvalidFieldException(RejectReason.MALFORMED, "no field " + name);
  }

  /** The code under which a frame with such a field is kept. */
  public RejectReason reason() {
    return reason;
  }
}
