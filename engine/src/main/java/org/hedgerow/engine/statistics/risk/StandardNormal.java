package org.hedgerow.engine.statistics.risk;

import org.hedgerow.engine.statistics.Checked;
import org.hipparchus.special.Erf;

/** The normal distribution with mean 0 and variance 1. */
final class StandardNormal {
  private static final double ROOT_2 = StrictMath.sqrt(2);
  private static final double ROOT_2_PI = StrictMath.sqrt(2 * StrictMath.PI);

  private StandardNormal() {}

  static double density(double z) {
    return StrictMath.exp(-z * z / 2) / ROOT_2_PI;
  }

  /** The probability of a value up to z, with all its digits in the lower tail too. */
  static double probability(double z) {
    return Erf.erfc(-z / ROOT_2) / 2;
  }

  /** The value that is not exceeded with that probability. */
  static double quantile(double probability) {
    Checked.between(probability, 0, 1, "probability");
    double tail = Math.min(probability, 1 - probability);
    double z = -ROOT_2 * Erf.erfcInv(2 * tail);
    // The inverse works on 1 - 2 tail and loses digits far out; a step of Newton's finds them.
    z -= (probability(z) - tail) / density(z);
    return probability < 0.5 ? z : -z;
  }
}
