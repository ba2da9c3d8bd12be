package org.hedgerow.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.demo.TopicCounts;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.schema.TopicCatalogue;

/**
 * The demo's flow on a generated market, against a loop of plain Kafka clients over the same hops.
 * The jobs run all the time; while the loop has its turn the exchange is held, so that each side
 * has the machine to itself.
 */
final class TickToOrder {
  /** As in the demo: until then the jobs' code is still being compiled. */
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private static final Duration WINDOW = Duration.ofSeconds(20);

  /** After a change of turns, until what waited is through. */
  private static final Duration SETTLE = Duration.ofSeconds(4);

  private static final double MICROS_A_MILLI = 1_000;
  private static final double LEAST_ORDERS_A_SECOND = 0.5;
  private static final long SAMPLE = 500;
  private static final int SAMPLE_POLLS = 10;
  private static final Duration POLL = Duration.ofMillis(200);

  private final BenchStack stack;
  private final BenchKafka kafka;
  private final OrderWatch watch;
  private final TopicCounts counts;
  private final List<Histogram> jobs = new ArrayList<>();
  private final List<Histogram> limits = new ArrayList<>();
  private Histogram before;

  private TickToOrder(BenchStack stack, BenchKafka kafka, OrderWatch watch, TopicCounts counts) {
    this.stack = stack;
    this.kafka = kafka;
    this.watch = watch;
    this.counts = counts;
  }

  static BenchReport measure(BenchStack stack, int rounds) {
    String bootstrap = stack.addresses().bootstrapServers();
    stack.startExchange(Optional.empty(), true, List.of());
    try (BenchKafka kafka = new BenchKafka(bootstrap);
        OrderWatch watch = new OrderWatch(bootstrap);
        TopicCounts counts = new TopicCounts(bootstrap)) {
      stack.submit(JobCatalogue.values());
      return new TickToOrder(stack, kafka, watch, counts).rounds(rounds);
    }
  }

  private BenchReport rounds(int rounds) {
    BenchStack.sleep(WARM_UP);
    RelayLoop.Load load = load();
    before = watch.tickToOrder();
    long measuredFrom = OrderWatch.nowMicros();
    stack.exchange().suspend();
    try (RelayLoop relay = new RelayLoop(kafka, load)) {
      // Compiles the loop.
      relay.run(Duration.ZERO, SETTLE);
      for (int round = 1; round <= rounds; round++) {
        jobs.add(jobs());
        limits.add(relay.run(SETTLE, WINDOW));
        stack.say(
            String.format(
                Locale.ROOT,
                "round %d of %d: jobs p50 %.2f ms, p99 %.2f ms; plain loop p50 %.2f ms, p99 %.2f ms",
                round,
                rounds,
                millis(jobs.get(round - 1), 50),
                millis(jobs.get(round - 1), 99),
                millis(limits.get(round - 1), 50),
                millis(limits.get(round - 1), 99)));
      }
    } finally {
      stack.exchange().resume();
    }
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("market", "generated");
    conditions.put("window_seconds", WINDOW.toSeconds());
    conditions.put("frames_per_second", load.framesPerSecond());
    conditions.put("orders_per_second", load.ordersPerSecond());
    conditions.put(
        "record_bytes", List.of(load.frameBytes(), load.entryBytes(), load.orderBytes()));
    conditions.put("jobs_stages_p50_ms", OrderStages.medians(kafka, measuredFrom));
    conditions.put("jobs_all_rounds_ms", pooled(jobs));
    conditions.put("limit_all_rounds_ms", pooled(limits));
    return new BenchReport(
        "tick-to-order",
        "plain Kafka clients over the same three topics",
        List.of(percentile("p50_ms", 50), percentile("p99_ms", 99)),
        conditions);
  }

  /** What the flow carries, measured while it does. */
  private RelayLoop.Load load() {
    Map<String, Long> first = counts.records();
    long began = System.nanoTime();
    BenchStack.sleep(WINDOW);
    Map<String, Long> last = counts.records();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new RelayLoop.Load(
        rate(TopicCatalogue.RAW_FRAMES, first, last, seconds),
        Math.max(LEAST_ORDERS_A_SECOND, rate(TopicCatalogue.ORDERS, first, last, seconds)),
        meanBytes(TopicCatalogue.RAW_FRAMES),
        meanBytes(TopicCatalogue.JOURNAL),
        meanBytes(TopicCatalogue.ORDERS));
  }

  private static double rate(
      String topic, Map<String, Long> first, Map<String, Long> last, double seconds) {
    double rate = (last.get(topic) - first.get(topic)) / seconds;
    if (rate == 0) {
      throw new CommandFailed("nothing came to the topic " + topic + ": nothing to measure");
    }
    return rate;
  }

  /** Of the newest records of each partition. */
  private int meanBytes(String topic) {
    Map<TopicPartition, Long> ends = kafka.ends(topic);
    long bytes = 0;
    long records = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(ends.keySet())) {
      ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - SAMPLE)));
      for (int polls = 0; polls < SAMPLE_POLLS && records < SAMPLE * ends.size(); polls++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          bytes += record.value().length;
          records++;
        }
      }
    }
    return records == 0 ? 0 : Math.toIntExact(bytes / records);
  }

  /** The flow's turn; leaves the exchange held. */
  private Histogram jobs() {
    stack.exchange().resume();
    BenchStack.sleep(SETTLE);
    watch.measureFrom(OrderWatch.nowMicros());
    BenchStack.sleep(WINDOW);
    watch.measureFrom(Long.MAX_VALUE);
    stack.exchange().suspend();
    if (watch.failure() != null) {
      throw new CommandFailed(
          "orders cannot be watched: " + watch.failure().getMessage(), watch.failure());
    }
    Histogram all = watch.tickToOrder();
    Histogram window = all.copy();
    window.subtract(before);
    before = all;
    if (window.getTotalCount() == 0) {
      throw new CommandFailed("no order was made in a window: nothing to measure");
    }
    return window;
  }

  private Measure percentile(String key, double percentile) {
    return new Measure(key, 2, spread(jobs, percentile), spread(limits, percentile));
  }

  private static Spread spread(List<Histogram> windows, double percentile) {
    return new Spread(windows.stream().map(window -> millis(window, percentile)).toList());
  }

  private static Map<String, Object> pooled(List<Histogram> windows) {
    Histogram all = windows.get(0).copy();
    windows.stream().skip(1).forEach(all::add);
    Map<String, Object> pooled = new LinkedHashMap<>();
    pooled.put("count", all.getTotalCount());
    pooled.put("p50", millis(all, 50));
    pooled.put("p99", millis(all, 99));
    pooled.put("max", all.getMaxValue() / MICROS_A_MILLI);
    return pooled;
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / MICROS_A_MILLI;
  }
}
