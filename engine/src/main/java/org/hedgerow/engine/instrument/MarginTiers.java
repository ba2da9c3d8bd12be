package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * How much margin a venue asks for a position of some size. Sizes are in the unit the venue's table
 * has (Binance USD-M: quote units; COIN-M: coin; OKX and Kraken: contracts); margins in the unit of
 * the value that the rates are taken of.
 */
public final class MarginTiers {
  /**
   * One row of the table.
   *
   * @param from the size that the tier starts at
   * @param initialRate initial margin over value: 1 / greatest leverage
   * @param maintenanceRate maintenance margin over value
   * @param deduction maintenance amount: what is taken off, so that margin does not jump between
   *     tiers; 0 for venues whose rate holds for the whole position
   */
  public record Tier(
      BigDecimal from, BigDecimal initialRate, BigDecimal maintenanceRate, BigDecimal deduction) {
    /** Refuses rates out of range. */
    public Tier {
      Positive.orZero(from, "lower end");
      Positive.orZero(deduction, "maintenance amount");
      Positive.number(initialRate, "initial margin rate");
      Positive.number(maintenanceRate, "maintenance margin rate");
      if (maintenanceRate.compareTo(initialRate) > 0) {
        throw new IllegalArgumentException(
            "maintenance margin rate "
                + maintenanceRate
                + " is above the initial one, "
                + initialRate);
      }
    }

    /** Maintenance margin for a value, never negative. */
    public BigDecimal maintenance(BigDecimal value) {
      return value.multiply(maintenanceRate).subtract(deduction).max(BigDecimal.ZERO);
    }
  }

  private final List<Tier> tiers;

  private MarginTiers(List<Tier> tiers) {
    BigDecimal before = null;
    for (Tier tier : tiers) {
      if (before == null ? tier.from().signum() != 0 : tier.from().compareTo(before) <= 0) {
        throw new IllegalArgumentException(
            "tiers must ascend from 0, and one starts at " + tier.from());
      }
      before = tier.from();
    }
    if (before == null) {
      throw new IllegalArgumentException("no tiers");
    }
    this.tiers = List.copyOf(tiers);
  }

  /** The table as the venue prints it, ascending from 0. */
  public static MarginTiers of(List<Tier> tiers) {
    return new MarginTiers(tiers);
  }

  /**
   * The table without its deductions, which are worked out as Binance does: the tier's lower end
   * times what its rate is above the rate before, added to the deduction before.
   *
   * @param tiers whose deductions are not looked at
   */
  public static MarginTiers marginal(List<Tier> tiers) {
    List<Tier> worked = new ArrayList<>();
    BigDecimal deduction = BigDecimal.ZERO;
    BigDecimal rate = null;
    for (Tier tier : tiers) {
      if (rate != null) {
        deduction = deduction.add(tier.from().multiply(tier.maintenanceRate().subtract(rate)));
      }
      rate = tier.maintenanceRate();
      worked.add(new Tier(tier.from(), tier.initialRate(), rate, deduction));
    }
    return new MarginTiers(worked);
  }

  /** The tiers, ascending. */
  public List<Tier> tiers() {
    return tiers;
  }

  /**
   * The tier of a size: the last one that starts below it. A size on a border belongs to the tier
   * that ends there.
   */
  public Tier at(BigDecimal size) {
    Tier found = tiers.get(0);
    for (Tier tier : tiers) {
      if (tier.from().compareTo(size) < 0) {
        found = tier;
      }
    }
    return found;
  }

  /** Where the tier ends, null for the last. */
  BigDecimal end(int index) {
    return index + 1 < tiers.size() ? tiers.get(index + 1).from() : null;
  }

  /** Maintenance margin of a position whose size and value are in one unit. */
  public BigDecimal maintenance(BigDecimal value) {
    return at(value.abs()).maintenance(value.abs());
  }

  /**
   * Initial margin: value over leverage, and not less than the tier asks.
   *
   * @param leverage that the account has set, positive
   */
  public BigDecimal initial(BigDecimal value, BigDecimal leverage) {
    Positive.number(leverage, "leverage");
    BigDecimal chosen = value.abs().divide(leverage, MathContext.DECIMAL128);
    return chosen.max(value.abs().multiply(at(value.abs()).initialRate()));
  }
}
