package org.hedgerow.jobs.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.jobs.CollectingSink;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A configuration that comes by the journal changes rules and statistics of the job where it stands
 * there, in every run the same, whatever file the job was submitted with.
 */
@Timeout(240)
class ConfiguredSignalsTest {
  private static final long SECOND = 1_000_000;
  private static final long BEGIN = 1_700_000_000 * SECOND;

  /** The groups are told at different times: each changes at its own place. */
  private static final long CHANGED_BTC = BEGIN + 30 * SECOND;

  private static final long CHANGED_ETH = BEGIN + 31 * SECOND + 250_000;
  private static final String PAIR =
      "instruments: [\"BINANCE_USDM:BTCUSDT\"], against: \"BINANCE_SPOT:BTCUSDT\"";
  private static final String KEPT =
      """
            - {rule: kept, kind: spread, instruments: ["BINANCE_SPOT:BTCUSDT", "BINANCE_SPOT:ETHUSDT"], parameters: {enter: 0.0015, leave: 0.001}}
      """;
  private static final String STATISTICS =
      """
          statistics:
            - {statistic: kept, kind: volatility, instruments: ["BINANCE_SPOT:BTCUSDT", "BINANCE_SPOT:ETHUSDT"], parameters: {bars: 1s, window: 10}}
      """;
  private static final String FIRST =
      "signals:\n  bars: [1s]\n  rules:\n"
          + """
            - {rule: changed, kind: spread, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {enter: 0.0012, leave: 0.0011}}
            - {rule: gone, kind: spread, instruments: ["BINANCE_SPOT:ETHUSDT"], parameters: {enter: 0.0004, leave: 0.0000001}}
      """
              .indent(-2)
          + KEPT.indent(-2)
          + STATISTICS.indent(-2);
  private static final String SECOND_ONE =
      "signals:\n  bars: [1s]\n  rules:\n"
          + """
            - {rule: changed, kind: spread, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {enter: 0.0018, leave: 0.0005}}
            - {rule: added, kind: basis, PAIR, parameters: {enter: 0.003, leave: 0.001}}
      """
              .replace("PAIR", PAIR)
              .indent(-2)
          + KEPT.indent(-2)
          + STATISTICS.indent(-2)
          + "    - {statistic: added, kind: basis, PAIR, parameters: {interval: 1s, window: 5}}\n"
              .replace("PAIR", PAIR);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static SignalsJournal changing;
  private static SignalsJournal constant;

  @BeforeAll
  static void make() {
    List<SignalsJournal.Draft> drafts = drafts();
    constant = new SignalsJournal(FIRST);
    constant.append(drafts);
    changing = new SignalsJournal(FIRST);
    drafts.add(new SignalsJournal.Draft("BTC", CHANGED_BTC, null, changing.change(2, SECOND_ONE)));
    drafts.add(new SignalsJournal.Draft("ETH", CHANGED_ETH, null, changing.change(2, SECOND_ONE)));
    // The same once more, and an older one: neither counts.
    drafts.add(
        new SignalsJournal.Draft(
            "BTC", CHANGED_BTC + SECOND, null, changing.change(2, SECOND_ONE)));
    drafts.add(
        new SignalsJournal.Draft("BTC", CHANGED_BTC + 2 * SECOND, null, changing.change(1, FIRST)));
    changing.append(drafts);
  }

  @Test
  void everyRunChangesAtTheSamePlace() throws Exception {
    run("configured-one", 1, changing, changing.settings(), Set.of());
    run("configured-two", 2, changing, changing.settings(), Set.of());
    Set<Long> failures = Set.of(2_500L, 4_500L, 7_500L);
    run("configured-killed", 2, changing, changing.settings(), failures);
    assertEquals(0, PlayedJournal.failuresLeft("configured-killed"), "every failure happened");
    // Submitted with the file that came later: the journal says what held when.
    JobSettings later = SignalsJournal.settings(changing.yaml(2, SECOND_ONE));
    run("configured-later", 1, changing, later, Set.of());
    for (String kind : List.of("-signals", "-bars", "-statistics")) {
      Set<String> one = SignalsRuns.distinct("configured-one" + kind);
      assertTrue(one.size() > 10, one.size() + " of " + kind);
      SignalsRuns.assertSame(one, SignalsRuns.distinct("configured-two" + kind));
      SignalsRuns.assertSame(one, SignalsRuns.distinct("configured-killed" + kind));
      SignalsRuns.assertSame(one, SignalsRuns.distinct("configured-later" + kind));
    }
  }

  @Test
  void whatChangedBeginsAnewAndWhatDidNotGoesOn() throws Exception {
    run("changing", 1, changing, changing.settings(), Set.of());
    run("constant", 1, constant, constant.settings(), Set.of());
    assertEquals(
        told("constant", one -> one.getName().equals("kept")),
        told("changing", one -> one.getName().equals("kept")));
    SignalsRuns.assertSame(
        samples("constant", "kept", "BINANCE_SPOT:BTCUSDT"),
        samples("changing", "kept", "BINANCE_SPOT:BTCUSDT"));
    SignalsRuns.assertSame(bars("constant"), bars("changing"));
    // The old limit until the change, the new one from then on.
    for (JournalEntry entry : signals("changing")) {
      Signal signal = (Signal) entry.getPayload();
      boolean after = entry.getReceiveTimeMicros() > CHANGED_BTC;
      if (signal.getName().equals("changed") && signal.getPhase() == SignalPhase.RAISED) {
        assertEquals(after ? 0.0018 : 0.0012, signal.getNumbers().get("enter"));
      }
      if (signal.getName().equals("added")) {
        assertTrue(after, "nothing of it before");
      }
    }
    assertTrue(count("changing", "added") > 1, "the pair had no subject before");
    assertTrue(
        samples("changing", "added", "BINANCE_USDM:BTCUSDT|BINANCE_SPOT:BTCUSDT").size() > 10);
    // Raised at the change: it is cleared by the entry that took it away, and never told again.
    List<JournalEntry> gone =
        signals("changing").stream()
            .filter(one -> ((Signal) one.getPayload()).getName().equals("gone"))
            .toList();
    Signal last = (Signal) gone.get(gone.size() - 1).getPayload();
    assertEquals(SignalPhase.CLEARED, last.getPhase());
    assertEquals(CHANGED_ETH, gone.get(gone.size() - 1).getReceiveTimeMicros());
    assertEquals(placeOfChange("ETH"), last.getLastCause());
  }

  /** Without offsets, which differ by the configuration's own entry. */
  private static Set<String> bars(String run) throws IOException {
    Set<String> bars = new TreeSet<>();
    for (String bar : SignalsRuns.distinct(run + "-bars")) {
      bars.add(
          bar.replaceAll("\"(part|cause)\": (\\{[^}]*\\}|\\d+)", "").replaceAll(" [0-9a-f]+$", ""));
    }
    return bars;
  }

  private static Coordinate placeOfChange(String group) throws IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    for (JournalRecord record : changing.records()) {
      JournalEntry entry = codec.decode(record.value());
      if (record.group().equals(group) && "configuration/2".equals(entry.getOrigin().getId())) {
        return new Coordinate(record.partition(), record.offset());
      }
    }
    throw new AssertionError("it was written");
  }

  private static long count(String run, String name) throws IOException {
    return signals(run).stream()
        .filter(one -> ((Signal) one.getPayload()).getName().equals(name))
        .count();
  }

  private static List<JournalEntry> signals(String run) throws IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    List<JournalEntry> all = new ArrayList<>();
    for (TopicRecord record : CollectingSink.written(run + "-signals")) {
      JournalEntry entry = codec.decode(record.value());
      if (!entry.getCopy()) {
        all.add(entry);
      }
    }
    return all;
  }

  /** When, what and by which numbers; offsets are others where an entry stands before. */
  private static List<String> told(String run, Predicate<Signal> which) throws IOException {
    List<String> told = new ArrayList<>();
    for (JournalEntry entry : signals(run)) {
      Signal signal = (Signal) entry.getPayload();
      if (which.test(signal)) {
        told.add(entry.getReceiveTimeMicros() + " " + signal.getPhase() + " " + signal.getText());
      }
    }
    assertTrue(told.size() > 4, told.size() + " of it");
    return told;
  }

  private static Set<String> samples(String run, String name, String instrument)
      throws IOException {
    RecordCodec<Statistic> codec = RecordCodec.of(Statistic.class);
    Set<String> all = new TreeSet<>();
    for (TopicRecord record : CollectingSink.written(run + "-statistics")) {
      Statistic one = codec.decode(record.value());
      if (one.getName().equals(name) && one.getInstrument().equals(instrument)) {
        all.add(
            one.getTimeMicros() + " " + one.getSamples() + " " + new TreeMap<>(one.getNumbers()));
      }
    }
    return all;
  }

  private static void run(
      String name,
      int parallelism,
      SignalsJournal journal,
      JobSettings settings,
      Set<Long> failures)
      throws Exception {
    SignalsRuns.run(
        name,
        parallelism,
        PlayedJournal.source(name, journal.records(), failures),
        settings,
        SignalsJob.FROM_THE_BEGINNING);
  }

  /** A minute of two random walks, by a seeded generator. */
  private static List<SignalsJournal.Draft> drafts() {
    Random random = new Random(5);
    List<SignalsJournal.Draft> drafts = new ArrayList<>();
    double[] prices = {10_000, 500};
    String[][] instruments = {
      {"BINANCE_SPOT:BTCUSDT", "BINANCE_USDM:BTCUSDT"}, {"BINANCE_SPOT:ETHUSDT"}
    };
    for (int i = 0; i < 6_000; i++) {
      long micros = BEGIN + i * 10_000L;
      int group = random.nextInt(3) == 0 ? 1 : 0;
      prices[group] *= 1 + random.nextGaussian() * 0.0003;
      String instrument = instruments[group][random.nextInt(instruments[group].length)];
      double premium = instrument.startsWith("BINANCE_USDM") ? 0.005 * Math.sin(i / 300.0) : 0;
      drafts.add(
          new SignalsJournal.Draft(
              group == 0 ? "BTC" : "ETH",
              micros,
              micros,
              payload(random, instrument, prices[group] * (1 + premium), i)));
    }
    return drafts;
  }

  private static SpecificRecord payload(Random random, String instrument, double price, int i) {
    return random.nextBoolean()
        ? new Quote(
            instrument,
            decimal(price * (1 - random.nextDouble() * 0.001)),
            decimal(1),
            decimal(price * (1 + random.nextDouble() * 0.001)),
            decimal(1),
            null)
        : new Trade(
            instrument,
            Integer.toString(i),
            decimal(price),
            decimal(1 + random.nextDouble()),
            random.nextBoolean() ? Side.BUY : Side.SELL);
  }

  private static Decimal decimal(double number) {
    return new Decimal(Math.max(1, Math.round(number * 100)), 2);
  }
}
