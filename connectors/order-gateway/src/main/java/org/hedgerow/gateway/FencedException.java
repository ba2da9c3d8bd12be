package org.hedgerow.gateway;

import java.io.IOException;

/** Another gateway has taken the account; this one must not send or report anything for it. */
public final class FencedException extends IOException {
  private static final long serialVersionUID = 1L;

  public FencedException(String account, long epoch) {
    super("account " + account + ": epoch " + epoch + " is no longer its owner's");
  }
}
