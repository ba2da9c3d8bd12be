package org.hedgerow.engine.strategy.band;

/** What all cost models here ask of their arguments. */
final class Proportional {
  private Proportional() {}

  /**
   * Refuses what has no band.
   *
   * @throws IllegalArgumentException unless price and aversion are positive, the cost rate and
   *     years not negative, and all finite
   */
  static void check(
      double price, double gamma, double rate, double years, double costRate, double riskAversion) {
    positive(price, "price");
    positive(riskAversion, "risk aversion");
    notNegative(years, "years");
    notNegative(costRate, "cost rate");
    finite(gamma, "gamma");
    finite(rate, "rate");
  }

  static void positive(double value, String what) {
    if (!(value > 0.0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(what + " is " + value + "; expected a positive number");
    }
  }

  static void notNegative(double value, String what) {
    if (!(value >= 0.0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(what + " is " + value + "; expected 0 or more");
    }
  }

  static void finite(double value, String what) {
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(what + " is " + value + "; expected a finite number");
    }
  }
}
