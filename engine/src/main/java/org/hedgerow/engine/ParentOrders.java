package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.risk.RiskView;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
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
  private final WorkingOrders orders;
  private final RiskView view;

  ParentOrders(GroupTables tables, WorkingOrders orders, RiskView view) {
    this.tables = tables;
    this.orders = orders;
    this.view = view;
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
    new ParentWork(tables, orders, view, plan, header, cause, hedging, state, wanted, actions)
        .look();
  }

  /** Sends an AMEND to that price under the order's next number; the quantity stays. */
  static void amend(
      WorkingOrders orders,
      OrderState order,
      BigDecimal price,
      Optional<BigDecimal> mid,
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      Actions actions) {
    order.setCommandNumber(order.getCommandNumber() + 1);
    OrderLifecycle.amending(
        order, order.getCommandNumber(), Decimals.of(price), header.getClockMicros());
    orders.update(order.getPlaced().getClientOrderId(), order);
    actions.order(
        OrderRecord.about(
            Order.newBuilder(order.getPlaced())
                .setPrice(Decimals.of(price))
                .setMidAtDecision(mid.map(Decimals::of).orElse(null)),
            OrderCommand.AMEND,
            order.getCommandNumber(),
            plan,
            header,
            cause));
  }

  /** Sends a CANCEL under the order's next number. */
  static void cancel(
      WorkingOrders orders,
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
}
