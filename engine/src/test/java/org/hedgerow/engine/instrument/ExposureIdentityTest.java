package org.hedgerow.engine.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What must hold whatever the prices. Paths are random with a seed; prices have two decimals, so
 * that quotients do not end and rounding would show.
 */
class ExposureIdentityTest {
  private static final BigDecimal ONE = BigDecimal.ONE;

  /** Ticks of a price that goes from a third of a thousand to many millions and back. */
  private static BigDecimal[] path(long seed, int length) {
    Random random = new Random(seed);
    BigDecimal[] prices = new BigDecimal[length];
    double log = 13;
    for (int i = 0; i < length; i++) {
      log += random.nextGaussian() * 0.2;
      log = Math.max(5, Math.min(20, log));
      prices[i] = BigDecimal.valueOf(Math.round(Math.exp(log)), 2);
    }
    return prices;
  }

  /** Coins short as many linear contracts: what is left is 0, and so is what is earned. */
  @Test
  void linearHedgeOfSpotIsExact() {
    DeltaOne spot = new Spot();
    DeltaOne contract = new LinearContract(new BigDecimal("0.001"));
    BigDecimal coins = new BigDecimal("12.345");
    BigDecimal contracts = new BigDecimal("-12345");
    BigDecimal[] path = path(1, 1000);
    for (BigDecimal price : path) {
      BigDecimal left = spot.delta(coins, price, ONE).add(contract.delta(contracts, price, ONE));
      assertEquals(0, left.signum());
      BigDecimal earned =
          spot.profit(coins, path[0], price).add(contract.profit(contracts, path[0], price));
      assertEquals(0, earned.signum());
    }
  }

  /**
   * E + N C / mark with E = wallet + N C (1/entry - 1/mark): in fractions it is wallet + N C /
   * entry, whatever the mark. A full hedge, wallet = -N C / entry, is 0 on any path, and its worth
   * in quote units never moves.
   */
  @Test
  void inverseHedgeOfCoinsIsExactInFractions() {
    Fraction value = Fraction.of("100");
    for (BigDecimal entry : path(2, 20)) {
      Fraction contracts = Fraction.of("-4809");
      Fraction notional = contracts.times(value);
      Fraction wallet = Fraction.ZERO.minus(notional.over(Fraction.of(entry)));
      for (BigDecimal price : path(3, 200)) {
        Fraction mark = Fraction.of(price);
        Fraction earned = notional.over(Fraction.of(entry)).minus(notional.over(mark));
        Fraction equity = wallet.plus(earned);
        assertEquals(Fraction.ZERO, equity.plus(notional.over(mark)));
        assertEquals(Fraction.ZERO.minus(notional), equity.times(mark));
      }
    }
  }

  /** The golden case of the specification, and the same in the decimals that the engine has. */
  @Test
  void inverseHedgeOfCoinsIsExactInDecimals() {
    DeltaOne contract = new InverseContract(new BigDecimal("100"));
    BigDecimal contracts = new BigDecimal("-500");
    BigDecimal entry = new BigDecimal("50000");
    for (BigDecimal mark : path(4, 1000)) {
      BigDecimal delta = contract.delta(contracts, mark, ONE);
      BigDecimal equity =
          ONE.add(contract.value(contracts, entry)).subtract(contract.value(contracts, mark));
      assertEquals(0, equity.add(delta).signum(), "at " + mark);
    }
    BigDecimal twice = new BigDecimal("100000");
    assertEquals("-0.5", contract.profit(contracts, entry, twice).toPlainString());
    // The wallet's coin instead of the equity would count the profit twice: half a coin too much.
    assertEquals("0.5", ONE.add(contract.delta(contracts, twice, ONE)).toPlainString());
  }

  /** 1/a - 1/b by one quotient is within a unit of the 34th digit of what the fractions say. */
  @Test
  void inverseProfitIsTheFractionToAllItsDigits() {
    DeltaOne contract = new InverseContract(new BigDecimal("10"));
    BigDecimal contracts = new BigDecimal("37");
    BigDecimal[] path = path(5, 400);
    for (int i = 1; i < path.length; i++) {
      Fraction exact =
          Fraction.of("370")
              .over(Fraction.of(path[i - 1]))
              .minus(Fraction.of("370").over(Fraction.of(path[i])));
      BigDecimal got = contract.profit(contracts, path[i - 1], path[i]);
      Fraction error = exact.minus(Fraction.of(got));
      Fraction beyond =
          new Fraction(error.numerator().abs(), error.denominator()).minus(Fraction.of(got.ulp()));
      assertTrue(beyond.numerator().signum() <= 0, "from " + path[i - 1] + " to " + path[i]);
    }
  }

  /** The profit of the whole way is the sum of the profits of its parts, to the digit. */
  @Test
  void attributionSums() {
    BigDecimal[] path = path(6, 500);
    BigDecimal quantity = new BigDecimal("-17.5");
    DeltaOne[] exact = {
      new Spot(),
      new LinearContract(new BigDecimal("0.01")),
      new QuantoContract(new BigDecimal("0.000001"))
    };
    for (DeltaOne contract : exact) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 1; i < path.length; i++) {
        sum = sum.add(contract.profit(quantity, path[i - 1], path[i]));
      }
      BigDecimal whole = contract.profit(quantity, path[0], path[path.length - 1]);
      assertEquals(0, whole.compareTo(sum), contract.toString());
    }
    // Of an inverse contract in values, whose differences telescope.
    DeltaOne inverse = new InverseContract(BigDecimal.TEN);
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 1; i < path.length; i++) {
      sum =
          sum.add(inverse.value(quantity, path[i - 1]).subtract(inverse.value(quantity, path[i])));
    }
    BigDecimal whole =
        inverse.value(quantity, path[0]).subtract(inverse.value(quantity, path[path.length - 1]));
    assertEquals(0, whole.compareTo(sum));
  }

  /**
   * The account may be kept in coin or in quote units: a linear contract's profit in coin at the
   * exit price is the inverse contract's of the quantity that was worth as much at the entry.
   */
  @Test
  void currencyOfAccountDoesNotMatter() {
    BigDecimal[] path = path(7, 200);
    for (int i = 1; i < path.length; i++) {
      Fraction entry = Fraction.of(path[i - 1]);
      Fraction exit = Fraction.of(path[i]);
      // One coin long, in quote units, then turned into coin at the exit.
      Fraction linear = exit.minus(entry).over(exit);
      // As many quote units of the inverse contract as a coin was worth.
      Fraction inverse = entry.over(entry).minus(entry.over(exit));
      assertEquals(linear, inverse);
      BigDecimal ours = new InverseContract(ONE).profit(path[i - 1], path[i - 1], path[i]);
      BigDecimal theirs =
          new LinearContract(ONE)
              .profit(ONE, path[i - 1], path[i])
              .divide(path[i], java.math.MathContext.DECIMAL128);
      assertEquals(theirs.doubleValue(), ours.doubleValue(), 1e-30);
    }
  }

  /** A quanto's delta is what a coin of the settlement currency is worth of it. */
  @Test
  void quantoDeltaMovesWithItsSettlement() {
    DeltaOne ether = new QuantoContract(new BigDecimal("0.000001"));
    BigDecimal contracts = new BigDecimal("1000");
    BigDecimal delta = ether.delta(contracts, new BigDecimal("3000"), new BigDecimal("60000"));
    // A dollar more earns 0.001 XBT, which is 60 dollars: as 60 ether would.
    assertEquals(0, new BigDecimal("60").compareTo(delta));
    BigDecimal earned = ether.profit(contracts, new BigDecimal("3000"), new BigDecimal("3001"));
    assertEquals(0, new BigDecimal("0.001").compareTo(earned));
  }
}
