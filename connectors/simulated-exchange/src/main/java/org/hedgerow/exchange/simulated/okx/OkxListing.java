package org.hedgerow.exchange.simulated.okx;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Instrument.Kind;

/** What is listed, with tick, lot and contract sizes as the venue's own lists have had them. */
final class OkxListing {
  static final List<Instrument> ALL =
      List.of(
          spot("BTC", "USDT", "0.1", "0.00000001", "0.00001"),
          spot("ETH", "USDT", "0.01", "0.000001", "0.0001"),
          swap(Kind.LINEAR, "BTC", "USDT", "0.1", "0.01", "0.01"),
          swap(Kind.LINEAR, "ETH", "USDT", "0.01", "0.01", "0.1"),
          swap(Kind.INVERSE, "BTC", "USD", "0.1", "1", "100"),
          swap(Kind.INVERSE, "ETH", "USD", "0.01", "1", "10"));

  private OkxListing() {}

  private static Instrument spot(
      String base, String quote, String tick, String lot, String minimum) {
    String symbol = base + "-" + quote;
    return new Instrument(
        OkxVenue.OKX,
        symbol,
        Kind.SPOT,
        symbol,
        base,
        quote,
        quote,
        Fixed.of(tick),
        Fixed.of(lot),
        Fixed.of(minimum),
        Fixed.of("1000000"),
        BigDecimal.ZERO,
        BigDecimal.ONE,
        Instrument.decimalsOf(Fixed.of(tick)),
        Instrument.decimalsOf(Fixed.of(lot)));
  }

  /** A perpetual; the pair is the venue's family and index. */
  private static Instrument swap(
      Kind kind, String base, String quote, String tick, String lot, String contractSize) {
    String pair = base + "-" + quote;
    return new Instrument(
        OkxVenue.OKX,
        pair + "-SWAP",
        kind,
        pair,
        base,
        quote,
        kind == Kind.INVERSE ? base : quote,
        Fixed.of(tick),
        Fixed.of(lot),
        Fixed.of(lot),
        Fixed.of("100000000"),
        BigDecimal.ZERO,
        new BigDecimal(contractSize),
        Instrument.decimalsOf(Fixed.of(tick)),
        Instrument.decimalsOf(Fixed.of(lot)));
  }

  /** The venue's {@code instType}. */
  static String type(Instrument instrument) {
    return instrument.derivative() ? "SWAP" : "SPOT";
  }
}
