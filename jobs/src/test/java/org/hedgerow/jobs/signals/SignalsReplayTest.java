package org.hedgerow.jobs.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.jobs.CollectingSink;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same journal gives the same bars, figures and signals, byte for byte: read by one or by two,
 * killed and restored, and with entries that come twice.
 */
@Timeout(240)
class SignalsReplayTest {
  private static final long SECOND = 1_000_000;
  private static final long BEGIN = 1_700_000_000 * SECOND;
  private static final String[] BTC = {
    "BINANCE_SPOT:BTCUSDT", "BINANCE_USDM:BTCUSDT", "BINANCE_COINM:BTCUSD_PERP"
  };
  private static final String[] ETH = {"BINANCE_SPOT:ETHUSDT", "BINANCE_USDM:ETHUSDT"};
  private static final String SIGNALS =
      """
      signals:
        bars: [1s, 1m]
        rules:
          - {rule: spread, kind: spread, instruments: ["BINANCE_SPOT:BTCUSDT", "BINANCE_USDM:ETHUSDT"], parameters: {enter: 0.0018, leave: 0.001}}
          - {rule: held, kind: book_imbalance, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {enter: 0.5, leave: 0.2, for: 200ms}}
          - {rule: level, kind: price_level, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {level: 10000, rearm: 0.001}}
          - {rule: move, kind: move, instruments: ["BINANCE_SPOT:BTCUSDT", "BINANCE_SPOT:ETHUSDT"], parameters: {within: 10s, in: sigma, enter: 2, minimum: 60}}
          - {rule: large, kind: large_trade, instruments: ["BINANCE_COINM:BTCUSD_PERP"], parameters: {in: average, enter: 4}}
          - {rule: feed, kind: feed, instruments: ["BINANCE_COINM:BTCUSD_PERP"], parameters: {silence: 3s}}
          - {rule: flip, kind: funding_flip, instruments: ["BINANCE_USDM:BTCUSDT"]}
          - {rule: basis, kind: basis, instruments: ["BINANCE_USDM:BTCUSDT"], against: "BINANCE_SPOT:BTCUSDT", parameters: {enter: 0.004, leave: 0.001}}
          - {rule: far, kind: statistic, instruments: ["BINANCE_USDM:BTCUSDT"], against: "BINANCE_SPOT:BTCUSDT", parameters: {statistic: basis, number: zScore, enter: 1.5, leave: 0.5}}
        statistics:
          - {statistic: volatility, kind: volatility, instruments: ["BINANCE_SPOT:BTCUSDT", "BINANCE_SPOT:ETHUSDT"], parameters: {bars: 1s, window: 30}}
          - {statistic: risk, kind: risk, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {bars: 1s, window: 300}}
          - {statistic: together, kind: covariance, instruments: ["BINANCE_SPOT:BTCUSDT"], against: "BINANCE_USDM:BTCUSDT", parameters: {interval: 1s, window: 30}}
          - {statistic: basis, kind: basis, instruments: ["BINANCE_USDM:BTCUSDT"], against: "BINANCE_SPOT:BTCUSDT", parameters: {interval: 1s, window: 20}}
          - {statistic: funding, kind: funding, instruments: ["BINANCE_USDM:BTCUSDT"], parameters: {interval: 1s, window: 20}}
        patterns:
          - {pattern: breakout, kind: breakout_retrace, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {bars: 1s, range: 5, beyond: 0.0001, within: 5s}}
          - {pattern: drought, kind: liquidity_drought, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {times: 2, within: 5s}}
          - {pattern: regime, kind: volatility_regime, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {statistic: volatility, number: ewma, factor: 1.1, times: 2, memory: 10, within: 10s}}
      """;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static SignalsJournal journal;

  @BeforeAll
  static void make() {
    journal = new SignalsJournal(SIGNALS);
    journal.append(drafts());
  }

  @Test
  void readByOneOrTwoAndKilledItGivesTheSame() throws Exception {
    List<JournalRecord> records = journal.records();
    run("replay-one", 1, records, Set.of());
    run("replay-two", 2, records, Set.of());
    Set<Long> failures = Set.of(3_000L, 7_777L, 11_111L, 15_000L);
    run("replay-killed", 2, records, failures);
    assertEquals(0, PlayedJournal.failuresLeft("replay-killed"), "every failure happened");
    for (String kind : List.of("-signals", "-bars", "-statistics")) {
      Set<String> one = SignalsRuns.distinct("replay-one" + kind);
      assertTrue(one.size() > 30, one.size() + " of " + kind);
      SignalsRuns.assertSame(one, SignalsRuns.distinct("replay-two" + kind));
      SignalsRuns.assertSame(one, SignalsRuns.distinct("replay-killed" + kind));
      assertEquals(one.size(), CollectingSink.written("replay-one" + kind).size(), "none twice");
    }
    everyRuleAndStatisticIsThere();
  }

  /** An entry that its producer wrote again is no other one: signals name the first copy. */
  @Test
  void entriesThatComeTwiceChangeNothing() throws Exception {
    List<JournalRecord> repeated = new ArrayList<>();
    List<JournalRecord> records = journal.records();
    for (int i = 0; i < records.size(); i++) {
      repeated.add(records.get(i));
      if (i % 500 == 499) {
        repeated.addAll(records.subList(i - 30, i));
      }
    }
    run("replay-plain", 1, records, Set.of());
    run("replay-repeated", 1, repeated, Set.of());
    for (String kind : List.of("-signals", "-bars", "-statistics")) {
      SignalsRuns.assertSame(
          SignalsRuns.distinct("replay-plain" + kind),
          SignalsRuns.distinct("replay-repeated" + kind));
    }
  }

  /**
   * A new job that fills its windows from history tells what the job that was always there tells
   * from then on: to the byte where history is all of the journal, also when it is killed.
   */
  @Test
  void whatHistoryFilledTellsTheSame() throws Exception {
    long from = BEGIN + 60 * SECOND;
    run("history-always", 1, journal.records(), Set.of());
    run("history-all", 2, journal.records(), Set.of(5_000L, 12_000L), from);
    Set<String> expected = toldFrom("history-always", from, Set.of());
    assertTrue(expected.size() > 30, expected.size() + " signals");
    SignalsRuns.assertSame(expected, toldFrom("history-all", Long.MIN_VALUE, Set.of()));
    SignalsRuns.assertSame(
        SignalsRuns.distinct("history-always-bars"), SignalsRuns.distinct("history-all-bars"));
  }

  /**
   * The same of a journal read from its middle, where chains are cut and bars have begun. Averages
   * that never forget have the part of the beginning that they would still feel missing: rules of
   * such are left out here.
   */
  @Test
  void andSoItDoesFromTheMiddleOfTheJournal() throws Exception {
    // EWMA of returns, of trades and of figures.
    Set<String> endless = Set.of("move", "large", "regime");
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    List<JournalRecord> middle = new ArrayList<>();
    for (JournalRecord record : journal.records()) {
      if (codec.decode(record.value()).getReceiveTimeMicros() >= BEGIN + 20 * SECOND + 300_000) {
        middle.add(record);
      }
    }
    long from = BEGIN + 60 * SECOND;
    run("middle-always", 1, journal.records(), Set.of());
    run("middle-joined", 2, middle, Set.of(4_000L), from);
    Set<String> expected = ids(toldFrom("middle-always", from, endless));
    assertTrue(expected.size() > 30, expected.size() + " signals");
    SignalsRuns.assertSame(expected, ids(toldFrom("middle-joined", Long.MIN_VALUE, endless)));
    // No bar that began before the first entry: it would be another than the one that holds.
    Set<String> bars = SignalsRuns.distinct("middle-joined-bars");
    assertTrue(bars.size() > 300, bars.size() + " bars");
    bars.removeAll(SignalsRuns.distinct("middle-always-bars"));
    assertEquals(Set.of(), bars);
  }

  private static Set<String> toldFrom(String name, long micros, Set<String> without)
      throws IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    Set<String> told = new TreeSet<>();
    for (TopicRecord record : CollectingSink.written(name + "-signals")) {
      JournalEntry entry = codec.decode(record.value());
      if (entry.getReceiveTimeMicros() >= micros
          && !without.contains(((Signal) entry.getPayload()).getName())) {
        told.add(entry.getOrigin().getId() + " " + entry.getGroup() + " " + entry);
      }
    }
    return told;
  }

  /** Windows that began elsewhere agree to rounding, so that texts may differ in a last digit. */
  private static Set<String> ids(Set<String> told) {
    Set<String> ids = new TreeSet<>();
    told.forEach(one -> ids.add(one.substring(0, one.indexOf(' '))));
    return ids;
  }

  private static void everyRuleAndStatisticIsThere() throws IOException {
    Set<String> names = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
    for (TopicRecord record : CollectingSink.written("replay-one-signals")) {
      JournalEntry entry = entries.decode(record.value());
      Signal signal = (Signal) entry.getPayload();
      names.add(signal.getName());
      assertTrue(ids.add(entry.getOrigin().getId()), "one identity each");
      assertEquals(entry.getGroup(), new String(record.key(), StandardCharsets.UTF_8));
    }
    assertEquals(
        Set.of(
            "spread",
            "held",
            "level",
            "move",
            "large",
            "feed",
            "flip",
            "basis",
            "far",
            "breakout",
            "drought",
            "regime"),
        names);
    Set<String> statistics = new TreeSet<>();
    RecordCodec<Statistic> codec = RecordCodec.of(Statistic.class);
    for (TopicRecord record : CollectingSink.written("replay-one-statistics")) {
      Statistic statistic = codec.decode(record.value());
      if (statistic.getSamples() == statistic.getSamplesWanted()) {
        statistics.add(statistic.getName());
      }
    }
    // 300 bars of a second do not fill the window of risk: it stays WARMING_UP.
    assertEquals(Set.of("volatility", "together", "basis", "funding"), statistics);
  }

  private static void run(
      String name, int parallelism, List<JournalRecord> records, Set<Long> failures)
      throws Exception {
    run(name, parallelism, records, failures, SignalsJob.FROM_THE_BEGINNING);
  }

  private static void run(
      String name,
      int parallelism,
      List<JournalRecord> records,
      Set<Long> failures,
      long toldFromMicros)
      throws Exception {
    SignalsRuns.run(
        name,
        parallelism,
        PlayedJournal.source(name, records, failures),
        journal.settings(),
        toldFromMicros);
  }

  /**
   * Two minutes of two random walks, by a seeded generator; one instrument falls silent at times.
   */
  private static List<SignalsJournal.Draft> drafts() {
    Random random = new Random(3);
    List<SignalsJournal.Draft> drafts = new ArrayList<>();
    double[] prices = {10_000, 500};
    for (int i = 0; i < 12_000; i++) {
      long micros = BEGIN + i * 10_000L;
      int group = random.nextInt(3) == 0 ? 1 : 0;
      prices[group] *= 1 + random.nextGaussian() * 0.0004;
      String[] instruments = group == 0 ? BTC : ETH;
      String instrument = instruments[random.nextInt(instruments.length)];
      boolean silent = i / 1_000 % 4 == 2;
      if (silent && instrument.startsWith("BINANCE_COINM")) {
        continue;
      }
      boolean perpetual = !instrument.startsWith("BINANCE_SPOT");
      double price = prices[group] * (perpetual ? 1 + 0.006 * Math.sin(i / 900.0) : 1);
      drafts.add(
          new SignalsJournal.Draft(
              group == 0 ? "BTC" : "ETH",
              micros,
              random.nextInt(4) == 0 ? null : micros - random.nextInt(900_000),
              payload(random, instrument, price, i)));
    }
    return drafts;
  }

  private static SpecificRecord payload(Random random, String instrument, double price, int i) {
    return switch (random.nextInt(instrument.startsWith("BINANCE_USDM") ? 6 : 4)) {
      case 0, 1 ->
          new Quote(
              instrument,
              decimal(price * (1 - random.nextDouble() * 0.001)),
              decimal(1 + random.nextInt(5)),
              decimal(price * (1 + random.nextDouble() * 0.001)),
              decimal(1 + random.nextInt(5)),
              null);
      case 2, 3 ->
          new Trade(
              instrument,
              Integer.toString(i),
              decimal(price),
              decimal(1 + Math.exp(3 * random.nextDouble())),
              random.nextBoolean() ? Side.BUY : Side.SELL);
      case 4 -> new Mark(instrument, decimal(price));
      default ->
          new Funding(instrument, new Decimal((long) (random.nextGaussian() * 100), 6), null);
    };
  }

  private static Decimal decimal(double number) {
    return new Decimal(Math.max(1, Math.round(number * 100)), 2);
  }
}
