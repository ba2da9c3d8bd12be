package org.hedgerow.engine;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.risk.Check;
import org.hedgerow.engine.risk.TradingStates;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;
import org.hedgerow.schema.state.TradingState;

/**
 * Books at which a look would change nothing, so that none is taken: what a group can do while a
 * thousand of them are halted depends on it. It follows from their rows alone, after a restart too.
 */
final class IdleBooks {
  static final String CANCEL_UNANSWERED = "CANCEL_UNANSWERED";

  private final GroupTables tables;
  private final WorkingOrders orders;
  private final TradingStates states;

  IdleBooks(GroupTables tables, WorkingOrders orders, TradingStates states) {
    this.tables = tables;
    this.orders = orders;
    this.states = states;
  }

  /**
   * Whether its hedge was denied by a stop under which all its legs still are. No quote and no time
   * changes that, only a command does: with a thousand books halted, to judge them all at each
   * quote would leave the group seconds behind the word that lets them trade. A strategy that
   * remembers is asked all the same.
   */
  boolean isHalted(BookHedging hedging, BookState state) {
    BookPlan book = hedging.book();
    if (hedging.strategy().remembers()
        || !state.getMemory().isEmpty()
        || !state.getDenied().contains(Check.TRADING_HALTED.name())) {
      return false;
    }
    for (BookPlan.Leg leg : book.legs()) {
      BookPlan.Place place = leg.place();
      if (states
          .stop(
              book.portfolio(),
              place.contract().definition().getVenue(),
              place.account(),
              place.instrument())
          .filter(stop -> stop.getState().compareTo(TradingState.REDUCING) > 0)
          .isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a look would change nothing: after a halt a thousand books wait for the ends of what
   * was canceled, and to work out at each tick what they want would hold up the cancels of the next
   * group. A strategy that remembers is asked all the same.
   */
  boolean onlyWaits(BookHedging hedging, BookState state, long clockMicros) {
    return !hedging.strategy().remembers()
        && state.getMemory().isEmpty()
        && state.getDenied().isEmpty()
        && (state.getHeldBy().isEmpty() || isHeldByCancels(state))
        && hasOnlyCanceled(state, clockMicros);
  }

  /**
   * What keeps a hedge that is being worked from going on: a cancel of its order that nobody has
   * answered, as of a venue that is closed with orders working. Empty where there is none, or it is
   * young. Once it is told it stays so, however often the cancel is said again, until the order's
   * end.
   */
  List<String> unansweredCancels(BookState state, long clockMicros) {
    List<String> unanswered = new ArrayList<>();
    for (String id : state.getParents()) {
      ParentState parent = tables.parents().get(id);
      OrderState child = parent.getChild().isEmpty() ? null : orders.get(parent.getChild());
      boolean waits =
          child != null && !OrderLifecycle.isClosed(child) && parent.getCancelMicros() > 0;
      if (waits
          && (isHeldByCancels(state)
              || clockMicros - parent.getCancelMicros() >= HeldHedges.TOLD_AFTER_MICROS)) {
        unanswered.add(
            CANCEL_UNANSWERED
                + ": order="
                + parent.getChild()
                + " instrument="
                + parent.getInstrument());
      }
    }
    return unanswered;
  }

  private static boolean isHeldByCancels(BookState state) {
    return state.getHeldBy().startsWith(CANCEL_UNANSWERED);
  }

  /**
   * Whether each hedge of a book waits for the end of a child that was canceled for good, and not
   * for so long that it is canceled again: there is nothing to be done for it (see {@link
   * ParentWork}).
   */
  private boolean hasOnlyCanceled(BookState state, long clockMicros) {
    for (String id : state.getParents()) {
      ParentState parent = tables.parents().get(id);
      OrderState child = parent.getChild().isEmpty() ? null : orders.get(parent.getChild());
      if (child == null
          || OrderLifecycle.isClosed(child)
          || parent.getEnding().isEmpty()
          || parent.getCancelMicros() == 0
          || clockMicros - parent.getCancelMicros() >= ParentOrders.CANCEL_AGAIN_MICROS) {
        return false;
      }
    }
    return true;
  }
}
