package org.hedgerow.engine.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.state.BoundedSet;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.OrderState;

/**
 * The group's own orders. An order stays until it is closed and {@link BoundedSet#CAPACITY} others
 * were closed after it, so that a late fill still finds it.
 */
public final class WorkingOrders {
  private final GroupTables tables;
  private final BoundedSet closed;

  public WorkingOrders(GroupTables tables) {
    this.tables = tables;
    this.closed = new BoundedSet("closed-orders", tables, tables.orders()::remove);
  }

  /** Takes an order that is about to be sent. */
  public void add(Order order) {
    tables
        .orders()
        .put(
            order.getClientOrderId(),
            new OrderState(
                OrderStatus.RISK_APPROVED,
                order.getPortfolio(),
                order.getAccount(),
                order.getInstrument(),
                order.getSide(),
                order.getQuantity(),
                Decimals.ZERO,
                Decimals.ZERO,
                Decimals.ZERO,
                order.getGroupSequence()));
    BookState book = tables.books().get(order.getPortfolio());
    // A list that comes from state may refuse to be changed: it is replaced.
    List<String> inFlight = new ArrayList<>(book.getInFlight());
    inFlight.add(order.getClientOrderId());
    book.setInFlight(inFlight);
    tables.books().put(order.getPortfolio(), book);
  }

  /**
   * Books a report of an order whose id is ours.
   *
   * @return the portfolio that it belongs to, or null if the configuration knows none of that
   *     number
   */
  public String report(ExecutionReport report, GroupPlan plan) {
    String id = report.getClientOrderId();
    OrderState order = tables.orders().get(id);
    if (order == null) {
      // Ours, but not in this state: an earlier life's. Its fills count; there is nothing to keep
      // of its course.
      return ClientOrderId.decode(id)
          .flatMap(parts -> plan.portfolioNumbered(parts.portfolio()))
          .orElse(null);
    }
    OrderLifecycle.apply(order, report);
    tables.orders().put(id, order);
    if (OrderLifecycle.isClosed(order)) {
      BookState book = tables.books().get(order.getPortfolio());
      List<String> inFlight = new ArrayList<>(book.getInFlight());
      if (inFlight.remove(id)) {
        book.setInFlight(inFlight);
        tables.books().put(order.getPortfolio(), book);
        closed.add(id);
      }
    }
    return order.getPortfolio();
  }

  /**
   * What an order in flight may still add to its book's hedge, in units of the underlying, with its
   * sign.
   */
  public BigDecimal workingDelta(String clientOrderId, Contract contract, BigDecimal price) {
    OrderState order = tables.orders().get(clientOrderId);
    BigDecimal delta = contract.delta(OrderLifecycle.open(order), price);
    return order.getSide() == Side.BUY ? delta : delta.negate();
  }

  /** The order's row. */
  public OrderState get(String clientOrderId) {
    return tables.orders().get(clientOrderId);
  }
}
