package org.hedgerow.engine;

import java.math.BigDecimal;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.Awaited;
import org.hedgerow.schema.state.OrderState;

/** Books what an order was said to have filled and what no fill told of. True fills consume it. */
final class InferredFills {
  static final String FILL_INFERRED = "FILL_INFERRED";

  private final WorkingOrders orders;
  private final Holdings holdings;
  private final Alerts alerts;

  InferredFills(WorkingOrders orders, Holdings holdings, Alerts alerts) {
    this.orders = orders;
    this.holdings = holdings;
    this.alerts = alerts;
  }

  /** Books what is missing of an order; false where nobody ever said a price. */
  boolean book(String id, OrderState order, GroupPlan plan, Cause cause, Actions actions) {
    Contract contract = plan.contract(order.getInstrument()).orElse(null);
    Decimal price = price(order);
    if (contract == null || price == null) {
      return false;
    }
    BigDecimal missing = OrderLifecycle.missing(order);
    BigDecimal signed = order.getSide() == Side.BUY ? missing : missing.negate();
    BigDecimal cost = contract.cost(signed, Decimals.toBigDecimal(price));
    OrderLifecycle.infer(order, cost);
    holdings.infer(order.getPortfolio(), order.getAccount(), order.getInstrument(), signed, cost);
    order.setAwaited(Awaited.NOTHING);
    orders.update(id, order);
    String execution = "inferred/" + id + "/" + order.getInferredFills();
    alerts.order(
        AlertSeverity.WARNING,
        FILL_INFERRED,
        id,
        order.getInferredFills(),
        "booked "
            + missing.toPlainString()
            + " "
            + order.getInstrument()
            + " at "
            + Decimals.toString(price)
            + " as execution "
            + execution
            + ": the venue says filled, and its fills did not come",
        cause,
        actions);
    return true;
  }

  private static Decimal price(OrderState order) {
    if (order.getAveragePrice() != null) {
      return order.getAveragePrice();
    }
    return order.getPlaced() == null ? null : order.getPlaced().getPrice();
  }
}
