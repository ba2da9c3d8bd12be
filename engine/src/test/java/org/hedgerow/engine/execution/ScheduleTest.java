package org.hedgerow.engine.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.hedgerow.engine.execution.AlmgrenChriss.Model;
import org.junit.jupiter.api.Test;

/** The published cases are asked of calc, where its test reads them; here is what must hold. */
class ScheduleTest {
  private static final Model EXAMPLE = new Model(0.95, 2.5e-7, 2.5e-6, 0.0625, 1e-6);

  private static AlmgrenChriss plan(double lambda, int intervals) {
    return new AlmgrenChriss(new Model(0.95, 2.5e-7, 2.5e-6, 0.0625, lambda), 1e6, 5, intervals);
  }

  /** Almgren and Chriss, section 3: five days, lambda 1e-6; kappa is 0.61 a day, as printed. */
  @Test
  void theExampleOfThePaper() {
    AlmgrenChriss plan = new AlmgrenChriss(EXAMPLE, 1e6, 5, 5);
    assertEquals(0.61, plan.kappa(), 0.005);
    assertEquals(1.65, plan.halfLife(), 0.005);
  }

  /** E = gamma X^2/2 (1 - 1/N) + epsilon X + eta X^2/T, V = sigma^2 X^2 T/3 (1-1/N)(1-1/(2N)). */
  @Test
  void withoutAversionItIsAStraightLine() {
    AlmgrenChriss plan = plan(0, 5);
    assertArrayEquals(new double[] {1e6, 8e5, 6e5, 4e5, 2e5, 0}, plan.holdings(), 1e-9);
    assertEquals(662_500, plan.expectedCost(), 1e-6);
    assertEquals(0.9025 * 1e12 * 5 / 3 * (4.0 / 5) * (9.0 / 10), plan.variance(), 1e-3);
    assertEquals(Double.POSITIVE_INFINITY, plan.halfLife());
    // And nearly so with nearly none.
    assertArrayEquals(plan.holdings(), plan(1e-30, 5).holdings(), 1e-6);
  }

  /** Both formulas are of one curve: what is traded is what is no longer held. */
  @Test
  void tradesAreTheStepsOfHoldings() {
    for (double lambda : new double[] {0, 1e-9, 1e-6, 1e-3, 1, 1e9}) {
      AlmgrenChriss plan = plan(lambda, 50);
      double[] holdings = plan.holdings();
      double[] trades = plan.trades();
      double sum = 0;
      for (int j = 0; j < trades.length; j++) {
        assertEquals(holdings[j] - holdings[j + 1], trades[j], 1e-8);
        assertTrue(trades[j] >= 0);
        sum += trades[j];
      }
      assertEquals(1e6, sum, 1e-7);
      assertEquals(0, holdings[50]);
    }
  }

  /** No other schedule near it has a lower cost plus lambda times variance: it is the minimum. */
  @Test
  void noNeighbourIsBetter() {
    AlmgrenChriss plan = plan(1e-6, 5);
    double best = objective(plan.holdings());
    assertEquals(plan.expectedCost() + 1e-6 * plan.variance(), best, 1e-6);
    for (int j = 1; j < 5; j++) {
      for (double move : new double[] {-1000, 1000}) {
        double[] other = plan.holdings();
        other[j] += move;
        assertTrue(objective(other) > best, "holding " + j);
      }
    }
  }

  private static double objective(double[] holdings) {
    double cost = 0;
    for (int j = 1; j < holdings.length; j++) {
      double trade = holdings[j - 1] - holdings[j];
      cost += 2.5e-7 * trade * holdings[j] + 0.0625 * trade + 2.5e-6 * trade * trade;
      cost += 1e-6 * 0.9025 * holdings[j] * holdings[j];
    }
    return cost;
  }

  @Test
  void sellingIsBuyingTurnedRound() {
    AlmgrenChriss sold = new AlmgrenChriss(EXAMPLE, -1e6, 5, 5);
    AlmgrenChriss bought = new AlmgrenChriss(EXAMPLE, 1e6, 5, 5);
    assertEquals(bought.expectedCost(), sold.expectedCost(), 1e-9);
    assertEquals(bought.variance(), sold.variance(), 1e-3);
    assertEquals(-bought.trades()[2], sold.trades()[2]);
  }

  @Test
  void whatHasNoScheduleIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> plan(-1, 5));
    assertThrows(IllegalArgumentException.class, () -> plan(1e-6, 0));
    assertThrows(IllegalArgumentException.class, () -> new Model(1, 0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Model(Double.NaN, 0, 1, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new AlmgrenChriss(new Model(1, 2, 1, 0, 1), 1, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new AlmgrenChriss(EXAMPLE, 1, Double.NaN, 1));
  }

  @Test
  void equalSlices() {
    assertSlices("1.0", 7, "0.001", "1.000");
    assertSlices("0.0305", 10, "0.0001", "0.0305");
    assertSlices("-0.0305", 10, "0.0001", "-0.0305");
    assertSlices("2", 5, "1", "2");
    assertSlices("0", 5, "1", "0");
    assertSlices("1e30", 7, "1e-10", "1e30");
    assertSlices("0.99", 1, "0.1", "0.9");
    assertThrows(
        IllegalArgumentException.class,
        () -> TimeWeighted.slices(BigDecimal.ONE, 0, BigDecimal.ONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> TimeWeighted.slices(BigDecimal.ONE, 1, BigDecimal.ZERO));
  }

  /** Whole lots, all of them, one lot apart, and never a lot ahead of or behind the line. */
  private static void assertSlices(String total, int count, String lot, String traded) {
    BigDecimal step = new BigDecimal(lot);
    BigDecimal[] slices = TimeWeighted.slices(new BigDecimal(total), count, step);
    assertEquals(count, slices.length);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal least = slices[0];
    BigDecimal most = slices[0];
    for (int i = 0; i < count; i++) {
      assertEquals(0, slices[i].remainder(step).signum());
      sum = sum.add(slices[i]);
      least = least.min(slices[i]);
      most = most.max(slices[i]);
      BigDecimal lag =
          new BigDecimal(traded)
              .multiply(BigDecimal.valueOf(i + 1L))
              .subtract(sum.multiply(BigDecimal.valueOf(count)))
              .abs();
      assertTrue(lag.compareTo(step.multiply(BigDecimal.valueOf(count))) < 0, "at " + i);
    }
    assertEquals(0, new BigDecimal(traded).compareTo(sum));
    assertTrue(most.subtract(least).compareTo(step) <= 0);
  }
}
