package org.hedgerow.exchange.simulated.deribit;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Instrument.Kind;

/**
 * What is listed: perpetuals, two dated futures and a chain of options on Bitcoin, with ticks and
 * amounts as the venue's own lists have had them. Amounts are dollars for inverse futures, coins
 * for all else.
 */
final class DeribitListing {
  private static final int[] STRIKES = {54_000, 58_000, 62_000, 66_000, 70_000};
  private static final int[] DAYS_AWAY = {14, 60};
  private static final int SETTLEMENT_HOUR = 8;
  private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("dMMMyy", Locale.US);

  private final Map<String, Contract> contracts = new LinkedHashMap<>();

  /** As of a day: the expiries are Fridays after it. */
  DeribitListing(Instant now) {
    future("BTC-PERPETUAL", Kind.INVERSE, "BTC", "USD", "0.5", "10", 0);
    future("ETH-PERPETUAL", Kind.INVERSE, "ETH", "USD", "0.05", "1", 0);
    future("BTC_USDC-PERPETUAL", Kind.LINEAR, "BTC", "USDC", "0.5", "0.001", 0);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (int days : DAYS_AWAY) {
      LocalDate day = today.plusDays(days).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
      long expiry = day.atTime(SETTLEMENT_HOUR, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
      String name = "BTC-" + EXPIRY.format(day).toUpperCase(Locale.ROOT);
      future(name, Kind.INVERSE, "BTC", "USD", "2.5", "10", expiry);
      for (int strike : STRIKES) {
        option(name + "-" + strike + "-C", strike, true, expiry);
        option(name + "-" + strike + "-P", strike, false, expiry);
      }
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

  private void option(String symbol, int strike, boolean call, long expiry) {
    long lot = Fixed.of("0.1");
    long tick = Fixed.of("0.0005");
    add(
        new Instrument(
            DeribitVenue.DERIBIT,
            symbol,
            Kind.OPTION,
            "btc_usd",
            "BTC",
            "BTC",
            "BTC",
            tick,
            lot,
            lot,
            Fixed.of("10000"),
            BigDecimal.ZERO,
            BigDecimal.ONE,
            Instrument.decimalsOf(tick),
            Instrument.decimalsOf(lot),
            expiry),
        "btc_usd",
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
