package org.hedgerow.engine;

import java.math.BigDecimal;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.portfolio.accounting.Ledger;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.risk.RiskState;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.state.GroupHeader;

/**
 * What venues say that their accounts hold: compared with what the engine has booked, and booked
 * where no order of ours explains it.
 */
final class AccountStatements {
  static final String RECONCILIATION_BREAK = "RECONCILIATION_BREAK";
  static final String RECONCILIATION_AGREES = "RECONCILIATION_AGREES";

  private final Holdings holdings;
  private final Ledger ledger;
  private final Reconciliation reconciliation;
  private final RiskState risk;
  private final TradingGuards guards;
  private final Alerts alerts;

  AccountStatements(
      Holdings holdings,
      Ledger ledger,
      Reconciliation reconciliation,
      RiskState risk,
      TradingGuards guards,
      Alerts alerts) {
    this.holdings = holdings;
    this.ledger = ledger;
    this.reconciliation = reconciliation;
    this.risk = risk;
    this.guards = guards;
    this.alerts = alerts;
  }

  void on(PositionReport report, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    risk.health().heard(report.getAccount(), header.getClockMicros());
    reconciliation
        .compare(report, cause.entry().getReceiveTimeMicros())
        .ifPresent(broken -> tell(broken, report.getSnapshot(), plan, header, cause, actions));
  }

  void on(BalanceReport report, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    risk.told(report, header.getClockMicros());
    if (report.getSnapshot() != null) {
      reconciliation
          .compare(report, cause.entry().getReceiveTimeMicros())
          .ifPresent(broken -> tell(broken, report.getSnapshot(), plan, header, cause, actions));
      return;
    }
    reconciliation.activity(report.getAccount(), cause.receivedMicros());
    boolean byTrade =
        report.getReason() == BalanceChangeReason.ORDER
            || report.getReason() == BalanceChangeReason.STATEMENT;
    if (!byTrade && report.getChange() != null) {
      plan.portfolioOf(report.getAccount())
          .ifPresent(
              portfolio ->
                  book(portfolio, report, Decimals.toBigDecimal(report.getChange()), cause));
    }
  }

  private void book(String portfolio, BalanceReport report, BigDecimal change, Cause cause) {
    holdings.addToWallet(portfolio, report.getAccount(), report.getAsset(), change);
    // What went to several groups is booked in one.
    if (!cause.entry().getCopy()) {
      ledger.balance(portfolio, report, change);
    }
  }

  private void tell(
      Reconciliation.Break broken,
      String snapshot,
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      Actions actions) {
    if (broken.isOver()) {
      alerts.account(
          AlertSeverity.INFO,
          RECONCILIATION_AGREES,
          broken.account(),
          "venue and engine agree again: both hold "
              + broken.engine().toPlainString()
              + " of "
              + broken.what(),
          cause,
          actions);
      return;
    }
    alerts.account(
        AlertSeverity.CRITICAL,
        RECONCILIATION_BREAK,
        broken.account(),
        "the venue holds "
            + broken.venue().toPlainString()
            + " of "
            + broken.what()
            + " and the engine "
            + broken.engine().toPlainString()
            + " in two snapshots without activity between them, the last "
            + snapshot
            + "; no order that raises risk leaves until they agree",
        cause,
        actions);
    guards.broken(broken, plan, header, cause, actions);
  }
}
