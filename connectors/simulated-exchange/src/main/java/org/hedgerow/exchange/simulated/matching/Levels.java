package org.hedgerow.exchange.simulated.matching;

import java.util.Arrays;

/**
 * One side of a book: prices with their quantity, best last, so that the busy end of the array is
 * the cheap one to change.
 */
public final class Levels {
  private final boolean bids;

  /** Sort keys, ascending: the price of a bid, the negated price of an ask. */
  private long[] keys = new long[64];

  private long[] quantities = new long[64];
  private int size;

  public Levels(boolean bids) {
    this.bids = bids;
  }

  public int size() {
    return size;
  }

  /** The price of the {@code rank}-th best level, 0 being the best. */
  public long price(int rank) {
    long key = keys[size - 1 - rank];
    return bids ? key : -key;
  }

  public long quantity(int rank) {
    return quantities[size - 1 - rank];
  }

  /** Zero when there is no such level. */
  public long quantityAt(long price) {
    int at = Arrays.binarySearch(keys, 0, size, bids ? price : -price);
    return at >= 0 ? quantities[at] : 0;
  }

  /** A quantity of zero removes the level. */
  public void set(long price, long quantity) {
    long key = bids ? price : -price;
    int at = Arrays.binarySearch(keys, 0, size, key);
    if (at >= 0) {
      if (quantity != 0) {
        quantities[at] = quantity;
      } else {
        System.arraycopy(keys, at + 1, keys, at, size - at - 1);
        System.arraycopy(quantities, at + 1, quantities, at, size - at - 1);
        size--;
      }
    } else if (quantity != 0) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
        quantities = Arrays.copyOf(quantities, size * 2);
      }
      int to = -at - 1;
      System.arraycopy(keys, to, keys, to + 1, size - to);
      System.arraycopy(quantities, to, quantities, to + 1, size - to);
      keys[to] = key;
      quantities[to] = quantity;
      size++;
    }
  }

  public void clear() {
    size = 0;
  }

  /** Drops all but the best {@code keep} levels. */
  public void trim(int keep) {
    if (size > keep) {
      int drop = size - keep;
      System.arraycopy(keys, drop, keys, 0, keep);
      System.arraycopy(quantities, drop, quantities, 0, keep);
      size = keep;
    }
  }
}
