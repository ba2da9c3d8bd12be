package org.hedgerow.jobs.signals;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What bars, rules and statistics of an instrument (or of two) keep, as a snapshot has it, and how
 * many entries a second they take, at 200 of them on one core: two minutes of a quote, a trade and
 * a tick a second each, then a snapshot. A measurement, run by name only:
 *
 * <p>{@code mvn -pl jobs -am test -Dtest=SubjectLoad -Dsurefire.failIfNoSpecifiedTests=false}
 */
class SubjectLoad {
  private static final int INSTRUMENTS = Integer.getInteger("hedgerow.instruments", 200);
  private static final int SECONDS = 120;
  private static final long BEGIN = 1_700_000_000_000_000L;
  private static final String OTHER = "BINANCE_SPOT:OTHER";

  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
  private final Random random = new Random(1);
  private long offset;

  /** What comes of the instrument each second beside a trade and a tick. */
  private enum Market {
    QUOTE,
    BOOK,
    FUNDING,
    PAIR
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "nothing but five lengths of bars ! QUOTE ! rules: []",
        "and rule `spread` ! QUOTE ! rules: [{rule: r, kind: spread, instruments: [ALL], parameters: {enter: 0.1}}]",
        "and rule `price_level` ! QUOTE ! rules: [{rule: r, kind: price_level, instruments: [ALL], parameters: {level: 90}}]",
        "and rule `move`, fraction ! QUOTE ! rules: [{rule: r, kind: move, instruments: [ALL], parameters: {within: 1m, enter: 0.5}}]",
        "and rule `large_trade`, average ! QUOTE ! rules: [{rule: r, kind: large_trade, instruments: [ALL], parameters: {in: average, enter: 1000}}]",
        "and rule `depth`, book of 200 levels ! BOOK ! rules: [{rule: r, kind: depth, instruments: [ALL], parameters: {enter: 0.0001}}]",
        "and `volatility`, window 60 ! QUOTE ! statistics: [{statistic: s, kind: volatility, instruments: [ALL], parameters: {bars: 1s, window: 60}}]",
        "and `volatility`, window 1440 ! QUOTE ! statistics: [{statistic: s, kind: volatility, instruments: [ALL], parameters: {bars: 1s, window: 1440}}]",
        "and `risk`, window 60 ! QUOTE ! statistics: [{statistic: s, kind: risk, instruments: [ALL], parameters: {bars: 1s, window: 60}}]",
        "and `funding`, window 60 ! FUNDING ! statistics: [{statistic: s, kind: funding, instruments: [ALL], parameters: {interval: 1s, window: 60}}]",
        "and `liquidity`, window 60, book of 200 levels ! BOOK ! statistics: [{statistic: s, kind: liquidity, instruments: [ALL], parameters: {interval: 1s, window: 60, clip: 1000}}]",
        "a pair, rule `basis` ! PAIR ! rules: [{rule: r, kind: basis, instruments: [ALL], against: \"BINANCE_SPOT:OTHER\", parameters: {enter: 0.9}}]",
        "a pair, `basis`, window 60 ! PAIR ! statistics: [{statistic: s, kind: basis, instruments: [ALL], against: \"BINANCE_SPOT:OTHER\", parameters: {interval: 1s, window: 60}}]",
        "a pair, `carry`, window 60 ! PAIR ! statistics: [{statistic: s, kind: carry, instruments: [ALL], against: \"BINANCE_SPOT:OTHER\", parameters: {interval: 1s, window: 60}}]",
        "a pair, `covariance`, window 60 ! PAIR ! statistics: [{statistic: s, kind: covariance, instruments: [ALL], against: \"BINANCE_SPOT:OTHER\", parameters: {interval: 1s, window: 60}}]"
      })
  void load(String what, Market market, String definitions) throws Exception {
    long entries = 0;
    long nanos = 0;
    try (KeyedOneInputStreamOperatorTestHarness<String, SubjectEntry, JournalEntry> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SubjectFunction(yaml(definitions))),
            SubjectEntry::subject,
            Types.STRING)) {
      harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
      harness.open();
      for (int second = 0; second < SECONDS; second++) {
        SubjectEntry[] made = entries(market, second);
        long from = System.nanoTime();
        for (SubjectEntry one : made) {
          harness.processElement(new StreamRecord<>(one));
        }
        // The windows are full, and the code compiled, in the last third.
        if (second >= 2 * SECONDS / 3) {
          nanos += System.nanoTime() - from;
          entries += made.length;
        }
        harness.getOutput().clear();
        clear(harness.getSideOutput(SubjectFunction.BARS));
        clear(harness.getSideOutput(SubjectFunction.STATISTICS));
      }
      OperatorSubtaskState state = harness.snapshot(1, 1);
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f | %.2f |%n",
          what,
          entries / (nanos / 1e9),
          state.getStateSize() / 1024.0 / INSTRUMENTS);
      assertTrue(state.getStateSize() > 0);
    }
  }

  private SubjectEntry[] entries(Market market, int second) {
    SubjectEntry[] made = new SubjectEntry[3 * INSTRUMENTS];
    long micros = BEGIN + second * 1_000_000L;
    for (int i = 0; i < INSTRUMENTS; i++) {
      String name = "BINANCE_SPOT:I" + i;
      String subject = market == Market.PAIR ? name + "|" + OTHER : name;
      made[3 * i] =
          entry(
              subject,
              micros,
              switch (market) {
                case BOOK -> book(name, second == 0);
                case FUNDING -> new Funding(name, new Decimal((long) random.nextInt(100), 6), null);
                default -> quote(name);
              });
      made[3 * i + 1] = entry(subject, micros, market == Market.PAIR ? quote(OTHER) : trade(name));
      made[3 * i + 2] = entry(subject, micros, new Tick(1L, (long) second, micros));
    }
    return made;
  }

  /** A side output is null until something went there. */
  private static void clear(Queue<?> side) {
    if (side != null) {
      side.clear();
    }
  }

  private static String yaml(String definitions) {
    StringBuilder instruments = new StringBuilder();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i <= INSTRUMENTS; i++) {
      String name = i == INSTRUMENTS ? OTHER : "BINANCE_SPOT:I" + i;
      instruments
          .append("  - {instrument: \"")
          .append(name)
          .append("\", kind: spot, base: ALL, quote: USDT, settlement: USDT, contract_value: 1,")
          .append(" tick_size: 0.01, lot_size: 0.00001, minimum_quantity: 0.00001,")
          .append(" maximum_quantity: 9000, minimum_notional: 5, channels: [trade, quote]}\n");
      if (i < INSTRUMENTS) {
        names.append(i == 0 ? "\"" : ", \"").append(name).append('"');
      }
    }
    return """
        version: 1
        venues:
          - {venue: BINANCE_SPOT, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
        accounts: []
        instruments:
        """
        + instruments
        + """
        groups:
          - {group: ALL, number: 1}
        portfolios: []
        limits: {maximum_order_notional: 1, price_collar: 0.01, stale_after: 3s, order_valid: 2s, maximum_hedges_per_minute: 60}
        signals:
        """
        + "  "
        + definitions.replace("[ALL]", "[" + names + "]");
  }

  private SubjectEntry entry(String name, long micros, SpecificRecord payload) {
    return new SubjectEntry(
        name,
        0,
        offset,
        codec.encode(
            JournalEntry.newBuilder()
                .setGroup("ALL")
                .setOrigin(new Origin("s", offset, offset++ - 1, null))
                .setVenueTimeMicros(micros)
                .setReceiveTimeMicros(micros)
                .setPayload(payload)
                .build()),
        false);
  }

  private Quote quote(String name) {
    long price = 10_000L + random.nextInt(100);
    return new Quote(name, number(price), number(100), number(price + 2), number(100), null);
  }

  private Trade trade(String name) {
    return new Trade(
        name,
        Long.toString(offset),
        number(10_000L + random.nextInt(100)),
        number(1L + random.nextInt(100)),
        random.nextBoolean() ? Side.BUY : Side.SELL);
  }

  private BookDelta book(String name, boolean snapshot) {
    BookDelta.Builder delta =
        BookDelta.newBuilder()
            .setInstrument(name)
            .setSnapshot(snapshot)
            .setFirstUpdateId(1L)
            .setLastUpdateId(1L);
    List<Level> bids = new ArrayList<>();
    List<Level> asks = new ArrayList<>();
    for (int i = 1; i <= (snapshot ? 100 : 5); i++) {
      int away = snapshot ? i : 1 + random.nextInt(100);
      bids.add(new Level(number(10_000L - away), number(1L + random.nextInt(1_000))));
      asks.add(new Level(number(10_000L + away), number(1L + random.nextInt(1_000))));
    }
    return delta.setBids(bids).setAsks(asks).build();
  }

  private static Decimal number(long cents) {
    return new Decimal(cents, 2);
  }
}
