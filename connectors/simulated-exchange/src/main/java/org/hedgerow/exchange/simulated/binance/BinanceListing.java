package org.hedgerow.exchange.simulated.binance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;

/** What is listed on the three venues, and what a symbol says. */
public final class BinanceListing {
  public static final List<Instrument> ALL =
      List.of(
          of(BinanceVenue.SPOT, "BTCUSDT", "0.01", "0.00001", "9000", "5"),
          of(BinanceVenue.SPOT, "ETHUSDT", "0.01", "0.0001", "9000", "5"),
          of(BinanceVenue.USDM, "BTCUSDT", "0.10", "0.001", "1000", "100"),
          of(BinanceVenue.USDM, "ETHUSDT", "0.01", "0.001", "10000", "20"),
          of(BinanceVenue.COINM, "BTCUSD_PERP", "0.1", "1", "1000000", "0"),
          of(BinanceVenue.COINM, "ETHUSD_PERP", "0.01", "1", "1000000", "0"));

  private BinanceListing() {}

  public static Instrument of(
      BinanceVenue venue, String symbol, String tick, String lot, String max, String minNotional) {
    boolean inverse = venue == BinanceVenue.COINM;
    int underscore = symbol.indexOf('_');
    String pair = inverse && underscore > 0 ? symbol.substring(0, underscore) : symbol;
    String quote = quoteOf(pair);
    String base = pair.substring(0, pair.length() - quote.length());
    long tickStep = Fixed.of(tick);
    long lotStep = Fixed.of(lot);
    int tickDecimals = Instrument.decimalsOf(tickStep);
    return new Instrument(
        venue,
        symbol,
        switch (venue) {
          case SPOT -> Instrument.Kind.SPOT;
          case USDM -> Instrument.Kind.LINEAR;
          case COINM -> Instrument.Kind.INVERSE;
        },
        pair,
        base,
        quote,
        inverse ? base : quote,
        tickStep,
        lotStep,
        lotStep,
        Fixed.of(max),
        new BigDecimal(minNotional),
        inverse ? new BigDecimal(base.equals("BTC") ? "100" : "10") : BigDecimal.ONE,
        switch (venue) {
          case SPOT -> Fixed.DECIMALS;
          case USDM -> Math.max(2, tickDecimals);
          case COINM -> tickDecimals;
        },
        venue == BinanceVenue.SPOT ? Fixed.DECIMALS : Instrument.decimalsOf(lotStep));
  }

  private static String quoteOf(String pair) {
    for (String quote : List.of("USDT", "USDC", "FDUSD", "BUSD", "USD", "BTC", "ETH", "BNB")) {
      if (pair.endsWith(quote) && pair.length() > quote.length()) {
        return quote;
      }
    }
    throw new IllegalArgumentException("no known quote asset in " + pair);
  }

  static BinanceVenue venueOf(Instrument instrument) {
    return (BinanceVenue) instrument.venue();
  }

  /** Stream names start with this. */
  static String streamPrefix(Instrument instrument) {
    return instrument.symbol().toLowerCase(Locale.ROOT);
  }

  /** Streams of the underlying pair start with this. */
  static String streamPrefixOfPair(Instrument instrument) {
    return instrument.pair().toLowerCase(Locale.ROOT);
  }
}
