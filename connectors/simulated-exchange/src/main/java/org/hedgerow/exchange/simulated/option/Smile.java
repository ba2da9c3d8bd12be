package org.hedgerow.exchange.simulated.option;

import java.util.SplittableRandom;

/**
 * Volatility by strike and expiry: a level, a skew and a curvature over moneyness in units of the
 * root of time, drawn once from the seed.
 */
public final class Smile {
  private static final double LOWEST = 0.05;
  private static final double HIGHEST = 3;

  /** By which forwards are above spot, a year. */
  private static final double CARRY = 0.04;

  private final double level;
  private final double skew;
  private final double curvature;

  /** The same for the same seed. */
  public Smile(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31 + 7);
    this.level = 0.50 + 0.10 * random.nextDouble();
    this.skew = -0.10 + 0.15 * random.nextDouble();
    this.curvature = 0.05 + 0.10 * random.nextDouble();
  }

  /** What is paid for the asset so many years away. */
  public static double forward(double spot, double years) {
    return spot * Math.exp(CARRY * years);
  }

  double volatility(double forward, double strike, double years) {
    double moneyness = Math.log(strike / forward) / Math.sqrt(Math.max(years, 1.0 / 365));
    double volatility = level + skew * moneyness + curvature * moneyness * moneyness;
    return Math.max(LOWEST, Math.min(HIGHEST, volatility));
  }

  /** An option's value where its underlying's spot is that. */
  public Black76 option(OptionTerms terms, double spot, long millis) {
    double years = terms.years(millis);
    double forward = forward(spot, years);
    return new Black76(
        forward, terms.strike(), years, volatility(forward, terms.strike(), years), terms.call());
  }
}
