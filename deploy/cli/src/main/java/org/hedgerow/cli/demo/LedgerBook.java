package org.hedgerow.cli.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Book;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.HedgeLeg;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Portfolio;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.OptionRight;

/**
 * One book of a portfolio, judged by the exchange's ledger: what the strategy promises, worked out
 * apart from the engine with the greeks that the exchange itself states.
 *
 * <ul>
 *   <li>Delta: exposure and hedges together within {@code enter} of the gross exposure.
 *   <li>Gamma and vega: of all options together no more than as many of the hedging options have as
 *       the band lets be missing, and half a lot.
 *   <li>Puts: as many as cover the exposure, rounded up to a lot, within the band. Collar: as many
 *       calls sold as puts are held, within the band.
 * </ul>
 */
final class LedgerBook {
  private static final String PUTS = "protective-put";
  private static final String COLLAR = "collar";
  private final Configuration configuration;
  private final Portfolio portfolio;
  private final Book book;
  private final LedgerPortfolio holdings;
  private final LedgerMarks marks;
  private final Set<String> accounts;
  private final Map<String, Long> micros = new LinkedHashMap<>();
  private long allMicros;

  /** Units of the group's asset, as they were last looked at, and their sums over microseconds. */
  private double open;

  private double gross;
  private double openMicros;
  private double grossMicros;
  private Map<String, Boolean> now = new LinkedHashMap<>();

  LedgerBook(
      Configuration configuration,
      Portfolio portfolio,
      Book book,
      LedgerPortfolio holdings,
      LedgerMarks marks) {
    this.configuration = configuration;
    this.portfolio = portfolio;
    this.book = book;
    this.holdings = holdings;
    this.marks = marks;
    this.accounts = accounts(portfolio);
  }

  /** Those that a portfolio uses: what is traded by others on them is the first one's. */
  static Set<String> accounts(Portfolio portfolio) {
    Set<String> accounts = new LinkedHashSet<>();
    portfolio.holdings().forEach(holding -> accounts.add(holding.account()));
    portfolio
        .books()
        .forEach(book -> book.hedges().forEach(hedge -> accounts.add(hedge.account())));
    return accounts;
  }

  /** Units of the group's asset. */
  private static final class Exposure {
    double unhedged;
    double gross;
    double hedge;
    double gamma;
    double vega;

    void add(double delta) {
      unhedged += delta;
      gross += Math.abs(delta);
    }
  }

  private Exposure exposure() {
    Exposure exposure = new Exposure();
    for (Account account : configuration.accounts()) {
      if (!accounts.contains(account.account())) {
        continue;
      }
      double coins = holdings.coins(account.account(), book.group());
      for (Instrument instrument : configuration.instruments()) {
        if (instrument.venue().equals(account.venue())
            && instrument.base().equals(book.group())
            && instrument.kind() != InstrumentKind.SPOT) {
          coins += contract(account, instrument, exposure);
        }
      }
      exposure.add(coins);
    }
    return exposure;
  }

  /** Adds a contract's delta and greeks; gives what it has earned in coin. */
  private double contract(Account account, Instrument instrument, Exposure exposure) {
    LedgerMarks.Mark mark = marks.of(account.account(), instrument.symbol());
    double units =
        holdings.contracts(account.account(), instrument) * LedgerPortfolio.size(instrument);
    double delta = units;
    double earned = 0;
    if (instrument.kind() == InstrumentKind.OPTION) {
      delta = units * mark.delta();
      exposure.gamma += units * mark.gamma();
      exposure.vega += units * mark.vega();
    } else if (LedgerPortfolio.isInverse(instrument)) {
      if (mark.price() == 0) {
        return 0;
      }
      delta = units / mark.price();
      earned = holdings.earned(account, instrument, mark.price());
    }
    if (isLeg(account, instrument)) {
      exposure.hedge += delta;
    } else {
      exposure.add(delta);
    }
    return earned;
  }

  private boolean isLeg(Account account, Instrument instrument) {
    return book.hedges().stream()
        .anyMatch(
            leg ->
                leg.account().equals(account.account())
                    && leg.instrument().equals(instrument.instrument()));
  }

  /** Counts a time in which all was as it was last looked at. */
  void passed(long passedMicros) {
    allMicros += passedMicros;
    openMicros += open * passedMicros;
    grossMicros += gross * passedMicros;
    now.forEach((name, held) -> micros.merge(name, held ? passedMicros : 0, Long::sum));
  }

  /** Looks at what holds now. */
  void look() {
    Map<String, Boolean> seen = new LinkedHashMap<>();
    Exposure exposure = exposure();
    double band = book.band().enter().doubleValue() * exposure.gross;
    open = Math.abs(exposure.unhedged + exposure.hedge);
    gross = exposure.gross;
    switch (book.strategy()) {
      case PUTS, COLLAR -> {
        Protection protection = protection(exposure.unhedged);
        seen.put("protected", Math.abs(protection.puts - protection.wanted) <= band);
        if (book.strategy().equals(COLLAR)) {
          seen.put("paid_by_calls", Math.abs(protection.puts + protection.calls) <= band);
        }
      }
      default -> {
        seen.put("delta", Math.abs(exposure.unhedged + exposure.hedge) <= band);
        if (book.strategy().contains("gamma")) {
          seen.put("gamma", Math.abs(exposure.gamma) <= tolerance(band, true));
        }
        if (book.strategy().contains("vega")) {
          seen.put("vega", Math.abs(exposure.vega) <= tolerance(band, false));
        }
      }
    }
    // Where nothing is known nothing is hedged.
    boolean known = exposure.gross > 0;
    seen.replaceAll((name, held) -> held && known);
    seen.put(BookResult.ALL, !seen.containsValue(false));
    now = seen;
  }

  /** What the hedging options that may be missing have of a greek. */
  private double tolerance(double band, boolean gamma) {
    double tolerance = 0;
    for (HedgeLeg leg : book.hedges()) {
      Instrument instrument = configuration.instrument(leg.instrument()).orElseThrow();
      if (instrument.kind() == InstrumentKind.OPTION) {
        LedgerMarks.Mark mark = marks.of(leg.account(), instrument.symbol());
        double half = LedgerPortfolio.size(instrument) * instrument.lotSize().doubleValue() / 2;
        tolerance += (band + half) * (gamma ? mark.gamma() : mark.vega());
      }
    }
    return tolerance;
  }

  /** Of options that protect, in units of the underlying; premiums and strikes in dollars. */
  private static final class Protection {
    double wanted;
    double puts;
    double calls;
    double premium;
    double putStrikes;
    double callStrikes;
  }

  private Protection protection(double exposure) {
    Protection protection = new Protection();
    double step = 0;
    for (HedgeLeg leg : book.hedges()) {
      Instrument instrument = configuration.instrument(leg.instrument()).orElseThrow();
      double size = LedgerPortfolio.size(instrument);
      double units = holdings.contracts(leg.account(), instrument) * size;
      double strike = instrument.option().orElseThrow().strike().doubleValue();
      step = Math.max(step, size * instrument.lotSize().doubleValue());
      protection.premium += holdings.premium(leg.account(), instrument);
      if (instrument.option().orElseThrow().right() == OptionRight.PUT) {
        protection.puts += units;
        protection.putStrikes += units * strike;
      } else {
        protection.calls += units;
        protection.callStrikes += units * strike;
      }
    }
    // The last digits are rounding errors of sums of doubles.
    protection.wanted = exposure > 0 ? Math.ceil(exposure / step - 1e-9) * step : 0;
    return protection;
  }

  BookResult result() {
    Map<String, Double> shares = new LinkedHashMap<>();
    now.keySet()
        .forEach(
            name ->
                shares.put(
                    name, allMicros == 0 ? 0 : (double) micros.getOrDefault(name, 0L) / allMicros));
    return new BookResult(
        portfolio.portfolio(),
        book.group(),
        book.strategy(),
        shares,
        figures(exposure()),
        isProtected() || grossMicros == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(openMicros / grossMicros));
  }

  /** By options that are held against a fall, whatever delta is left. */
  private boolean isProtected() {
    return book.strategy().equals(PUTS) || book.strategy().equals(COLLAR);
  }

  private Map<String, BigDecimal> figures(Exposure exposure) {
    Map<String, BigDecimal> figures = new LinkedHashMap<>();
    figures.put("exposure", rounded(exposure.unhedged));
    if (isProtected()) {
      Protection protection = protection(exposure.unhedged);
      figures.put("puts_wanted", rounded(protection.wanted));
      figures.put("puts_held", rounded(protection.puts));
      if (protection.puts > 0) {
        double strike = protection.putStrikes / protection.puts;
        figures.put("put_strike", rounded(strike));
        figures.put("floor", rounded(strike - protection.premium / protection.puts));
      }
      if (book.strategy().equals(COLLAR)) {
        figures.put("calls_sold", rounded(-protection.calls));
        if (protection.calls != 0) {
          figures.put("call_strike", rounded(protection.callStrikes / protection.calls));
        }
      }
      figures.put("premium_paid", rounded(protection.premium));
    } else {
      figures.put("hedge", rounded(exposure.hedge));
      figures.put("net_delta", rounded(exposure.unhedged + exposure.hedge));
      figures.put("net_gamma", rounded(exposure.gamma));
      figures.put("net_vega", rounded(exposure.vega));
    }
    return figures;
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value, new MathContext(6)).stripTrailingZeros();
  }
}
