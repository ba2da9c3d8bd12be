package org.hedgerow.engine.statistics.spike;

import java.util.Arrays;
import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.SortedWindow;

/**
 * Hampel's filter over a whole series: each value is held against the 2 k + 1 values around it, and
 * a spike is replaced by their median. Always the series as it came is looked at, never what was
 * replaced in it.
 */
public final class HampelFilter {
  /** What becomes of the first and the last k values. */
  public enum Edges {
    /** They are left alone (R's pracma). */
    UNCHANGED,
    /** They are held against the neighbours that there are (MATLAB). */
    SHORTER_WINDOWS
  }

  /**
   * A series without its spikes.
   *
   * @param spikes which values were spikes, counted from 0, in order
   * @param values the series, with medians in their places
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Cleaned(int[] spikes, double[] values) {}

  private final int halfWindow;
  private final SpikeThreshold threshold;
  private final Edges edges;

  /** A filter that looks at that many values on each side, one at least. */
  public HampelFilter(int halfWindow, SpikeThreshold threshold, Edges edges) {
    this.halfWindow = Checked.atLeast(halfWindow, 1, "half window");
    this.threshold = threshold;
    this.edges = edges;
  }

  /**
   * Filters.
   *
   * @throws IllegalArgumentException if a value is not a number up to 1e75
   */
  public Cleaned filter(double[] series) {
    double[] values = series.clone();
    int[] spikes = new int[series.length];
    int found = 0;
    for (int i = 0; i < series.length; i++) {
      Checked.number(series[i], "value");
      int from = i - halfWindow;
      int to = i + halfWindow + 1;
      boolean whole = from >= 0 && to <= series.length;
      if (!whole && edges == Edges.UNCHANGED) {
        continue;
      }
      SortedWindow window = window(series, Math.max(from, 0), Math.min(to, series.length));
      double median = window.median();
      if (threshold.isSpike(series[i], median, window.medianAbsoluteDeviation())) {
        values[i] = median;
        spikes[found++] = i;
      }
    }
    return new Cleaned(Arrays.copyOf(spikes, found), values);
  }

  private static SortedWindow window(double[] series, int from, int to) {
    SortedWindow window = new SortedWindow(to - from);
    for (int i = from; i < to; i++) {
      window.add(series[i]);
    }
    return window;
  }
}
