package org.hedgerow.engine;

import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.JournalEntry;

/**
 * The entry that the engine is acting on.
 *
 * @param clockMicros the engine's clock, the entry applied
 */
record Cause(JournalEntry entry, int partition, long offset, long clockMicros) {
  Coordinate coordinate() {
    return new Coordinate(partition, offset);
  }

  /** When it was received, and not after the engine's clock: another host's may be ahead. */
  long receivedMicros() {
    return Math.min(entry.getReceiveTimeMicros(), clockMicros);
  }

  String type() {
    return entry.getPayload().getClass().getSimpleName();
  }
}
