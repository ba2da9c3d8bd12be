package org.hedgerow.engine.state;

import org.hedgerow.schema.state.Seen;
import org.hedgerow.schema.state.SeenKey;
import org.hedgerow.schema.state.SeenRange;

/**
 * Identities of what happened at a time, each known until something is added that happened more
 * than {@link #RETENTION_MICROS} later. Bounded by the rate: rows for at most that span, and for
 * what was added out of its order.
 *
 * <p>For executions: venues repeat an hour of them whenever they are asked, so that no number of
 * identities would be enough.
 */
public final class RetainedSet {
  /** Two hours: what an account is asked for reaches back one. */
  public static final long RETENTION_MICROS = 2 * 3_600_000_000L;

  private final String name;
  private final GroupTables tables;

  /**
   * A set.
   *
   * @param name sets it apart from other sets in the same tables
   */
  public RetainedSet(String name, GroupTables tables) {
    this.name = name;
    this.tables = tables;
  }

  /**
   * Adds the identity; false if it is known.
   *
   * @param timeMicros when it happened, microseconds since the epoch
   */
  public boolean add(String identity, long timeMicros) {
    String key = name + "/" + identity;
    SeenRange range = tables.seenRanges().get(name);
    if (range == null) {
      range = new SeenRange(0L, 0L, 0L);
    }
    Seen known = tables.seen().get(key);
    if (known != null && known.getTimeMicros() >= range.getNewestMicros() - RETENTION_MICROS) {
      return false;
    }
    range.setNewestMicros(Math.max(range.getNewestMicros(), timeMicros));
    tables.seen().put(key, new Seen(range.getNext(), timeMicros));
    tables.seenKeys().put(name + "/" + range.getNext(), new SeenKey(identity));
    range.setNext(range.getNext() + 1);
    forget(range);
    tables.seenRanges().put(name, range);
    return true;
  }

  /** The oldest by number that are too old; one that is not holds up those behind it. */
  private void forget(SeenRange range) {
    while (range.getOldest() < range.getNext()) {
      String number = name + "/" + range.getOldest();
      String key = name + "/" + tables.seenKeys().get(number).getKey();
      Seen oldest = tables.seen().get(key);
      // An identity that was forgotten and came again has a higher number now.
      boolean current = oldest != null && oldest.getNumber() == range.getOldest();
      if (current && oldest.getTimeMicros() >= range.getNewestMicros() - RETENTION_MICROS) {
        return;
      }
      if (current) {
        tables.seen().remove(key);
      }
      tables.seenKeys().remove(number);
      range.setOldest(range.getOldest() + 1);
    }
  }
}
