package org.hedgerow.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.chaos.ExchangeLedger;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.demo.StoreCounts;
import org.hedgerow.cli.demo.TopicCounts;
import org.hedgerow.cli.flink.JobCatalogue;

/**
 * So many hedge orders a second for so long, from the price that moves or the customer who trades
 * to the row of the fill; then every one of them is followed.
 */
final class OrdersBench {
  /** Of the rate that is wanted, what has to be reached in each span. */
  private static final double ENOUGH = 0.95;

  private static final long SPAN_MICROS = 10_000_000;

  /** From the first frame on: opening hedges, and code that is compiled. */
  private static final Duration WARM_UP = Duration.ofSeconds(40);

  /** A quarter of a step, so that no step lies on the edge of a span. */
  private static final long OFF_STEP_MICROS = SwingingMarket.STEP.toNanos() / 4_000;

  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int STABLE_LOOKS = 3;
  private static final int NAMED = 10;
  private static final long LONGEST_MICROS = 600_000_000;

  private final BenchStack stack;
  private final int rate;
  private final Duration length;
  private boolean held;

  OrdersBench(BenchStack stack, int rate, Duration length) {
    this.stack = stack;
    this.rate = rate;
    this.length = length;
  }

  /** Whether the rate was reached and every order can be followed. */
  boolean held() {
    return held;
  }

  BenchReport measure() {
    Path recording = stack.folder().resolve("swinging-market");
    try {
      Files.createDirectories(recording);
    } catch (IOException e) {
      throw new CommandFailed("cannot make " + recording + ": " + e.getMessage(), e);
    }
    SwingingMarket.record(recording, WARM_UP.plus(length).plusSeconds(2));
    // Every portfolio has two books, and each trades at every step of its price.
    int portfolios = (int) (rate * SwingingMarket.STEP.toMillis() / 2_000);
    stack.startExchange(
        recording,
        CoinTreasuries.of(stack.demoConfiguration(), portfolios, ""),
        List.of("--customer-pace", "5", "--request-limit", "1000000"));
    Map<JobCatalogue, String> jobs =
        stack.submit(
            JobCatalogue.STORE,
            JobCatalogue.GATEWAY,
            JobCatalogue.HEDGING,
            JobCatalogue.MARKET_DATA,
            JobCatalogue.INGEST);
    long fromMicros = awaitFirstFrame() + WARM_UP.toNanos() / 1_000 + OFF_STEP_MICROS;
    long untilMicros = fromMicros + length.toNanos() / 1_000;
    sleepUntil(fromMicros);
    stack.say("measured from now on, for " + length.toSeconds() + " s");
    sleepUntil(untilMicros);
    stack.exchange().admin("POST", "/customers/stop", "");
    try (Connection database = stack.local().connectDatabase();
        TopicCounts topics = new TopicCounts(stack.addresses().bootstrapServers())) {
      drain(jobs, database, topics);
      stack.say("everything is at rest and stored; each order is followed");
      ExchangeLedger ledger = ExchangeLedger.read(stack.exchange().ledger());
      OrderTrace trace = OrderTrace.read(stack.addresses().bootstrapServers(), ledger, database);
      return report(trace, ledger, portfolios, fromMicros, untilMicros);
    } catch (IOException | SQLException e) {
      throw new CommandFailed("orders cannot be followed: " + e.getMessage(), e);
    }
  }

  /** When the recording began, by this machine's clock. */
  private long awaitFirstFrame() {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < end) {
      JsonNode status = stack.exchange().status();
      double seconds = status.path("replaySeconds").asDouble();
      if (seconds > 0) {
        return OrderWatch.nowMicros() - (long) (seconds * 1e6);
      }
      BenchStack.sleep(LOOK);
    }
    throw new CommandFailed("nobody asks the exchange for its market");
  }

  private static void sleepUntil(long micros) {
    long left = micros - OrderWatch.nowMicros();
    if (left > 0) {
      BenchStack.sleep(Duration.ofNanos(left * 1_000));
    }
  }

  /** First what comes in ends, then the clock; then everything has to be stored. */
  private void drain(Map<JobCatalogue, String> jobs, Connection database, TopicCounts topics)
      throws SQLException {
    BenchStack.sleep(SETTLE);
    long limit = System.nanoTime() + DRAIN_LIMIT.toNanos();
    StoreCounts store = new StoreCounts(database);
    long before = -1;
    for (int stable = 0; stable < STABLE_LOOKS; ) {
      requireTime(limit, "orders still come");
      BenchStack.sleep(LOOK);
      Map<String, Long> rows = store.rows();
      long now = rows.get("orders") + rows.get("execution");
      stable = now == before ? stable + 1 : 0;
      before = now;
    }
    stack.cancel(jobs.get(JobCatalogue.INGEST));
    stack.cancel(jobs.get(JobCatalogue.MARKET_DATA));
    while (!store.offsets().entrySet().containsAll(stored(topics).entrySet())) {
      requireTime(limit, "the store has " + store.offsets() + " of " + stored(topics));
      BenchStack.sleep(LOOK);
    }
  }

  private static void requireTime(long limit, String otherwise) {
    if (System.nanoTime() > limit) {
      throw new CommandFailed("after " + DRAIN_LIMIT.toSeconds() + " s " + otherwise);
    }
  }

  private static Map<String, Long> stored(TopicCounts topics) {
    Map<String, Long> stored = new TreeMap<>();
    topics
        .ends()
        .forEach(
            (partition, end) -> {
              if (end > 0 && TopicCounts.isStored(partition)) {
                stored.put(partition, end);
              }
            });
    return stored;
  }

  private BenchReport report(
      OrderTrace trace, ExchangeLedger ledger, int portfolios, long from, long until) {
    int[] spans = new int[(int) (length.toNanos() / 1_000 / SPAN_MICROS)];
    int placed = 0;
    int backlog = 0;
    for (OrderLife life : trace.orders().values()) {
      ExchangeLedger.Placed at = ledger.placed().get(life.order.getClientOrderId());
      if (at != null && at.acceptedMicros() >= from && at.acceptedMicros() < until) {
        placed++;
        int span = (int) ((at.acceptedMicros() - from) / SPAN_MICROS);
        if (span < spans.length) {
          spans[span]++;
        }
      }
      if (life.orderedMicros < until && (life.outcomeMicros == 0 || life.outcomeMicros > until)) {
        backlog++;
      }
    }
    List<Double> bySpan = new ArrayList<>();
    for (int span : spans) {
      bySpan.add(span * 1e6 / SPAN_MICROS);
    }
    boolean enough = bySpan.stream().allMatch(one -> one >= ENOUGH * rate);
    TraceFindings wrong = trace.findings();
    held = enough && wrong.isEmpty() && placed > 0;
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("orders_per_second_wanted", rate);
    found.put("orders_per_second", Math.round(placed * 1e7 / (until - from)) / 10.0);
    found.put("orders_per_second_by_10s", bySpan);
    found.put("backlog_at_the_end", backlog);
    found.put("orders", trace.orders().size());
    found.put("orders_at_the_exchange", ledger.placed().size());
    found.put("orders_unsent", counts(trace.unsent()));
    found.put("fills_with_customers", ledger.fills().size());
    found.put("lost", wrong.lost().size());
    found.put("doubled", wrong.doubled().size());
    found.put("untraced", wrong.untraced().size());
    found.put("portfolios", portfolios + 1);
    found.put("market", "swings of 10 steps of 0.1 %, a step a second");
    found.put("stages_ms", stages(trace, from, until));
    name("lost", wrong.lost().stream().toList());
    name("doubled", wrong.doubled().stream().toList());
    name(
        "untraced",
        wrong.untraced().entrySet().stream().map(one -> one.getKey() + one.getValue()).toList());
    if (!enough) {
      stack.say("the rate did not hold: less than " + ENOUGH * rate + " a second");
    }
    return new BenchReport("orders", "the rate that is wanted", List.of(), found);
  }

  /** Why, and how many. */
  private static Map<String, Integer> counts(Map<String, String> reasons) {
    Map<String, Integer> counts = new TreeMap<>();
    reasons.values().forEach(reason -> counts.merge(reason, 1, Integer::sum));
    return counts;
  }

  private void name(String what, List<String> ids) {
    ids.stream().limit(NAMED).forEach(id -> stack.say("  " + what + ": " + id));
  }

  /** Of orders whose cause was received within the time: p50 and p99 of each stage. */
  private static Map<String, String> stages(OrderTrace trace, long from, long until) {
    Map<String, Histogram> histograms = new LinkedHashMap<>();
    for (OrderLife life : trace.orders().values()) {
      long received = life.order.getCauseReceiveTimeMicros();
      if (received < from || received >= until) {
        continue;
      }
      life.stages()
          .forEach(
              (stage, micros) ->
                  histograms
                      .computeIfAbsent(stage, added -> new Histogram(LONGEST_MICROS, 3))
                      .recordValue(Math.max(0, Math.min(micros, LONGEST_MICROS))));
      histograms
          .computeIfAbsent(
              "received_to_decided_by_" + life.causeType, added -> new Histogram(LONGEST_MICROS, 3))
          .recordValue(Math.max(0, Math.min(life.orderedMicros - received, LONGEST_MICROS)));
    }
    Map<String, String> stages = new LinkedHashMap<>();
    histograms.forEach(
        (stage, one) ->
            stages.put(
                stage,
                String.format(
                    Locale.ROOT,
                    "p50 %.1f, p99 %.1f of %d",
                    one.getValueAtPercentile(50) / 1e3,
                    one.getValueAtPercentile(99) / 1e3,
                    one.getTotalCount())));
    return stages;
  }
}
