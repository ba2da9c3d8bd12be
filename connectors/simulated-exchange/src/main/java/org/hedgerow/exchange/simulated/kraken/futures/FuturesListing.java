package org.hedgerow.exchange.simulated.kraken.futures;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Instrument.Kind;
import org.hedgerow.exchange.simulated.matching.Market;

/**
 * What is listed: inverse perpetuals, which count in dollars and settle in the coin, and perpetuals
 * of the wallet of many currencies, which count in coins and settle in dollars.
 */
final class FuturesListing {
  static final List<Instrument> ALL =
      List.of(
          perpetual("PI_XBTUSD", Kind.INVERSE, "BTC", "0.5", "1"),
          perpetual("PI_ETHUSD", Kind.INVERSE, "ETH", "0.05", "1"),
          perpetual("PF_XBTUSD", Kind.LINEAR, "BTC", "1", "0.0001"),
          perpetual("PF_ETHUSD", Kind.LINEAR, "ETH", "0.1", "0.001"));

  private FuturesListing() {}

  private static Instrument perpetual(
      String symbol, Kind kind, String base, String tick, String lot) {
    boolean inverse = kind == Kind.INVERSE;
    return new Instrument(
        FuturesVenue.KRAKEN_FUTURES,
        symbol,
        kind,
        base + ":USD",
        base,
        "USD",
        inverse ? base : "USD",
        Fixed.of(tick),
        Fixed.of(lot),
        Fixed.of(lot),
        Fixed.of(inverse ? "75000000" : "5000"),
        BigDecimal.ZERO,
        BigDecimal.ONE,
        Instrument.decimalsOf(Fixed.of(tick)),
        Instrument.decimalsOf(Fixed.of(lot)));
  }

  /** An asset as the venue's older names have it: XBT for Bitcoin. */
  static String oldName(String asset) {
    return asset.equals("BTC") ? "XBT" : asset;
  }

  /** The wallet in which a market's collateral lies, e.g. {@code fi_xbtusd}, or {@code flex}. */
  static String wallet(Instrument instrument) {
    return instrument.inverse()
        ? "fi_" + oldName(instrument.base()).toLowerCase(Locale.ROOT) + "usd"
        : "flex";
  }

  /** By a name in any case; null for an unknown one. */
  static Market named(Map<String, Market> markets, String symbol) {
    return symbol == null ? null : markets.get(symbol.toUpperCase(Locale.ROOT));
  }
}
