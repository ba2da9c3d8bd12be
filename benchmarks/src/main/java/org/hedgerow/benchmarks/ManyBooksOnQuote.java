package org.hedgerow.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BookDefinition;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Holding;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PortfolioDefinition;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Tick;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A quote through a group of one or of very many portfolios, each with a band of its own and with
 * minimum-variance statistics that are sampled as time goes on: recorded quotes of the USD-M
 * perpetual in their order (or made ones), each followed by one of the inverse contract at the same
 * prices. All books are hedged before it begins, a third of it with the inverse contract at half
 * the exposure, so that prices do move them.
 *
 * <p>{@code quote}: nothing but the quotes. {@code quoteAndTicks}: with a tick of 100 ms after
 * every {@value #QUOTES_A_TICK} quotes, sampling, and the hedges that follow, spread over the
 * quotes. Entries are made before: what is allocated ({@code -prof gc}) is the engine's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ManyBooksOnQuote implements Actions {
  static final int QUOTES_A_TICK = 50;

  private static final String GROUP = "BTC";
  private static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  private static final String LINEAR = "BINANCE_USDM:BTCUSDT";
  private static final String INVERSE = "BINANCE_COINM:BTCUSD_PERP";
  private static final long START_MICROS = 1_700_000_000_000_000L;

  /** How many portfolios the group has. */
  @Param({"1", "10000"})
  private int portfolios;

  private final Origin origin = new Origin("raw-frames/0", 0L, -1L, null);
  private final JournalEntry entry = new JournalEntry();
  private final Tick tick = new Tick(1L, 0L, START_MICROS);
  private final List<Order> open = new ArrayList<>();
  private List<Quote> quotes;
  private HedgeGroup group;
  private long offset;
  private long clock;
  private int next;
  private int executions;
  private long decisions;

  /** How often books decided, beside the time that it took. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Woken {
    /** Decisions, orders or not. */
    public long decisions;

    /** Quotes. */
    public long quotes;
  }

  @Setup(Level.Trial)
  public void readQuotes() {
    quotes = SampleQuotes.read(SPOT, LINEAR, INVERSE);
  }

  /** Statistics that are warm, by one portfolio; then all of them, hedged. */
  @Setup(Level.Iteration)
  public void setUp() {
    group = new HedgeGroup(GROUP, GroupTables.of(new HeapTables()));
    offset = 0;
    clock = START_MICROS;
    next = 0;
    origin.setSequence(0);
    tick.setSequence(0);
    open.clear();
    entry.setGroup(GROUP);
    entry.setReceiveTimeMicros(START_MICROS);
    on(configuration(1, 1));
    for (String instrument : new String[] {LINEAR, INVERSE}) {
      account("opening/" + instrument);
      on(
          PositionReport.newBuilder()
              .setReportId("opening/" + instrument)
              .setVenue(instrument.substring(0, instrument.indexOf(':')))
              .setAccount(instrument.equals(LINEAR) ? "binance-usdm" : "binance-coinm")
              .setInstrument(instrument)
              .setQuantity(instrument.equals(LINEAR) ? linearHedge() : inverseHedge())
              .setSnapshot("opening")
              .build());
    }
    tick();
    for (int i = 0; i < 700 * QUOTES_A_TICK; i++) {
      quoteAndTick(null);
    }
    on(configuration(2, portfolios));
    tick();
    fill();
    if (decisions == 0) {
      throw new IllegalStateException("no decision: this would measure nothing");
    }
  }

  @Benchmark
  public Outcome quote(Woken woken) {
    woken.quotes++;
    return nextQuote();
  }

  @Benchmark
  public Outcome quoteAndTicks(Woken woken) {
    return quoteAndTick(woken);
  }

  private Outcome quoteAndTick(Woken woken) {
    Outcome outcome = nextQuote();
    if (outcome != Outcome.APPLIED) {
      throw new IllegalStateException("a quote was not applied: " + outcome);
    }
    long before = decisions;
    if (next % QUOTES_A_TICK == 0) {
      tick();
      fill();
    }
    if (woken != null) {
      woken.quotes++;
      woken.decisions += decisions - before;
    }
    return outcome;
  }

  private Outcome nextQuote() {
    Quote quote = quotes.get(next++ % quotes.size());
    origin.setPrevious(origin.getSequence() == 0 ? -1 : origin.getSequence());
    origin.setSequence(origin.getSequence() + 65_536);
    entry.setOrigin(origin);
    entry.setReceiveTimeMicros(clock);
    return on(quote);
  }

  private void tick() {
    clock += 100_000;
    tick.setTimeMicros(clock);
    tick.setSequence(tick.getSequence() + 1);
    entry.setOrigin(new Origin("ticker", tick.getSequence(), tick.getSequence() - 1, null));
    on(tick);
  }

  /** Every hedge is filled at once, at its limit. */
  private void fill() {
    for (int i = 0; i < open.size(); i++) {
      Order order = open.get(i);
      String id = "x" + ++executions;
      account(id);
      on(
          ExecutionReport.newBuilder()
              .setReportId(id)
              .setSource(ReportSource.STREAM)
              .setVenue(order.getVenue())
              .setAccount(order.getAccount())
              .setInstrument(order.getInstrument())
              .setClientOrderId(order.getClientOrderId())
              .setExecutionType(ExecutionType.TRADE)
              .setExecutionId(id)
              .setStatus(OrderStatus.FILLED)
              .setSide(order.getSide())
              .setOrderType(order.getOrderType())
              .setTimeInForce(order.getTimeInForce())
              .setQuantity(order.getQuantity())
              .setLastQuantity(order.getQuantity())
              .setLastPrice(order.getPrice())
              .setCumulativeQuantity(order.getQuantity())
              .setLiquidity(LiquidityFlag.TAKER)
              .build());
    }
    open.clear();
  }

  private void account(String id) {
    entry.setOrigin(new Origin("raw-frames/1", 0L, -1L, id));
  }

  private Outcome on(Object payload) {
    entry.setPayload(payload);
    return group.on(entry, 0, offset++, this);
  }

  @Override
  public void order(Order order) {
    if (order.getCommand() == OrderCommand.PLACE) {
      open.add(order);
    }
  }

  @Override
  public void alert(Alert alert) {}

  @Override
  public void decision(Decision decision) {
    decisions++;
  }

  /**
   * The demo's instruments, with so many portfolios, each of which holds 12 BTC and a hedge of half
   * of it: 4.2 in the linear contract and 1.8 in the inverse one, at the first price.
   */
  private ConfigChange configuration(long version, int count) {
    entry.setOrigin(new Origin("operator", version, -1L, "configuration/" + version));
    ConfigChange change =
        ConfigurationSnapshot.of(
            SampleConfiguration.read(), "abcdefghij", 4, EngineVersion.CURRENT);
    change.setVersion(version);
    change.getLimits().setMaximumHedgesPerMinute(1_000_000);
    PortfolioDefinition sample = change.getPortfolios().get(0);
    BookDefinition book = sample.getBooks().get(0);
    List<Holding> holdings = new ArrayList<>(sample.getHoldings());
    Decimal price = quotes.get(0).getBidPrice();
    holdings.add(new Holding("binance-usdm", LINEAR, null, linearHedge(), price));
    holdings.add(new Holding("binance-coinm", INVERSE, null, inverseHedge(), price));
    List<PortfolioDefinition> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // From 1 % on, each a little wider than the one before.
      BigDecimal enter = BigDecimal.valueOf(10_000 + i, 6);
      all.add(
          PortfolioDefinition.newBuilder(sample)
              .setPortfolio("p" + i)
              .setNumber(i % 1_024)
              .setHoldings(holdings)
              .setBooks(
                  List.of(
                      BookDefinition.newBuilder(book)
                          .setStrategy("minimum-variance")
                          .setParameters(
                              Map.of("interval", "1s", "window", "600", "maximum_ratio", "0.5"))
                          .setBandEnter(Decimals.of(enter))
                          .setBandLeave(Decimals.of(enter.divide(BigDecimal.valueOf(2))))
                          .build()))
              .build());
    }
    change.setPortfolios(all);
    return change;
  }

  private static Decimal linearHedge() {
    return new Decimal(-42L, 1);
  }

  /** Contracts of 100 USD. */
  private Decimal inverseHedge() {
    double price = Decimals.toDouble(quotes.get(0).getBidPrice());
    return new Decimal(-Math.round(1.8 * price / 100), 0);
  }
}
