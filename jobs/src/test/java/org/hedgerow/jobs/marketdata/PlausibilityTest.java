package org.hedgerow.jobs.marketdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibilityTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 2, 1, true",
    "1, 0, 2, 0, true",
    "2, 1, 2, 1, true",
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
}
