package org.hedgerow.exchange.simulated.okx;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Instrument.Kind;
import org.hedgerow.exchange.simulated.option.Expiries;
import org.hedgerow.exchange.simulated.option.OptionTerms;
import org.hedgerow.exchange.simulated.option.Strikes;

/** What is listed, with tick, lot and contract sizes as the venue's own lists have had them. */
final class OkxListing {
  private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("yyMMdd");

  private final List<Instrument> instruments = new ArrayList<>();
  private final Map<String, OptionTerms> options = new LinkedHashMap<>();

  /** With options that end on those days, coin-settled ones on Bitcoin and on Ether. */
  OkxListing(Expiries expiries) {
    instruments.add(spot("BTC", "USDT", "0.1", "0.00000001", "0.00001"));
    instruments.add(spot("ETH", "USDT", "0.01", "0.000001", "0.0001"));
    instruments.add(swap(Kind.LINEAR, "BTC", "USDT", "0.1", "0.01", "0.01"));
    instruments.add(swap(Kind.LINEAR, "ETH", "USDT", "0.01", "0.01", "0.1"));
    instruments.add(swap(Kind.INVERSE, "BTC", "USD", "0.1", "1", "100"));
    instruments.add(swap(Kind.INVERSE, "ETH", "USD", "0.01", "1", "10"));
    for (LocalDate day : expiries.days()) {
      chain("BTC", "0.01", day);
      chain("ETH", "0.1", day);
    }
  }

  List<Instrument> instruments() {
    return instruments;
  }

  /** The terms of the options among them, by symbol. */
  Map<String, OptionTerms> options() {
    return options;
  }

  private void chain(String base, String contractSize, LocalDate day) {
    for (int strike : Strikes.of(base)) {
      for (boolean call : new boolean[] {true, false}) {
        Instrument option = option(base, contractSize, day, strike, call);
        instruments.add(option);
        options.put(option.symbol(), new OptionTerms(strike, call, option.expiryMillis()));
      }
    }
  }

  /**
   * The contract is the venue's ctVal times ctMult: a hundredth of a bitcoin, a tenth of an ether.
   */
  private static Instrument option(
      String base, String contractSize, LocalDate day, int strike, boolean call) {
    String family = base + "-USD";
    return new Instrument(
        OkxVenue.OKX,
        family + "-" + EXPIRY.format(day) + "-" + strike + (call ? "-C" : "-P"),
        Kind.OPTION,
        family,
        base,
        base,
        base,
        Fixed.of("0.0005"),
        Fixed.of("1"),
        Fixed.of("1"),
        Fixed.of("1000000"),
        BigDecimal.ZERO,
        new BigDecimal(contractSize),
        4,
        0,
        Expiries.millis(day));
  }

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
    return instrument.option() ? "OPTION" : instrument.derivative() ? "SWAP" : "SPOT";
  }
}
