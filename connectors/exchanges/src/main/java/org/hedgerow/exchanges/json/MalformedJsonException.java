package org.hedgerow.exchanges.json;

import java.io.IOException;

/** A document that is no JSON; without a stack trace, since bad input may be frequent. */
public final class MalformedJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public MalformedJsonException(String what) {
    super(what);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
