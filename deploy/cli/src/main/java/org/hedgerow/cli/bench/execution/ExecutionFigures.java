package org.hedgerow.cli.bench.execution;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The hedges of one cell together. Costs in basis points of what was wanted, times in seconds.
 *
 * @param hedges how many
 * @param filled the share of what was wanted, in the mean
 * @param price what prices cost against the mid at the beginning
 * @param opportunity what was not filled cost
 * @param shortfall all three
 * @param beside how much more than the first algorithm it cost; negative: less
 * @param error the standard error of that, by beginnings, as if these were independent
 * @param median from the decision to the last fill, of those that were filled whole; NaN: none
 * @param worst the 95th percentile of that
 * @param maker the share filled as maker
 */
record ExecutionFigures(
    int hedges,
    double filled,
    double price,
    double fees,
    double opportunity,
    double shortfall,
    double beside,
    double error,
    double median,
    double worst,
    double maker,
    TrialCounts counts) {
  private static final double TAIL = 0.95;

  /**
   * Adds them up.
   *
   * @param first those of the first algorithm, which began with these
   */
  static ExecutionFigures of(
      List<TrialResult> results, List<TrialResult> first, TrialResult.Fees fees) {
    int[] begun =
        IntStream.range(0, results.size())
            .filter(i -> results.get(i).hasBegun() && first.get(i).hasBegun())
            .toArray();
    TrialCounts counts = new TrialCounts();
    IntStream.of(begun).forEach(i -> counts.add(results.get(i).counts()));
    double[] times =
        IntStream.of(begun)
            .mapToObj(results::get)
            .filter(TrialResult::isWhole)
            .mapToDouble(TrialResult::seconds)
            .sorted()
            .toArray();
    double[] beside = beside(begun, results, first, fees);
    return new ExecutionFigures(
        begun.length,
        mean(begun, results, TrialResult::share),
        mean(begun, results, TrialResult::priceCost),
        mean(begun, results, one -> one.fees(fees)),
        mean(begun, results, TrialResult::opportunityCost),
        mean(begun, results, one -> one.shortfall(fees)),
        Arrays.stream(beside).average().orElse(Double.NaN),
        error(beside),
        quantile(times, 0.5),
        quantile(times, TAIL),
        mean(begun, results, TrialResult::makerShare),
        counts);
  }

  private static double mean(
      int[] which, List<TrialResult> results, ToDoubleFunction<TrialResult> of) {
    return IntStream.of(which)
        .mapToDouble(i -> of.applyAsDouble(results.get(i)))
        .average()
        .orElse(Double.NaN);
  }

  /** Of each beginning, both sides together: where the market went cancels out. */
  private static double[] beside(
      int[] begun, List<TrialResult> results, List<TrialResult> first, TrialResult.Fees fees) {
    return IntStream.of(begun)
        .filter(i -> i % 2 == 0 && Arrays.binarySearch(begun, i + 1) >= 0)
        .mapToDouble(
            i ->
                (results.get(i).shortfall(fees)
                        - first.get(i).shortfall(fees)
                        + results.get(i + 1).shortfall(fees)
                        - first.get(i + 1).shortfall(fees))
                    / 2)
        .toArray();
  }

  private static double error(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(one -> (one - mean) * (one - mean)).sum();
    return values.length < 2
        ? Double.NaN
        : Math.sqrt(squares / (values.length - 1) / values.length);
  }

  /** The smallest value that so large a part is not above; NaN of none. */
  static double quantile(double[] sorted, double part) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
  }

  /** The middle of how often the queue before an order was as long as the order itself. */
  double queue() {
    return quantile(
        counts.queues.stream().mapToDouble(Double::doubleValue).sorted().toArray(), 0.5);
  }
}
