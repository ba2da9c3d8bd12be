package org.hedgerow.exchange.simulated.luno;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Instrument.Kind;

/** What is listed; Bitcoin is XBT in the venue's texts. */
final class LunoListing {
  /** Rand for a dollar, in this world. */
  static final double RAND = 18;

  static final List<Instrument> ALL =
      List.of(pair("BTC", "ZAR", "1"), pair("BTC", "USDT", "0.01"), pair("ETH", "USDT", "0.01"));

  private LunoListing() {}

  private static Instrument pair(String base, String quote, String tick) {
    String symbol = name(base) + quote;
    long lot = Fixed.of("0.000001");
    return new Instrument(
        LunoVenue.LUNO,
        symbol,
        Kind.SPOT,
        symbol,
        base,
        quote,
        quote,
        Fixed.of(tick),
        lot,
        Fixed.of("0.0001"),
        Fixed.of("1000"),
        BigDecimal.ZERO,
        BigDecimal.ONE,
        Instrument.decimalsOf(Fixed.of(tick)),
        Instrument.decimalsOf(lot));
  }

  /** The venue's name of an asset. */
  static String name(String asset) {
    return asset.equals("BTC") ? "XBT" : asset;
  }

  /** What an amount in dollars is in a pair's counter currency. */
  static double dollars(Instrument pair, double dollars) {
    return pair.quote().equals("ZAR") ? dollars * RAND : dollars;
  }
}
