package org.hedgerow.engine.signal.rule;

import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;

/**
 * Seconds from the newest trade, quote or change of the book of the instrument to the journal's
 * clock, by our own time: receive times and ticks. An entry that waited somewhere is as old as its
 * receipt, so that a backlog which is worked off does not look like a feed that comes and goes.
 * Marks, funding and statuses come by other ways and are no sign of life of the feed.
 *
 * <p>Remembers when the newest entry was received, and the newest tick.
 */
record Silence() implements Measure {
  private static final double MICROS = 1e6;
  private static final int RECEIVED = 0;
  private static final int CLOCK = 1;

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
    return 2;
  }

  @Override
  public double value(SubjectView view, Memory memory) {
    int newest = view.isTick() ? CLOCK : RECEIVED;
    memory.set(newest, Math.max(memory.get(newest), (double) view.receivedMicros()));
    double received = memory.get(RECEIVED);
    // Before the first entry there is no feed that could be silent.
    return received == 0 ? Double.NaN : Math.max(0, memory.get(CLOCK) - received) / MICROS;
  }

  @Override
  public String noun() {
    return "silence in seconds";
  }
}
