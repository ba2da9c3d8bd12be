package org.hedgerow.engine.hedging;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.pricing.PutOrCall;

/**
 * A protective put that a call sold pays for: the price of the position is held between the two
 * strikes.
 *
 * @param put the option to buy, with its quantity and roll
 * @param call the option to sell, as many contracts; null where the budget covers the put alone
 * @param netPremium what both cost together, in quote units; negative is earned
 */
public record Collar(ProtectivePut put, ListedOption call, BigDecimal netPremium) {

  /**
   * The collar that keeps most of the upside for a budget: of the calls of the put's expiry and
   * contract size that somebody bids for, the highest strike that leaves no more than the budget to
   * pay.
   *
   * @param budget for both together, in quote units: 0 for a zero-cost collar; negative where the
   *     collar has to earn
   * @return empty where no call above the put's strike pays enough
   */
  public static Optional<Collar> of(
      List<ListedOption> listed, ProtectivePut put, BigDecimal budget) {
    if (put.premium().compareTo(budget) <= 0) {
      return Optional.of(new Collar(put, null, put.premium()));
    }
    return listed.stream()
        .filter(option -> option.right() == PutOrCall.CALL && option.bid() != null)
        .filter(option -> option.expiryMicros() == put.put().expiryMicros())
        .filter(option -> option.size().compareTo(put.put().size()) == 0)
        .filter(option -> option.strike().compareTo(put.put().strike()) > 0)
        .map(call -> new Collar(put, call, put.premium().subtract(earned(put, call))))
        .filter(collar -> collar.netPremium().compareTo(budget) <= 0)
        .max(Comparator.comparing(collar -> collar.call().strike()));
  }

  private static BigDecimal earned(ProtectivePut put, ListedOption call) {
    return put.contracts().multiply(call.size()).multiply(call.bid());
  }
}
