package org.hedgerow.engine.signal.window;

import java.util.Map;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.statistics.Restorable;

/** A calculator over a window, fed with bars or with samples of the market. */
interface Figures extends Restorable {
  /** Takes a closed bar. */
  default void bar(double open, double high, double low, double close) {
    throw new UnsupportedOperationException("takes samples");
  }

  /**
   * Takes a sample; false where the market has none.
   *
   * @param freshMicros how old a quote may be, by receive time
   */
  default boolean sample(SubjectView view, long freshMicros) {
    throw new UnsupportedOperationException("takes bars");
  }

  /** How many samples fill the window. */
  long wanted();

  /** The figures by name; NaN is left out. */
  void numbers(Map<String, Double> into);

  /** Saves all parts one after the other. */
  static int save(double[] into, int at, Restorable... parts) {
    int next = at;
    for (Restorable part : parts) {
      next = part.save(into, next);
    }
    return next;
  }

  /** Restores all parts, in the order in which they were saved. */
  static int restore(double[] from, int at, Restorable... parts) {
    int next = at;
    for (Restorable part : parts) {
      next = part.restore(from, next);
    }
    return next;
  }

  /** How long the states of all parts are together. */
  static int length(Restorable... parts) {
    int length = 0;
    for (Restorable part : parts) {
      length += part.stateLength();
    }
    return length;
  }
}
