package org.hedgerow.exchanges.luno;

/** An update that does not fit the book that it is about; without a stack trace. */
final class BrokenBookException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenBookException(String message) {
    super(message, null, false, false);
  }
}
