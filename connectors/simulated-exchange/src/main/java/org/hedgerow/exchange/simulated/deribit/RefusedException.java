package org.hedgerow.exchange.simulated.deribit;

/** Something that the venue refuses, with its own code and words. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int INVALID_PARAMS = -32_602;

  final int code;

  /** What of the request is wrong, or null. */
  final String parameter;

  /** Why, or null. */
  final String reason;

  RefusedException(int code, String message) {
    this(code, message, null, null);
  }

  private RefusedException(int code, String message, String parameter, String reason) {
    super(message, null, false, false);
    this.code = code;
    this.parameter = parameter;
    this.reason = reason;
  }

  static RefusedException parameter(String name, String reason) {
    return new RefusedException(INVALID_PARAMS, "Invalid params", name, reason);
  }

  /** Who asks is not known, or must not. */
  static RefusedException unauthorized(String reason) {
    return new RefusedException(13_009, "unauthorized", null, reason);
  }

  static RefusedException invalidCredentials() {
    return new RefusedException(13_004, "invalid_credentials");
  }
}
