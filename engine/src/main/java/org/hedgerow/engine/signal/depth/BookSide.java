package org.hedgerow.engine.signal.depth;

import java.util.Arrays;

/**
 * The levels of one side of a book, by price, the best one last: most changes are near it, and move
 * little.
 */
final class BookSide {
  private static final int FIRST_LENGTH = 64;

  /** 1: bids, ascending; -1: asks, descending, kept with the sign turned so that they ascend. */
  private final int sign;

  private double[] keys = new double[FIRST_LENGTH];
  private double[] quantities = new double[FIRST_LENGTH];
  private int size;

  BookSide(boolean bids) {
    sign = bids ? 1 : -1;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Price of a level, 0 being the worst. */
  double price(int level) {
    return sign * keys[level];
  }

  double quantity(int level) {
    return quantities[level];
  }

  /** The best price; NaN: no level. */
  double best() {
    return size == 0 ? Double.NaN : price(size - 1);
  }

  /** Sets a level's quantity; zero removes it. */
  void set(double price, double quantity) {
    int at = Arrays.binarySearch(keys, 0, size, sign * price);
    if (at >= 0 && quantity > 0) {
      quantities[at] = quantity;
    } else if (at >= 0) {
      size--;
      System.arraycopy(keys, at + 1, keys, at, size - at);
      System.arraycopy(quantities, at + 1, quantities, at, size - at);
    } else if (quantity > 0) {
      insert(-at - 1, sign * price, quantity);
    }
  }

  private void insert(int at, double key, double quantity) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      quantities = Arrays.copyOf(quantities, 2 * size);
    }
    System.arraycopy(keys, at, keys, at + 1, size - at);
    System.arraycopy(quantities, at, quantities, at + 1, size - at);
    keys[at] = key;
    quantities[at] = quantity;
    size++;
  }

  /** Where the first level stands that is not worse than a price. */
  int firstWithin(double price) {
    int at = Arrays.binarySearch(keys, 0, size, sign * price);
    return at >= 0 ? at : -at - 1;
  }
}
