package org.hedgerow.exchange.simulated.market;

import java.util.random.RandomGenerator;

/**
 * A price with stochastic volatility, which clusters, and jumps. Log variance is an
 * Ornstein-Uhlenbeck process; jumps arrive as a Poisson process.
 */
final class PriceProcess {
  private static final double SECONDS_A_YEAR = 365.0 * 24 * 3600;
  private static final double VARIANCE_REVERSION = 1 / 240.0;
  private static final double VARIANCE_NOISE = 0.06;
  private static final double JUMPS_A_SECOND = 1 / 240.0;
  private static final double JUMP_SIZE = 0.0012;

  private final RandomGenerator random;
  private final double meanLogVariance;
  private double logVariance;
  private double logPrice;
  private long micros;

  PriceProcess(RandomGenerator random, double price, double annualVolatility, long micros) {
    this.random = random;
    this.logPrice = Math.log(price);
    this.meanLogVariance = Math.log(annualVolatility * annualVolatility / SECONDS_A_YEAR);
    this.logVariance = meanLogVariance;
    this.micros = micros;
  }

  double price() {
    return Math.exp(logPrice);
  }

  /** Annualised, at this moment. */
  double volatility() {
    return Math.sqrt(Math.exp(logVariance) * SECONDS_A_YEAR);
  }

  void advance(long toMicros) {
    double seconds = (toMicros - micros) / 1e6;
    if (seconds <= 0) {
      return;
    }
    micros = toMicros;
    logVariance +=
        VARIANCE_REVERSION * (meanLogVariance - logVariance) * seconds
            + VARIANCE_NOISE * Math.sqrt(seconds) * random.nextGaussian();
    logPrice += Math.sqrt(Math.exp(logVariance) * seconds) * random.nextGaussian();
    if (random.nextDouble() < JUMPS_A_SECOND * seconds) {
      logPrice += JUMP_SIZE * random.nextGaussian();
      logVariance += 1.0;
    }
  }
}
