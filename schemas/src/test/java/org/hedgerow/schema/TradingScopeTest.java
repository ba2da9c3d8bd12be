package org.hedgerow.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradingScopeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "venue:OKX",
        "account:perp",
        "portfolio:treasury",
        "group:BTC",
        "instrument:BINANCE_SPOT:BTCUSDT",
        "book:treasury/BTC"
      })
  void readsWhatItWrites(String text) {
    TradingScope scope = TradingScope.parse(text);
    assertEquals(text, scope.toString());
    boolean covered = scope.covers("BTC", "treasury", "OKX", "perp", "BINANCE_SPOT:BTCUSDT");
    assertTrue(covered);
    boolean elsewhere = scope.covers("g", "p", "v", "a", "i");
    assertEquals(text.equals("all"), elsewhere);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ALL", "account", "account:", "account: ", "accounts:x", ":x", "all:x"})
  void refusesTheRest(String text) {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> TradingScope.parse(text))
            .getMessage()
            .contains("is no scope"));
  }

  @Test
  void namesAreExact() {
    assertFalse(TradingScope.parse("account:perp").covers("", "", "", "perp2", ""));
    assertFalse(TradingScope.parse("account:perp").covers("perp", "perp", "perp", "", "perp"));
  }
}
