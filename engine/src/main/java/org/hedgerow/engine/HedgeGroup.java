package org.hedgerow.engine;

import java.math.BigDecimal;
import org.hedgerow.engine.journal.Acceptance;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Holding;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.PortfolioDefinition;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.GroupHeader;

/**
 * The state machine of one hedge group: {@code on(entry) -> actions}. What it does is a function of
 * the journal alone, so a replay does the same again. It never looks at a clock, and everything it
 * remembers is in its tables.
 */
public final class HedgeGroup {
  private static final String ONLY_ROW = "";

  private final String group;
  private final GroupTables tables;
  private final Acceptance acceptance;
  private final MarketView market;
  private final Holdings holdings;
  private final WorkingOrders orders;
  private final HedgeDecider decider;
  private GroupPlan plan;

  /** A group over tables that may hold the state of an earlier life. */
  public HedgeGroup(String group, GroupTables tables) {
    this.group = group;
    this.tables = tables;
    this.acceptance = new Acceptance(tables);
    this.market = new MarketView(tables.market());
    this.holdings = new Holdings(tables.positions(), tables.wallets());
    this.orders = new WorkingOrders(tables);
    this.decider = new HedgeDecider(group, tables, market, holdings, orders);
    ConfigChange configuration = tables.configuration().get(ONLY_ROW);
    this.plan = configuration == null ? null : new GroupPlan(configuration, group);
  }

  /**
   * Takes the next entry of the group's partition.
   *
   * @throws WrongPartitionException if the group was read from another partition before
   */
  public Outcome on(JournalEntry entry, int partition, long offset, Actions actions) {
    GroupHeader header = header();
    if (header.getPartition() >= 0 && header.getPartition() != partition) {
      throw new WrongPartitionException(group, header.getPartition(), partition, offset);
    }
    if (offset <= header.getOffset()) {
      return Outcome.BELOW_OFFSET;
    }
    header.setPartition(partition);
    header.setOffset(offset);
    Outcome outcome;
    if (plan == null && !(entry.getPayload() instanceof ConfigChange)) {
      acceptance.passOver(entry);
      outcome = Outcome.BEFORE_CONFIGURATION;
    } else {
      outcome = acceptance.judge(entry, header);
    }
    if (outcome == Outcome.APPLIED) {
      apply(entry, new Cause(entry, partition, offset, header.getClockMicros()), header, actions);
    }
    tables.header().put(ONLY_ROW, header);
    return outcome;
  }

  private void apply(JournalEntry entry, Cause cause, GroupHeader header, Actions actions) {
    Object payload = entry.getPayload();
    if (payload instanceof Quote quote) {
      market.apply(quote, header.getClockMicros());
      if (decider.isWaitingForMarket(plan)) {
        decider.decide(plan, header, cause, actions);
      }
    } else if (payload instanceof Mark mark) {
      market.apply(mark);
    } else if (payload instanceof ExecutionReport report) {
      report(report);
      decider.decide(plan, header, cause, actions);
    } else if (payload instanceof BalanceReport report) {
      balance(report);
      decider.decide(plan, header, cause, actions);
    } else if (payload instanceof ConfigChange change) {
      configure(change, header);
      decider.decide(plan, header, cause, actions);
    } else if (payload instanceof Tick) {
      decider.decide(plan, header, cause, actions);
    }
  }

  private void report(ExecutionReport report) {
    boolean ours =
        !report.getExternal()
            && ClientOrderId.decode(report.getClientOrderId())
                .filter(
                    id -> id.journal() == plan.journalNumber() && id.group() == plan.groupNumber())
                .isPresent();
    String portfolio =
        ours ? orders.report(report, plan) : plan.portfolioOf(report.getAccount()).orElse(null);
    if (report.getExecutionType() == ExecutionType.TRADE && portfolio != null) {
      plan.contract(report.getInstrument())
          .ifPresent(contract -> holdings.fill(portfolio, contract, report));
    }
  }

  private void balance(BalanceReport report) {
    boolean byTrade =
        report.getReason() == BalanceChangeReason.ORDER
            || report.getReason() == BalanceChangeReason.STATEMENT;
    if (!byTrade && report.getChange() != null) {
      plan.portfolioOf(report.getAccount())
          .ifPresent(
              portfolio ->
                  holdings.addToWallet(
                      portfolio,
                      report.getAccount(),
                      report.getAsset(),
                      Decimals.toBigDecimal(report.getChange())));
    }
  }

  private void configure(ConfigChange change, GroupHeader header) {
    tables.configuration().put(ONLY_ROW, change);
    header.setConfigVersion(change.getVersion());
    plan = new GroupPlan(change, group);
    for (BookPlan book : plan.books()) {
      if (tables.books().get(book.portfolio()) == null) {
        tables.books().put(book.portfolio(), HedgeDecider.newBook());
        change.getPortfolios().stream()
            .filter(portfolio -> portfolio.getPortfolio().equals(book.portfolio()))
            .forEach(this::open);
      }
    }
  }

  /** Books what a portfolio held before its first fill, as far as it is in the group's asset. */
  private void open(PortfolioDefinition portfolio) {
    for (Holding holding : portfolio.getHoldings()) {
      BigDecimal quantity = Decimals.toBigDecimal(holding.getQuantity());
      if (holding.getInstrument() == null) {
        if (holding.getAsset().equals(group)) {
          holdings.addToWallet(portfolio.getPortfolio(), holding.getAccount(), group, quantity);
        }
        continue;
      }
      Contract contract = plan.contract(holding.getInstrument()).orElseThrow();
      if (plan.owns(contract.definition())) {
        BigDecimal entry =
            holding.getEntryPrice() == null
                ? BigDecimal.ZERO
                : Decimals.toBigDecimal(holding.getEntryPrice());
        holdings.open(portfolio.getPortfolio(), holding.getAccount(), contract, quantity, entry);
      }
    }
  }

  private GroupHeader header() {
    GroupHeader header = tables.header().get(ONLY_ROW);
    return header == null ? GroupHeader.newBuilder().build() : header;
  }
}
