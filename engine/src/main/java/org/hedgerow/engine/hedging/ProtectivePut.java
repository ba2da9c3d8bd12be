package org.hedgerow.engine.hedging;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hedgerow.engine.pricing.PutOrCall;

/**
 * Which put protects a long position (Hull, Options, Futures, and Other Derivatives, chapter on
 * trading strategies; portfolio insurance): the price below which nothing more is lost is the
 * strike, less the premium that it costs.
 *
 * @param put the option to buy
 * @param contracts how many: the exposure over the contract's size, rounded up
 * @param premium contracts times size times ask, in quote units
 * @param floor strike less premium for one unit, in quote units: the least that a unit brings
 * @param rollMicros when to replace it, microseconds since 1970
 */
public record ProtectivePut(
    ListedOption put, BigDecimal contracts, BigDecimal premium, BigDecimal floor, long rollMicros) {

  /**
   * The cheapest put that protects at least at a level: the lowest strike not below it.
   *
   * @param exposure units of the underlying to protect, positive
   * @param level the strike that is wanted at least, in quote units
   * @return empty where no put of the horizon's expiry is offered at such a strike
   */
  public static Optional<ProtectivePut> atLevel(
      List<ListedOption> listed, BigDecimal exposure, BigDecimal level, OptionHorizon horizon) {
    return offered(listed, exposure, horizon)
        .filter(choice -> choice.put().strike().compareTo(level) >= 0)
        .min(Comparator.comparing(choice -> choice.put().strike()));
  }

  /**
   * The best protection that a budget buys: the highest strike whose premium it covers.
   *
   * @param exposure units of the underlying to protect, positive
   * @param budget for the premium of all contracts, in quote units
   * @return empty where no put of the horizon's expiry is offered for so little
   */
  public static Optional<ProtectivePut> withinBudget(
      List<ListedOption> listed, BigDecimal exposure, BigDecimal budget, OptionHorizon horizon) {
    return offered(listed, exposure, horizon)
        .filter(choice -> choice.premium().compareTo(budget) <= 0)
        .max(Comparator.comparing(choice -> choice.put().strike()));
  }

  private static Stream<ProtectivePut> offered(
      List<ListedOption> listed, BigDecimal exposure, OptionHorizon horizon) {
    if (exposure.signum() <= 0) {
      throw new IllegalArgumentException(
          "exposure is " + exposure + "; expected a positive number: puts protect what is held");
    }
    OptionalLong expiry = horizon.expiry(listed, PutOrCall.PUT);
    return listed.stream()
        .filter(option -> option.right() == PutOrCall.PUT && option.ask() != null)
        .filter(option -> expiry.isPresent() && option.expiryMicros() == expiry.getAsLong())
        .map(option -> of(option, exposure, horizon));
  }

  private static ProtectivePut of(ListedOption put, BigDecimal exposure, OptionHorizon horizon) {
    BigDecimal contracts = put.contractsFor(exposure);
    return new ProtectivePut(
        put,
        contracts,
        contracts.multiply(put.size()).multiply(put.ask()),
        put.strike().subtract(put.ask()),
        horizon.rollMicros(put.expiryMicros()));
  }
}
