package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.reconciliation.Standing;
import org.hedgerow.engine.risk.RiskView;
import org.hedgerow.engine.strategy.choice.OpenLegs;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.TradingState;
import org.hedgerow.schema.state.TradingStop;

/**
 * Which legs cannot be traded now whatever they cost, and who takes their part: a hedge that waits
 * for a venue that is down is no hedge. It judges nothing: what a leg is given is still checked,
 * and where no leg is left parts stay as they are, so that the checks say what stands against them.
 */
final class LegHealth {
  private final RiskView view;
  private final WorkingOrders orders;

  LegHealth(RiskView view, WorkingOrders orders) {
    this.view = view;
    this.orders = orders;
  }

  /**
   * By leg, why it can take nothing of a trade; empty: it can. All are empty where none can.
   *
   * @param trade in units of the underlying; negative is sold
   */
  List<String> down(BookHedging hedging, BigDecimal trade, RiskLimits limits, long clockMicros) {
    List<String> down = new ArrayList<>();
    boolean any = false;
    for (BookPlan.Leg leg : hedging.book().legs()) {
      String why =
          down(hedging.book().portfolio(), leg.place(), trade.signum(), limits, clockMicros);
      down.add(why);
      any |= why.isEmpty();
    }
    return any ? down : down.stream().map(why -> "").toList();
  }

  private String down(
      String portfolio, BookPlan.Place place, int sign, RiskLimits limits, long clockMicros) {
    String instrument = place.instrument();
    // Before its first quote a leg is not down, but has not begun.
    if (view.market().quote(instrument).isPresent()) {
      if (view.market().quoteAgeMicros(instrument, clockMicros) > limits.getStaleAfterMicros()) {
        return "its market data is stale";
      }
      Quote quote = view.market().quote(instrument).get();
      if (Decimals.signum(quote.getAskPrice()) > 0
          && Decimals.compare(quote.getBidPrice(), quote.getAskPrice()) >= 0) {
        return "its book is crossed";
      }
    }
    Standing standing = view.reconciliation().standing(place);
    if (standing.reconciling()
        && (standing.venueQuantity() == null || standing.venueQuantity().signum() * sign >= 0)) {
      return "its account is not reconciled";
    }
    if (isStopped(portfolio, place, sign)) {
      return "trading is stopped there";
    }
    return orders.isAnyInFlight(place, sign > 0 ? Side.SELL : Side.BUY)
        ? "an order of ours is on its other side"
        : "";
  }

  private boolean isStopped(String portfolio, BookPlan.Place place, int sign) {
    String venue = place.contract().definition().getVenue();
    return view.states()
        .stop(portfolio, venue, place.account(), place.instrument())
        .map(TradingStop::getState)
        .filter(
            state ->
                state != TradingState.REDUCING
                    || place.contract().isSpot()
                    || sign
                            * view.holdings()
                                .quantity(portfolio, place.account(), place.instrument())
                                .signum()
                        >= 0)
        .isPresent();
  }

  /** Why a leg takes no more: what was known before, or else that it is down. */
  static List<String> closed(List<String> before, List<String> down) {
    List<String> closed = new ArrayList<>();
    for (int i = 0; i < down.size(); i++) {
      closed.add(before.get(i).isEmpty() ? down.get(i) : before.get(i));
    }
    return closed;
  }

  /**
   * The parts of a trade with those of legs that are down given to the others: in proportion to
   * what these have of it, or else to their shares of the hedge, or else to the first.
   */
  static List<BigDecimal> parts(List<BigDecimal> parts, List<String> down, OpenLegs open) {
    BigDecimal lost = BigDecimal.ZERO;
    BigDecimal kept = BigDecimal.ZERO;
    BigDecimal shares = BigDecimal.ZERO;
    int first = -1;
    for (int i = 0; i < parts.size(); i++) {
      if (!down.get(i).isEmpty()) {
        lost = lost.add(parts.get(i));
      } else {
        kept = kept.add(parts.get(i));
        if (open.isOpen(i)) {
          shares = shares.add(open.shares().get(i));
          first = first < 0 ? i : first;
        }
      }
    }
    if (lost.signum() == 0 || (kept.signum() == 0 && first < 0)) {
      return parts;
    }
    List<BigDecimal> given = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      BigDecimal part = down.get(i).isEmpty() ? parts.get(i) : BigDecimal.ZERO;
      BigDecimal more = BigDecimal.ZERO;
      if (down.get(i).isEmpty() && kept.signum() != 0) {
        more = Rounding.divide(lost.multiply(part), kept);
      } else if (down.get(i).isEmpty() && open.isOpen(i)) {
        more =
            shares.signum() > 0
                ? Rounding.divide(lost.multiply(open.shares().get(i)), shares)
                : i == first ? lost : BigDecimal.ZERO;
      }
      given.add(part.add(more));
    }
    return given;
  }
}
