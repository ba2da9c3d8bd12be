package org.hedgerow.engine.risk;

import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.state.PriceRangeState;

/**
 * How far marks have moved lately: between the lowest and the highest of a window of the clock and
 * the one before. A move is forgotten when both are over, which is between one and two windows
 * after it.
 */
public final class PriceRanges {
  private final Table<PriceRangeState> rows;
  private long windowMicros;

  PriceRanges(Table<PriceRangeState> rows) {
    this.rows = rows;
  }

  void configure(long micros) {
    windowMicros = micros;
  }

  /** Takes the mark of now. */
  public void sample(String instrument, double mark, long clockMicros) {
    if (!(mark > 0)) {
      return;
    }
    PriceRangeState row = rows.get(instrument);
    if (row == null) {
      row = PriceRangeState.newBuilder().build();
    }
    long window = clockMicros / windowMicros;
    if (window != row.getWindow()) {
      boolean next = row.getWindow() == window - 1;
      row.setLowBefore(next ? row.getLow() : 0);
      row.setHighBefore(next ? row.getHigh() : 0);
      row.setWindow(window);
      row.setLow(mark);
      row.setHigh(mark);
    }
    row.setLow(Math.min(row.getLow(), mark));
    row.setHigh(Math.max(row.getHigh(), mark));
    rows.put(instrument, row);
  }

  /** The highest less the lowest, over the lowest; 0: nothing was sampled. */
  double move(String instrument, long clockMicros) {
    PriceRangeState row = rows.get(instrument);
    if (row == null || clockMicros / windowMicros - row.getWindow() > 1) {
      return 0;
    }
    double low = row.getLow();
    double high = row.getHigh();
    if (row.getLowBefore() > 0) {
      low = Math.min(low, row.getLowBefore());
      high = Math.max(high, row.getHighBefore());
    }
    return (high - low) / low;
  }
}
