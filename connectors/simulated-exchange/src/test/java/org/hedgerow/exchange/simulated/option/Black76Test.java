package org.hedgerow.exchange.simulated.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Against figures of others: Hull's book, and what the venue itself told of its options. */
class Black76Test {
  /**
   * Hull, Options, Futures, and Other Derivatives, on Black's model: a put at 20 is 1.12 at 9 %.
   */
  @Test
  void hullsPutOnOilFutures() {
    double value = new Black76(20, 20, 4.0 / 12, 0.25, false).value();
    assertEquals(1.12, value * Math.exp(-0.09 * 4 / 12), 0.005);
  }

  /** Tables of the normal distribution. */
  @Test
  void theNormalDistribution() {
    assertEquals(0.5, Black76.normal(0), 1e-15);
    assertEquals(0.841344746068543, Black76.normal(1), 1e-14);
    assertEquals(0.022750131948179, Black76.normal(-2), 1e-14);
    assertEquals(0.999968328758167, Black76.normal(4), 1e-14);
  }

  /**
   * One ticker of 5 April 2021, 17:47:36: ETH-9APR21-1950-C, forward 2115.89, volatility 78.74 %,
   * expiry 9 April, 8:00. The venue writes the mark in coins and rounds greeks to five decimals.
   * Its mark of that message is 0.13 points of volatility above the volatility that it tells beside
   * it: the greeks agree to their rounding, the mark only to three in a hundred thousand.
   */
  @Test
  void aTickerOfTheVenue() {
    double years = (1_617_955_200_000L - 1_617_644_856_302L) / (365.0 * 24 * 3_600_000);
    Black76 option = new Black76(2_115.89, 1_950, years, 0.7874, true);
    assertEquals(0.084155, option.value() / 2_115.89, 0.00003);
    assertEquals(0.8609, option.delta(), 0.0005);
    assertEquals(0.00134, option.gamma(), 0.00001);
    assertEquals(0.46511, option.vega(), 0.002);
    assertEquals(-5.09811, option.theta(), 0.02);
    assertEquals(0.16173, option.rho(), 0.002);
  }
}
