package org.hedgerow.engine;

import java.util.Optional;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.risk.TradingStates;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;
import org.hedgerow.schema.state.TradingState;
import org.hedgerow.schema.state.TradingStop;

/**
 * What a person says of trading. From its entry on nothing is placed that the new state does not
 * admit, and what works is canceled: where trading is halted all of it, where it only reduces, or
 * only cancels, what would make a position larger. Hedges that were being worked end.
 */
final class TradingCommands {
  static final String TRADING_STATE = "TRADING_STATE";
  static final String COMMAND_REFUSED = "COMMAND_REFUSED";

  private final String group;
  private final GroupTables tables;
  private final Holdings holdings;
  private final WorkingOrders orders;
  private final TradingStates states;
  private final Alerts alerts;

  TradingCommands(
      String group,
      GroupTables tables,
      Holdings holdings,
      WorkingOrders orders,
      TradingStates states,
      Alerts alerts) {
    this.group = group;
    this.tables = tables;
    this.holdings = holdings;
    this.orders = orders;
    this.states = states;
    this.alerts = alerts;
  }

  /** Takes a command; one that cannot be carried out is told, and changes nothing. */
  void on(Command command, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    Optional<TradingState> state = state(command.getType());
    if (state.isEmpty()) {
      refused(command, "an engine of this version does not know it", cause, actions);
      return;
    }
    TradingScope scope;
    try {
      scope = TradingScope.parse(command.getScope());
    } catch (IllegalArgumentException e) {
      refused(command, e.getMessage(), cause, actions);
      return;
    }
    TradingStop stop =
        TradingStop.newBuilder()
            .setScope(scope.toString())
            .setState(state.get())
            .setBy(command.getBy())
            .setReason(command.getReason())
            .setSinceMicros(header.getClockMicros())
            .setFlatten(command.getType() == CommandType.FLATTEN)
            .build();
    int canceled = stop(stop, plan, header, cause, actions);
    if (concerns(scope, plan)) {
      tell(command, state.get(), canceled, cause, actions);
    }
  }

  /** Puts a state in force, and returns how many orders it cancels. */
  int stop(TradingStop stop, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    states.set(stop);
    int canceled = 0;
    for (BookPlan book : plan.books()) {
      canceled += cancel(book, plan, header, cause, actions);
    }
    return canceled;
  }

  private static Optional<TradingState> state(CommandType type) {
    return switch (type) {
      case HALT -> Optional.of(TradingState.HALTED);
      case REDUCE, FLATTEN -> Optional.of(TradingState.REDUCING);
      case CANCEL_ONLY -> Optional.of(TradingState.CANCEL_ONLY);
      case RESUME -> Optional.of(TradingState.ACTIVE);
      default -> Optional.empty();
    };
  }

  /** How many orders of a book were canceled for a stop that they are under. */
  private int cancel(
      BookPlan book, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    for (String id : tables.books().get(book.portfolio()).getParents()) {
      ParentState parent = tables.parents().get(id);
      stop(book, parent.getAccount(), parent.getInstrument())
          .filter(
              stop ->
                  ends(stop, book, parent.getAccount(), parent.getInstrument(), parent.getSide()))
          .ifPresent(
              stop -> {
                parent.setEnding(
                    stop.getState() + " of " + stop.getScope() + " by " + stop.getBy());
                parent.setCrosses(false);
                tables.parents().put(id, parent);
              });
    }
    int canceled = 0;
    for (String id : orders.inFlight(book)) {
      OrderState order = orders.get(id);
      Optional<TradingStop> stop = stop(book, order.getAccount(), order.getInstrument());
      if (!OrderLifecycle.isClosed(order)
          && stop.isPresent()
          && ends(stop.get(), book, order.getAccount(), order.getInstrument(), order.getSide())) {
        noteCancel(order, header);
        ParentOrders.cancel(orders, id, order, plan, header, cause, actions);
        canceled++;
      }
    }
    return canceled;
  }

  /** So that its parent waits for the end of it before it cancels it once more. */
  private void noteCancel(OrderState order, GroupHeader header) {
    String id = order.getPlaced().getParentOrderId();
    ParentState parent = id == null ? null : tables.parents().get(id);
    if (parent != null) {
      parent.setCancelMicros(header.getClockMicros());
      tables.parents().put(id, parent);
    }
  }

  private Optional<TradingStop> stop(BookPlan book, String account, String instrument) {
    return states.stop(book.portfolio(), venue(instrument), account, instrument);
  }

  private boolean ends(
      TradingStop stop, BookPlan book, String account, String instrument, Side side) {
    int sign = side == Side.BUY ? 1 : -1;
    // Where positions are closed nothing else may be under way that closes them too.
    return stop.getState() == TradingState.HALTED
        || isFlattened(book, account, instrument)
        || sign * holdings.quantity(book.portfolio(), account, instrument).signum() >= 0;
  }

  private boolean isFlattened(BookPlan book, String account, String instrument) {
    return states.flatten(book.portfolio(), venue(instrument), account, instrument).isPresent();
  }

  private boolean concerns(TradingScope scope, GroupPlan plan) {
    for (BookPlan book : plan.books()) {
      for (BookPlan.Leg leg : book.legs()) {
        String instrument = leg.place().instrument();
        if (scope.covers(
            group, book.portfolio(), venue(instrument), leg.place().account(), instrument)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String venue(String instrument) {
    return instrument.substring(0, instrument.indexOf(':'));
  }

  private void tell(
      Command command, TradingState state, int canceled, Cause cause, Actions actions) {
    AlertSeverity severity =
        switch (state) {
          case ACTIVE -> AlertSeverity.INFO;
          case REDUCING, CANCEL_ONLY -> AlertSeverity.WARNING;
          case HALTED -> AlertSeverity.CRITICAL;
        };
    alerts.group(
        severity,
        TRADING_STATE,
        command.getScope()
            + " is "
            + state
            + (command.getType() == CommandType.FLATTEN ? " and flattened" : "")
            + ", says "
            + command.getBy()
            + ": "
            + command.getReason()
            + "; "
            + canceled
            + (canceled == 1 ? " order is canceled" : " orders are canceled"),
        cause,
        actions);
  }

  private void refused(Command command, String why, Cause cause, Actions actions) {
    alerts.group(
        AlertSeverity.CRITICAL,
        COMMAND_REFUSED,
        command.getType() + " of " + command.getScope() + " by " + command.getBy() + ": " + why,
        cause,
        actions);
  }
}
