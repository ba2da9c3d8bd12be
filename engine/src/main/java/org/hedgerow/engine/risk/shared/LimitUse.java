package org.hedgerow.engine.risk.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.state.OrderState;

/**
 * How much of a shared limit the group uses: what it holds, and what it would hold if every order
 * that may still fill did so on the side that makes the position larger.
 */
final class LimitUse {
  /** Money is rounded up to that: what is used is never told as less. */
  private static final int DECIMALS = 8;

  private final Holdings holdings;
  private final WorkingOrders orders;
  private final MarketView market;
  private String group = "";
  private List<HeldPlace> places = List.of();

  LimitUse(Holdings holdings, WorkingOrders orders, MarketView market) {
    this.holdings = holdings;
    this.orders = orders;
    this.market = market;
  }

  /** Takes a configuration that has shared limits. */
  void configure(GroupPlan plan) {
    group = plan.group();
    places = HeldPlace.of(plan, plan.configuration().getSharedLimits());
  }

  void clear() {
    places = List.of();
  }

  List<HeldPlace> places() {
    return places;
  }

  /**
   * An amount, or what it cannot be worked out for.
   *
   * @param unpriced an instrument or coin without a price; empty: all have one
   */
  record Used(BigDecimal amount, String unpriced) {}

  /** What is used of a limit now, and with more orders of a portfolio. */
  Used of(AllowedLimit limit, long clockMicros, String portfolio, List<ProposedOrder> more) {
    Map<String, Working> working = working(portfolio, more);
    BigDecimal sum = BigDecimal.ZERO;
    for (HeldPlace one : places) {
      if (!covers(limit.scope(), one)) {
        continue;
      }
      BigDecimal worst = worst(one, working, clockMicros);
      BigDecimal weight = limit.isMargin() ? one.marginRate() : BigDecimal.ONE;
      if (worst.signum() == 0 || weight.signum() == 0) {
        continue;
      }
      Optional<BigDecimal> value = one.unitValue(market);
      if (value.isEmpty()) {
        return new Used(BigDecimal.ZERO, one.place() == null ? group : one.instrument());
      }
      sum = sum.add(worst.multiply(value.get()).abs().multiply(weight));
    }
    return new Used(sum.setScale(DECIMALS, RoundingMode.UP), "");
  }

  boolean covers(TradingScope scope, HeldPlace one) {
    return covers(scope, one.book().portfolio(), one.venue(), one.account(), one.instrument());
  }

  boolean covers(
      TradingScope scope, String portfolio, String venue, String account, String instrument) {
    return scope.covers(group, portfolio, venue, account, instrument);
  }

  /** Signed; an expired contract is no position. */
  BigDecimal quantity(HeldPlace one, long clockMicros) {
    if (one.place() == null) {
      return holdings.wallet(
          one.book().portfolio(), one.account(), one.book().definition().getGroup());
    }
    return one.place().contract().isExpired(clockMicros)
        ? BigDecimal.ZERO
        : holdings.quantity(one.book().portfolio(), one.account(), one.instrument());
  }

  /** The larger of both: all buys fill, or all sells do. */
  BigDecimal worst(HeldPlace one, Map<String, Working> working, long clockMicros) {
    BigDecimal held = quantity(one, clockMicros);
    Working open = working.get(key(one.book().portfolio(), one.account(), one.instrument()));
    return open == null
        ? held.abs()
        : held.add(open.buys).abs().max(held.subtract(open.sells).abs());
  }

  /** What may still fill at a place. */
  static final class Working {
    private BigDecimal buys = BigDecimal.ZERO;
    private BigDecimal sells = BigDecimal.ZERO;

    private void add(Side side, BigDecimal quantity) {
      if (side == Side.BUY) {
        buys = buys.add(quantity);
      } else {
        sells = sells.add(quantity);
      }
    }
  }

  /** Of all books, and with orders of a portfolio that were not sent yet. */
  Map<String, Working> working(String portfolio, List<ProposedOrder> more) {
    Map<String, Working> working = new LinkedHashMap<>();
    String last = "";
    for (HeldPlace one : places) {
      if (one.book().portfolio().equals(last)) {
        continue;
      }
      last = one.book().portfolio();
      for (String id : orders.inFlight(one.book())) {
        OrderState order = orders.get(id);
        working
            .computeIfAbsent(
                key(last, order.getAccount(), order.getInstrument()), place -> new Working())
            .add(order.getSide(), OrderLifecycle.open(order));
      }
    }
    for (ProposedOrder order : more) {
      working
          .computeIfAbsent(
              key(portfolio, order.place().account(), order.place().instrument()),
              place -> new Working())
          .add(order.side(), order.quantity());
    }
    return working;
  }

  static String key(String portfolio, String account, String instrument) {
    return portfolio + "/" + account + "/" + instrument;
  }
}
