package org.hedgerow.engine.signal.rule;

import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;

/**
 * Seconds since the last trade, quote or change of the book of the instrument, by our own clock:
 * receive times, and ticks while nothing comes. Marks, funding and statuses come by other ways and
 * are no sign of life of the feed.
 *
 * <p>Remembers when the last entry was received.
 */
record Silence() implements Measure {
  private static final double MICROS = 1e6;

  @Override
  public boolean concerns(SubjectView view) {
    Object payload = view.payload();
    return payload instanceof Tick
        || payload instanceof Quote
        || payload instanceof Trade
        || payload instanceof BookDelta
        || payload instanceof BookTop
        || payload instanceof OptionQuote;
  }

  @Override
  public int memoryLength() {
    return 1;
  }

  @Override
  public double value(SubjectView view, Memory memory) {
    double last = memory.get(0);
    if (view.isTick()) {
      // Before the first entry there is no feed that could be silent.
      return last == 0 ? Double.NaN : Math.max(0, (view.receivedMicros() - last) / MICROS);
    }
    memory.set(0, Math.max(last, (double) view.receivedMicros()));
    return 0;
  }

  @Override
  public String noun() {
    return "silence in seconds";
  }
}
