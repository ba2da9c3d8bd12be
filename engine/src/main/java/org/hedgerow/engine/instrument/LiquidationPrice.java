package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * The mark at which a position's margin is no more than its maintenance margin, fees aside.
 * Formulas of Binance's "How to calculate liquidation price of USD-M futures contracts" and the
 * same for COIN-M, with one position: with W the margin, s the side, Q the position's size, E the
 * entry price and m, d rate and maintenance amount of the tier,
 *
 * <pre>
 * linear   (W + d - s Q E) / (Q (m - s))            Q in units of the underlying
 * inverse  Q (m + s) / (W + d + s Q / E)            Q in quote units, W and d in coin
 * </pre>
 *
 * <p>The tier is that of the position at the liquidation price, as the venue says. Other venues
 * count their fee to close in and are liquidated a little earlier.
 */
public final class LiquidationPrice {
  private LiquidationPrice() {}

  /**
   * Of a position in isolated margin; in cross margin of the only position, or with the margin less
   * the maintenance margin and plus the unrealised profit of the others.
   *
   * @param contract linear or inverse
   * @param quantity signed contracts, not 0
   * @param entry average price, positive
   * @param margin W, in the settlement currency
   * @param tiers by the position's value in the settlement currency
   * @return empty where no price above 0 liquidates: a long with margin for the whole way down, a
   *     short whose coins are worth it at any price
   * @throws IllegalArgumentException for a position of 0, an entry that is not positive, or an
   *     instrument that is not margined so
   */
  public static Optional<BigDecimal> isolated(
      DeltaOne contract,
      BigDecimal quantity,
      BigDecimal entry,
      BigDecimal margin,
      MarginTiers tiers) {
    Positive.number(entry, "entry price");
    if (quantity.signum() == 0) {
      throw new IllegalArgumentException("quantity is 0; there is nothing to liquidate");
    }
    List<MarginTiers.Tier> rows = tiers.tiers();
    Optional<BigDecimal> nearest = Optional.empty();
    for (int i = 0; i < rows.size(); i++) {
      Optional<BigDecimal> price = within(contract, quantity, entry, margin, rows.get(i));
      if (price.isPresent() && inside(contract, quantity, price.get(), rows.get(i), tiers.end(i))) {
        // Tables without deductions can have two: the one that is met first.
        boolean closer =
            nearest.isEmpty() || quantity.signum() > 0 == price.get().compareTo(nearest.get()) > 0;
        nearest = closer ? price : nearest;
      }
    }
    return nearest;
  }

  private static boolean inside(
      DeltaOne contract,
      BigDecimal quantity,
      BigDecimal price,
      MarginTiers.Tier tier,
      BigDecimal end) {
    BigDecimal size = contract.value(quantity, price).abs();
    return size.compareTo(tier.from()) >= 0 && (end == null || size.compareTo(end) <= 0);
  }

  private static Optional<BigDecimal> within(
      DeltaOne contract,
      BigDecimal quantity,
      BigDecimal entry,
      BigDecimal margin,
      MarginTiers.Tier tier) {
    BigDecimal side = BigDecimal.valueOf(quantity.signum());
    BigDecimal atEntry = contract.value(quantity, entry);
    BigDecimal dividend;
    BigDecimal divisor;
    if (contract instanceof LinearContract linear) {
      dividend = margin.add(tier.deduction()).subtract(atEntry);
      divisor =
          quantity.abs().multiply(linear.size()).multiply(tier.maintenanceRate().subtract(side));
    } else if (contract instanceof InverseContract inverse) {
      dividend =
          quantity.abs().multiply(inverse.quoteValue()).multiply(tier.maintenanceRate().add(side));
      divisor = margin.add(tier.deduction()).add(atEntry);
    } else {
      throw new IllegalArgumentException("only linear and inverse contracts are margined so");
    }
    if (divisor.signum() == 0 || dividend.signum() != divisor.signum()) {
      return Optional.empty();
    }
    return Optional.of(dividend.divide(divisor, MathContext.DECIMAL128));
  }
}
