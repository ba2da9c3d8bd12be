package org.hedgerow.jobs.marketdata.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hedgerow.exchanges.cleaning.StateBytes;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;

class QuoteConflationTest {
  private final QuoteConflation conflation = new QuoteConflation(100);

  @Test
  void theNewestOfAnIntervalIsDueAtItsEnd() {
    assertEquals(QuoteConflation.NEVER, conflation.dueMicros());
    assertFalse(conflation.replaces(quote(1), 5L, 1_000));
    assertEquals(1_100, conflation.dueMicros());
    assertTrue(conflation.replaces(quote(2), null, 1_099));
    assertEquals(1_100, conflation.dueMicros());
    assertEquals(quote(2), conflation.quote());
    assertNull(conflation.venueTimeMicros());
    assertEquals(1_099, conflation.receiveTimeMicros());
    conflation.clear();
    assertEquals(QuoteConflation.NEVER, conflation.dueMicros());
    assertFalse(conflation.replaces(quote(3), 7L, 1_100));
    assertEquals(1_200, conflation.dueMicros());
  }

  @Test
  void aClockThatWasSetBackHoldsNothingUp() {
    assertFalse(conflation.replaces(quote(1), null, 9_000_000));
    assertTrue(conflation.replaces(quote(2), null, 1_000));
    assertEquals(1_100, conflation.dueMicros());
  }

  @Test
  void whatWaitsOutlivesARestart() {
    assertFalse(conflation.replaces(quote(4), 77L, 1_030));
    QuoteConflation restored = new QuoteConflation(100);
    StateBytes.read(StateBytes.of(conflation::save), restored::restore);
    assertEquals(quote(4), restored.quote());
    assertEquals(77L, restored.venueTimeMicros());
    assertEquals(1_030, restored.receiveTimeMicros());
    assertEquals(1_100, restored.dueMicros());
    conflation.clear();
    QuoteConflation empty = new QuoteConflation(100);
    StateBytes.read(StateBytes.of(conflation::save), empty::restore);
    assertEquals(QuoteConflation.NEVER, empty.dueMicros());
  }

  private static Quote quote(long id) {
    return new Quote(
        "V:X", Decimals.parse("10.1"), Decimals.of(1), Decimals.parse("10.2"), Decimals.of(2), id);
  }
}
