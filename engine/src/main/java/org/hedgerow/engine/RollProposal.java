package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.strategy.roll.RollSchedule;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;

/**
 * A future that is about to expire is traded into the next one: two orders for the same delta, the
 * old contract's first, which are judged together. What of them does not fill leaves the book
 * outside its band, or not, like any other trade, and the hedge that follows goes to the legs that
 * are open then.
 */
final class RollProposal {
  private final MarketView market;

  RollProposal(MarketView market) {
    this.market = market;
  }

  /** The leg that is to be rolled now; -1: none. */
  static int leg(BookHedging hedging, WantedHedge wanted, long clockMicros) {
    RollSchedule roll = hedging.roll();
    if (!roll.trades() || wanted.target().isByLeg()) {
      return -1;
    }
    List<BigDecimal> held = wanted.exposure().legs();
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).signum() != 0
          && roll.isRolling(i, clockMicros)
          && roll.successor(i, clockMicros) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether a leg has to be rolled now, whatever that costs. Then nothing else takes its time: what
   * of a roll is half done is completed at once.
   */
  static boolean isLate(BookHedging hedging, WantedHedge wanted, long clockMicros) {
    int leg = leg(hedging, wanted, clockMicros);
    return leg >= 0 && hedging.roll().isLate(leg, clockMicros);
  }

  /** The two orders, after the checks. */
  ProposedHedge of(BookHedging hedging, WantedHedge wanted, int leg, OrderChecks checks) {
    RollSchedule roll = hedging.roll();
    int next = roll.successor(leg, checks.clockMicros());
    BookPlan.Place from = hedging.book().legs().get(leg).place();
    BookPlan.Place to = hedging.book().legs().get(next).place();
    double cost = cost(hedging, leg, from) + cost(hedging, next, to);
    boolean late = roll.isLate(leg, checks.clockMicros());
    if (!late && !(cost <= roll.maximumCost())) {
      checks
          .denials()
          .add(
              "ROLL_COST: from="
                  + from.instrument()
                  + " to="
                  + to.instrument()
                  + " cost="
                  + cost
                  + " maximum="
                  + roll.maximumCost());
      return proposed(checks, "");
    }
    BigDecimal held = wanted.exposure().legs().get(leg);
    BigDecimal part =
        held.abs().min(Rounding.round(wanted.exposure().gross().multiply(roll.clip())));
    if (!late) {
      part = part.min(shown(from, held.signum() < 0)).min(shown(to, held.signum() > 0));
    }
    List<ProposedOrder> orders = orders(hedging, wanted, leg, next, part, checks);
    if (!orders.isEmpty()) {
      checks.from(wanted.residual());
      checks.judgeTogether(orders);
    }
    return proposed(
        checks,
        "rolls "
            + from.instrument()
            + " into "
            + to.instrument()
            + " at a cost of "
            + Rounding.round(new BigDecimal(cost)).stripTrailingZeros().toPlainString()
            + (late ? ", whatever that is: it is about to expire" : ""));
  }

  /** One delta for both, as far as their lots and largest orders allow; none, or two. */
  private List<ProposedOrder> orders(
      BookHedging hedging,
      WantedHedge wanted,
      int leg,
      int next,
      BigDecimal part,
      OrderChecks checks) {
    BigDecimal trade = wanted.exposure().legs().get(leg).signum() < 0 ? part : part.negate();
    Optional<ProposedOrder> first = size(hedging, wanted, leg, trade, checks);
    Optional<ProposedOrder> second =
        first.flatMap(order -> size(hedging, wanted, next, order.delta().negate(), checks));
    if (second.isEmpty()) {
      return List.of();
    }
    boolean less = second.get().delta().abs().compareTo(first.get().delta().abs()) < 0;
    Optional<ProposedOrder> fitted =
        less ? size(hedging, wanted, leg, second.get().delta().negate(), checks) : first;
    return fitted.map(order -> List.of(order, second.get())).orElse(List.of());
  }

  private Optional<ProposedOrder> size(
      BookHedging hedging, WantedHedge wanted, int leg, BigDecimal trade, OrderChecks checks) {
    return HedgeSizer.size(
        hedging.book().legs().get(leg).place(),
        trade,
        wanted.exposure().conversions().get(leg),
        market,
        checks.limits());
  }

  private static ProposedHedge proposed(OrderChecks checks, String reason) {
    return new ProposedHedge(checks.approved(), checks.denials(), List.of(), "", reason);
  }

  /** Half the spread and the fee, as a fraction of the price. */
  private double cost(BookHedging hedging, int leg, BookPlan.Place place) {
    double bid = market.bid(place.instrument());
    double ask = market.ask(place.instrument());
    return (ask - bid) / (ask + bid)
        + hedging.rates().get(leg).fee().map(BigDecimal::doubleValue).orElse(0.0);
  }

  /** What the touch shows on the side that is taken, in units of the underlying. */
  private BigDecimal shown(BookPlan.Place place, boolean buy) {
    Optional<Quote> quote = market.quote(place.instrument());
    if (quote.isEmpty()) {
      return BigDecimal.ZERO;
    }
    BigDecimal quantity =
        Decimals.toBigDecimal(buy ? quote.get().getAskQuantity() : quote.get().getBidQuantity());
    BigDecimal price =
        Decimals.toBigDecimal(buy ? quote.get().getAskPrice() : quote.get().getBidPrice());
    return price.signum() > 0 ? place.contract().delta(quantity, price) : BigDecimal.ZERO;
  }
}
