package org.hedgerow.exchange.simulated.okx;

/** Something that the venue refuses, with its own code and words. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  final int status;
  final int code;

  RefusedException(int status, int code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** With the status that errors of a request's content have. */
  RefusedException(int code, String message) {
    this(200, code, message);
  }

  static RefusedException parameter(String name) {
    return new RefusedException(400, 51000, "Parameter " + name + "  error");
  }

  static RefusedException missing(String name) {
    return new RefusedException(400, 50014, "Parameter " + name + " can not be empty.");
  }
}
