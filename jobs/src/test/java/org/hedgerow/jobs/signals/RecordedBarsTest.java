package org.hedgerow.jobs.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.engine.signal.bar.ExactSums;
import org.hedgerow.jobs.CollectingSink;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.RecordCodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Six minutes of five instruments, as Binance sent them: every bar of every length is what a few
 * lines make of the frames' text, which share nothing with the project but the frames.
 */
@Timeout(240)
class RecordedBarsTest {
  private static final long[] LENGTHS = {1, 60, 300, 3_600, 86_400};
  private static final Pattern FIELD = Pattern.compile("\"(p|q|t|T|m)\":\"?([0-9.a-z]+)\"?");
  private static final BigDecimal COIN_M_CONTRACT = BigDecimal.valueOf(100);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static List<RecordedTrades.Received> trades;
  private static Map<String, String> expected;

  @BeforeAll
  static void read() throws IOException {
    trades = RecordedTrades.read(new SignalsJournal("").configuration());
    expected = independently();
  }

  @Test
  void barsAreWhatTheFramesSay() throws Exception {
    assertEquals(53_538, trades.size(), "as many frames as grep counts");
    assertEquals(34, minutes(expected), "as many as awk counts: seven, six of BTC on USD-M");
    assertTrue(expected.size() > 1_500, expected.size() + " bars of all lengths");
    Map<String, String> bars = run("recorded", journal(0), Set.of());
    assertEquals(expected, bars);
  }

  /** Each up to two seconds late, by a seeded generator: 2 s is also the lateness. */
  @Test
  void alsoWhenTheReplayIsShuffledWithinTwoSeconds() throws Exception {
    assertEquals(expected, run("shuffled", journal(2_000_000), Set.of()));
  }

  /** Up to half a minute late: most bars of a second are corrected. */
  @Test
  void alsoWhenTradesComeHalfAMinuteLate() throws Exception {
    assertEquals(expected, run("late", journal(30_000_000), Set.of()));
  }

  @Test
  void alsoWhenTheJobIsKilledInTheMiddle() throws Exception {
    Set<Long> failures = Set.of(9_001L, 23_456L, 41_000L, 41_003L);
    assertEquals(expected, run("killed", journal(2_000_000), failures));
    assertEquals(0, PlayedJournal.failuresLeft("killed"), "every failure happened");
  }

  private static SignalsJournal journal(long jitterMicros) {
    Random random = new Random(5);
    SignalsJournal journal = new SignalsJournal("");
    List<SignalsJournal.Draft> drafts = new ArrayList<>();
    for (RecordedTrades.Received one : trades) {
      long late = jitterMicros == 0 ? 0 : (long) (random.nextDouble() * jitterMicros);
      drafts.add(
          new SignalsJournal.Draft(
              one.instrument().contains("ETH") ? "ETH" : "BTC",
              one.receiveMicros() + late,
              one.venueMicros(),
              one.trade()));
    }
    journal.append(drafts);
    return journal;
  }

  private static Map<String, String> run(String name, SignalsJournal journal, Set<Long> failures)
      throws Exception {
    Configuration options = JobEnvironment.options(2, Duration.ofMillis(100));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(options);
    SignalsJob.define(
        environment,
        PlayedJournal.source(name, journal.records(), failures),
        new CollectingSink(name + "-signals"),
        new CollectingSink(name + "-bars"),
        new CollectingSink(name + "-statistics"),
        journal.settings(),
        SignalsJob.FROM_THE_BEGINNING);
    environment.execute(name);
    assertEquals(0, CollectingSink.written(name + "-signals").size(), "no rules, no signals");
    return newest(name);
  }

  /** What view {@code bar} does: of each part the revision with the most trades. */
  private static Map<String, String> newest(String name) throws IOException {
    RecordCodec<Bar> codec = RecordCodec.of(Bar.class);
    Map<String, Bar> parts = new TreeMap<>();
    for (TopicRecord record : CollectingSink.written(name + "-bars")) {
      Bar bar = codec.decode(record.value());
      parts.merge(
          key(bar.getInstrument(), bar.getLengthMicros() / 1_000_000, bar.getStartMicros()),
          bar,
          (left, right) -> {
            assertEquals(left.getPart(), right.getPart(), "nothing here is late enough for parts");
            return left.getTrades() >= right.getTrades() ? left : right;
          });
    }
    Map<String, String> texts = new TreeMap<>();
    parts.forEach(
        (key, bar) ->
            texts.put(
                key,
                text(
                    bar.getTrades(),
                    Decimals.toBigDecimal(bar.getOpen()),
                    Decimals.toBigDecimal(bar.getHigh()),
                    Decimals.toBigDecimal(bar.getLow()),
                    Decimals.toBigDecimal(bar.getClose()),
                    ExactSums.toBigDecimal(bar.getBaseVolume()),
                    ExactSums.toBigDecimal(bar.getQuoteVolume()),
                    ExactSums.toBigDecimal(bar.getBuyBaseVolume()),
                    ExactSums.toBigDecimal(bar.getBuyQuoteVolume()))));
    return texts;
  }

  private record Plain(long time, long id, BigDecimal price, BigDecimal quantity, boolean buyer) {}

  private static Map<String, String> independently() {
    Map<String, List<Plain>> intervals = new TreeMap<>();
    long end = 0;
    for (RecordedTrades.Received one : trades) {
      Map<String, String> fields = new TreeMap<>();
      Matcher matcher = FIELD.matcher(one.json());
      while (matcher.find()) {
        fields.put(matcher.group(1), matcher.group(2));
      }
      Plain plain =
          new Plain(
              Long.parseLong(fields.get("T")),
              Long.parseLong(fields.get("t")),
              new BigDecimal(fields.get("p")),
              new BigDecimal(fields.get("q")),
              fields.get("m").equals("false"));
      end = Math.max(end, plain.time());
      for (long seconds : LENGTHS) {
        long start = plain.time() / (seconds * 1_000) * (seconds * 1_000);
        intervals
            .computeIfAbsent(
                key(one.instrument(), seconds, start * 1_000), added -> new ArrayList<>())
            .add(plain);
      }
    }
    Map<String, String> texts = new TreeMap<>();
    // The journal goes on for 100 s after the last trade: what ends later is not over.
    long over = end / 1_000 + 90;
    intervals.forEach(
        (key, list) -> {
          String[] parts = key.split(" ", -1);
          if (Long.parseLong(parts[1]) + Long.parseLong(parts[2]) <= over) {
            texts.put(key, bar(list, key.contains("COINM")));
          }
        });
    return texts;
  }

  private static String bar(List<Plain> list, boolean inverse) {
    list.sort(Comparator.comparingLong(Plain::time).thenComparingLong(Plain::id));
    BigDecimal base = BigDecimal.ZERO;
    BigDecimal quote = BigDecimal.ZERO;
    BigDecimal buyBase = BigDecimal.ZERO;
    BigDecimal buyQuote = BigDecimal.ZERO;
    for (Plain one : list) {
      BigDecimal worth =
          inverse ? one.quantity().multiply(COIN_M_CONTRACT) : one.quantity().multiply(one.price());
      BigDecimal units =
          inverse ? worth.divide(one.price(), 12, RoundingMode.HALF_EVEN) : one.quantity();
      base = base.add(units);
      quote = quote.add(worth);
      buyBase = one.buyer() ? buyBase.add(units) : buyBase;
      buyQuote = one.buyer() ? buyQuote.add(worth) : buyQuote;
    }
    return text(
        list.size(),
        list.get(0).price(),
        list.stream().map(Plain::price).max(Comparator.naturalOrder()).orElseThrow(),
        list.stream().map(Plain::price).min(Comparator.naturalOrder()).orElseThrow(),
        list.get(list.size() - 1).price(),
        base,
        quote,
        buyBase,
        buyQuote);
  }

  private static String key(String instrument, long seconds, long startMicros) {
    return instrument + " " + seconds + " " + startMicros / 1_000_000;
  }

  private static String text(long trades, BigDecimal... numbers) {
    StringBuilder text = new StringBuilder().append(trades);
    for (BigDecimal number : numbers) {
      text.append(' ')
          .append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }
    return text.toString();
  }

  private static long minutes(Map<String, String> bars) {
    return bars.keySet().stream().filter(key -> key.contains(" 60 ")).count();
  }
}
