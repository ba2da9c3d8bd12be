package org.hedgerow.jobs.marketdata.cleaning;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hedgerow.exchanges.cleaning.StateBytes;
import org.junit.jupiter.api.Test;

class VenueTimeOrderTest {
  private final VenueTimeOrder order = new VenueTimeOrder();

  @Test
  void eachPayloadHasItsOwnOrder() {
    assertFalse(order.goesBack(MarketPayload.TRADE, 100));
    assertFalse(order.goesBack(MarketPayload.TRADE, 100), "equal is not back");
    assertFalse(order.goesBack(MarketPayload.QUOTE, 50));
    assertTrue(order.goesBack(MarketPayload.TRADE, 99));
  }

  @Test
  void oneAbsurdTimeSpoilsNoMoreThanTheNext() {
    assertFalse(order.goesBack(MarketPayload.MARK, 100));
    assertFalse(order.goesBack(MarketPayload.MARK, Long.MAX_VALUE));
    assertTrue(order.goesBack(MarketPayload.MARK, 101));
    assertFalse(order.goesBack(MarketPayload.MARK, 102));
  }

  @Test
  void goesOnFromItsState() {
    assertFalse(order.goesBack(MarketPayload.GAP, 100));
    VenueTimeOrder restored = new VenueTimeOrder();
    StateBytes.read(StateBytes.of(order::save), restored::restore);
    assertTrue(restored.goesBack(MarketPayload.GAP, 99));
    assertFalse(restored.goesBack(MarketPayload.TRADE, 1));
  }
}
