package org.hedgerow.exchange.simulated.luno;

import org.hedgerow.exchange.simulated.dialect.Reply;

/** Something that the venue refuses, by one of its codes such as {@code ErrOrderNotFound}. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;

  private final int status;

  /**
   * A refusal.
   *
   * @param status of HTTP
   */
  RefusedException(int status, String code) {
    super(code, null, false, false);
    this.status = status;
  }

  /** What is wrong with the request itself. */
  RefusedException(String code) {
    this(BAD_REQUEST, code);
  }

  Reply reply() {
    return reply(status, getMessage());
  }

  static Reply reply(int status, String code) {
    return new Reply(
        status,
        status,
        LunoText.object().put("error", words(code)).put("error_code", code).toString());
  }

  /** {@code order not found} of {@code ErrOrderNotFound}; the venue's own may be localised. */
  private static String words(String code) {
    return code.substring("Err".length())
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
