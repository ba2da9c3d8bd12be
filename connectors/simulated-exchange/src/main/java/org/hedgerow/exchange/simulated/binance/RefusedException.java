package org.hedgerow.exchange.simulated.binance;

import org.hedgerow.exchange.simulated.dialect.Reply;

/** A request that the venue refuses, with the venue's own code and words. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  final transient Reply reply;

  RefusedException(int code, String message) {
    this(Refusals.of(code, message));
  }

  RefusedException(Reply reply) {
    super(reply.body(), null, false, false);
    this.reply = reply;
  }
}
