package org.hedgerow.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.SignalsSnapshot;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;

/** What becomes of a subject's definitions when the journal brings others. */
class SubjectChangeTest {
  private static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  private static final long SECOND = 1_000_000;

  /** The beginning of an hour. */
  private static final long BEGIN = 1_699_999_200 * SECOND;

  private static final String WIDE =
      "{rule: wide, kind: spread, instruments: [\"" + SPOT + "\"], parameters: {enter: %s}}";
  private static final String VOLATILITY =
      "{statistic: vol, kind: volatility, instruments: [\""
          + SPOT
          + "\"], parameters: {bars: 1s, window: %d}}";

  private final SubjectTables tables = SubjectTables.of(new MemoryTables());
  private final List<Signal> signals = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();
  private final List<Statistic> statistics = new ArrayList<>();
  private SignalPlan plan;
  private SubjectSignals machine;
  private long offset;

  private final SignalOutput out =
      new SignalOutput() {
        @Override
        public void signal(Signal signal) {
          signals.add(signal);
        }

        @Override
        public void bar(Bar bar) {
          bars.add(bar);
        }

        @Override
        public void statistic(Statistic statistic) {
          statistics.add(statistic);
        }
      };

  private static Configuration configuration(String signals) throws ConfigurationException {
    return Configuration.parse(
        """
        version: 1
        venues:
          - {venue: BINANCE_SPOT, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
        accounts: []
        instruments:
          - {instrument: "BINANCE_SPOT:BTCUSDT", kind: spot, base: BTC, quote: USDT, settlement: USDT, contract_value: 1, tick_size: 0.01, lot_size: 0.00001, minimum_quantity: 0.00001, maximum_quantity: 9000, minimum_notional: 5, channels: [trade, quote]}
        groups:
          - {group: BTC, number: 1}
        portfolios: []
        limits: {maximum_order_notional: 1, price_collar: 0.01, stale_after: 3s, order_valid: 2s, maximum_hedges_per_minute: 60}
        """
            + signals);
  }

  private static String section(String bars, String rule, String statistic) {
    return "signals:\n  lateness: 1s\n  bars: ["
        + bars
        + "]\n  rules: ["
        + rule
        + "]\n  statistics: ["
        + statistic
        + "]\n";
  }

  private void submitted(String signals) throws ConfigurationException {
    plan = new SignalPlan(configuration(signals));
    machine = plan.machine(SPOT, tables);
  }

  private void apply(long version, String signals) throws ConfigurationException {
    JournalEntry entry =
        entry(
            0,
            ConfigChange.newBuilder()
                .setVersion(version)
                .setJournalId("j")
                .setJournalPartitions(1)
                .setEngineVersion("1")
                .setInstruments(List.of())
                .setAccounts(List.of())
                .setGroups(List.of())
                .setPortfolios(List.of())
                .setLimits(
                    new RiskLimits(new Decimal(1L, 0), new Decimal(1L, 0), 1L, 1L, 1, Map.of()))
                .setSource("")
                .setSignals(SignalsSnapshot.of(configuration(signals).signals()))
                .build());
    machine = plan.changed(SPOT, machine, entry, 0, offset++, tables, out);
  }

  private static JournalEntry entry(double seconds, SpecificRecord payload) {
    long micros = BEGIN + Math.round(seconds * SECOND);
    return JournalEntry.newBuilder()
        .setGroup("BTC")
        .setOrigin(new Origin("s", 0L, -1L, null))
        .setVenueTimeMicros(micros)
        .setReceiveTimeMicros(micros)
        .setPayload(payload)
        .build();
  }

  private void at(double seconds, SpecificRecord payload) {
    machine.on(entry(seconds, payload), 0, offset++, out);
  }

  private void trade(double seconds, long price) {
    at(seconds, new Trade(SPOT, "" + offset, new Decimal(price, 0), new Decimal(1L, 0), Side.BUY));
  }

  private void quote(double seconds, long bid, long ask) {
    Decimal one = new Decimal(1L, 0);
    at(seconds, new Quote(SPOT, new Decimal(bid, 0), one, new Decimal(ask, 0), one, null));
  }

  /** The new threshold holds from the entry on; what was raised by the old one holds no more. */
  @Test
  void changedRuleBeginsAnewAndTheOldOneIsCleared() throws ConfigurationException {
    submitted(section("1s", WIDE.formatted("0.01"), ""));
    quote(1, 99, 101);
    assertEquals(1, signals.size());
    Signal raised = signals.get(0);
    apply(2, section("1s", WIDE.formatted("0.05"), ""));
    assertEquals(2, signals.size());
    Signal cleared = signals.get(1);
    assertEquals(SignalPhase.CLEARED, cleared.getPhase());
    assertEquals(raised.getDefinitionVersion(), cleared.getDefinitionVersion());
    assertEquals(new Coordinate(0, 0L), cleared.getFirstCause());
    assertEquals(new Coordinate(0, 1L), cleared.getLastCause(), "the configuration's entry");
    assertNull(tables.rules().get("wide/" + raised.getDefinitionVersion()), "no state is left");
    quote(2, 98, 102);
    assertEquals(2, signals.size(), "4 % are under the new limit");
    quote(3, 97, 103);
    assertEquals(3, signals.size());
    assertEquals(SignalPhase.RAISED, signals.get(2).getPhase());
    assertEquals(0.05, signals.get(2).getNumbers().get("enter"));
  }

  @Test
  void unchangedOnesGoOnWhereTheyWere() throws ConfigurationException {
    String before = section("1s", WIDE.formatted("0.01"), VOLATILITY.formatted(2));
    submitted(before);
    quote(0, 99, 101);
    for (int i = 0; i < 4; i++) {
      trade(i, 100 + i);
    }
    assertEquals(List.of(1L, 2L), samples());
    apply(
        2,
        section(
            "1s",
            WIDE.formatted("0.01") + ", " + WIDE.formatted("0.9").replace("wide", "wider"),
            VOLATILITY.formatted(2)));
    for (int i = 4; i < 7; i++) {
      trade(i, 100 + i);
    }
    assertEquals(List.of(1L, 2L, 3L, 3L, 3L), samples());
    assertEquals(1, signals.size(), "raised before, and not told again");
  }

  @Test
  void changedStatisticWarmsUpAgainAndLeavesNothing() throws ConfigurationException {
    submitted(section("1s", "", VOLATILITY.formatted(2)));
    for (int i = 0; i < 5; i++) {
      trade(i, 100 + i);
    }
    assertEquals(List.of(1L, 2L, 3L), samples());
    String old = "vol/" + statistics.get(0).getDefinitionVersion();
    assertNotNull(tables.windows().get(old));
    apply(2, section("1s", "", VOLATILITY.formatted(4)));
    assertNull(tables.windows().get(old));
    assertNull(tables.figures().get(old + "/0"));
    for (int i = 5; i < 7; i++) {
      trade(i, 100 + i);
    }
    assertEquals(List.of(1L, 2L, 3L, 1L, 2L), samples());
    assertEquals(5, statistics.get(4).getSamplesWanted());
  }

  /** A bar of which only a part was seen is not told. */
  @Test
  void addedLengthBeginsWithItsFirstWholeBar() throws ConfigurationException {
    submitted(section("1s", "", ""));
    trade(30, 100);
    apply(2, section("1s, 1m", "", ""));
    trade(40, 101);
    trade(70, 102);
    trade(125, 103);
    at(130, new Tick(1L, 1L, BEGIN + 130 * SECOND));
    List<Bar> minutes = bars.stream().filter(bar -> bar.getLengthMicros() == 60 * SECOND).toList();
    assertEquals(1, minutes.size());
    assertEquals(BEGIN + 60 * SECOND, minutes.get(0).getStartMicros());
    assertEquals(1, minutes.get(0).getTrades());
  }

  /** What is over is written, what has begun is not; nothing of it stays. */
  @Test
  void removedLengthEndsWithItsLastWholeBar() throws ConfigurationException {
    submitted(section("1s, 1m", "", ""));
    trade(30, 100);
    trade(60.5, 101);
    apply(2, section("1s", "", ""));
    List<Bar> minutes = bars.stream().filter(bar -> bar.getLengthMicros() == 60 * SECOND).toList();
    assertEquals(1, minutes.size());
    assertEquals(BEGIN, minutes.get(0).getStartMicros());
    assertNull(tables.openBars().get("1m"));
    assertNull(tables.bars().get("1m/" + BEGIN));
    assertNull(tables.bars().get("1m/" + (BEGIN + 60 * SECOND)));
    assertNotNull(tables.openBars().get("1s"));
  }

  /** A machine that is made anew goes by the journal, not by the file of the submission. */
  @Test
  void restoredMachineKeepsWhatTheJournalConfigured() throws ConfigurationException {
    submitted(section("1s", WIDE.formatted("0.01"), ""));
    apply(2, section("1s", WIDE.formatted("0.05"), ""));
    machine = plan.machine(SPOT, tables);
    quote(1, 99, 101);
    assertEquals(List.of(), signals);
    quote(2, 97, 103);
    assertEquals(1, signals.size());
  }

  private List<Long> samples() {
    return statistics.stream().map(Statistic::getSamples).toList();
  }
}
