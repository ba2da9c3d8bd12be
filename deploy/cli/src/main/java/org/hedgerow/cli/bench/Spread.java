package org.hedgerow.cli.bench;

import java.util.List;

/**
 * What the rounds of one side came to.
 *
 * @param rounds one figure a round, in their order
 */
record Spread(List<Double> rounds) {
  Spread {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no rounds");
    }
  }

  double min() {
    return rounds.stream().mapToDouble(Double::doubleValue).min().getAsDouble();
  }

  double max() {
    return rounds.stream().mapToDouble(Double::doubleValue).max().getAsDouble();
  }

  /** The middle one, or halfway between the two in the middle. */
  double median() {
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
