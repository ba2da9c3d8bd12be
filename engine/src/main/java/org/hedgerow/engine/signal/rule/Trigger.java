package org.hedgerow.engine.signal.rule;

import java.util.Map;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.state.RuleState;

/** When a measure's number is worth telling, and what has to happen before it is again. */
interface Trigger {
  /** What to tell, from when, and why in words. */
  @FunctionalInterface
  interface Telling {
    void tell(SignalPhase phase, long sinceMicros, Coordinate since, String why);
  }

  /**
   * Takes the next number.
   *
   * @param state the rule's row; its memory is the measure's
   */
  void step(RuleState state, double value, SubjectView view, Telling telling);

  /** Whether time alone may change what it thinks of a number. */
  default boolean waits(RuleState state) {
    return false;
  }

  /** Whether it was told that something holds, and not yet that it holds no more. */
  default boolean isRaised(RuleState state) {
    return false;
  }

  /** The limits, for the numbers of a signal. */
  void numbers(Map<String, Double> into);
}
