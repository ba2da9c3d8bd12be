package org.hedgerow.engine;

import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.Awaited;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.OrderState;

/**
 * Asks for reports that are missing, at ticks: first soon, then at growing intervals. Fills that
 * were reported and do not come although they were asked for are inferred at last.
 */
final class StatusRequests {
  /** How long after an order's end its fills may take. */
  static final long FILLS_MICROS = 1_000_000;

  /** How long after its validity an order may stay without an end, or in doubt. */
  static final long END_MICROS = 3_000_000;

  /** How long a working order may stay without a word. */
  static final long NEWS_MICROS = 60_000_000;

  /** Requests for fills after which they are inferred. */
  static final int REQUESTS_BEFORE_INFERENCE = 3;

  /** Requests at one tick; the others wait for the next. */
  static final int REQUESTS_A_TICK = 16;

  private static final long FIRST_INTERVAL_MICROS = 1_000_000;
  private static final long LONGEST_INTERVAL_MICROS = 60_000_000;

  private final WorkingOrders orders;
  private final InferredFills inferred;

  StatusRequests(WorkingOrders orders, InferredFills inferred) {
    this.orders = orders;
    this.inferred = inferred;
  }

  /** Asks for what is due. */
  void tick(GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    int asked = 0;
    for (int i = orders.nextBusy(0); i >= 0; i = orders.nextBusy(i + 1)) {
      for (String id : orders.inFlight(plan.books().get(i))) {
        OrderState order = orders.get(id);
        if (asked == REQUESTS_A_TICK) {
          return;
        }
        if (order == null || !isDue(id, order, header.getClockMicros())) {
          continue;
        }
        if (order.getAwaited() == Awaited.FILLS
            && order.getRequests() >= REQUESTS_BEFORE_INFERENCE
            && inferred.book(id, order, plan, cause, actions)) {
          continue;
        }
        request(id, order, plan, header, cause, actions);
        asked++;
      }
    }
  }

  private boolean isDue(String id, OrderState order, long clock) {
    Awaited awaited = awaited(order);
    if (order.getAwaited() != awaited) {
      order.setAwaited(awaited);
      order.setAwaitedSinceMicros(clock);
      order.setRequests(0);
      order.setNextRequestMicros(firstRequest(awaited, order, clock));
      orders.update(id, order);
    }
    return awaited != Awaited.NOTHING && clock > order.getNextRequestMicros();
  }

  private static Awaited awaited(OrderState order) {
    return switch (order.getStatus()) {
      case FILLED, REJECTED, CANCELED, EXPIRED, DENIED ->
          OrderLifecycle.isClosed(order) ? Awaited.NOTHING : Awaited.FILLS;
      case ACCEPTED, PARTIALLY_FILLED -> {
        if (!rests(order)) {
          yield Awaited.END;
        }
        // What a working order was said to have filled is missed as soon as what a closed one has.
        yield OrderLifecycle.missing(order).signum() > 0 ? Awaited.FILLS : Awaited.NEWS;
      }
      default -> Awaited.END;
    };
  }

  private static boolean rests(OrderState order) {
    Order placed = order.getPlaced();
    return placed != null
        && placed.getOrderType() == OrderType.LIMIT
        && (placed.getTimeInForce() == TimeInForce.GTC
            || placed.getTimeInForce() == TimeInForce.POST_ONLY);
  }

  private static long firstRequest(Awaited awaited, OrderState order, long clock) {
    return switch (awaited) {
      case FILLS -> clock + FILLS_MICROS;
      case END -> {
        Order placed = order.getPlaced();
        yield END_MICROS + (placed == null ? clock : Math.max(clock, placed.getValidUntilMicros()));
      }
      case NEWS -> NEWS_MICROS + (order.getHeardMicros() == 0 ? clock : order.getHeardMicros());
      case NOTHING -> Long.MAX_VALUE;
    };
  }

  /** 1, 2, 4, 8 ... seconds after the request of that number. */
  private static long interval(int requests) {
    int doublings = Math.min(requests - 1, 6);
    return Math.min(FIRST_INTERVAL_MICROS << doublings, LONGEST_INTERVAL_MICROS);
  }

  private void request(
      String id,
      OrderState order,
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      Actions actions) {
    order.setCommandNumber(order.getCommandNumber() + 1);
    order.setRequests(order.getRequests() + 1);
    order.setNextRequestMicros(header.getClockMicros() + interval(order.getRequests()));
    orders.update(id, order);
    Order.Builder request =
        order.getPlaced() == null ? ofOldRow(id, order, plan) : Order.newBuilder(order.getPlaced());
    if (request == null) {
      return;
    }
    actions.order(
        OrderRecord.about(
            request, OrderCommand.STATUS_REQUEST, order.getCommandNumber(), plan, header, cause));
  }

  /** 0.1.0 kept less of an order, and made only limit orders that were good immediately or not. */
  private static Order.Builder ofOldRow(String id, OrderState order, GroupPlan plan) {
    return plan.contract(order.getInstrument())
        .map(
            contract -> {
              InstrumentDefinition definition = contract.definition();
              return Order.newBuilder()
                  .setClientOrderId(id)
                  .setGroup(plan.group())
                  .setPortfolio(order.getPortfolio())
                  .setStrategy("")
                  .setVenue(definition.getVenue())
                  .setAccount(order.getAccount())
                  .setInstrument(order.getInstrument())
                  .setSymbol(definition.getSymbol())
                  .setSide(order.getSide())
                  .setOrderType(OrderType.LIMIT)
                  .setTimeInForce(TimeInForce.IOC)
                  .setQuantity(order.getQuantity());
            })
        .orElse(null);
  }
}
