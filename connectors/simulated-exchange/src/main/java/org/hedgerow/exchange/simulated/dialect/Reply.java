package org.hedgerow.exchange.simulated.dialect;

import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param code the venue's error code, zero when there is none
 * @param headers besides those of every answer
 */
public record Reply(int status, int code, String body, Map<String, String> headers) {
  /** No answer, and the connection is closed. */
  public static final Reply CUT = new Reply(0, 0, "cut");

  /** No answer, and the connection stays open. */
  public static final Reply SILENCE = new Reply(0, 0, "silence");

  /** What a broken proxy might send. */
  public static final Reply GARBAGE = new Reply(200, 0, "<html>\u0000{\"orderId\":");

  public Reply(int status, int code, String body) {
    this(status, code, body, Map.of());
  }

  public static Reply ok(String body) {
    return new Reply(200, 0, body);
  }
}
