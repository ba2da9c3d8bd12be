package org.hedgerow.exchange.simulated.binance;

import org.hedgerow.exchange.simulated.dialect.Reply;

/** The form of the venue's errors. */
final class Refusals {
  private Refusals() {}

  static Reply of(int status, int code, String message) {
    String escaped = message.replace("\\", "\\\\").replace("\"", "\\\"");
    return new Reply(status, code, "{\"code\":" + code + ",\"msg\":\"" + escaped + "\"}");
  }

  static Reply of(int code, String message) {
    return of(400, code, message);
  }
}
