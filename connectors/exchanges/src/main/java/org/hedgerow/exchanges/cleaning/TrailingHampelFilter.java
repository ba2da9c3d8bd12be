package org.hedgerow.exchanges.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.hedgerow.engine.configuration.SpikeRule;

/**
 * Hampel's rule on the accepted prices before: a price is a spike if it is farther from their
 * median than so many times 1.4826 median absolute deviations (F. Hampel, The influence curve and
 * its role in robust estimation, Journal of the American Statistical Association 69, 1974; 1.4826
 * makes the deviation that of normal values).
 *
 * <p>Three departures, each on purpose:
 *
 * <ul>
 *   <li>More than half of the prices equal makes the deviation 0, as in any quiet market, and every
 *       move a spike. A move of up to {@code leastMove} of the median is never one.
 *   <li>Spikes do not enter the window, so that a burst of them does not become its centre.
 *   <li>So that a level once left is not held for true for ever, {@code levelShift} spikes in a row
 *       on one side are a new level: the last of them is accepted, and the window begins anew with
 *       them. Until it is full again nothing is judged, as at the start: after a jump it is better
 *       to let a bad price through than to hold up real ones.
 * </ul>
 */
public final class TrailingHampelFilter implements SpikeFilter {
  private static final double NORMAL = 1.4826;

  private final SpikeRule rule;
  private final PriceWindow window;
  private final double[] held;
  private int heldCount;
  private boolean heldAbove;
  private double price = Double.NaN;
  private double median = Double.NaN;
  private double limit = Double.NaN;

  public TrailingHampelFilter(SpikeRule rule) {
    this.rule = rule;
    this.window = new PriceWindow(rule.window());
    this.held = new double[rule.levelShift()];
  }

  @Override
  public boolean isSpike(double judged) {
    if (!window.isFull()) {
      window.add(judged);
      return false;
    }
    price = judged;
    median = window.median();
    limit =
        Math.max(
            rule.deviations() * NORMAL * window.medianAbsoluteDeviation(),
            rule.leastMove() * Math.abs(median));
    if (Math.abs(price - median) <= limit) {
      heldCount = 0;
      window.add(price);
      return false;
    }
    boolean above = price > median;
    if (above != heldAbove) {
      heldCount = 0;
      heldAbove = above;
    }
    held[heldCount++] = price;
    if (heldCount < held.length) {
      return true;
    }
    window.clear();
    for (double one : held) {
      window.add(one);
    }
    heldCount = 0;
    return false;
  }

  @Override
  public String reason() {
    return price
        + " is more than "
        + limit
        + " off the median "
        + median
        + " of the "
        + window.size()
        + " before";
  }

  @Override
  public void save(DataOutput out) throws IOException {
    window.save(out);
    out.writeInt(heldCount);
    out.writeBoolean(heldAbove);
    for (int i = 0; i < heldCount; i++) {
      out.writeDouble(held[i]);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    int count = in.readInt();
    heldAbove = in.readBoolean();
    heldCount = 0;
    for (int i = 0; i < count; i++) {
      double one = in.readDouble();
      // A rule that was shortened has the first of them; the next spike ends the row.
      if (heldCount < held.length - 1) {
        held[heldCount++] = one;
      }
    }
  }
}
