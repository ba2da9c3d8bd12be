package org.hedgerow.engine.risk;

import static org.hedgerow.engine.risk.Denial.above;
import static org.hedgerow.engine.risk.Denial.plain;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.OrderState;

/**
 * Whether an account can pay for an order. A group sees of an account the wallets that the venue
 * tells it of and its own positions: what other groups hold there is for limits across groups.
 */
final class MoneyChecks {
  private MoneyChecks() {}

  static Optional<String> maxOrderNotional(RiskContext context) {
    BigDecimal maximum = Decimals.toBigDecimal(context.limits().getMaximumOrderNotional());
    return above(
        "notional",
        context.notional(),
        context.book().orderNotional().orElse(maximum).min(maximum));
  }

  /** Of spot: what is bought needs money, what is sold has to be there. */
  static Optional<String> freeBalance(RiskContext context) {
    Optional<BigDecimal> reserve = context.orderLimits().freeBalanceReserve();
    if (reserve.isEmpty() || !context.contract().isSpot()) {
      return Optional.empty();
    }
    InstrumentDefinition definition = context.definition();
    String asset = context.isBuy() ? definition.getQuote() : definition.getBase();
    Optional<BigDecimal> told = context.state().balances().of(context.account(), asset);
    if (told.isEmpty()) {
      return Optional.of("asset=" + asset + " balance=unknown");
    }
    BigDecimal needed = spent(context.order(), asset);
    for (OrderState order : context.state().orders().working(context.state().plan())) {
      if (order.getAccount().equals(context.account()) && order.getPlaced() != null) {
        needed = needed.add(spent(context, order, asset));
      }
    }
    for (ProposedOrder order : context.before()) {
      if (order.place().account().equals(context.account())) {
        needed = needed.add(spent(order, asset));
      }
    }
    BigDecimal free = told.get().multiply(BigDecimal.ONE.subtract(reserve.get()));
    return above("asset=" + asset + " needed", needed, free);
  }

  /** What a spot order takes of an asset when it fills at its limit. */
  private static BigDecimal spent(ProposedOrder order, String asset) {
    if (!order.place().contract().isSpot()) {
      return BigDecimal.ZERO;
    }
    InstrumentDefinition definition = order.place().contract().definition();
    return spent(definition, order.side(), order.quantity(), order.price(), asset);
  }

  private static BigDecimal spent(RiskContext context, OrderState order, String asset) {
    return context
        .state()
        .plan()
        .contract(order.getInstrument())
        .filter(contract -> contract.isSpot() && OrderLifecycle.worstPrice(order) != null)
        .map(
            contract ->
                spent(
                    contract.definition(),
                    order.getSide(),
                    OrderLifecycle.open(order),
                    Decimals.toBigDecimal(OrderLifecycle.worstPrice(order)),
                    asset))
        .orElse(BigDecimal.ZERO);
  }

  private static BigDecimal spent(
      InstrumentDefinition definition,
      Side side,
      BigDecimal quantity,
      BigDecimal price,
      String asset) {
    if (side == Side.BUY) {
      return definition.getQuote().equals(asset) ? quantity.multiply(price) : BigDecimal.ZERO;
    }
    return definition.getBase().equals(asset) ? quantity : BigDecimal.ZERO;
  }

  /** Initial margins of all contracts that the account settles in one currency, over its equity. */
  static Optional<String> initialMargin(RiskContext context) {
    return context
        .orderLimits()
        .marginUse()
        .flatMap(
            use ->
                margined(context)
                    .flatMap(
                        account -> {
                          BigDecimal most = account.equity().multiply(use);
                          return above(
                              "currency=" + account.currency() + " margin",
                              account.initialMargin(),
                              most);
                        })
                    .or(() -> unknown(context)));
  }

  static Optional<String> leverageCap(RiskContext context) {
    return context
        .orderLimits()
        .leverage()
        .flatMap(
            cap ->
                margined(context)
                    .flatMap(
                        account ->
                            above(
                                    "value",
                                    account.value(),
                                    account.equity().max(BigDecimal.ZERO).multiply(cap))
                                .map(
                                    why ->
                                        "currency="
                                            + account.currency()
                                            + " equity="
                                            + plain(account.equity())
                                            + " "
                                            + why))
                    .or(() -> unknown(context)));
  }

  static Optional<String> liquidationDistance(RiskContext context) {
    return context
        .orderLimits()
        .liquidationDistance()
        .flatMap(
            least -> {
              Optional<MarginedAccount> account = margined(context);
              if (account.isEmpty()) {
                return unknown(context);
              }
              return account
                  .get()
                  .liquidationDistance()
                  .filter(distance -> distance.compareTo(least) < 0)
                  .map(distance -> "distance=" + plain(distance) + " minimum=" + plain(least));
            });
  }

  private static Optional<MarginedAccount> margined(RiskContext context) {
    return MarginedAccount.isJudged(context) ? MarginedAccount.of(context) : Optional.empty();
  }

  /** Without a balance or a price nobody can say that there is enough. */
  private static Optional<String> unknown(RiskContext context) {
    return MarginedAccount.isJudged(context) && MarginedAccount.of(context).isEmpty()
        ? Optional.of("currency=" + context.definition().getSettlement() + " equity=unknown")
        : Optional.empty();
  }
}
