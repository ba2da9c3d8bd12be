package org.hedgerow.exchange.simulated.binance;

/**
 * An HTTP answer.
 *
 * @param code the venue's error code, zero when there is none
 */
public record Reply(int status, int code, String body) {
  /** No answer, and the connection is closed. */
  static final Reply CUT = new Reply(0, 0, "cut");

  /** No answer, and the connection stays open. */
  static final Reply SILENCE = new Reply(0, 0, "silence");

  /** What a broken proxy might send. */
  static final Reply GARBAGE = new Reply(200, 0, "<html>\u0000{\"orderId\":");

  static Reply ok(String body) {
    return new Reply(200, 0, body);
  }

  static Reply error(int status, int code, String message) {
    String escaped = message.replace("\\", "\\\\").replace("\"", "\\\"");
    return new Reply(status, code, "{\"code\":" + code + ",\"msg\":\"" + escaped + "\"}");
  }

  static Reply error(int code, String message) {
    return error(400, code, message);
  }
}
