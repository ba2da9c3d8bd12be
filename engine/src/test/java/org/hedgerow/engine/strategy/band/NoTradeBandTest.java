package org.hedgerow.engine.strategy.band;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand from the formulas of the papers, or are limits. */
class NoTradeBandTest {
  /** 1.5 * 0.0005 * 5000 * 0.02^2 / 1 = 0.0015, whose cube root is 0.1144714242553332. */
  @Test
  void whalleyAndWilmott() {
    assertEquals(
        0.1144714242553332, WhalleyWilmott.halfWidth(5000, 0.02, 0, 0.25, 0.0005, 1), 1e-15);
    assertEquals(
        0.1144714242553332, WhalleyWilmott.halfWidth(5000, -0.02, 0, 0.25, 0.0005, 1), 1e-15);
    // exp(-0.06 * 0.5 / 3) = exp(-0.01)
    assertEquals(
        0.1144714242553332 * 0.9900498337491681,
        WhalleyWilmott.halfWidth(5000, 0.02, 0.06, 0.5, 0.0005, 1),
        1e-15);
  }

  /** Eight times the cost is twice the band; gamma counts to the power of two thirds. */
  @Test
  void whalleyAndWilmottScales() {
    double one = WhalleyWilmott.halfWidth(100, 0.03, 0.01, 1, 0.001, 0.5);
    assertEquals(2 * one, WhalleyWilmott.halfWidth(100, 0.03, 0.01, 1, 0.008, 0.5), 1e-15);
    assertEquals(4 * one, WhalleyWilmott.halfWidth(100, 0.24, 0.01, 1, 0.001, 0.5), 1e-15);
    assertEquals(one / 2, WhalleyWilmott.halfWidth(100, 0.03, 0.01, 1, 0.001, 4), 1e-15);
    assertEquals(0, WhalleyWilmott.halfWidth(100, 0, 0.01, 1, 0.001, 0.5));
    assertEquals(0, WhalleyWilmott.halfWidth(100, 0.03, 0.01, 1, 0, 0.5));
    assertTrue(WhalleyWilmott.halfWidth(1e-200, 1e-200, 0, 0, 1e-3, 1e-3) > 0);
  }

  /**
   * Published example of a band's test (S 5000, gamma 0.02, T 0.25, sigma 0.2, lambda 0.0005, a 1):
   * H0 = 1e-5; H1 computed with 30 digits apart from this code: 0.0209436912...
   */
  @Test
  void zakamouline() {
    assertEquals(1e-5, Zakamouline.base(5000, 0.2, 0.25, 0.0005, 1), 1e-19);
    assertEquals(0.0209537, Zakamouline.halfWidth(5000, 0.02, 0, 0.2, 0.25, 0.0005, 1), 5e-8);
    assertEquals(
        Zakamouline.base(5000, 0.2, 0.25, 0.0005, 1),
        Zakamouline.halfWidth(5000, 0, 0, 0.2, 0.25, 0.0005, 1));
    assertEquals(0, Zakamouline.halfWidth(5000, 0.02, 0, 0.2, 0.25, 0, 1));
  }

  @Test
  void zakamoulineHedgesOwedOptionsAtMoreVolatilityAndHeldOnesAtLess() {
    double owed = Zakamouline.modifiedVolatility(100, -0.02, 0.01, 0.3, 1, 0.01, 1);
    double held = Zakamouline.modifiedVolatility(100, 0.02, 0.01, 0.3, 1, 0.01, 1);
    assertTrue(held < 0.3 && 0.3 < owed, held + " " + owed);
    // sigma^2 (1 + K) and sigma^2 (1 - K) have sigma^2 in their middle.
    assertEquals(2 * 0.3 * 0.3, owed * owed + held * held, 1e-15);
    assertEquals(0.3, Zakamouline.modifiedVolatility(100, 0.02, 0.01, 0.3, 1, 0, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Zakamouline.modifiedVolatility(100, 0.02, 0.01, 0.3, 1, 0.5, 1));
  }

  /**
   * sigma 0.2, lambda 0.01 one way, weekly: 2 * 0.01 * sqrt(2 * 52 / pi) / 0.2 = 0.575362739...; so
   * 0.2 sqrt(1.575...) = 0.2510 and 0.2 sqrt(0.4246...) = 0.1303.
   */
  @Test
  void leland() {
    double number = 2 * 0.01 * Math.sqrt(2 * 52 / Math.PI) / 0.2;
    assertEquals(0.57536274, number, 5e-9);
    assertEquals(number, Leland.number(0.2, 1 / 52.0, 0.01), 1e-15);
    assertEquals(0.2510269, Leland.modifiedVolatility(0.2, 1 / 52.0, 0.01, true), 5e-8);
    assertEquals(0.1303284, Leland.modifiedVolatility(0.2, 1 / 52.0, 0.01, false), 5e-8);
    assertEquals(0.2, Leland.modifiedVolatility(0.2, 1 / 52.0, 0, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> Leland.modifiedVolatility(0.2, 1 / 52.0, 0.02, false));
  }

  @Test
  void whatIsOutsideComesBackToTheNearerEdge() {
    NoTradeBand band = NoTradeBand.about(5, 0.25);
    assertEquals(0, band.trade(5));
    assertEquals(0, band.trade(4.75));
    assertEquals(0, band.trade(5.25));
    assertEquals(-0.75, band.trade(6));
    assertEquals(1.75, band.trade(3));
    assertThrows(IllegalArgumentException.class, () -> new NoTradeBand(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> NoTradeBand.about(1, -1));
  }

  @Test
  void whatHasNoBandIsRefused() {
    double nan = Double.NaN;
    assertThrows(
        IllegalArgumentException.class, () -> WhalleyWilmott.halfWidth(0, 1, 0, 1, 0.1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> WhalleyWilmott.halfWidth(1, nan, 0, 1, 0.1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> WhalleyWilmott.halfWidth(1, 1, 0, 1, -0.1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> WhalleyWilmott.halfWidth(1, 1, 0, 1, 0.1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> Zakamouline.halfWidth(1, 1, 0, 0.2, 0, 0.1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> Zakamouline.halfWidth(1, 1, 0, 0, 1, 0.1, 1));
    assertThrows(IllegalArgumentException.class, () -> Leland.number(0.2, 0, 0.1));
  }
}
