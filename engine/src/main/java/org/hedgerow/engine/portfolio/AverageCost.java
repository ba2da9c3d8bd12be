package org.hedgerow.engine.portfolio;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A position at average cost: what closes a part of it realises that part's share of the cost, and
 * the rest keeps what rounding left over, so that realised profit and open cost together are exact.
 * Amounts are in quote units; of an inverse contract, or an option whose premium is in coin, in
 * coin.
 *
 * @param quantity signed: contracts, or base units of spot
 * @param cost what the open quantity cost, with its sign
 * @param realised profit of all that was closed, fees apart
 */
public record AverageCost(BigDecimal quantity, BigDecimal cost, BigDecimal realised) {
  public static final AverageCost NONE =
      new AverageCost(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** After a fill; one that exceeds what is open closes it all and opens the other side. */
  public AverageCost trade(Contract contract, BigDecimal signed, BigDecimal price) {
    BigDecimal open = cost;
    BigDecimal profit = BigDecimal.ZERO;
    BigDecimal opening = signed;
    if (quantity.signum() * signed.signum() < 0) {
      BigDecimal closing =
          signed.abs().min(quantity.abs()).multiply(BigDecimal.valueOf(quantity.signum()));
      BigDecimal entryCost =
          closing.compareTo(quantity) == 0
              ? cost
              : Rounding.divide(cost.multiply(closing), quantity);
      profit = contract.profit(entryCost, contract.cost(closing, price));
      open = open.subtract(entryCost);
      opening = signed.add(closing);
    }
    open = open.add(contract.cost(opening, price));
    return new AverageCost(
        quantity.add(signed), Rounding.round(open), Rounding.round(realised.add(profit)));
  }

  /** What closing all of it at a price would earn. */
  public BigDecimal unrealised(Contract contract, BigDecimal price) {
    return contract.profit(cost, contract.cost(quantity, price));
  }

  /**
   * What a unit of it cost on average: the arithmetic mean of the fills' prices, of an inverse
   * contract the harmonic one. For people; profits are worked out from the cost, not from this.
   */
  public Optional<BigDecimal> averagePrice(Contract contract) {
    return quantity.signum() == 0 ? Optional.empty() : contract.averagePrice(quantity, cost);
  }
}
