package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.execution.ChildSize;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;

/**
 * Works hedges that are more than one order: places a child, follows the touch with it, ends it.
 * The next child is placed only when the one before is closed, that is when the venue told its end
 * and every fill that was spoken of is here: so what is working and what is filled are never more
 * than the parent, whatever is late or lost. Everything that it goes by is in the group's tables.
 */
final class ParentOrders {
  /** After so long without the end of a child that was canceled, it is canceled again. */
  static final long CANCEL_AGAIN_MICROS = 5_000_000;

  /** So many children in a row that the venue ended with nothing filled end their parent. */
  static final int MOST_REFUSALS = 5;

  private final GroupTables tables;
  private final MarketView market;
  private final WorkingOrders orders;
  private final Reconciliation reconciliation;

  ParentOrders(
      GroupTables tables, MarketView market, WorkingOrders orders, Reconciliation reconciliation) {
    this.tables = tables;
    this.market = market;
    this.orders = orders;
    this.reconciliation = reconciliation;
  }

  /** A hedge begins with its first child. */
  void begin(Order child, BigDecimal whole) {
    tables
        .parents()
        .put(
            child.getClientOrderId(),
            ParentState.newBuilder()
                .setPortfolio(child.getPortfolio())
                .setAccount(child.getAccount())
                .setInstrument(child.getInstrument())
                .setSide(child.getSide())
                .setQuantity(Decimals.of(whole))
                .setFilled(Decimals.ZERO)
                .setStartedMicros(child.getDecisionTimeMicros())
                .setArrival(child.getMidAtDecision())
                .setChild(child.getClientOrderId())
                .setChildren(1)
                .build());
    BookState book = tables.books().get(child.getPortfolio());
    List<String> parents = new ArrayList<>(book.getParents());
    parents.add(child.getClientOrderId());
    book.setParents(parents);
    tables.books().put(child.getPortfolio(), book);
  }

  /**
   * Looks at every hedge of a book that is being worked.
   *
   * @param wanted empty where a contract is held that has no price
   */
  void work(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      BookHedging hedging,
      BookState state,
      Optional<WantedHedge> wanted,
      Actions actions) {
    Round round = new Round(plan, header, cause, hedging, state, wanted, actions);
    for (String id : List.copyOf(state.getParents())) {
      round.look(id, tables.parents().get(id));
    }
    round.end();
  }

  /** The configuration has no such book any more: what works for it is canceled. */
  void abandon(BookPlan book, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    BookState state = tables.books().get(book.portfolio());
    if (state == null) {
      return;
    }
    for (String id : state.getParents()) {
      String child = tables.parents().get(id).getChild();
      OrderState order = child.isEmpty() ? null : orders.get(child);
      if (order != null && !OrderLifecycle.isClosed(order)) {
        cancel(child, order, plan, header, cause, actions);
      }
      tables.parents().remove(id);
    }
    state.setParents(List.of());
    tables.books().put(book.portfolio(), state);
  }

  private void cancel(
      String id,
      OrderState order,
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      Actions actions) {
    order.setCommandNumber(order.getCommandNumber() + 1);
    orders.update(id, order);
    actions.order(
        OrderRecord.about(
            Order.newBuilder(order.getPlaced()),
            OrderCommand.CANCEL,
            order.getCommandNumber(),
            plan,
            header,
            cause));
  }

  /** One look at a book, and what comes of it. */
  private final class Round {
    private static final long MINUTE_MICROS = 60_000_000;

    private final GroupPlan plan;
    private final GroupHeader header;
    private final Cause cause;
    private final BookHedging hedging;
    private final List<String> parents;
    private final Optional<WantedHedge> wanted;
    private final Actions actions;
    private final RiskLimits limits;
    private final long clock;
    private final List<Order> sent = new ArrayList<>();
    private final List<String> denials = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private BigDecimal working = BigDecimal.ZERO;

    Round(
        GroupPlan plan,
        GroupHeader header,
        Cause cause,
        BookHedging hedging,
        BookState state,
        Optional<WantedHedge> wanted,
        Actions actions) {
      this.plan = plan;
      this.header = header;
      this.cause = cause;
      this.hedging = hedging;
      this.parents = new ArrayList<>(state.getParents());
      this.wanted = wanted;
      this.actions = actions;
      this.limits = plan.configuration().getLimits();
      this.clock = header.getClockMicros();
      for (String id : state.getParents()) {
        ParentState parent = tables.parents().get(id);
        OrderState child = parent.getChild().isEmpty() ? null : orders.get(parent.getChild());
        if (child != null) {
          working = working.add(delta(parent, OrderLifecycle.open(child)));
        }
      }
    }

    void look(String id, ParentState parent) {
      OrderState child = parent.getChild().isEmpty() ? null : orders.get(parent.getChild());
      if (child != null && !OrderLifecycle.isClosed(child)) {
        watch(parent, child);
        tables.parents().put(id, parent);
        return;
      }
      if (!parent.getChild().isEmpty()) {
        settle(parent, child);
      }
      if (goesOn(id, parent)) {
        tables.parents().put(id, parent);
      } else {
        remove(id);
      }
    }

    // ------------------------------------------------------------------------- a child that works

    /** A child that takes what there is ends by itself. */
    private void watch(ParentState parent, OrderState child) {
      if (child.getPlaced().getTimeInForce() != TimeInForce.POST_ONLY) {
        return;
      }
      if (parent.getEnding().isEmpty()) {
        noteEnding(parent);
      }
      if (parent.getCancelMicros() != 0) {
        if (clock - parent.getCancelMicros() >= CANCEL_AGAIN_MICROS) {
          cancel(parent, child, "its end was not told");
        }
        return;
      }
      if (!parent.getEnding().isEmpty()) {
        cancel(parent, child, parent.getEnding());
      } else if (isOverfull(parent, child)) {
        cancel(parent, child, "a fill came late: less is left");
      } else if (rests(child)) {
        follow(parent, child);
      }
    }

    private void follow(ParentState parent, OrderState child) {
      int leg = leg(parent);
      String instrument = parent.getInstrument();
      if (wanted.isEmpty()
          || market.quoteAgeMicros(instrument, clock) > limits.getStaleAfterMicros()) {
        cancel(parent, child, "its market data is stale");
      } else if (isDoubted(leg)) {
        cancel(parent, child, "what is held is doubted");
      } else {
        BigDecimal moved = moved(parent, child);
        if (moved.signum() != 0 && mayReprice(parent)) {
          countReprice(parent);
          cancel(
              parent,
              child,
              "the touch is at "
                  + touch(parent).stripTrailingZeros().toPlainString()
                  + " and it at "
                  + Decimals.toBigDecimal(child.getPlaced().getPrice())
                      .stripTrailingZeros()
                      .toPlainString());
        }
      }
    }

    /** What the venue has taken; of an order in doubt nobody knows where it is. */
    private boolean rests(OrderState child) {
      return child.getStatus() == OrderStatus.ACCEPTED
          || child.getStatus() == OrderStatus.PARTIALLY_FILLED;
    }

    /** From the child's price to the touch of its side; zero where that is less than it follows. */
    private BigDecimal moved(ParentState parent, OrderState child) {
      BigDecimal touch = touch(parent);
      BigDecimal tick =
          Decimals.toBigDecimal(
              hedging.book().legs().get(leg(parent)).place().contract().definition().getTickSize());
      BigDecimal by = touch.subtract(Decimals.toBigDecimal(child.getPlaced().getPrice()));
      BigDecimal least = tick.multiply(BigDecimal.valueOf(hedging.execution().repriceTicks()));
      return touch.signum() > 0 && by.abs().compareTo(least) >= 0 ? by : BigDecimal.ZERO;
    }

    private boolean isOverfull(ParentState parent, OrderState child) {
      return OrderLifecycle.open(child).compareTo(left(parent)) > 0;
    }

    private void cancel(ParentState parent, OrderState child, String why) {
      parent.setCancelMicros(clock);
      reasons.add("cancels " + parent.getChild() + ": " + why);
      ParentOrders.this.cancel(parent.getChild(), child, plan, header, cause, actions);
    }

    // --------------------------------------------------------------------------- between children

    /** The child has closed: what it was is noted once. */
    private void settle(ParentState parent, OrderState child) {
      boolean asked = parent.getCancelMicros() != 0;
      boolean unfilled = child == null || Decimals.signum(child.getCumulative()) == 0;
      boolean whole = child != null && child.getStatus() == OrderStatus.FILLED;
      if (!asked && !whole) {
        countReprice(parent);
      }
      parent.setRefusals(!asked && unfilled ? parent.getRefusals() + 1 : 0);
      parent.setChild("");
      parent.setCancelMicros(0);
    }

    /** Places what is to be placed; false where the hedge has ended. */
    private boolean goesOn(String id, ParentState parent) {
      if (parent.getEnding().isEmpty()) {
        noteEnding(parent);
      }
      boolean ends = !parent.getEnding().isEmpty();
      if (ends && (!parent.getCrosses() || parent.getCrossed())) {
        return ended(id, parent, parent.getEnding());
      }
      if (parent.getRefusals() >= MOST_REFUSALS) {
        return ended(id, parent, "the venue ended " + MOST_REFUSALS + " orders in a row unfilled");
      }
      if (left(parent).signum() <= 0) {
        return ended(id, parent, "it is filled");
      }
      if (wanted.isEmpty()) {
        return true;
      }
      int leg = leg(parent);
      if (ends) {
        // What it still wants is judged anew: exposure has moved while the child was canceled.
        Optional<String> turned = turned(parent, leg);
        if (turned.isPresent()) {
          return ended(id, parent, turned.get());
        }
      } else if (!mayReprice(parent) && parent.getRefusals() > 0) {
        return true;
      }
      Optional<ProposedOrder> child = child(parent, leg, ends);
      if (child.isEmpty()) {
        return waitsForMore(parent, leg) || ended(id, parent, "what is left is less than an order");
      }
      place(id, parent, leg, child.get(), ends);
      return true;
    }

    private Optional<ProposedOrder> child(ParentState parent, int leg, boolean crosses) {
      BookPlan.Place place = hedging.book().legs().get(leg).place();
      BigDecimal conversion = conversion(leg);
      BigDecimal most = left(parent).min(missing(parent, leg));
      Optional<BigDecimal> size =
          crosses
              ? Optional.of(most)
              : ChildSize.next(
                  hedging.execution(),
                  place,
                  Decimals.toBigDecimal(parent.getQuantity()),
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
                  market,
                  limits));
    }

    /** Whether the schedule will have more of it later, or the touch has no price now. */
    private boolean waitsForMore(ParentState parent, int leg) {
      BookPlan.Place place = hedging.book().legs().get(leg).place();
      BigDecimal most = left(parent).min(missing(parent, leg));
      return market.quote(place.instrument()).isEmpty()
          || touch(parent).signum() <= 0
          || HedgeSizer.child(place, parent.getSide(), most, conversion(leg), false, market, limits)
              .isPresent();
    }

    private void place(
        String id, ParentState parent, int leg, ProposedOrder child, boolean crosses) {
      if (isDoubted(leg)) {
        denials.add("RECONCILING: account=" + parent.getAccount());
        return;
      }
      OrderChecks checks =
          new OrderChecks(
              market, reconciliation, limits, clock, wanted.get().edges().enter(), 0, denials);
      checks.from(residual(leg).add(othersWorking(parent)));
      checks.judge(child);
      if (checks.approved().isEmpty()) {
        return;
      }
      header.setGroupSequence(header.getGroupSequence() + 1);
      Order order =
          OrderRecord.of(
              plan,
              header,
              cause,
              hedging.book(),
              checks.approved().get(0).order(),
              sent.size(),
              market);
      order.setParentOrderId(id);
      order.setGeneration(parent.getChildren());
      parent.setChild(order.getClientOrderId());
      parent.setChildren(parent.getChildren() + 1);
      parent.setCrossed(crosses);
      sent.add(order);
      orders.add(order);
      actions.order(order);
      reasons.add(
          "places "
              + order.getClientOrderId()
              + ", child "
              + order.getGeneration()
              + " of "
              + id
              + (crosses ? ", across the spread: " + parent.getEnding() : ""));
    }

    private boolean ended(String id, ParentState parent, String why) {
      reasons.add(
          "ends "
              + id
              + " with "
              + Decimals.toString(parent.getFilled())
              + " of "
              + Decimals.toString(parent.getQuantity())
              + " filled: "
              + why);
      return false;
    }

    private void remove(String id) {
      tables.parents().remove(id);
      parents.remove(id);
    }

    // ----------------------------------------------------------------------------------- why it
    // ends

    private void noteEnding(ParentState parent) {
      int leg = leg(parent);
      if (leg < 0 || !hedging.execution().isWorked()) {
        parent.setEnding("the configuration works it no more");
        return;
      }
      if (wanted.isEmpty()) {
        return;
      }
      Optional<String> turned = turned(parent, leg);
      if (turned.isPresent()) {
        parent.setEnding(turned.get());
      } else if (hedging.execution().isOver(clock - parent.getStartedMicros())) {
        parent.setEnding("its deadline has passed");
        parent.setCrosses(hedging.execution().crosses());
      } else if (isTooFar(parent)) {
        parent.setEnding("the touch is too far from where it began");
        parent.setCrosses(hedging.execution().crosses());
      }
    }

    /** Why its side or its size is wanted no more. */
    private Optional<String> turned(ParentState parent, int leg) {
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
          delta(
              parent,
              Decimals.toBigDecimal(
                  hedging.book().legs().get(leg).place().contract().definition().getLotSize()));
      return after.signum() * residual.signum() < 0 && after.abs().compareTo(lot.abs()) > 0
          ? Optional.of("the residual is less than what is left of it")
          : Optional.empty();
    }

    private boolean isTooFar(ParentState parent) {
      BigDecimal touch = touch(parent);
      if (parent.getArrival() == null || touch.signum() <= 0) {
        return false;
      }
      BigDecimal arrival = Decimals.toBigDecimal(parent.getArrival());
      BigDecimal against =
          parent.getSide() == Side.BUY ? touch.subtract(arrival) : arrival.subtract(touch);
      return against.compareTo(arrival.multiply(hedging.execution().distance())) > 0;
    }

    // ---------------------------------------------------------------------------------- quantities

    private BigDecimal left(ParentState parent) {
      return Decimals.toBigDecimal(parent.getQuantity())
          .subtract(Decimals.toBigDecimal(parent.getFilled()));
    }

    /** What the leg lacks to the band's inner edge, less what others are for, in its own units. */
    private BigDecimal missing(ParentState parent, int leg) {
      BigDecimal residual = residual(leg).add(othersLeft(parent, leg));
      BigDecimal units = residual.abs().subtract(wanted.get().edges().leave()).max(BigDecimal.ZERO);
      BigDecimal own =
          conversion(leg).compareTo(BigDecimal.ONE) == 0
              ? units
              : Rounding.divide(units, conversion(leg));
      return market
          .mark(parent.getInstrument())
          .map(mark -> hedging.book().legs().get(leg).place().contract().quantityFor(own, mark))
          .orElse(BigDecimal.ZERO);
    }

    /** Of the leg, where legs have targets of their own; else the book's. */
    private BigDecimal residual(int leg) {
      return wanted.get().target().isByLeg()
          ? wanted.get().gaps().get(leg).residual()
          : wanted.get().residual();
    }

    /** What hedges that share its residual may still trade. */
    private BigDecimal othersLeft(ParentState parent, int leg) {
      BigDecimal sum = BigDecimal.ZERO;
      if (wanted.get().target().isByLeg()) {
        return sum;
      }
      for (String id : parents) {
        ParentState other = tables.parents().get(id);
        if (!isSame(other, parent) && leg(other) >= 0 && leg >= 0) {
          sum = sum.add(delta(other, left(other).max(BigDecimal.ZERO)));
        }
      }
      return sum;
    }

    private BigDecimal othersWorking(ParentState parent) {
      return wanted.get().target().isByLeg() ? BigDecimal.ZERO : othersLeft(parent, leg(parent));
    }

    private boolean isSame(ParentState one, ParentState other) {
      return one.getAccount().equals(other.getAccount())
          && one.getInstrument().equals(other.getInstrument());
    }

    private BigDecimal delta(ParentState parent, BigDecimal quantity) {
      int leg = leg(parent);
      Optional<BigDecimal> mark = market.mark(parent.getInstrument());
      if (leg < 0 || mark.isEmpty()) {
        return BigDecimal.ZERO;
      }
      BigDecimal delta =
          hedging.book().legs().get(leg).place().contract().delta(quantity, mark.get());
      if (wanted.isPresent() && conversion(leg).compareTo(BigDecimal.ONE) != 0) {
        delta = Rounding.round(delta.multiply(conversion(leg)));
      }
      return parent.getSide() == Side.BUY ? delta : delta.negate();
    }

    private BigDecimal conversion(int leg) {
      return wanted.get().exposure().conversions().get(leg);
    }

    private int leg(ParentState parent) {
      return hedging.leg(parent.getAccount(), parent.getInstrument());
    }

    /** The best price of its own side; zero: there is none. */
    private BigDecimal touch(ParentState parent) {
      return market
          .quote(parent.getInstrument())
          .map(
              quote ->
                  Decimals.toBigDecimal(
                      parent.getSide() == Side.BUY ? quote.getBidPrice() : quote.getAskPrice()))
          .orElse(BigDecimal.ZERO);
    }

    private boolean isDoubted(int leg) {
      if (reconciliation.isDoubted(hedging.book().legs().get(leg).place())) {
        return true;
      }
      for (BookPlan.Place held : hedging.book().positions()) {
        if (reconciliation.isDoubted(held) && !held.contract().isExpired(clock)) {
          return true;
        }
      }
      return false;
    }

    private boolean mayReprice(ParentState parent) {
      return parent.getMinute() != clock / MINUTE_MICROS
          || parent.getReprices() < hedging.execution().repricesAMinute();
    }

    private void countReprice(ParentState parent) {
      long minute = clock / MINUTE_MICROS;
      parent.setReprices(parent.getMinute() == minute ? parent.getReprices() + 1 : 1);
      parent.setMinute(minute);
    }

    // ------------------------------------------------------------------------------------ the
    // record

    void end() {
      ProposedHedge proposed = new ProposedHedge(List.of(), denials, List.of(), "", "");
      String portfolio = hedging.book().portfolio();
      // Orders that were placed have changed the row meanwhile.
      BookState state = tables.books().get(portfolio);
      String codes = proposed.codes();
      boolean told = !reasons.isEmpty() || !(codes.isEmpty() || codes.equals(state.getDenied()));
      state.setDenied(codes);
      state.setParents(parents);
      tables.books().put(portfolio, state);
      if (told && wanted.isPresent()) {
        Decision decision =
            DecisionRecord.ofWork(
                plan,
                header,
                cause,
                hedging.book(),
                wanted.get(),
                proposed,
                working,
                reasons,
                market);
        DecisionRecord.complete(decision, sent);
        actions.decision(decision);
      }
    }
  }
}
