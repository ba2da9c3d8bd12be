package org.hedgerow.engine.signal.rule;

import java.util.Map;

/** A number that the market has after an entry. */
interface Measure {
  /** Whether the entry may have changed it. */
  boolean concerns(SubjectView view);

  /**
   * The number; NaN where there is none, or not yet.
   *
   * @param memory {@link #memoryLength} numbers, all 0 at first
   */
  double value(SubjectView view, Memory memory);

  /** How many numbers it remembers. */
  default int memoryLength() {
    return 0;
  }

  /** What, beside the number, a signal is to say. */
  default void numbers(SubjectView view, Memory memory, Map<String, Double> into) {}

  /** What the number is, in words. */
  String noun();
}
