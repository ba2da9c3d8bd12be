package org.hedgerow.engine;

import java.math.BigDecimal;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.portfolio.accounting.Ledger;
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
  private final Ledger ledger;
  private final Alerts alerts;

  InferredFills(WorkingOrders orders, Holdings holdings, Ledger ledger, Alerts alerts) {
    this.orders = orders;
    this.holdings = holdings;
    this.ledger = ledger;
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
    book(order, contract, signed, cost);
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

  /** A true fill takes the place of what was inferred of the order, as far as it goes. */
  void consume(OrderState order, BigDecimal filled, GroupPlan plan) {
    OrderLifecycle.Inferred consumed = OrderLifecycle.consume(order, filled);
    if (consumed.quantity().signum() != 0) {
      BigDecimal signed =
          order.getSide() == Side.BUY ? consumed.quantity().negate() : consumed.quantity();
      book(
          order,
          plan.contract(order.getInstrument()).orElse(null),
          signed,
          consumed.cost().negate());
    }
  }

  private void book(OrderState order, Contract contract, BigDecimal signed, BigDecimal cost) {
    holdings.infer(order.getPortfolio(), order.getAccount(), order.getInstrument(), signed, cost);
    if (contract != null) {
      ledger.infer(
          order.getPortfolio(), order.getAccount(), contract, signed, cost, midAtDecision(order));
    }
  }

  /** The mid when the order was decided; null where it was not written down. */
  static BigDecimal midAtDecision(OrderState order) {
    return order == null
            || order.getPlaced() == null
            || order.getPlaced().getMidAtDecision() == null
        ? null
        : Decimals.toBigDecimal(order.getPlaced().getMidAtDecision());
  }

  private static Decimal price(OrderState order) {
    if (order.getAveragePrice() != null) {
      return order.getAveragePrice();
    }
    return OrderLifecycle.worstPrice(order);
  }
}
