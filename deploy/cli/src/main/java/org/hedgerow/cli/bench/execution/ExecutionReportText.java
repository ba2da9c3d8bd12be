package org.hedgerow.cli.bench.execution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables, as text. */
final class ExecutionReportText {
  private ExecutionReportText() {}

  /** What hedges cost and how long they took. */
  static List<String> costs(Map<ExecutionRun.Cell, ExecutionFigures> figures) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| instrument | size | algorithm | hedges | cost bps | price | fees | missed | against the"
            + " first | filled | p50 s | p95 s | maker |");
    lines.add("|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    figures.forEach(
        (cell, one) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %d | %.2f | %.2f | %.2f | %.2f | %+.2f ± %.2f | %.1f %% | %s"
                        + " | %s | %.0f %% |",
                    cell.instrument(),
                    size(cell.notional()),
                    cell.algorithm(),
                    one.hedges(),
                    one.shortfall(),
                    one.price(),
                    one.fees(),
                    one.opportunity(),
                    one.beside(),
                    one.error(),
                    100 * one.filled(),
                    seconds(one.median()),
                    seconds(one.worst()),
                    100 * one.maker())));
    return lines;
  }

  /** What became of the orders that were to stand; algorithms without any are left out. */
  static List<String> orders(Map<ExecutionRun.Cell, ExecutionFigures> figures) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| instrument | size | algorithm | posted a hedge | refused | by 1 tick | 2 to 5 | more |"
            + " of those that stood: filled whole | canceled, part filled | canceled, nothing |"
            + " queue / order |");
    lines.add("|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    figures.forEach(
        (cell, one) -> {
          TrialCounts counts = one.counts();
          if (counts.posted > 0) {
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f | %s | %s | %s | %s | %s | %s | %s | %.1f |",
                    cell.instrument(),
                    size(cell.notional()),
                    cell.algorithm(),
                    (double) counts.posted / one.hedges(),
                    share(counts.refused(), counts.posted),
                    share(counts.refusedByOne, counts.posted),
                    share(counts.refusedByFew, counts.posted),
                    share(counts.refusedByMany, counts.posted),
                    share(counts.filled, counts.stood),
                    share(counts.canceledInPart, counts.stood),
                    share(counts.canceledEmpty, counts.stood),
                    one.queue()));
          }
        });
    return lines;
  }

  private static String size(BigDecimal notional) {
    return String.format(Locale.ROOT, "%,d", notional.longValue());
  }

  private static String seconds(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
  }
}
