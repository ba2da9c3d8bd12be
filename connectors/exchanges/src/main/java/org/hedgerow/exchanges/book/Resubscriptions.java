package org.hedgerow.exchanges.book;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how often one connection asks for a book anew: a book that breaks again and again is not
 * mended by asking, and each time is a snapshot and two requests of what the venue allows.
 */
public final class Resubscriptions {
  static final int MOST = 5;

  private final Map<String, Integer> asked = new HashMap<>();

  /** Whether the book may be asked for once more; counts it. */
  public boolean another(String book) {
    return asked.merge(book, 1, Integer::sum) <= MOST;
  }
}
