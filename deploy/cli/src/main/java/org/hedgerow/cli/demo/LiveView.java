package org.hedgerow.cli.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.StackAddresses;

/**
 * What a running demo shows: on a terminal a block that is rewritten each second, else a line every
 * five.
 */
final class LiveView {
  private static final int PLAIN_EVERY = 5;
  private static final double MICROS_A_MILLI = 1_000.0;

  private final Progress out;
  private final boolean terminal;
  private final StackAddresses addresses;
  private Map<String, Long> last = Map.of();
  private int height;
  private int calls;

  LiveView(Progress out, boolean terminal, StackAddresses addresses) {
    this.out = out;
    this.terminal = terminal;
    this.addresses = addresses;
  }

  /** What there is to show, a second later. */
  record Moment(
      Duration elapsed,
      Map<String, Long> records,
      Map<String, OrderWatch.Hedge> hedges,
      long orders,
      long fills,
      Map<String, String> fees,
      Histogram tickToOrder) {}

  void show(Moment now) {
    calls++;
    if (terminal) {
      block(now);
    } else if (calls % PLAIN_EVERY == 0) {
      out.say(plain(now));
      last = now.records();
    }
  }

  private String plain(Moment now) {
    return String.format(
        Locale.ROOT,
        "%4d s  frames/s %.0f  entries/s %.0f  dead letters %d  orders %d  fills %d  tick to order %s",
        now.elapsed().toSeconds(),
        rate(now, "raw-frames", PLAIN_EVERY),
        rate(now, "journal", PLAIN_EVERY),
        now.records().get("dead-letters"),
        now.orders(),
        now.fills(),
        latency(now));
  }

  private void block(Moment now) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Hedgerow demo   %d s   frames/s %.0f   journal entries/s %.0f   dead letters %d",
            now.elapsed().toSeconds(),
            rate(now, "raw-frames", 1),
            rate(now, "journal", 1),
            now.records().get("dead-letters")));
    now.hedges()
        .forEach(
            (book, hedge) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  %-14s exposure %s   hedged by %s   residual before the last hedge %s (band %s)",
                        book,
                        plain(hedge.exposure()),
                        plain(hedge.hedge()),
                        plain(hedge.residual()),
                        plain(hedge.band()))));
    lines.add(
        "  orders "
            + now.orders()
            + "   fills "
            + now.fills()
            + "   fees "
            + now.fees()
            + "   tick to order "
            + latency(now));
    lines.add("  Flink web UI  " + addresses.flink());
    lines.add("  psql          " + addresses.psql());
    StringBuilder screen = new StringBuilder();
    if (height > 0) {
      screen.append("\033[").append(height).append('A');
    }
    for (String line : lines) {
      screen.append("\033[K").append(line).append('\n');
    }
    System.out.print(screen);
    System.out.flush();
    height = lines.size();
    last = now.records();
  }

  private double rate(Moment now, String topic, int seconds) {
    return (double) (now.records().get(topic) - last.getOrDefault(topic, 0L)) / seconds;
  }

  private static String latency(Moment now) {
    Histogram histogram = now.tickToOrder();
    return histogram.getTotalCount() == 0
        ? "not measured yet"
        : String.format(
            Locale.ROOT,
            "p50 %.1f ms, p99 %.1f ms",
            histogram.getValueAtPercentile(50) / MICROS_A_MILLI,
            histogram.getValueAtPercentile(99) / MICROS_A_MILLI);
  }

  private static String plain(BigDecimal number) {
    return number.setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }
}
