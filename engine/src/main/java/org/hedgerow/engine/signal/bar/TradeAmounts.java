package org.hedgerow.engine.signal.bar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExactSum;

/**
 * What a trade amounts to in units of the base and of the quote asset. Holds the last trade that it
 * was given. Exact, but for the base units of an inverse contract, which a division makes: these
 * have twelve decimals, half even, as in table {@code trade}.
 */
final class TradeAmounts {
  private static final int SCALE = 12;

  private final boolean inverse;
  private final Decimal contractValue;
  private final Product valued = new Product();
  private final Product notional = new Product();
  private BigDecimal divided;

  /**
   * @param contractValue inverse: quote units a contract; else base units a contract, 1 for spot
   */
  TradeAmounts(boolean inverse, Decimal contractValue) {
    this.inverse = inverse;
    this.contractValue = contractValue;
  }

  /** Works out a trade. */
  void take(Decimal price, Decimal quantity) {
    valued.of(quantity.getUnscaled(), quantity.getScale(), contractValue);
    if (inverse) {
      divided =
          valued.toBigDecimal().divide(Decimals.toBigDecimal(price), SCALE, RoundingMode.HALF_EVEN);
    } else if (valued.large == null) {
      notional.of(valued.unscaled, valued.scale, price);
    } else {
      notional.large = valued.large.multiply(Decimals.toBigDecimal(price));
    }
  }

  void addBase(ExactSum sum) {
    if (inverse) {
      ExactSums.add(sum, divided);
    } else {
      valued.addTo(sum);
    }
  }

  void addQuote(ExactSum sum) {
    (inverse ? valued : notional).addTo(sum);
  }

  /** As a double, for limits. */
  double quote() {
    return (inverse ? valued : notional).toBigDecimal().doubleValue();
  }

  private static final class Product {
    private long unscaled;
    private int scale;
    private BigDecimal large;

    void of(long left, int leftScale, Decimal right) {
      long low = left * right.getUnscaled();
      scale = leftScale + right.getScale();
      if (Math.multiplyHigh(left, right.getUnscaled()) == low >> 63) {
        unscaled = low;
        large = null;
      } else {
        large = BigDecimal.valueOf(left, leftScale).multiply(Decimals.toBigDecimal(right));
      }
    }

    void addTo(ExactSum sum) {
      if (large == null) {
        ExactSums.add(sum, unscaled, scale);
      } else {
        ExactSums.add(sum, large);
      }
    }

    BigDecimal toBigDecimal() {
      return large == null ? BigDecimal.valueOf(unscaled, scale) : large;
    }
  }
}
