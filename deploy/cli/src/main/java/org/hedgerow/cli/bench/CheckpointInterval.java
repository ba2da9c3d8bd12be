package org.hedgerow.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.flink.JobCatalogue;

/**
 * The order path waits for no checkpoint: the same jobs, stopped with savepoints and started again,
 * one turn with a checkpoint every second and the next with one every minute.
 */
final class CheckpointInterval {
  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final Duration SELDOM = Duration.ofSeconds(60);

  /** Each turn starts with classes that were not compiled yet. */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration FIRST_ORDER_LIMIT = Duration.ofSeconds(45);
  private static final Duration SAVEPOINT_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final BenchStack stack;
  private final OrderWatch watch;
  private final List<Histogram> often = new ArrayList<>();
  private final List<Histogram> seldom = new ArrayList<>();
  private Map<JobCatalogue, String> states = Map.of();
  private boolean orderedBeforeCheckpoint;
  private Histogram before;

  private CheckpointInterval(BenchStack stack, OrderWatch watch) {
    this.stack = stack;
    this.watch = watch;
    this.before = watch.tickToOrder();
  }

  static BenchReport measure(BenchStack stack, int rounds) {
    // Customers in a hurry: enough orders in a turn for its p99.
    stack.startExchange(Optional.empty(), true, List.of("--customer-pace", "5"));
    try (OrderWatch watch = new OrderWatch(stack.addresses().bootstrapServers())) {
      return new CheckpointInterval(stack, watch).rounds(rounds);
    }
  }

  private BenchReport rounds(int rounds) {
    for (int round = 1; round <= rounds; round++) {
      // The first turn of all is a seldom one: its first order is there long before a checkpoint.
      seldom.add(turn(SELDOM, round == 1));
      often.add(turn(OFTEN, false));
      stack.say(
          String.format(
              Locale.ROOT,
              "round %d of %d: every %d s p50 %.2f ms, p99 %.2f ms; every %d s p50 %.2f ms, p99 %.2f ms",
              round,
              rounds,
              OFTEN.toSeconds(),
              millis(often.get(round - 1), 50),
              millis(often.get(round - 1), 99),
              SELDOM.toSeconds(),
              millis(seldom.get(round - 1), 50),
              millis(seldom.get(round - 1), 99)));
    }
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("market", "generated");
    conditions.put("window_seconds", WINDOW.toSeconds());
    conditions.put("orders_often", often.stream().mapToLong(Histogram::getTotalCount).sum());
    conditions.put("orders_seldom", seldom.stream().mapToLong(Histogram::getTotalCount).sum());
    conditions.put("first_order_before_first_checkpoint", orderedBeforeCheckpoint);
    return new BenchReport(
        "checkpoint-interval",
        "the same jobs with a checkpoint every " + SELDOM.toSeconds() + " s",
        List.of(measure("p50_ms", 50), measure("p99_ms", 99)),
        conditions);
  }

  private Histogram turn(Duration interval, boolean first) {
    Map<JobCatalogue, String> jobs =
        stack.submit(states, List.of("--checkpoint-interval", interval.toSeconds() + "s"));
    if (first) {
      awaitFirstOrder();
      orderedBeforeCheckpoint =
          stack.cluster().newestCheckpoint(jobs.get(JobCatalogue.HEDGING)).isEmpty();
    }
    BenchStack.sleep(WARM_UP);
    watch.measureFrom(OrderWatch.nowMicros());
    BenchStack.sleep(WINDOW);
    watch.measureFrom(Long.MAX_VALUE);
    if (watch.failure() != null) {
      throw new CommandFailed(
          "orders cannot be watched: " + watch.failure().getMessage(), watch.failure());
    }
    Histogram all = watch.tickToOrder();
    Histogram window = all.copy();
    window.subtract(before);
    before = all;
    if (window.getTotalCount() == 0) {
      throw new CommandFailed("no order was made in a turn: nothing to measure");
    }
    Map<JobCatalogue, String> saved = new LinkedHashMap<>();
    jobs.forEach(
        (job, id) -> saved.put(job, stack.cluster().stopWithSavepoint(id, SAVEPOINT_LIMIT)));
    states = saved;
    return window;
  }

  private void awaitFirstOrder() {
    long end = System.nanoTime() + FIRST_ORDER_LIMIT.toNanos();
    while (watch.orders() == 0) {
      if (System.nanoTime() > end) {
        throw new CommandFailed("no order within " + FIRST_ORDER_LIMIT.toSeconds() + " s");
      }
      BenchStack.sleep(LOOK);
    }
  }

  private Measure measure(String key, double percentile) {
    return new Measure(key, 2, spread(often, percentile), spread(seldom, percentile));
  }

  private static Spread spread(List<Histogram> windows, double percentile) {
    return new Spread(windows.stream().map(window -> millis(window, percentile)).toList());
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1_000.0;
  }
}
