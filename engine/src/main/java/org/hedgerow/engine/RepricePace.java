package org.hedgerow.engine;

import org.hedgerow.schema.state.ParentState;

/**
 * How often children may take the place of others, or move.
 *
 * @param aMinute of the clock
 * @param clock microseconds
 */
record RepricePace(int aMinute, long clock) {
  private static final long MINUTE_MICROS = 60_000_000;

  boolean mayReprice(ParentState parent) {
    return parent.getMinute() != clock / MINUTE_MICROS || parent.getReprices() < aMinute;
  }

  void count(ParentState parent) {
    long minute = clock / MINUTE_MICROS;
    parent.setReprices(parent.getMinute() == minute ? parent.getReprices() + 1 : 1);
    parent.setMinute(minute);
  }
}
