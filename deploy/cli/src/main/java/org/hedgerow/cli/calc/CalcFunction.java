package org.hedgerow.cli.calc;

/** One of the functions that {@code calc} answers lines by. */
interface CalcFunction {
  /** As it is typed. */
  String name();

  /** What it computes, from what fields in what units, by what convention: lines of help. */
  String page();

  /** A line that it answers, for help and for the test of it. */
  String example();

  /**
   * Computes.
   *
   * @throws FieldException if a field is missing or out of range
   * @throws IllegalArgumentException if the engine refuses the line for something that is no one
   *     field
   */
  void answer(Fields in, Answer out);
}
