package org.hedgerow.engine.risk;

import static org.hedgerow.engine.risk.Denial.above;
import static org.hedgerow.engine.risk.Denial.below;
import static org.hedgerow.engine.risk.Denial.plain;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.schema.AccountDefinition;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.TradingStatus;

/** Whether an order is one that the venue could take. */
final class StructureChecks {
  private StructureChecks() {}

  static Optional<String> instrumentUnknown(RiskContext context) {
    return context.state().plan().contract(context.instrument()).isPresent()
        ? Optional.empty()
        : Optional.of("instrument=" + context.instrument());
  }

  static Optional<String> instrumentNotTradable(RiskContext context) {
    if (context.contract().isExpired(context.clockMicros())) {
      return Optional.of(
          "instrument="
              + context.instrument()
              + " expired_us="
              + context.definition().getExpiryMicros());
    }
    return context
        .market()
        .status(context.instrument())
        .filter(
            status ->
                switch (status) {
                  case HALTED, SETTLING, EXPIRED, DELISTED -> true;
                  // One whose word we do not know is the venue's to judge.
                  case TRADING, POST_ONLY, UNKNOWN -> false;
                })
        .map(status -> "instrument=" + context.instrument() + " status=" + status);
  }

  static Optional<String> accountMismatch(RiskContext context) {
    for (AccountDefinition account : context.state().plan().configuration().getAccounts()) {
      if (account.getAccount().equals(context.account())) {
        return account.getVenue().equals(context.definition().getVenue())
            ? Optional.empty()
            : Optional.of(
                "account="
                    + context.account()
                    + " venue="
                    + account.getVenue()
                    + " instrument="
                    + context.instrument());
      }
    }
    return Optional.of("account=" + context.account() + " venue=none");
  }

  /** What takes is refused by a market that only takes orders that stand. */
  static Optional<String> timeInForceUnsupported(RiskContext context) {
    return context
        .market()
        .status(context.instrument())
        .filter(status -> status == TradingStatus.POST_ONLY && !context.order().isPostOnly())
        .map(status -> "time_in_force=" + context.order().timeInForce() + " status=" + status);
  }

  static Optional<String> priceOffTick(RiskContext context) {
    BigDecimal tick = Decimals.toBigDecimal(context.definition().getTickSize());
    return context.order().price().remainder(tick).signum() == 0
        ? Optional.empty()
        : Optional.of("price=" + plain(context.order().price()) + " tick=" + plain(tick));
  }

  static Optional<String> priceNotPositive(RiskContext context) {
    return context.order().price().signum() > 0
        ? Optional.empty()
        : Optional.of("price=" + plain(context.order().price()));
  }

  static Optional<String> quantityZero(RiskContext context) {
    return context.order().quantity().signum() > 0
        ? Optional.empty()
        : Optional.of("quantity=" + plain(context.order().quantity()));
  }

  static Optional<String> quantityOffLot(RiskContext context) {
    BigDecimal lot = Decimals.toBigDecimal(context.definition().getLotSize());
    return context.order().quantity().remainder(lot).signum() == 0
        ? Optional.empty()
        : Optional.of("quantity=" + plain(context.order().quantity()) + " lot=" + plain(lot));
  }

  static Optional<String> quantityBelowMin(RiskContext context) {
    return below(
        "quantity",
        context.order().quantity(),
        Decimals.toBigDecimal(context.definition().getMinimumQuantity()));
  }

  static Optional<String> quantityAboveMax(RiskContext context) {
    return above(
        "quantity",
        context.order().quantity(),
        Decimals.toBigDecimal(context.definition().getMaximumQuantity()));
  }

  static Optional<String> notionalBelowMin(RiskContext context) {
    return below(
        "notional",
        context.notional(),
        Decimals.toBigDecimal(context.definition().getMinimumNotional()));
  }

  static Optional<String> notionalAboveMax(RiskContext context) {
    BigDecimal maximum = context.terms().notionals().get(context.instrument());
    return maximum == null ? Optional.empty() : above("notional", context.notional(), maximum);
  }

  /** Where limits are in money, all that they count needs a price. */
  static Optional<String> conversionMissing(RiskContext context) {
    return context
        .lines()
        .unpriced(context.lines().with(context.portfolio(), context.order()))
        .map(line -> "instrument=" + line.place().instrument() + " mark=none");
  }
}
