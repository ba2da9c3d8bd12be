package org.hedgerow.exchanges.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibilityTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 2, 1, true",
    "1, 0, 2, 1, false",
    "1, 1, 2, 0, false",
    "2, 1, 2, 1, false",
    "2.00, 1, 2, 1, false",
    "1.99, 1, 2, 1, true",
    "3, 1, 2, 1, false",
    "2.01, 1, 2, 1, false",
    "0, 1, 2, 1, false",
    "1, 1, 0, 1, false",
    "-1, 1, 2, 1, false",
    "1, -1, 2, 1, false"
  })
  void quotes(String bid, String bidQuantity, String ask, String askQuantity, boolean plausible) {
    Quote quote =
        new Quote(
            "V:X",
            Decimals.parse(bid),
            Decimals.parse(bidQuantity),
            Decimals.parse(ask),
            Decimals.parse(askQuantity),
            null);
    assertEquals(plausible, Plausibility.objection(quote) == null);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "0, 1, false", "1, 0, false", "-1, 1, false"})
  void trades(String price, String quantity, boolean plausible) {
    Trade trade = new Trade("V:X", "1", Decimals.parse(price), Decimals.parse(quantity), Side.BUY);
    assertEquals(plausible, Plausibility.objection(trade) == null);
  }

  @ParameterizedTest
  @CsvSource({"1, 2, true", "2, 2, false", "3, 2, false"})
  void bestLevels(String bid, String ask, boolean plausible) {
    BookTop top = new BookTop("V:X", 1L, List.of(level(bid)), List.of(level(ask)));
    assertEquals(plausible, Plausibility.objection(top) == null);
  }

  @Test
  void anEmptySideOverlapsNothing() {
    assertNull(Plausibility.objection(new BookTop("V:X", 1L, List.of(), List.of(level("1")))));
  }

  private static Level level(String price) {
    return new Level(Decimals.parse(price), Decimals.of(1));
  }
}
