package org.hedgerow.engine.signal;

import org.hedgerow.engine.signal.bar.BarOutput;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Statistic;

/** What comes of an entry, in the order in which it comes. */
public interface SignalOutput extends BarOutput {
  /** Takes an event. Its identity is {@link SignalIdentity#of}. */
  void signal(Signal signal);

  /** Takes figures over a window. */
  void statistic(Statistic statistic);
}
