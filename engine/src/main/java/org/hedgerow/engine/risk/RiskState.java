package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.risk.limits.OrderSizing;
import org.hedgerow.engine.risk.limits.RiskTerms;
import org.hedgerow.engine.series.GroupSeries;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.state.BookState;

/** What a group remembers to judge orders by, and the limits by which it does. */
public final class RiskState {
  private static final String REGIME = "regime";
  private static final String ROUGH = "rough";

  private final GroupTables tables;
  private final MarketView market;
  private final Holdings holdings;
  private final WorkingOrders orders;
  private final PriceRanges ranges;
  private final VenueClocks clocks;
  private final AccountHealth health;
  private final RoundTrips trips;
  private final Approvals approvals;
  private final Losses losses;
  private final ToldBalances balances;
  private final GroupSeries series;
  private final Map<String, OrderSizing> sizings = new LinkedHashMap<>();
  private GroupPlan plan;
  private RiskTerms terms;

  public RiskState(
      GroupTables tables,
      MarketView market,
      Holdings holdings,
      WorkingOrders orders,
      GroupSeries series) {
    this.series = series;
    this.tables = tables;
    this.market = market;
    this.holdings = holdings;
    this.orders = orders;
    this.ranges = new PriceRanges(tables.risk().ranges());
    this.clocks = new VenueClocks(tables.risk().clocks());
    this.health = new AccountHealth(tables.risk().health());
    this.trips = new RoundTrips(tables.risk().turns());
    this.approvals = new Approvals(tables.risk().approvals());
    this.losses = new Losses(tables.risk().losses());
    this.balances = new ToldBalances(tables.risk().balances());
  }

  /** Takes a configuration; what was remembered under the one before stays. */
  public void configure(GroupPlan newPlan) {
    plan = newPlan;
    terms = RiskTerms.of(newPlan.configuration().getLimits().getParameters());
    ranges.configure(terms.orders().moveWindowMicros());
    clocks.configure(terms.orders().clockSkewMicros());
    health.configure(terms.orders().downAfter());
    trips.configure(terms.orders().turns(), terms.orders().turnsWindowMicros());
    approvals.configure(newPlan);
    sizings.clear();
    for (BookPlan book : newPlan.books()) {
      sizings.put(
          book.portfolio(), terms.sizing(book.portfolio(), newPlan.group(), book.reference()));
    }
  }

  /** What has to be sampled for sizes. */
  public List<SeriesDefinition> series() {
    return sizings.values().stream().flatMap(one -> one.series().stream()).toList();
  }

  /**
   * What is left of a book's largest order now, from 0 to 1: less in rough times and in drawdown.
   */
  public BigDecimal sizeFactor(String portfolio) {
    OrderSizing sizing = sizings.getOrDefault(portfolio, OrderSizing.NONE);
    double volatility = Double.NaN;
    if (sizing.series().isPresent()) {
      SampledSeries sampled = series.of(sizing.series().get());
      if (sampled.samples() >= sizing.minimumSamples()) {
        volatility = sizing.annual(sampled.covariances().variance(0));
      }
    }
    double drawdown =
        Double.isNaN(sizing.drawdown()) ? Double.NaN : losses.drawdown(portfolio).doubleValue();
    return sizing.factor(volatility, drawdown);
  }

  /** The limits by which a book's orders are sized and judged now. */
  public RiskLimits limits(String portfolio, RiskLimits configured) {
    BigDecimal most = Decimals.toBigDecimal(configured.getMaximumOrderNotional());
    BigDecimal own =
        terms
            .book(portfolio, plan.group(), isRough(portfolio))
            .orderNotional()
            .map(most::min)
            .orElse(most);
    BigDecimal factor =
        sizings.getOrDefault(portfolio, OrderSizing.NONE).isNone()
            ? BigDecimal.ONE
            : sizeFactor(portfolio);
    BigDecimal sized =
        factor.compareTo(BigDecimal.ONE) == 0 ? own : Rounding.round(own.multiply(factor));
    return sized.compareTo(most) == 0
        ? configured
        : RiskLimits.newBuilder(configured).setMaximumOrderNotional(Decimals.of(sized)).build();
  }

  /** Whether the profits of a portfolio's book are watched for a limit or a size. */
  public boolean watchesProfits(String portfolio) {
    return terms.book(portfolio, plan.group(), isRough(portfolio)).wantsProfits()
        || terms.group(plan.group()).wantsProfits()
        || !Double.isNaN(sizings.getOrDefault(portfolio, OrderSizing.NONE).drawdown());
  }

  /** An entry of market data. */
  public void market(JournalEntry entry, String instrument, long clockMicros) {
    if (clocks.isWatched() && entry.getVenueTimeMicros() != null && clockMicros > 0) {
      clocks.told(
          instrument.substring(0, instrument.indexOf(':')),
          entry.getVenueTimeMicros(),
          entry.getReceiveTimeMicros(),
          clockMicros);
    }
  }

  /** The clock has moved. */
  public void tick(long clockMicros) {
    if (terms.orders().move().isEmpty()) {
      return;
    }
    for (BookPlan book : plan.books()) {
      for (BookPlan.Leg leg : book.legs()) {
        String instrument = leg.place().instrument();
        ranges.sample(instrument, market.approximateMark(instrument), clockMicros);
      }
    }
  }

  /** A venue has told of an account. */
  public void told(BalanceReport report, long clockMicros) {
    health.heard(report.getAccount(), clockMicros);
    balances.told(report);
  }

  /** A fill was booked. */
  public void filled(ExecutionReport report) {
    plan.contract(report.getInstrument()).ifPresent(contract -> balances.filled(report, contract));
  }

  /** An order goes out. */
  public void placed(Order order, long clockMicros) {
    trips.placed(order, clockMicros);
    approvals.placed(order);
  }

  /** What is held and at work, some approved orders of a portfolio included. */
  HeldLines lines(String portfolio, List<ProposedOrder> before, long clockMicros) {
    return new HeldLines(plan, holdings, orders, market, clockMicros, portfolio, before);
  }

  /** Whether the strategy of a portfolio's book calls the market rough. */
  public boolean isRough(String portfolio) {
    BookState book = tables.books().get(portfolio);
    return book != null && ROUGH.equals(book.getMemory().get(REGIME));
  }

  public RiskTerms terms() {
    return terms;
  }

  GroupPlan plan() {
    return plan;
  }

  MarketView marketView() {
    return market;
  }

  Holdings holdings() {
    return holdings;
  }

  WorkingOrders orders() {
    return orders;
  }

  PriceRanges ranges() {
    return ranges;
  }

  VenueClocks clocks() {
    return clocks;
  }

  public AccountHealth health() {
    return health;
  }

  RoundTrips trips() {
    return trips;
  }

  public Approvals approvals() {
    return approvals;
  }

  public Losses losses() {
    return losses;
  }

  ToldBalances balances() {
    return balances;
  }
}
