package org.hedgerow.exchange.simulated.binance;

/** A request that the venue refuses, with the venue's own code and words. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  final transient Reply reply;

  RefusedException(int code, String message) {
    this(Reply.error(code, message));
  }

  RefusedException(Reply reply) {
    super(reply.body(), null, false, false);
    this.reply = reply;
  }
}
