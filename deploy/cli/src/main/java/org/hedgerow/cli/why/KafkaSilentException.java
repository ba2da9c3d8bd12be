package org.hedgerow.cli.why;

/** Kafka did not answer in time. */
final class KafkaSilentException extends Exception {
  private static final long serialVersionUID = 1L;

  KafkaSilentException(String message, Throwable cause) {
    super(message, cause);
  }
}
