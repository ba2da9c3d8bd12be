package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.portfolio.accounting.Ledger;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.state.Awaited;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.OrderState;

/**
 * Books execution reports: into the order, where it is one of ours, and fills into the holdings of
 * the portfolio that they belong to. Whose an order is says its id alone.
 */
final class ReportBook {
  static final String ORDER_UNKNOWN = "ORDER_UNKNOWN";
  static final String ANSWER_MISSING = "ANSWER_MISSING";
  static final String OVERFILL = "OVERFILL";
  static final String FILL_AFTER_REJECT = "FILL_AFTER_REJECT";
  static final String FILL_AFTER_END = "FILL_AFTER_END";
  static final String ORDER_VANISHED = "ORDER_VANISHED";
  static final String UNBOOKED_FILL = "UNBOOKED_FILL";
  static final String UNKNOWN_ORDER_OF_OURS = "UNKNOWN_ORDER_OF_OURS";

  private final WorkingOrders orders;
  private final Holdings holdings;
  private final Ledger ledger;
  private final InferredFills inferred;
  private final Reconciliation reconciliation;
  private final Alerts alerts;

  ReportBook(
      WorkingOrders orders,
      Holdings holdings,
      Ledger ledger,
      InferredFills inferred,
      Reconciliation reconciliation,
      Alerts alerts) {
    this.orders = orders;
    this.holdings = holdings;
    this.ledger = ledger;
    this.inferred = inferred;
    this.reconciliation = reconciliation;
    this.alerts = alerts;
  }

  /**
   * A stranger's fill that a look back found, from before the group had its opening holdings: they
   * contain it.
   *
   * @param venueTime when it happened by the venue; null where that was not told
   */
  static boolean isInOpening(
      ExecutionReport report, Long venueTime, GroupPlan plan, GroupHeader header) {
    return report.getExecutionType() == ExecutionType.TRADE
        && report.getReconciliation()
        && venueTime != null
        && venueTime < header.getOpenedMicros()
        && !isOurs(report, plan);
  }

  /** Books a report. */
  void book(ExecutionReport report, GroupPlan plan, Cause cause, Actions actions) {
    OrderState known = orders.get(report.getClientOrderId());
    // Also where the configuration has no such group any more, by whose number others are told.
    boolean ours = isOurs(report, plan) || (known != null && !report.getExternal());
    if (isWord(report) && known != null && ours) {
      word(report, known, plan, cause, actions);
      return;
    }
    Optional<String> portfolio =
        ours ? own(report, plan, cause, actions) : plan.portfolioOf(report.getAccount());
    if (report.getExecutionType() == ExecutionType.TRADE) {
      reconciliation.activity(report.getAccount(), cause.receivedMicros());
      Optional<Contract> contract = plan.contract(report.getInstrument());
      if (contract.isPresent() && portfolio.isPresent()) {
        holdings.fill(portfolio.get(), contract.get(), report);
        OrderState order = ours ? orders.get(report.getClientOrderId()) : null;
        ledger.fill(portfolio.get(), contract.get(), report, InferredFills.midAtDecision(order));
      } else {
        unbooked(report, cause, actions);
      }
    }
  }

  /** A fill that no venue told of: a person's word. */
  private static boolean isWord(ExecutionReport report) {
    return report.getExecutionType() == ExecutionType.TRADE && report.getInferred();
  }

  /**
   * What a person says was filled, and no fill told of yet, is inferred: true fills that come later
   * take its place, and those that came before leave nothing to book.
   */
  private void word(
      ExecutionReport report, OrderState order, GroupPlan plan, Cause cause, Actions actions) {
    ExecutionReport status =
        ExecutionReport.newBuilder(report)
            .setExecutionType(ExecutionType.STATUS)
            .setExecutionId(null)
            .setLastQuantity(null)
            .setLastPrice(null)
            .build();
    OrderLifecycle.apply(order, status);
    order.setHeardMicros(cause.clockMicros());
    orders.update(report.getClientOrderId(), order);
    if (OrderLifecycle.missing(order).signum() > 0) {
      inferred.book(report.getClientOrderId(), order, plan, cause, actions);
    }
  }

  /** Nothing is skipped in silence, and the account waits until a snapshot agrees again. */
  private void unbooked(ExecutionReport report, Cause cause, Actions actions) {
    reconciliation.hold(report.getAccount());
    alerts.account(
        AlertSeverity.CRITICAL,
        UNBOOKED_FILL,
        report.getAccount(),
        "execution "
            + report.getExecutionId()
            + " of "
            + report.getInstrument()
            + " belongs to no configured instrument or portfolio and is not booked",
        cause,
        actions);
  }

  static boolean isOurs(ExecutionReport report, GroupPlan plan) {
    return !report.getExternal()
        && ClientOrderId.decode(report.getClientOrderId())
            .filter(id -> id.journal() == plan.journalNumber() && id.group() == plan.groupNumber())
            .isPresent();
  }

  private Optional<String> own(
      ExecutionReport report, GroupPlan plan, Cause cause, Actions actions) {
    String id = report.getClientOrderId();
    OrderState order = orders.get(id);
    if (order == null) {
      // An earlier life's, or forgotten. Its fills count; of its course there is nothing to keep.
      alerts.order(
          AlertSeverity.CRITICAL,
          UNKNOWN_ORDER_OF_OURS,
          id,
          1,
          "an order on "
              + report.getAccount()
              + " has an id of this journal, and the engine does not know it",
          cause,
          actions);
      return ClientOrderId.decode(id).flatMap(parts -> plan.portfolioNumbered(parts.portfolio()));
    }
    boolean fill = report.getExecutionType() == ExecutionType.TRADE;
    if (fill) {
      inferred.consume(order, Decimals.toBigDecimal(report.getLastQuantity()), plan);
      order.setAwaited(Awaited.NOTHING);
    } else if (order.getAwaited() == Awaited.NEWS) {
      order.setAwaited(Awaited.NOTHING);
    }
    BigDecimal over = Decimals.toBigDecimal(order.getOverfill());
    // An end whose fills are all here, and told of no more: reports out of order look otherwise.
    boolean ended = fill && OrderLifecycle.isClosed(order) && !order.getRejected();
    OrderStatus end = order.getStatus();
    OrderLifecycle.apply(order, report);
    order.setHeardMicros(cause.clockMicros());
    orders.update(id, order);
    if (ended && end != OrderStatus.FILLED) {
      alerts.order(
          AlertSeverity.CRITICAL,
          FILL_AFTER_END,
          id,
          cause.offset(),
          "the venue filled "
              + Decimals.toString(report.getLastQuantity())
              + " "
              + order.getInstrument()
              + " of an order that it had said to be "
              + end
              + "; it is booked",
          cause,
          actions);
    }
    if (ORDER_VANISHED.equals(report.getRejectCode()) && !OrderLifecycle.isClosed(order)) {
      alerts.order(
          AlertSeverity.CRITICAL,
          ORDER_VANISHED,
          id,
          1,
          "the venue took an order for "
              + Decimals.toString(order.getQuantity())
              + " "
              + order.getInstrument()
              + " and does not know it any more; its book waits",
          cause,
          actions);
    }
    if (report.getStatus() == OrderStatus.UNKNOWN
        && order.getStatus() != OrderStatus.UNKNOWN
        && !ORDER_VANISHED.equals(report.getRejectCode())) {
      alerts.order(
          AlertSeverity.WARNING,
          ANSWER_MISSING,
          id,
          1,
          "the venue gave no answer to an order for "
              + Decimals.toString(order.getQuantity())
              + " "
              + order.getInstrument()
              + ", of which it told otherwise: it is "
              + order.getStatus(),
          cause,
          actions);
    }
    tell(id, order, over, cause, actions);
    return Optional.of(order.getPortfolio());
  }

  private void tell(
      String id, OrderState order, BigDecimal overBefore, Cause cause, Actions actions) {
    if (Decimals.toBigDecimal(order.getOverfill()).compareTo(overBefore) > 0) {
      // Told again with each further piece: the number is the entry's.
      alerts.order(
          AlertSeverity.CRITICAL,
          OVERFILL,
          id,
          cause.offset(),
          "the venue filled "
              + Decimals.toString(order.getOverfill())
              + " of "
              + order.getInstrument()
              + " more than was ordered; it is booked",
          cause,
          actions);
    }
    if (order.getRejected() && Decimals.signum(order.getCumulative()) > 0) {
      alerts.order(
          AlertSeverity.CRITICAL,
          FILL_AFTER_REJECT,
          id,
          1,
          "an order that the venue rejected was filled; the fill is booked",
          cause,
          actions);
    }
    if (order.getStatus() == OrderStatus.UNKNOWN) {
      alerts.order(
          AlertSeverity.CRITICAL,
          ORDER_UNKNOWN,
          id,
          1,
          "nobody knows what became of an order for "
              + Decimals.toString(order.getQuantity())
              + " "
              + order.getInstrument()
              + "; its book waits",
          cause,
          actions);
    }
  }
}
