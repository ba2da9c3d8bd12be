package org.hedgerow.engine.statistics;

/**
 * A calculator whose whole memory is an array of numbers of a length that its construction fixes:
 * the form in which it lies in keyed state and in snapshots.
 *
 * <p>A calculator of the same construction that restores a state continues bit for bit as the one
 * that saved it. States carry the parameters that shape them, so that a window of 50 is not filled
 * from one of 60. Counts are held as doubles, which are exact up to 2<sup>53</sup>.
 */
public interface Restorable {
  /** How many numbers the state has; the same for the calculator's whole life. */
  int stateLength();

  /**
   * Writes the state.
   *
   * @return the place after its last number
   */
  int save(double[] into, int at);

  /**
   * Reads what {@link #save} wrote.
   *
   * @return the place after its last number
   * @throws IllegalArgumentException if a calculator of another construction wrote it; this one is
   *     then not to be used further
   */
  int restore(double[] from, int at);

  /** The state as an array of its own. */
  default double[] state() {
    double[] state = new double[stateLength()];
    save(state, 0);
    return state;
  }

  /**
   * Continues from a state.
   *
   * @throws IllegalArgumentException if a calculator of another construction wrote it
   */
  default void restore(double[] state) {
    if (state.length != stateLength()) {
      throw new IllegalArgumentException(
          "a state of " + state.length + " numbers; expected " + stateLength());
    }
    restore(state, 0);
  }

  /** Reads a number that construction has fixed; the place after it. */
  static int same(double[] from, int at, double expected, String what) {
    if (from[at] != expected) {
      throw new IllegalArgumentException(
          "the state's " + what + " is " + from[at] + "; expected " + expected);
    }
    return at + 1;
  }

  /** Reads a whole number from 0 to the limit. */
  static int whole(double[] from, int at, int limit, String what) {
    double value = from[at];
    if (!(value >= 0 && value <= limit) || value != (int) value) {
      throw new IllegalArgumentException(
          "the state's " + what + " is " + value + "; expected a whole number up to " + limit);
    }
    return (int) value;
  }
}
