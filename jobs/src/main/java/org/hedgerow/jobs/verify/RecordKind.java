package org.hedgerow.jobs.verify;

import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.Valuation;

/** What is compared, and by which id. */
public enum RecordKind {
  ORDER,
  DECISION,
  ALERT,
  VALUATION;

  /**
   * Client order id and command number. A heartbeat names no order: it is known by account and
   * cause. Status requests of one order may share a number: the cause tells them apart.
   */
  static String id(Order order) {
    String place = place(order.getCause());
    return order.getCommand() == OrderCommand.HEARTBEAT
        ? "heartbeat/" + order.getGroup() + "/" + order.getAccount() + "/" + place
        : order.getCommand() == OrderCommand.STATUS_REQUEST
            ? order.getClientOrderId() + "/" + order.getCommandNumber() + "/" + place
            : order.getClientOrderId() + "/" + order.getCommandNumber();
  }

  /**
   * Group, portfolio and cause: a book is decided at most once an entry. The sequence is no part of
   * it, so that a decision that differs only there is shown beside its counterpart.
   */
  static String id(Decision decision) {
    return decision.getGroup() + "/" + decision.getPortfolio() + "/" + place(decision.getCause());
  }

  /** Its own: the engine makes it of what is told, and a replay tells the same. */
  static String id(Alert alert) {
    return alert.getAlertId();
  }

  /** Group, portfolio and number: each is told once, and none is left out. */
  static String id(Valuation valuation) {
    return valuation.getGroup()
        + "/"
        + valuation.getPortfolio()
        + "/valuation/"
        + valuation.getSequence();
  }

  private static String place(Coordinate cause) {
    return cause.getPartition() + ":" + cause.getOffset();
  }
}
