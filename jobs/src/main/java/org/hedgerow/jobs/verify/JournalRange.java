package org.hedgerow.jobs.verify;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.schema.Coordinate;

/**
 * A part of the journal.
 *
 * @param from the first offset of each partition
 * @param to the offset after the last of each partition; a partition that is not named has no part
 */
public record JournalRange(Map<Integer, Long> from, Map<Integer, Long> to) implements Serializable {
  private static final long serialVersionUID = 1L;

  public JournalRange {
    // Not Map.copyOf: its result does not say how it is serialized.
    from = new HashMap<>(from);
    to = new HashMap<>(to);
  }

  /** Whether the entry at that place belongs to it. */
  public boolean contains(Coordinate place) {
    return place.getOffset() >= from.getOrDefault(place.getPartition(), 0L)
        && place.getOffset() < to.getOrDefault(place.getPartition(), 0L);
  }

  /**
   * Reads {@code PARTITION:OFFSET,...}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Map<Integer, Long> parse(String text) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      if (!part.matches("\\d{1,4}:\\d{1,18}")) {
        throw new IllegalArgumentException("'" + part + "'; expected PARTITION:OFFSET");
      }
      int colon = part.indexOf(':');
      int partition = Integer.parseInt(part.substring(0, colon));
      if (offsets.put(partition, Long.parseLong(part.substring(colon + 1))) != null) {
        throw new IllegalArgumentException("partition " + partition + " twice");
      }
    }
    return offsets;
  }
}
