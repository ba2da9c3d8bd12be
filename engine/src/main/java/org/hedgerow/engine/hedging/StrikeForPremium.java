package org.hedgerow.engine.hedging;

import java.util.function.DoubleUnaryOperator;
import org.hedgerow.engine.pricing.Black76;
import org.hedgerow.engine.pricing.PutOrCall;

/**
 * The strike at which an option is worth a given premium, by Black's formula with the volatility of
 * that strike: a put gains value with its strike and a call loses it, so there is one where
 * volatilities are free of arbitrage; where a smile is not, one of them is found.
 */
public final class StrikeForPremium {
  private static final int MOST_STEPS = 2_000;

  private StrikeForPremium() {}

  /**
   * Bisects.
   *
   * @param premium paid today for one unit, in quote units, not negative
   * @param forward positive
   * @param years to expiry, not negative
   * @param rate for discounting, continuous, annual, as a fraction
   * @param volatility annual, as a fraction, by strike: a smile's, or one for all
   * @return in quote units; for a call infinite at a premium of 0 and NaN at the discounted forward
   *     or above (no call is worth so much); for a put 0 at a premium of 0
   * @throws IllegalArgumentException if premium, forward or years are out of range
   */
  public static double of(
      PutOrCall right,
      double premium,
      double forward,
      double years,
      double rate,
      DoubleUnaryOperator volatility) {
    if (!(premium >= 0.0 && premium <= Double.MAX_VALUE && forward > 0.0)) {
      throw new IllegalArgumentException(
          "premium " + premium + " and forward " + forward + "; expected none negative");
    }
    boolean put = right == PutOrCall.PUT;
    if (premium == 0.0) {
      return put ? 0.0 : Double.POSITIVE_INFINITY;
    }
    if (!put && premium >= Black76.value(right, forward, 0.0, years, 0.0, rate)) {
      return Double.NaN;
    }
    double low = 0.0;
    double high = forward;
    // Until the premium lies between: above for a put, below for a call.
    while (high <= Double.MAX_VALUE / 2
        && dearer(right, high, premium, forward, years, rate, volatility) != put) {
      low = high;
      high *= 2.0;
    }
    for (int step = 0; step < MOST_STEPS; step++) {
      double middle = low + 0.5 * (high - low);
      if (middle <= low || middle >= high) {
        break;
      }
      if (dearer(right, middle, premium, forward, years, rate, volatility) == put) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return put ? low : high;
  }

  private static boolean dearer(
      PutOrCall right,
      double strike,
      double premium,
      double forward,
      double years,
      double rate,
      DoubleUnaryOperator volatility) {
    double sigma = volatility.applyAsDouble(strike);
    return Black76.value(right, forward, strike, years, sigma, rate) > premium;
  }
}
