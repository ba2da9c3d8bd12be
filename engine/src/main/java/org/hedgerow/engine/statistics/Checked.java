package org.hedgerow.engine.statistics;

/**
 * What a calculator refuses before it changes anything: one NaN that got in would stay in every
 * figure after it.
 */
public final class Checked {
  private Checked() {}

  /**
   * The value.
   *
   * @throws IllegalArgumentException if it is NaN or infinite
   */
  public static double finite(double value, String what) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " is " + value + "; expected a finite number");
    }
    return value;
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException if it is NaN, infinite, zero or below
   */
  public static double positive(double value, String what) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(what + " is " + value + "; expected a positive number");
    }
    return value;
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException unless it lies strictly between the two limits
   */
  public static double between(double value, double low, double high, String what) {
    if (!(value > low && value < high)) {
      throw new IllegalArgumentException(
          what + " is " + value + "; expected between " + low + " and " + high);
    }
    return value;
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException if it is below the minimum
   */
  public static int atLeast(int value, int minimum, String what) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          what + " is " + value + "; expected " + minimum + " at least");
    }
    return value;
  }
}
