package org.hedgerow.engine.order;

import java.math.BigDecimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.state.OrderState;

/**
 * How reports move an order. Reports come from the venue's stream, from answers to calls and from
 * the gateway, in any order and more than once (fills are known once by their execution id, before
 * they come here); any order of arrival of the same reports ends in the same state.
 */
public final class OrderLifecycle {
  private OrderLifecycle() {}

  /** Books a report into the order's row. */
  public static void apply(OrderState order, ExecutionReport report) {
    BigDecimal reported =
        Decimals.toBigDecimal(report.getCumulativeQuantity())
            .max(Decimals.toBigDecimal(order.getReported()));
    order.setReported(Decimals.of(reported));
    if (report.getExecutionType() == ExecutionType.TRADE) {
      fill(order, Decimals.toBigDecimal(report.getLastQuantity()));
    }
    order.setStatus(next(order, report));
  }

  /**
   * Nothing more can happen to it: its end was reported, and every fill that was spoken of is here.
   */
  public static boolean isClosed(OrderState order) {
    return isTerminal(order.getStatus())
        && Decimals.compare(order.getCumulative(), order.getReported()) >= 0;
  }

  /** What may still fill: counts as working, and while the order is UNKNOWN as exposure. */
  public static BigDecimal open(OrderState order) {
    BigDecimal cumulative = Decimals.toBigDecimal(order.getCumulative());
    BigDecimal bound =
        isTerminal(order.getStatus())
            ? Decimals.toBigDecimal(order.getReported())
            : Decimals.toBigDecimal(order.getQuantity());
    return bound.subtract(cumulative).max(BigDecimal.ZERO);
  }

  /** FILLED, REJECTED, CANCELED, EXPIRED or DENIED. */
  public static boolean isTerminal(OrderStatus status) {
    return switch (status) {
      case FILLED, REJECTED, CANCELED, EXPIRED, DENIED -> true;
      default -> false;
    };
  }

  private static void fill(OrderState order, BigDecimal quantity) {
    BigDecimal total = Decimals.toBigDecimal(order.getCumulative()).add(quantity);
    BigDecimal whole = Decimals.toBigDecimal(order.getQuantity());
    BigDecimal over = total.subtract(whole).max(BigDecimal.ZERO);
    order.setCumulative(Decimals.of(total.min(whole)));
    order.setOverfill(Decimals.of(Decimals.toBigDecimal(order.getOverfill()).add(over)));
  }

  private static OrderStatus next(OrderState order, ExecutionReport report) {
    if (Decimals.compare(order.getCumulative(), order.getQuantity()) >= 0) {
      return OrderStatus.FILLED;
    }
    OrderStatus now = order.getStatus();
    OrderStatus told = report.getStatus();
    if (isTerminal(told) || isTerminal(now)) {
      return rank(told) > rank(now) ? told : now;
    }
    if (now == OrderStatus.UNKNOWN && report.getSource() == ReportSource.GATEWAY) {
      return now;
    }
    if (told == OrderStatus.UNKNOWN) {
      return rank(now) >= rank(OrderStatus.ACCEPTED) ? now : told;
    }
    if (Decimals.signum(order.getCumulative()) > 0) {
      return OrderStatus.PARTIALLY_FILLED;
    }
    return rank(told) > rank(now) || now == OrderStatus.UNKNOWN ? told : now;
  }

  /**
   * Later in an order's life is higher; among ends the one that the venue's own record would show.
   */
  private static int rank(OrderStatus status) {
    return switch (status) {
      case INITIALIZED -> 0;
      case RISK_APPROVED -> 1;
      case INTENT_LOGGED -> 2;
      case SUBMITTED -> 3;
      case UNKNOWN -> 4;
      case ACCEPTED -> 5;
      case PENDING_CANCEL, PENDING_UPDATE -> 6;
      case PARTIALLY_FILLED -> 7;
      case DENIED -> 8;
      case REJECTED -> 9;
      case EXPIRED -> 10;
      case CANCELED -> 11;
      case FILLED -> 12;
    };
  }
}
