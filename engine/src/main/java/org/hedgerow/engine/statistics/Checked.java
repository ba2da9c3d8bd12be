package org.hedgerow.engine.statistics;

/**
 * What a calculator refuses before it changes anything: one NaN that got in would stay in every
 * figure after it, and so would the infinity that the square of a huge number is.
 */
public final class Checked {
  /**
   * Its fourth power still adds up within the range of a double. No price, return or amount comes
   * near.
   */
  private static final double LARGEST = 1e75;

  private Checked() {}

  /**
   * The value.
   *
   * @throws IllegalArgumentException if it is NaN, or larger than 1e75 either way
   */
  public static double number(double value, String what) {
    if (!(Math.abs(value) <= LARGEST)) {
      throw new IllegalArgumentException(what + " is " + value + "; expected a number up to 1e75");
    }
    return value;
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException unless it lies from 1e-75 to 1e75
   */
  public static double positive(double value, String what) {
    if (!(value >= 1 / LARGEST && value <= LARGEST)) {
      throw new IllegalArgumentException(
          what + " is " + value + "; expected a positive number, 1e-75 to 1e75");
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
