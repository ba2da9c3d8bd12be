package org.hedgerow.engine.state;

import java.util.function.Consumer;
import org.hedgerow.schema.state.Seen;
import org.hedgerow.schema.state.SeenKey;
import org.hedgerow.schema.state.SeenRange;

/**
 * Identities that were seen, the newest {@link #CAPACITY} of them. An identity that comes again
 * after that many others counts as new: the capacity is far above what a venue repeats.
 */
public final class BoundedSet {
  /** Identities kept for each name. */
  public static final int CAPACITY = 20_000;

  private final String name;
  private final GroupTables tables;
  private final Consumer<String> forgotten;

  /**
   * A set.
   *
   * @param name sets it apart from other sets in the same tables
   * @param forgotten is told each identity that had to make room
   */
  public BoundedSet(String name, GroupTables tables, Consumer<String> forgotten) {
    this.name = name;
    this.tables = tables;
    this.forgotten = forgotten;
  }

  /** Adds the identity; false if it was there. */
  public boolean add(String identity) {
    String key = name + "/" + identity;
    if (tables.seen().get(key) != null) {
      return false;
    }
    SeenRange range = tables.seenRanges().get(name);
    if (range == null) {
      range = new SeenRange(0L, 0L, 0L);
    }
    tables.seen().put(key, new Seen(range.getNext(), 0L));
    tables.seenKeys().put(name + "/" + range.getNext(), new SeenKey(identity));
    range.setNext(range.getNext() + 1);
    if (range.getNext() - range.getOldest() > CAPACITY) {
      forgetOldest(range);
    }
    tables.seenRanges().put(name, range);
    return true;
  }

  /** Whether the identity is there. */
  public boolean contains(String identity) {
    return tables.seen().get(name + "/" + identity) != null;
  }

  private void forgetOldest(SeenRange range) {
    String number = name + "/" + range.getOldest();
    String identity = tables.seenKeys().get(number).getKey();
    tables.seenKeys().remove(number);
    tables.seen().remove(name + "/" + identity);
    range.setOldest(range.getOldest() + 1);
    forgotten.accept(identity);
  }
}
