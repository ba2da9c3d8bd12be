package org.hedgerow.benchmarks;

import java.util.concurrent.TimeUnit;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Tick;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A quote through a group's state machine: nanoseconds an entry. The tables give back what was put
 * into them, as Flink's heap state does between snapshots.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GroupOnQuote implements Actions {
  private static final String GROUP = "BTC";
  private static final String STREAM = "raw-frames/0";
  private static final String[] INSTRUMENTS = {
    "BINANCE_SPOT:BTCUSDT", "BINANCE_USDM:BTCUSDT", "BINANCE_COINM:BTCUSD_PERP"
  };
  private static final int PARTITION = 0;
  private static final long START_MICROS = 1_700_000_000_000_000L;

  private HedgeGroup group;
  private long offset;
  private long sequence;
  private long orders;

  /** Configured, with a clock, waiting for nothing. */
  @Setup(Level.Iteration)
  public void setUp() {
    group = new HedgeGroup(GROUP, GroupTables.of(new HeapTables()));
    offset = 0;
    sequence = 0;
    orders = 0;
    require(
        on(
            ConfigurationSnapshot.of(
                SampleConfiguration.read(), "abcdefghij", 4, EngineVersion.CURRENT),
            new Origin("operator", 1L, -1L, "configuration/1")));
    // What the venues say that they hold is what the configuration says: the group may trade.
    agree(
        BalanceReport.newBuilder()
            .setReportId("opening/coins")
            .setVenue("BINANCE_SPOT")
            .setAccount("binance-spot")
            .setAsset(GROUP)
            .setWalletBalance(new Decimal(10L, 0))
            .setReason(BalanceChangeReason.STATEMENT)
            .setSnapshot("opening")
            .build());
    agree(position("binance-usdm", INSTRUMENTS[1]));
    agree(position("binance-coinm", INSTRUMENTS[2]));
    tick(1);
    for (int i = 0; i < INSTRUMENTS.length; i++) {
      require(quote());
    }
    tick(2);
    if (orders == 0) {
      throw new IllegalStateException("the group does not hedge: this would measure nothing");
    }
  }

  /** What was measured was quotes that the group took. */
  @TearDown(Level.Iteration)
  public void requireApplied() {
    require(quote());
  }

  @Benchmark
  public Outcome quote() {
    long previous = sequence == 0 ? -1 : sequence;
    sequence += 65_536;
    int which = (int) (offset % INSTRUMENTS.length);
    Quote quote =
        new Quote(
            INSTRUMENTS[which],
            new Decimal(600_000L + (offset & 7), 1),
            new Decimal(4_217L, 3),
            new Decimal(600_010L + (offset & 7), 1),
            new Decimal(1_903L, 3),
            null);
    return on(quote, new Origin(STREAM, sequence, previous, null));
  }

  private static PositionReport position(String account, String instrument) {
    return PositionReport.newBuilder()
        .setReportId("opening/" + instrument)
        .setVenue(instrument.substring(0, instrument.indexOf(':')))
        .setAccount(account)
        .setInstrument(instrument)
        .setQuantity(new Decimal(0L, 0))
        .setSnapshot("opening")
        .build();
  }

  private void agree(Object snapshot) {
    require(on(snapshot, new Origin("raw-frames/1", 0L, -1L, null)));
  }

  private void tick(long number) {
    require(
        on(
            new Tick(1L, number, START_MICROS + number * 100_000),
            new Origin("ticker", number, number == 1 ? -1 : number - 1, "tick/" + number)));
  }

  private Outcome on(Object payload, Origin origin) {
    JournalEntry entry = new JournalEntry();
    entry.setGroup(GROUP);
    entry.setOrigin(origin);
    entry.setReceiveTimeMicros(START_MICROS);
    entry.setPayload(payload);
    return group.on(entry, PARTITION, offset++, this);
  }

  private static void require(Outcome outcome) {
    if (outcome != Outcome.APPLIED) {
      throw new IllegalStateException("an entry was not applied: " + outcome);
    }
  }

  @Override
  public void order(Order order) {
    if (order.getCommand() == OrderCommand.PLACE) {
      orders++;
    }
  }

  @Override
  public void alert(Alert alert) {}

  @Override
  public void decision(Decision decision) {}
}
