package org.hedgerow.engine.portfolio.accounting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;

/**
 * Rates between currencies by the marks that the group has been told: of the reference instrument
 * for the group's asset, else of the first instrument, spot before others, that trades one for the
 * other, else by one currency between. Only a rate that is turned round is rounded, to 18 decimals.
 */
public final class ConversionRates {
  private static final int INVERTED_SCALE = 18;

  private final String reportCurrency;
  private final List<String> atPar;
  private final List<InstrumentDefinition> instruments = new ArrayList<>();

  /**
   * Rates into one currency.
   *
   * @param atPar currencies that count as the report currency, one for one
   * @param reference the instrument that is asked first
   * @param configured all instruments
   */
  public ConversionRates(
      String reportCurrency,
      List<String> atPar,
      String reference,
      List<InstrumentDefinition> configured) {
    this.reportCurrency = reportCurrency;
    this.atPar = List.copyOf(atPar);
    add(configured, one -> one.getInstrument().equals(reference));
    add(
        configured,
        one -> one.getKind() == InstrumentKind.SPOT && !one.getInstrument().equals(reference));
    add(
        configured,
        one -> one.getKind() != InstrumentKind.SPOT && !one.getInstrument().equals(reference));
  }

  private void add(List<InstrumentDefinition> configured, Predicate<InstrumentDefinition> which) {
    for (InstrumentDefinition one : configured) {
      // An option's price is not that of what it is on.
      if (one.getKind() != InstrumentKind.OPTION && which.test(one)) {
        instruments.add(one);
      }
    }
  }

  /** What rates are into. */
  public String reportCurrency() {
    return reportCurrency;
  }

  /** Report currency for one unit; empty: nothing has told it yet. */
  public Optional<BigDecimal> rate(String currency, MarketView market) {
    Optional<BigDecimal> direct = direct(currency, market);
    if (direct.isPresent()) {
      return direct;
    }
    for (InstrumentDefinition one : instruments) {
      if (one.getBase().equals(currency)) {
        Optional<BigDecimal> price = price(one, market);
        Optional<BigDecimal> rate = price.flatMap(found -> direct(one.getQuote(), market));
        if (rate.isPresent()) {
          return Optional.of(price.get().multiply(rate.get()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<BigDecimal> direct(String currency, MarketView market) {
    if (isReport(currency)) {
      return Optional.of(BigDecimal.ONE);
    }
    for (InstrumentDefinition one : instruments) {
      if (one.getBase().equals(currency) && isReport(one.getQuote())) {
        Optional<BigDecimal> price = price(one, market);
        if (price.isPresent()) {
          return price;
        }
      }
    }
    for (InstrumentDefinition one : instruments) {
      if (isReport(one.getBase()) && one.getQuote().equals(currency)) {
        Optional<BigDecimal> price = price(one, market);
        if (price.isPresent()) {
          return price.map(
              found -> BigDecimal.ONE.divide(found, INVERTED_SCALE, RoundingMode.HALF_EVEN));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isReport(String currency) {
    return currency.equals(reportCurrency) || atPar.contains(currency);
  }

  private static Optional<BigDecimal> price(InstrumentDefinition one, MarketView market) {
    return market.mark(one.getInstrument()).filter(price -> price.signum() > 0);
  }
}
