package org.hedgerow.engine;

import org.hedgerow.engine.journal.Acceptance;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.portfolio.accounting.Ledger;
import org.hedgerow.engine.portfolio.accounting.LiveProfit;
import org.hedgerow.engine.portfolio.accounting.Valuations;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.risk.RiskState;
import org.hedgerow.engine.risk.TradingStates;
import org.hedgerow.engine.risk.shared.Allowances;
import org.hedgerow.engine.risk.shared.ExposureReports;
import org.hedgerow.engine.risk.shared.Verdicts;
import org.hedgerow.engine.series.GroupSeries;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.GroupHeader;

/**
 * The state machine of one hedge group: {@code on(entry) -> actions}. What it does is a function of
 * the journal alone, so a replay does the same again. It never looks at a clock, and everything it
 * remembers is in its tables.
 */
public final class HedgeGroup {
  static final String CONFIGURATION_REFUSED = "CONFIGURATION_REFUSED";

  private static final String ONLY_ROW = "";

  private final String group;
  private final GroupTables tables;
  private final EntryGate gate;
  private final MarketView market;
  private final MarketEntries prices;
  private final WakeIndex wake;
  private final GroupSeries series;
  private final Holdings holdings;
  private final WorkingOrders orders;
  private final Reconciliation reconciliation;
  private final Alerts alerts;
  private final ReportBook reports;
  private final AccountStatements statements;
  private final StatusRequests requests;
  private final TradingCommands commands;
  private final RiskState risk;
  private final TradingGuards guards;
  private final ApprovalDesk approvals;
  private final HedgeDecider decider;
  private final LeverageWatch leverage;
  private final Ledger ledger;
  private final Valuations valuations;
  private final TradingStates states;
  private final Allowances allowances;
  private final ExposureReports exposures;
  private GroupPlan plan;

  /** A group over tables that may hold the state of an earlier life. */
  public HedgeGroup(String group, GroupTables tables) {
    this.group = group;
    this.tables = tables;
    this.gate = new EntryGate(group, new Acceptance(tables));
    this.market = new MarketView(tables.market());
    this.wake = new WakeIndex();
    this.series = new GroupSeries(tables);
    this.holdings = new Holdings(tables.positions(), tables.wallets(), wake::wake);
    this.orders = new WorkingOrders(tables, wake::wake);
    this.reconciliation = new Reconciliation(tables, holdings, orders);
    this.alerts = new Alerts(group, tables);
    this.ledger = new Ledger(tables.accounting(), tables.accountLines(), holdings, market);
    this.valuations = new Valuations(tables, ledger, market, EngineVersion.CURRENT);
    InferredFills inferred = new InferredFills(orders, holdings, ledger, alerts);
    this.reports = new ReportBook(orders, holdings, ledger, inferred, reconciliation, alerts);
    this.requests = new StatusRequests(orders, inferred);
    this.leverage = new LeverageWatch(tables, holdings, market, alerts);
    this.states = new TradingStates(tables.stops(), group);
    this.allowances = new Allowances(tables, holdings, orders, market);
    LiveProfit profit = new LiveProfit(tables, ledger, market);
    this.exposures = new ExposureReports(tables, allowances, profit, market, EngineVersion.CURRENT);
    this.commands = new TradingCommands(group, tables, holdings, orders, states, alerts);
    this.risk = new RiskState(tables, market, holdings, orders, series);
    this.prices = new MarketEntries(market, risk, wake);
    this.guards = new TradingGuards(group, risk, states, commands, alerts);
    this.statements = new AccountStatements(holdings, ledger, reconciliation, risk, guards, alerts);
    this.approvals = new ApprovalDesk(group, risk, alerts);
    this.decider =
        new HedgeDecider(
            tables,
            market,
            holdings,
            orders,
            reconciliation,
            states,
            allowances,
            risk,
            series,
            wake,
            new HeldHedges(group, tables, alerts));
    ConfigChange configuration = tables.configuration().get(ONLY_ROW);
    if (configuration != null) {
      plan(configuration);
    }
  }

  /**
   * Takes the next entry of the group's partition.
   *
   * @throws WrongPartitionException if the group was read from another partition before
   * @throws EngineVersionException if state or journal are another engine's
   * @throws WrongJournalException if a configuration is another journal's
   */
  public Outcome on(JournalEntry entry, int partition, long offset, Actions actions) {
    GroupHeader header = header();
    Outcome outcome = gate.judge(entry, partition, offset, plan, header);
    if (outcome == Outcome.BELOW_OFFSET) {
      return outcome;
    }
    if (outcome == Outcome.APPLIED && MarketEntries.isMarket(entry.getPayload())) {
      // Of most entries nothing is made, not even their cause.
      if (prices.on(entry, header.getClockMicros()) && wake.isAnyDenied()) {
        decide(header, new Cause(entry, partition, offset, header.getClockMicros()), actions);
      }
    } else if (outcome == Outcome.APPLIED || outcome == Outcome.OTHER_ENGINE) {
      // A tick has moved the clock by now.
      Cause cause = new Cause(entry, partition, offset, header.getClockMicros());
      if (outcome == Outcome.APPLIED) {
        apply(entry, cause, header, actions);
      } else {
        refused((ConfigChange) entry.getPayload(), cause, actions);
      }
    }
    tables.header().put(ONLY_ROW, header);
    return outcome;
  }

  private void refused(ConfigChange change, Cause cause, Actions actions) {
    alerts.group(
        AlertSeverity.CRITICAL,
        CONFIGURATION_REFUSED,
        "configuration "
            + change.getVersion()
            + " was written by engine "
            + change.getEngineVersion()
            + " and is not in force; write it again with "
            + EngineVersion.CURRENT
            + ", under a higher version",
        cause,
        actions);
  }

  private void decide(GroupHeader header, Cause cause, Actions actions) {
    decider.decide(plan, header, cause, actions);
    approvals.tell(cause, actions);
  }

  private void apply(JournalEntry entry, Cause cause, GroupHeader header, Actions actions) {
    Object payload = entry.getPayload();
    if (payload instanceof ExecutionReport report) {
      reports.book(report, plan, cause, actions);
      if (report.getExecutionType() == ExecutionType.TRADE) {
        risk.filled(report);
      }
      if (ReportBook.isOurs(report, plan)) {
        guards.reported(report, plan, header, cause, actions);
      }
      decider.decide(plan, header, cause, orders.whose(report), actions);
      approvals.tell(cause, actions);
    } else if (payload instanceof BalanceReport report) {
      statements.on(report, plan, header, cause, actions);
      decide(header, cause, actions);
    } else if (payload instanceof PositionReport report) {
      statements.on(report, plan, header, cause, actions);
      decide(header, cause, actions);
    } else if (payload instanceof Gap gap) {
      reconciliation.gap(gap);
    } else if (payload instanceof Command command) {
      if (command.getType() == CommandType.APPROVE) {
        approvals.approve(command, cause, actions);
      } else if (!Verdicts.isLooser(command, states)) {
        guards.taken(command, header, cause, actions);
        commands.on(command, plan, header, cause, actions);
      }
      decider.wake();
      decide(header, cause, actions);
    } else if (payload instanceof Allowance allowance) {
      allowances.take(allowance);
      decider.wake();
      decide(header, cause, actions);
    } else if (payload instanceof ConfigChange change) {
      configure(change, cause, header, actions);
      decide(header, cause, actions);
    } else if (payload instanceof EngineChange change) {
      header.setEngineVersion(change.getToVersion());
      openAccounts();
    } else if (payload instanceof Tick) {
      Heartbeats.tick(plan, header, cause, actions);
      requests.tick(plan, header, cause, actions);
      series.tick(
          header.getClockMicros(),
          market,
          plan.configuration().getLimits().getStaleAfterMicros(),
          sampled -> wake.sampled(sampled, series::of));
      leverage.tick(cause, actions);
      risk.tick(header.getClockMicros());
      decider.tick(plan, header, cause, actions);
      decide(header, cause, actions);
      valuations.tick(
          header.getClockMicros(),
          cause.coordinate(),
          valuation -> {
            actions.valuation(valuation);
            guards.valued(valuation, plan, header, cause, actions);
          });
    }
    exposures.after(
        payload,
        header.getClockMicros(),
        cause.coordinate(),
        cause.receivedMicros(),
        actions::exposure);
  }

  private void configure(ConfigChange change, Cause cause, GroupHeader header, Actions actions) {
    if (header.getConfigVersion() == 0) {
      header.setEngineVersion(EngineVersion.CURRENT);
      header.setOpenedMicros(cause.entry().getReceiveTimeMicros());
    }
    tables.configuration().put(ONLY_ROW, change);
    header.setConfigVersion(change.getVersion());
    GroupPlan last = plan;
    plan(change);
    if (last != null) {
      decider.abandon(last, plan, header, cause, actions);
    }
    for (BookPlan book : plan.books()) {
      if (tables.books().get(book.portfolio()) == null) {
        tables.books().put(book.portfolio(), HedgeDecider.newBook());
        change.getPortfolios().stream()
            .filter(portfolio -> portfolio.getPortfolio().equals(book.portfolio()))
            .forEach(portfolio -> OpeningHoldings.book(portfolio, plan, holdings));
      }
    }
    openAccounts();
  }

  /** Of portfolios that are new, or whose state an engine without accounting has made. */
  private void openAccounts() {
    ledger.open();
    valuations.configure();
  }

  private void plan(ConfigChange change) {
    plan = new GroupPlan(change, group);
    orders.configure(plan);
    reconciliation.configure(plan);
    risk.configure(plan);
    decider.configure(plan);
    leverage.configure(decider.books());
    ledger.configure(plan);
    valuations.configure();
    allowances.configure(plan);
    exposures.configure(plan);
  }

  private GroupHeader header() {
    GroupHeader header = tables.header().get(ONLY_ROW);
    return header == null ? GroupHeader.newBuilder().build() : header;
  }
}
