package org.hedgerow.exchange.simulated.deribit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Instrument.Kind;
import org.hedgerow.exchange.simulated.option.Expiries;
import org.hedgerow.exchange.simulated.option.Strikes;

/**
 * What is listed: perpetuals, and for each expiry a dated future and a chain of options on Bitcoin
 * and on Ether, with ticks and amounts as the venue's own lists have had them. Amounts are dollars
 * for inverse futures, coins for all else.
 */
final class DeribitListing {
  private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("dMMMyy", Locale.US);

  private final Map<String, Contract> contracts = new LinkedHashMap<>();

  DeribitListing(Expiries expiries) {
    future("BTC-PERPETUAL", Kind.INVERSE, "BTC", "USD", "0.5", "10", 0);
    future("ETH-PERPETUAL", Kind.INVERSE, "ETH", "USD", "0.05", "1", 0);
    future("BTC_USDC-PERPETUAL", Kind.LINEAR, "BTC", "USDC", "0.5", "0.001", 0);
    for (LocalDate day : expiries.days()) {
      chain("BTC", "2.5", "10", "0.1", day);
      chain("ETH", "0.25", "1", "1", day);
    }
  }

  private void chain(
      String base, String futureTick, String futureSize, String optionLot, LocalDate day) {
    long expiry = Expiries.millis(day);
    String name = base + "-" + EXPIRY.format(day).toUpperCase(Locale.ROOT);
    future(name, Kind.INVERSE, base, "USD", futureTick, futureSize, expiry);
    for (int strike : Strikes.of(base)) {
      option(name + "-" + strike + "-C", base, optionLot, strike, true, expiry);
      option(name + "-" + strike + "-P", base, optionLot, strike, false, expiry);
    }
  }

  Map<String, Contract> contracts() {
    return contracts;
  }

  List<Instrument> instruments() {
    List<Instrument> instruments = new ArrayList<>();
    contracts.values().forEach(contract -> instruments.add(contract.instrument()));
    return instruments;
  }

  private void future(
      String symbol, Kind kind, String base, String quote, String tick, String size, long expiry) {
    boolean inverse = kind == Kind.INVERSE;
    String index = base.toLowerCase(Locale.ROOT) + "_" + quote.toLowerCase(Locale.ROOT);
    add(
        new Instrument(
            DeribitVenue.DERIBIT,
            symbol,
            kind,
            index,
            base,
            quote,
            inverse ? base : quote,
            Fixed.of(tick),
            Fixed.of(size),
            Fixed.of(size),
            Fixed.of(inverse ? "100000000" : "10000"),
            BigDecimal.ZERO,
            BigDecimal.ONE,
            Instrument.decimalsOf(Fixed.of(tick)),
            Instrument.decimalsOf(Fixed.of(size)),
            expiry),
        index,
        new BigDecimal(size),
        0,
        false);
  }

  private void option(
      String symbol, String base, String smallest, int strike, boolean call, long expiry) {
    long lot = Fixed.of(smallest);
    String index = base.toLowerCase(Locale.ROOT) + "_usd";
    long tick = Fixed.of("0.0005");
    add(
        new Instrument(
            DeribitVenue.DERIBIT,
            symbol,
            Kind.OPTION,
            index,
            base,
            base,
            base,
            tick,
            lot,
            lot,
            Fixed.of("10000"),
            BigDecimal.ZERO,
            BigDecimal.ONE,
            Instrument.decimalsOf(tick),
            Instrument.decimalsOf(lot),
            expiry),
        index,
        BigDecimal.ONE,
        strike,
        call);
  }

  private void add(
      Instrument instrument, String index, BigDecimal size, double strike, boolean call) {
    String period =
        instrument.perpetual()
            ? "perpetual"
            : instrument.expiryMillis() == firstExpiry(instrument) ? "week" : "month";
    contracts.put(
        instrument.symbol(),
        new Contract(instrument, index, size, strike, call, period, 100_001 + contracts.size()));
  }

  /** The nearest expiry that is listed. */
  private long firstExpiry(Instrument otherwise) {
    for (Contract contract : contracts.values()) {
      if (contract.instrument().expiryMillis() > 0) {
        return contract.instrument().expiryMillis();
      }
    }
    return otherwise.expiryMillis();
  }
}
