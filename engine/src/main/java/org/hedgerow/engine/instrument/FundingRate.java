package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The rate that holders of a perpetual pay each other at a funding time, by the venues' formulas.
 * All rates are fractions for one interval unless said otherwise.
 */
public final class FundingRate {
  private FundingRate() {}

  /**
   * The interest part: (quote - base) / intervals (BitMEX; Binance).
   *
   * @param quoteDaily interest of the quote currency for a day
   * @param baseDaily interest of the base currency for a day
   * @param intervalsPerDay positive
   */
  public static BigDecimal interest(
      BigDecimal quoteDaily, BigDecimal baseDaily, int intervalsPerDay) {
    return quoteDaily
        .subtract(baseDaily)
        .divide(BigDecimal.valueOf(intervalsPerDay), MathContext.DECIMAL128);
  }

  /**
   * premium + clamp(interest - premium, -damping, damping): the interest alone while it lies near
   * (BitMEX and Binance, with 0.05 %).
   */
  public static BigDecimal of(BigDecimal premium, BigDecimal interest, BigDecimal damping) {
    return premium.add(clamp(interest.subtract(premium), damping));
  }

  /**
   * What of the premium lies beyond a dead band: max(band, premium) + min(-band, premium) (Deribit
   * with 0.025 %, Bit.com with 0.05 %).
   */
  public static BigDecimal beyond(BigDecimal premium, BigDecimal band) {
    return premium.subtract(clamp(premium, band));
  }

  /** The rate, held within the venue's cap either way (Kraken: 0.25 % an hour for inverse ones). */
  public static BigDecimal capped(BigDecimal rate, BigDecimal cap) {
    return clamp(rate, cap);
  }

  private static BigDecimal clamp(BigDecimal rate, BigDecimal limit) {
    Positive.orZero(limit, "limit");
    return rate.max(limit.negate()).min(limit);
  }
}
