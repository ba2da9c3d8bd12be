package org.hedgerow.cli.bench.execution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What became of the orders of one hedge, or of many. */
final class TrialCounts {
  int posted;
  int refusedByOne;
  int refusedByFew;
  int refusedByMany;
  int stood;
  int filled;
  int canceledInPart;
  int canceledEmpty;
  int taking;
  final List<Double> queues = new ArrayList<>();

  private static final int FEW = 5;

  /**
   * A post-only order would have taken.
   *
   * @param ticks by which the other side has come beyond where it was free to stand
   */
  void refused(int ticks) {
    posted++;
    if (ticks <= 1) {
      refusedByOne++;
    } else if (ticks <= FEW) {
      refusedByFew++;
    } else {
      refusedByMany++;
    }
  }

  /** One stands behind others. */
  void stands(BigDecimal ahead, BigDecimal quantity) {
    posted++;
    stood++;
    queues.add(ahead.doubleValue() / quantity.doubleValue());
  }

  void takes() {
    taking++;
  }

  void filledWhole() {
    filled++;
  }

  void canceled(boolean inPart) {
    if (inPart) {
      canceledInPart++;
    } else {
      canceledEmpty++;
    }
  }

  int refused() {
    return refusedByOne + refusedByFew + refusedByMany;
  }

  void add(TrialCounts other) {
    posted += other.posted;
    refusedByOne += other.refusedByOne;
    refusedByFew += other.refusedByFew;
    refusedByMany += other.refusedByMany;
    stood += other.stood;
    filled += other.filled;
    canceledInPart += other.canceledInPart;
    canceledEmpty += other.canceledEmpty;
    taking += other.taking;
    queues.addAll(other.queues);
  }
}
