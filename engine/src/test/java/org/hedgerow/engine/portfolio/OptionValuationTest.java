package org.hedgerow.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.OptionRight;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;

/**
 * What an option weighs, from what venues tell. At the money, half a year (182.5 days of 365) and
 * 20 % volatility Black's call on a forward of 100 is worth 100 (2 N(0.0707107) - 1) = 5.637198
 * with a delta of N(0.0707107) = 0.528186; gamma is n(0.0707107) / (100 x 0.141421) = 0.028139 and
 * vega 100 n(0.0707107) sqrt(0.5) = 28.13904 (tables of the normal distribution).
 */
class OptionValuationTest {
  private static final String NAME = "V:O";
  private static final long NOW = 1_000_000_000_000_000L;
  private static final long END = NOW + 365L * 43_200_000_000L;

  private final MarketView market = new MarketView(GroupTables.of(new MemoryTables()).market());

  @Test
  void oursFromTheVenuesVolatility() {
    OptionQuote quote = quote();
    quote.setMarkVolatility(0.2);
    market.apply(quote, NOW);
    OptionValuation call = value(OptionRight.CALL, "USD", NOW);
    assertEquals(0.528186, call.delta(), 5e-7);
    assertEquals(0.028139, call.gamma(), 5e-7);
    assertEquals(28.13904, call.vega(), 5e-5);
    assertEquals(5.637198, call.price(), 5e-6);
    assertEquals(call.delta(), call.transactionDelta());
    // Parity: a put's delta is the call's less 1.
    assertEquals(0.528186 - 1, value(OptionRight.PUT, "USD", NOW).delta(), 5e-7);
    // In coin the premium is 0.05637198, and what buying adds is less by it.
    OptionValuation coin = value(OptionRight.CALL, "BTC", NOW);
    assertEquals(0.05637198, coin.price(), 5e-8);
    assertEquals(0.528186 - 0.056372, coin.transactionDelta(), 1e-6);
  }

  @Test
  void theVolatilityIsImpliedByTheMarkOrElseByTheMid() {
    OptionQuote quote = quote();
    quote.setMarkPrice(Decimals.parse("0.0563719800"));
    market.apply(quote, NOW);
    assertEquals(0.2, value(OptionRight.CALL, "BTC", NOW).volatility(), 1e-6);

    MarketView quoted = new MarketView(GroupTables.of(new MemoryTables()).market());
    quoted.apply(quote(), NOW);
    quoted.apply(
        new Quote(
            NAME,
            Decimals.parse("5.5372"),
            Decimals.of(1),
            Decimals.parse("5.7372"),
            Decimals.of(1),
            null),
        NOW);
    quoted.apply(new Mark("V:F", Decimals.of(100)));
    OptionValuation value =
        OptionValuation.of(contract(OptionRight.CALL, "USD"), quoted, NOW).orElseThrow();
    assertEquals(0.2, value.volatility(), 1e-5, "with the configured underlying as forward");
  }

  @Test
  void aVenuesDeltaIsTakenWhereTheOptionCanHaveIt() {
    OptionQuote quote = quote();
    quote.setMarkVolatility(0.2);
    quote.setDelta(0.55);
    market.apply(quote, NOW);
    OptionValuation call = value(OptionRight.CALL, "USD", NOW);
    assertEquals(0.55, call.delta());
    assertEquals(0.55 - 0.528186, call.venueDelta() - call.ownDelta(), 5e-7);
    OptionValuation put = value(OptionRight.PUT, "USD", NOW);
    assertEquals(put.ownDelta(), put.delta(), "no put has a delta of +0.55");
    assertTrue(Double.isNaN(put.venueDelta()));
  }

  @Test
  void atItsEndWithoutPriceAndWithoutData() {
    Contract call = contract(OptionRight.CALL, "USD");
    assertEquals(Optional.empty(), OptionValuation.of(call, market, NOW));
    OptionQuote quote = quote();
    quote.setMarkPrice(Decimals.ZERO);
    quote.setUnderlyingPrice(Decimals.parse("90"));
    market.apply(quote, NOW);
    OptionValuation worthless = value(OptionRight.CALL, "USD", NOW);
    assertEquals(0, worthless.volatility());
    assertEquals(0, worthless.delta());
    assertEquals(0, worthless.gamma());
    quote.setMarkVolatility(0.2);
    market.apply(quote, NOW);
    OptionValuation last = value(OptionRight.PUT, "USD", END - 1);
    assertEquals(-1, last.delta(), 1e-12, "a microsecond before its end, 10 in the money");
    OptionValuation over = value(OptionRight.PUT, "USD", END);
    assertEquals(0, over.delta());
    assertEquals(0, over.years());
  }

  /** OKX tells greeks by themselves and a quote that lost a side too; Deribit all at once. */
  @Test
  void whatAVenueDoesNotSpeakOfStays() {
    OptionQuote greeks = quote();
    greeks.setMarkVolatility(0.2);
    market.apply(greeks, NOW);
    assertFalse(market.quote(NAME).isPresent());
    OptionQuote asked = new OptionQuote();
    asked.setInstrument(NAME);
    asked.setAskPrice(Decimals.of(6));
    asked.setAskQuantity(Decimals.of(3));
    market.apply(asked, NOW + 5);
    assertEquals(0, Decimals.signum(market.quote(NAME).orElseThrow().getBidPrice()));
    assertEquals(Optional.empty(), market.mid(NAME));
    assertEquals(0.2, market.option(NAME).orElseThrow().getMarkVolatility());
    assertEquals(5, market.optionAgeMicros(NAME, NOW + 5));
    market.apply(greeks, NOW + 9);
    assertEquals(Decimals.of(6), market.quote(NAME).orElseThrow().getAskPrice());
    OptionQuote ticker = quote();
    ticker.setMarkPrice(Decimals.of(5));
    market.apply(ticker, NOW + 10);
    assertEquals(0, Decimals.signum(market.quote(NAME).orElseThrow().getAskPrice()));
  }

  private OptionValuation value(OptionRight right, String settlement, long clock) {
    return OptionValuation.of(contract(right, settlement), market, clock).orElseThrow();
  }

  private static OptionQuote quote() {
    OptionQuote quote = new OptionQuote();
    quote.setInstrument(NAME);
    quote.setUnderlyingPrice(Decimals.of(100));
    return quote;
  }

  private static Contract contract(OptionRight right, String settlement) {
    return new Contract(
        InstrumentDefinition.newBuilder()
            .setInstrument(NAME)
            .setVenue("V")
            .setSymbol("O")
            .setKind(InstrumentKind.OPTION)
            .setBase("BTC")
            .setQuote("USD")
            .setSettlement(settlement)
            .setContractValue(Decimals.of(1))
            .setTickSize(Decimals.parse("0.0001"))
            .setLotSize(Decimals.of(1))
            .setMinimumQuantity(Decimals.of(1))
            .setMaximumQuantity(Decimals.of(1_000))
            .setMinimumNotional(Decimals.of(0))
            .setStrike(Decimals.of(100))
            .setRight(right)
            .setExpiryMicros(END)
            .setUnderlying("V:F")
            .build());
  }
}
