package org.hedgerow.engine;

/**
 * Black's formula of 1976 without interest, by Marsaglia's series of the normal distribution
 * (Evaluating the Normal Distribution, Journal of Statistical Software 11, 2004), and nothing of
 * the engine's.
 */
final class BlackByHand {
  private static final double YEAR_MICROS = 365.0 * 86_400 * 1e6;

  private BlackByHand() {}

  static double years(Listed option, long clockMicros) {
    return Math.max(0, (option.expiryMicros() - clockMicros) / YEAR_MICROS);
  }

  /** In quote units, of one unit. */
  static double value(Listed option, double forward, double volatility, double years) {
    double deviation = volatility * Math.sqrt(years);
    double first = first(option, forward, deviation);
    double call = forward * normal(first) - option.strike() * normal(first - deviation);
    return option.call() ? call : call - forward + option.strike();
  }

  static double delta(Listed option, double forward, double volatility, double years) {
    double call = normal(first(option, forward, volatility * Math.sqrt(years)));
    return option.call() ? call : call - 1;
  }

  /** Change of delta for one quote unit. */
  static double gamma(Listed option, double forward, double volatility, double years) {
    double deviation = volatility * Math.sqrt(years);
    return density(first(option, forward, deviation)) / (forward * deviation);
  }

  private static double first(Listed option, double forward, double deviation) {
    return Math.log(forward / option.strike()) / deviation + deviation / 2;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  static double normal(double x) {
    if (x < -8 || x > 8) {
      return x < 0 ? 0 : 1;
    }
    double sum = x;
    double before = 0;
    double term = x;
    for (int i = 3; sum != before; i += 2) {
      before = sum;
      term = term * x * x / i;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }
}
