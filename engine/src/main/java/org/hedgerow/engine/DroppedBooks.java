package org.hedgerow.engine;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;

/**
 * Books that the configuration has no more. What stands for them is canceled, and again until its
 * end is told: a cancel may be lost on its way, and nobody else looks after an order whose book is
 * gone. A book that comes back looks after its own.
 */
final class DroppedBooks {
  private final GroupTables tables;
  private final WorkingOrders orders;

  DroppedBooks(GroupTables tables, WorkingOrders orders) {
    this.tables = tables;
    this.orders = orders;
  }

  /** The configuration that has come has no such book. */
  void drop(BookPlan book, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    String portfolio = book.portfolio();
    BookState state = tables.books().get(portfolio);
    if (state == null) {
      return;
    }
    for (String id : state.getParents()) {
      ParentState parent = tables.parents().get(id);
      parent.setEnding("the configuration has no such book");
      parent.setCrosses(false);
      parent.setCancelMicros(0);
      tables.parents().put(id, parent);
    }
    if (!state.getParents().isEmpty() && look(portfolio, plan, header, cause, actions)) {
      List<String> dropped = new ArrayList<>(header.getDropped());
      dropped.add(portfolio);
      header.setDropped(dropped);
    }
  }

  /** The clock has moved. */
  void tick(GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    if (header.getDropped().isEmpty()) {
      return;
    }
    List<String> left = new ArrayList<>();
    for (String portfolio : header.getDropped()) {
      boolean isBack = plan.books().stream().anyMatch(book -> book.portfolio().equals(portfolio));
      if (!isBack && look(portfolio, plan, header, cause, actions)) {
        left.add(portfolio);
      }
    }
    header.setDropped(left);
  }

  /** Cancels what is due; whether an order has not ended. */
  private boolean look(
      String portfolio, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    BookState state = tables.books().get(portfolio);
    long clock = header.getClockMicros();
    List<String> left = new ArrayList<>();
    for (String id : state.getParents()) {
      ParentState parent = tables.parents().get(id);
      OrderState child = parent.getChild().isEmpty() ? null : orders.get(parent.getChild());
      if (child == null || OrderLifecycle.isClosed(child)) {
        tables.parents().remove(id);
        continue;
      }
      left.add(id);
      if (clock - parent.getCancelMicros() >= ParentOrders.CANCEL_AGAIN_MICROS) {
        parent.setCancelMicros(clock);
        tables.parents().put(id, parent);
        ParentOrders.cancel(orders, parent.getChild(), child, plan, header, cause, actions);
      }
    }
    if (left.size() < state.getParents().size()) {
      state.setParents(left);
      tables.books().put(portfolio, state);
    }
    return !left.isEmpty();
  }
}
