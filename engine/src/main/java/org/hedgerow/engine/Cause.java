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

  String type() {
    return entry.getPayload().getClass().getSimpleName();
  }
}
