package org.hedgerow.engine;

import org.hedgerow.engine.risk.Approvals;
import org.hedgerow.engine.risk.RiskState;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Command;

/** Where persons are asked to approve an order, and say that they do. */
final class ApprovalDesk {
  static final String APPROVAL_REQUESTED = "APPROVAL_REQUESTED";
  static final String APPROVED = "APPROVED";
  static final String APPROVAL_REFUSED = "APPROVAL_REFUSED";

  private final String group;
  private final RiskState risk;
  private final Alerts alerts;

  ApprovalDesk(String group, RiskState risk, Alerts alerts) {
    this.group = group;
    this.risk = risk;
    this.alerts = alerts;
  }

  /** Tells of what was asked for since it did last. */
  void tell(Cause cause, Actions actions) {
    for (Approvals.Request request : risk.approvals().takeAsked()) {
      alerts.book(
          AlertSeverity.WARNING,
          APPROVAL_REQUESTED,
          request.number(),
          group,
          request.number()
              + ": portfolio "
              + request.portfolio()
              + " wants to "
              + request.order().side()
              + " "
              + request.order().quantity().stripTrailingZeros().toPlainString()
              + " "
              + request.order().place().instrument()
              + " on "
              + request.order().place().account()
              + ", worth up to "
              + request.notional().stripTrailingZeros().toPlainString()
              + "; it waits until "
              + request.expires()
              + " us for somebody who approves "
              + request.number(),
          cause,
          actions);
    }
  }

  /** A person approves. A number of another group is that group's to answer. */
  void approve(Command command, Cause cause, Actions actions) {
    Approvals.Answer answer =
        risk.approvals()
            .approve(command.getScope(), command.getBy(), command.getReason(), cause.clockMicros());
    switch (answer) {
      case APPROVED ->
          alerts.group(
              AlertSeverity.INFO,
              APPROVED,
              command.getScope() + " by " + command.getBy() + ": " + command.getReason(),
              cause,
              actions);
      case OVER ->
          alerts.group(
              AlertSeverity.WARNING,
              APPROVAL_REFUSED,
              command.getScope()
                  + " is not open: it was approved or used before, has expired, or another took"
                  + " its place",
              cause,
              actions);
      case UNKNOWN -> {}
    }
  }
}
