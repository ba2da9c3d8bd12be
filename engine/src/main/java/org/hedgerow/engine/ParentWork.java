package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.risk.RiskView;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;

/** One look at the hedges of a book that are being worked: what is sent, and the record of why. */
final class ParentWork {
  private final GroupTables tables;
  private final MarketView market;
  private final WorkingOrders orders;
  private final RiskView view;
  private final GroupPlan plan;
  private final GroupHeader header;
  private final Cause cause;
  private final BookHedging hedging;
  private final List<String> parents;
  private final Optional<WantedHedge> wanted;
  private final Actions actions;
  private final RiskLimits limits;
  private final long clock;
  private final ParentNeed need;
  private final RepricePace pace;
  private final long firstNumber;
  private final List<Order> sent = new ArrayList<>();
  private final List<String> denials = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private BigDecimal working = BigDecimal.ZERO;

  /** A child waits for the next tick unjudged: what held it up at the last one still does. */
  private boolean waits;

  /**
   * A look at them.
   *
   * @param wanted empty where a contract is held that has no price
   */
  ParentWork(
      GroupTables tables,
      WorkingOrders orders,
      RiskView view,
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      BookHedging hedging,
      BookState state,
      Optional<WantedHedge> wanted,
      Actions actions) {
    this.tables = tables;
    this.market = view.market();
    this.orders = orders;
    this.view = view;
    this.plan = plan;
    this.header = header;
    this.cause = cause;
    this.hedging = hedging;
    this.parents = new ArrayList<>(state.getParents());
    this.wanted = wanted;
    this.actions = actions;
    this.limits = view.risk().limits(hedging.book().portfolio(), plan.configuration().getLimits());
    this.clock = header.getClockMicros();
    this.firstNumber = header.getGroupSequence() + 1;
    this.need =
        new ParentNeed(
            hedging,
            wanted,
            parents,
            tables.parents(),
            orders,
            market,
            view.reconciliation(),
            limits,
            clock);
    this.pace = new RepricePace(hedging.execution().repricesAMinute(), clock);
    for (String id : parents) {
      ParentState parent = tables.parents().get(id);
      OrderState child = parent.getChild().isEmpty() ? null : orders.get(parent.getChild());
      if (child != null) {
        working = working.add(need.delta(parent, OrderLifecycle.open(child)));
      }
    }
  }

  /** Looks at all, and records what came of it. */
  void look() {
    for (String id : List.copyOf(parents)) {
      look(id, tables.parents().get(id));
    }
    end();
  }

  private void look(String id, ParentState parent) {
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

  /** A child that takes what there is ends by itself. */
  private void watch(ParentState parent, OrderState child) {
    if (child.getPlaced().getTimeInForce() != TimeInForce.POST_ONLY) {
      return;
    }
    if (parent.getEnding().isEmpty()) {
      noteEnding(parent);
    }
    if (parent.getCancelMicros() != 0) {
      if (clock - parent.getCancelMicros() >= ParentOrders.CANCEL_AGAIN_MICROS) {
        cancel(parent, child, "its end was not told");
      }
      return;
    }
    if (!parent.getEnding().isEmpty()) {
      cancel(parent, child, parent.getEnding());
    } else if (need.isOverfull(parent, child)) {
      cancel(parent, child, "a fill came late: less is left");
    } else if (rests(child) || OrderLifecycle.isAmending(child)) {
      follow(parent, child);
    }
  }

  private void follow(ParentState parent, OrderState child) {
    int leg = need.leg(parent);
    String instrument = parent.getInstrument();
    if (wanted.isEmpty()
        || market.quoteAgeMicros(instrument, clock) > limits.getStaleAfterMicros()) {
      cancel(parent, child, "its market data is stale");
    } else if (need.isDoubted(leg)) {
      cancel(parent, child, "what is held is doubted");
    } else if (OrderLifecycle.isAmending(child)) {
      if (clock - child.getAmendMicros() >= ParentOrders.CANCEL_AGAIN_MICROS) {
        cancel(parent, child, "what became of its amend was not told");
      }
    } else if (need.moved(parent, child).signum() != 0 && pace.mayReprice(parent)) {
      pace.count(parent);
      move(parent, child, leg);
    }
  }

  /** In place where that can be; else it is canceled, and what is left of it placed. */
  private void move(ParentState parent, OrderState child, int leg) {
    String why =
        "the touch is at "
            + need.touch(parent).stripTrailingZeros().toPlainString()
            + " and it at "
            + Decimals.toBigDecimal(OrderLifecycle.price(child))
                .stripTrailingZeros()
                .toPlainString();
    if (!plan.amends(parent.getAccount()) || child.getAmendRefused()) {
      cancel(parent, child, why);
      return;
    }
    // It stood: as what would follow it, it goes to the touch itself.
    parent.setRefusals(0);
    parent.setBehindTicks(hedging.execution().ticksBehind(0));
    ChildAmend amend = new ChildAmend(view, orders, need, parent, child, leg);
    Optional<String> against = amend.judge();
    if (against.isPresent()) {
      cancel(parent, child, why + "; not amended: " + against.get());
    } else if (amend.moves()) {
      amend.send(plan, header, cause, actions);
      reasons.add("amends " + parent.getChild() + ": " + why);
    }
  }

  /** What the venue has taken; of an order in doubt nobody knows where it is. */
  private boolean rests(OrderState child) {
    return child.getStatus() == OrderStatus.ACCEPTED
        || child.getStatus() == OrderStatus.PARTIALLY_FILLED;
  }

  private void cancel(ParentState parent, OrderState child, String why) {
    parent.setCancelMicros(clock);
    reasons.add("cancels " + parent.getChild() + ": " + why);
    ParentOrders.cancel(orders, parent.getChild(), child, plan, header, cause, actions);
  }

  /** The child has closed: what it was is noted once. */
  private void settle(ParentState parent, OrderState child) {
    boolean asked = parent.getCancelMicros() != 0;
    boolean unfilled = child == null || Decimals.signum(child.getCumulative()) == 0;
    boolean whole = child != null && child.getStatus() == OrderStatus.FILLED;
    if (!asked && !whole) {
      pace.count(parent);
    }
    parent.setRefusals(!asked && unfilled ? parent.getRefusals() + 1 : 0);
    parent.setBehindTicks(hedging.execution().ticksBehind(parent.getRefusals()));
    parent.setChild("");
    parent.setCancelMicros(0);
  }

  /** Places what is to be placed; false where the hedge has ended. */
  private boolean goesOn(String id, ParentState parent) {
    if (parent.getEnding().isEmpty()) {
      noteEnding(parent);
    }
    boolean ends = !parent.getEnding().isEmpty();
    // A leg that the configuration has no more has nothing to cross to.
    if (ends && (!parent.getCrosses() || parent.getCrossed() || need.leg(parent) < 0)) {
      return ended(id, parent, parent.getEnding());
    }
    if (parent.getRefusals() >= ParentOrders.MOST_REFUSALS) {
      return ended(
          id,
          parent,
          "the venue ended " + ParentOrders.MOST_REFUSALS + " orders in a row unfilled");
    }
    if (need.left(parent).signum() <= 0) {
      return ended(id, parent, "it is filled");
    }
    if (ends) {
      return crosses(id, parent);
    }
    if (wanted.isEmpty() || (parent.getRefusals() > 0 && !mayTryAgain(parent))) {
      waits = true;
      return true;
    }
    int leg = need.leg(parent);
    Optional<ProposedOrder> child = need.child(parent, leg, false);
    if (child.isEmpty()) {
      return need.waitsForMore(parent, leg)
          || ended(id, parent, "what is left is less than an order");
    }
    boolean unused = place(id, parent, leg, child.get(), false);
    return true;
  }

  /**
   * Takes the rest from the other side, once. What it still wants is judged anew, since exposure
   * has moved while the child was canceled; where no order can be sent for it, it is for the next
   * hedge.
   */
  private boolean crosses(String id, ParentState parent) {
    if (wanted.isEmpty()) {
      return ended(id, parent, parent.getEnding());
    }
    int leg = need.leg(parent);
    Optional<String> turned = need.turned(parent, leg);
    if (turned.isPresent()) {
      return ended(id, parent, turned.get());
    }
    Optional<ProposedOrder> child = need.child(parent, leg, true);
    return (child.isPresent() && place(id, parent, leg, child.get(), true))
        || ended(id, parent, parent.getEnding() + ", and no order could be sent for the rest");
  }

  /** Whether it passed the checks. */
  private boolean place(
      String id, ParentState parent, int leg, ProposedOrder child, boolean crosses) {
    if (need.isDoubted(leg)) {
      denials.add("RECONCILING: account=" + parent.getAccount());
      return false;
    }
    OrderChecks checks =
        new OrderChecks(
            view,
            hedging.book().portfolio(),
            limits,
            clock,
            wanted.get().edges().enter(),
            0,
            denials);
    checks.from(need.residual(leg).add(need.othersWorking(parent)));
    checks.judge(child);
    if (checks.approved().isEmpty()) {
      return false;
    }
    header.setGroupSequence(header.getGroupSequence() + 1);
    Order order =
        OrderRecord.of(
            plan, header, cause, hedging.book(), checks.approved().get(0), sent.size(), market);
    order.setParentOrderId(id);
    order.setGeneration(parent.getChildren());
    parent.setChild(order.getClientOrderId());
    parent.setChildren(parent.getChildren() + 1);
    parent.setCrossed(crosses);
    sent.add(order);
    orders.add(order);
    view.risk().placed(order, clock);
    actions.order(order);
    reasons.add(
        "places "
            + order.getClientOrderId()
            + ", child "
            + order.getGeneration()
            + " of "
            + id
            + (crosses ? ", across the spread: " + parent.getEnding() : ""));
    return true;
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

  private void noteEnding(ParentState parent) {
    need.ending(parent)
        .ifPresent(
            ending -> {
              parent.setEnding(ending.why());
              parent.setCrosses(ending.crosses());
            });
  }

  /** Not at the refusal itself: the touch that was gone is still the last one that was told of. */
  private boolean mayTryAgain(ParentState parent) {
    return pace.mayReprice(parent) && cause.entry().getPayload() instanceof Tick;
  }

  private void end() {
    ProposedHedge proposed = new ProposedHedge(List.of(), denials, List.of(), "", "");
    String portfolio = hedging.book().portfolio();
    // Orders that were placed have changed the row meanwhile.
    BookState state = tables.books().get(portfolio);
    String codes = proposed.codes();
    boolean told = !reasons.isEmpty() || !(codes.isEmpty() || codes.equals(state.getDenied()));
    if (!waits || !codes.isEmpty()) {
      state.setDenied(codes);
    }
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
      decision.setGroupSequence(firstNumber);
      DecisionRecord.complete(decision, sent, view.risk());
      actions.decision(decision);
    }
  }
}
