package org.hedgerow.cli.calc;

/** A field of a line is missing or is not what the function expects. */
final class FieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  FieldException(String field, String what) {
    super(field + ": " + what);
    this.field = field;
  }

  /** As it is on the line, or as it should be; with its place where it is inside another. */
  String field() {
    return field;
  }
}
