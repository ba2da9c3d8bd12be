package org.hedgerow.engine.state;

import org.hedgerow.schema.state.Seen;
import org.hedgerow.schema.state.SeenKey;
import org.hedgerow.schema.state.SeenRange;

/**
 * Identities of what happened at a time. One is forgotten only when {@link #NEWEST} others were
 * added after it <em>and</em> it happened more than {@link #RETENTION_MICROS} before the newest of
 * all. Bounded by the larger of the two, and by what was added out of its order.
 *
 * <p>For the executions of one account in one instrument. Venues repeat the newest of them, a page
 * of up to 1,000 however old, whenever they are asked; and in a busy time more than any number of
 * them may lie between the two tellings of one.
 */
public final class RetainedSet {
  /** Twice the largest page that a venue gives. */
  public static final int NEWEST = 2_000;

  /** Two hours. */
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
    if (known != null && !isForgotten(known, range)) {
      return false;
    }
    range.setNewestMicros(Math.max(range.getNewestMicros(), timeMicros));
    tables.seen().put(key, new Seen(range.getNext(), timeMicros));
    tables.seenKeys().put(name + "/" + range.getNext(), new SeenKey(identity));
    range.setNext(range.getNext() + 1);
    remove(range);
    tables.seenRanges().put(name, range);
    return true;
  }

  private static boolean isForgotten(Seen known, SeenRange range) {
    return known.getNumber() < range.getNext() - NEWEST
        && known.getTimeMicros() < range.getNewestMicros() - RETENTION_MICROS;
  }

  /**
   * The rows of what is forgotten, from the oldest on; one that is not holds up those behind it.
   */
  private void remove(SeenRange range) {
    while (range.getOldest() < range.getNext()) {
      String number = name + "/" + range.getOldest();
      String key = name + "/" + tables.seenKeys().get(number).getKey();
      Seen oldest = tables.seen().get(key);
      // An identity that was forgotten and came again has a higher number now.
      boolean current = oldest != null && oldest.getNumber() == range.getOldest();
      if (current && !isForgotten(oldest, range)) {
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
