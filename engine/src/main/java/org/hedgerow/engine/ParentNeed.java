package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hedgerow.engine.execution.ChildSize;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;

/**
 * What a book still needs of the hedges that are being worked for it, and where the market stands
 * to them. Changes nothing.
 *
 * @param parents ids of those that have not ended
 * @param wanted empty where a contract is held that has no price; then nothing may be asked that
 *     speaks of residuals
 */
record ParentNeed(
    BookHedging hedging,
    Optional<WantedHedge> wanted,
    List<String> parents,
    Table<ParentState> rows,
    WorkingOrders orders,
    MarketView market,
    Reconciliation reconciliation,
    RiskLimits limits,
    long clock) {

  BookPlan.Place place(int leg) {
    return hedging.book().legs().get(leg).place();
  }

  /**
   * Why no further child is to be placed.
   *
   * @param crosses whether the rest is taken from the other side
   */
  record Ending(String why, boolean crosses) {}

  /** Whether it ends now, and why. */
  Optional<Ending> ending(ParentState parent) {
    int leg = leg(parent);
    if (leg < 0 || !hedging.execution().isWorked()) {
      return Optional.of(new Ending("the configuration works it no more", parent.getCrosses()));
    }
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> turned = turned(parent, leg);
    if (turned.isPresent()) {
      return Optional.of(new Ending(turned.get(), parent.getCrosses()));
    }
    boolean crosses = hedging.execution().crosses();
    if (hedging.execution().isOver(clock - parent.getStartedMicros())) {
      return Optional.of(new Ending("its deadline has passed", crosses));
    }
    if (RollProposal.isLate(hedging, wanted.get(), clock)) {
      return Optional.of(new Ending("a future is about to expire", true));
    }
    return isTooFar(parent)
        ? Optional.of(new Ending("the touch is too far from where it began", crosses))
        : Optional.empty();
  }

  /** Why its side or its size is wanted no more. */
  Optional<String> turned(ParentState parent, int leg) {
    if (left(parent).signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal residual = residual(leg);
    int sign = parent.getSide() == Side.BUY ? 1 : -1;
    if (residual.signum() * sign >= 0) {
      return Optional.of("the residual has turned");
    }
    if (residual.abs().compareTo(wanted.get().edges().leave()) <= 0) {
      return Optional.of("the residual is back inside the band");
    }
    BigDecimal after = residual.add(delta(parent, left(parent))).add(othersLeft(parent, leg));
    BigDecimal lot =
        delta(parent, Decimals.toBigDecimal(place(leg).contract().definition().getLotSize())).abs();
    // Marks and touches differ, and quantities are whole lots: what is less is no reason to begin
    // anew.
    return after.signum() * residual.signum() < 0
            && after.abs().compareTo(lot.max(wanted.get().edges().leave())) > 0
        ? Optional.of("the residual is less than what is left of it")
        : Optional.empty();
  }

  boolean isTooFar(ParentState parent) {
    BigDecimal touch = touch(parent);
    if (parent.getArrival() == null || touch.signum() <= 0) {
      return false;
    }
    BigDecimal arrival = Decimals.toBigDecimal(parent.getArrival());
    BigDecimal against =
        parent.getSide() == Side.BUY ? touch.subtract(arrival) : arrival.subtract(touch);
    return against.compareTo(arrival.multiply(hedging.execution().distance())) > 0;
  }

  BigDecimal left(ParentState parent) {
    return Decimals.toBigDecimal(parent.getQuantity())
        .subtract(Decimals.toBigDecimal(parent.getFilled()));
  }

  /** What the leg lacks to the band's inner edge, less what others are for, in its own units. */
  BigDecimal missing(ParentState parent, int leg) {
    BigDecimal residual = residual(leg).add(othersWorking(parent));
    BigDecimal units =
        (parent.getSide() == Side.BUY ? residual.negate() : residual)
            .subtract(wanted.get().edges().leave())
            .max(BigDecimal.ZERO);
    BigDecimal own =
        conversion(leg).compareTo(BigDecimal.ONE) == 0
            ? units
            : Rounding.divide(units, conversion(leg));
    return market
        .mark(parent.getInstrument())
        .map(mark -> place(leg).contract().quantityFor(own, mark))
        .orElse(BigDecimal.ZERO);
  }

  /** Of the leg, where legs have targets of their own; else the book's. */
  BigDecimal residual(int leg) {
    return wanted.get().target().isByLeg()
        ? wanted.get().gaps().get(leg).residual()
        : wanted.get().residual();
  }

  /** What hedges that share its residual have left. */
  private BigDecimal othersLeft(ParentState parent, int leg) {
    return others(parent, leg, this::left);
  }

  /**
   * What hedges that share its residual may still trade: what they have left, or what stands of
   * them where that is more. It is when a fill comes after its order was said to be canceled, until
   * the child that was placed for the same quantity is canceled too.
   */
  BigDecimal othersWorking(ParentState parent) {
    return others(parent, leg(parent), other -> left(other).max(standing(other)));
  }

  private BigDecimal standing(ParentState parent) {
    OrderState child = parent.getChild().isEmpty() ? null : orders.get(parent.getChild());
    return child == null ? BigDecimal.ZERO : OrderLifecycle.open(child);
  }

  private BigDecimal others(
      ParentState parent, int leg, Function<ParentState, BigDecimal> quantity) {
    BigDecimal sum = BigDecimal.ZERO;
    if (wanted.get().target().isByLeg()) {
      return sum;
    }
    for (String id : parents) {
      ParentState other = rows.get(id);
      if (!isSame(other, parent) && leg(other) >= 0 && leg >= 0) {
        sum = sum.add(delta(other, quantity.apply(other).max(BigDecimal.ZERO)));
      }
    }
    return sum;
  }

  private boolean isSame(ParentState one, ParentState other) {
    return one.getAccount().equals(other.getAccount())
        && one.getInstrument().equals(other.getInstrument());
  }

  BigDecimal delta(ParentState parent, BigDecimal quantity) {
    int leg = leg(parent);
    Optional<BigDecimal> mark = market.mark(parent.getInstrument());
    if (leg < 0 || mark.isEmpty()) {
      return BigDecimal.ZERO;
    }
    BigDecimal delta = place(leg).contract().delta(quantity, mark.get());
    if (wanted.isPresent() && conversion(leg).compareTo(BigDecimal.ONE) != 0) {
      delta = Rounding.round(delta.multiply(conversion(leg)));
    }
    return parent.getSide() == Side.BUY ? delta : delta.negate();
  }

  BigDecimal conversion(int leg) {
    return wanted.get().exposure().conversions().get(leg);
  }

  int leg(ParentState parent) {
    return hedging.leg(parent.getAccount(), parent.getInstrument());
  }

  /** The best price of its own side; zero: there is none. */
  BigDecimal touch(ParentState parent) {
    return market
        .quote(parent.getInstrument())
        .map(
            quote ->
                Decimals.toBigDecimal(
                    parent.getSide() == Side.BUY ? quote.getBidPrice() : quote.getAskPrice()))
        .orElse(BigDecimal.ZERO);
  }

  boolean isDoubted(int leg) {
    if (reconciliation.isDoubted(place(leg))) {
      return true;
    }
    for (BookPlan.Place held : hedging.book().positions()) {
      if (reconciliation.isDoubted(held) && !held.contract().isExpired(clock)) {
        return true;
      }
    }
    return false;
  }

  /**
   * From the child's price to where it would stand now; zero where that is less than it follows.
   */
  BigDecimal moved(ParentState parent, OrderState child) {
    BigDecimal touch = touch(parent);
    BigDecimal tick =
        Decimals.toBigDecimal(
            hedging.book().legs().get(leg(parent)).place().contract().definition().getTickSize());
    BigDecimal behind = tick.multiply(BigDecimal.valueOf(parent.getBehindTicks()));
    BigDecimal place = parent.getSide() == Side.BUY ? touch.subtract(behind) : touch.add(behind);
    BigDecimal by = place.subtract(Decimals.toBigDecimal(OrderLifecycle.price(child)));
    BigDecimal least = tick.multiply(BigDecimal.valueOf(hedging.execution().repriceTicks()));
    return touch.signum() > 0 && by.abs().compareTo(least) >= 0 ? by : BigDecimal.ZERO;
  }

  boolean isOverfull(ParentState parent, OrderState child) {
    return OrderLifecycle.open(child).compareTo(left(parent)) > 0;
  }

  /**
   * The next child: of what is due, or with {@code crosses} of all that is left and still needed.
   */
  Optional<ProposedOrder> child(ParentState parent, int leg, boolean crosses) {
    BookPlan.Place place = place(leg);
    BigDecimal conversion = conversion(leg);
    BigDecimal most = left(parent).min(missing(parent, leg));
    Optional<BigDecimal> size =
        crosses
            ? Optional.of(most)
            : ChildSize.next(
                hedging.execution(),
                place,
                Decimals.toBigDecimal(parent.getQuantity()),
                Optional.ofNullable(parent.getArrival()).map(Decimals::toBigDecimal),
                Decimals.toBigDecimal(parent.getFilled()),
                clock - parent.getStartedMicros(),
                conversion,
                market);
    return size.flatMap(
        quantity ->
            HedgeSizer.child(
                place,
                parent.getSide(),
                quantity.min(most),
                conversion,
                hedging.execution().chases() && !crosses,
                parent.getBehindTicks(),
                market,
                limits));
  }

  /** Whether the schedule will have more of it later, or the touch has no price now. */
  boolean waitsForMore(ParentState parent, int leg) {
    BookPlan.Place place = place(leg);
    BigDecimal most = left(parent).min(missing(parent, leg));
    return market.quote(place.instrument()).isEmpty()
        || touch(parent).signum() <= 0
        || HedgeSizer.child(
                place, parent.getSide(), most, conversion(leg), false, 0, market, limits)
            .isPresent();
  }
}
