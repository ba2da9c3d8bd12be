package org.hedgerow.engine.portfolio.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.Mark;
import org.junit.jupiter.api.Test;

class ConversionRatesTest {
  private final MarketView market = new MarketView(GroupTables.of(new MemoryTables()).market());
  private final List<InstrumentDefinition> instruments =
      List.of(
          definition("V:PERP", InstrumentKind.LINEAR_PERPETUAL, "BTC", "USDT"),
          definition("V:BTCUSDT", InstrumentKind.SPOT, "BTC", "USDT"),
          definition("V:BTCEUR", InstrumentKind.SPOT, "BTC", "EUR"),
          definition("V:EURUSDT", InstrumentKind.SPOT, "EUR", "USDT"),
          definition("V:BNBBTC", InstrumentKind.SPOT, "BNB", "BTC"),
          definition("V:CALL", InstrumentKind.OPTION, "SOL", "USDT"));

  @Test
  void theReportCurrencyAndWhatIsAtParAreOne() {
    assertRate("1", "USDT", rates("USDT", List.of("USDC")));
    assertRate("1", "USDC", rates("USDT", List.of("USDC")));
    assertEquals(Optional.empty(), rates("USDT", List.of()).rate("USDC", market));
  }

  @Test
  void theReferenceIsAskedFirstThenSpot() {
    mark("V:PERP", "50100");
    ConversionRates rates = rates("USDT", List.of());
    assertRate("50100", "BTC", rates);
    mark("V:BTCUSDT", "50000");
    assertRate("50000", "BTC", rates);
  }

  @Test
  void aRateMayBeTurnedRoundOrGoByACurrencyBetween() {
    mark("V:BTCUSDT", "50000");
    assertRate("0.00002", "USDT", rates("BTC", List.of()));
    mark("V:BNBBTC", "0.01");
    assertRate("500", "BNB", rates("USDT", List.of()));
    // Turned round, one in three of eighteen decimals.
    mark("V:BTCUSDT", "30000");
    assertRate("0.000033333333333333", "USDT", rates("BTC", List.of()));
  }

  @Test
  void anOptionsPriceIsNoRate() {
    mark("V:CALL", "12");
    assertEquals(Optional.empty(), rates("USDT", List.of()).rate("SOL", market));
  }

  private ConversionRates rates(String currency, List<String> atPar) {
    return new ConversionRates(currency, atPar, "V:BTCUSDT", instruments);
  }

  private void assertRate(String expected, String currency, ConversionRates rates) {
    BigDecimal rate = rates.rate(currency, market).orElseThrow();
    assertEquals(0, new BigDecimal(expected).compareTo(rate), rate.toPlainString());
  }

  private void mark(String instrument, String price) {
    market.apply(new Mark(instrument, Decimals.parse(price)));
  }

  private static InstrumentDefinition definition(
      String instrument, InstrumentKind kind, String base, String quote) {
    return Contracts.definition(instrument, kind, base, quote, quote, "1").build();
  }
}
