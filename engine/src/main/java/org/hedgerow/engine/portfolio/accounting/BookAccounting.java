package org.hedgerow.engine.portfolio.accounting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.schema.AccountDefinition;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.PortfolioDefinition;

/**
 * What the configuration says of a book's accounting.
 *
 * @param groupAsset what the group hedges
 * @param rates into the report currency
 * @param reference the definition of the book's reference instrument
 * @param intervalMicros how often it is valued
 * @param venues of the accounts
 */
public record BookAccounting(
    BookPlan book,
    String groupAsset,
    ConversionRates rates,
    InstrumentDefinition reference,
    long intervalMicros,
    Map<String, String> venues) {
  /** As many as a client order id can tell apart. */
  private static final int PORTFOLIOS = 1_024;

  static List<BookAccounting> of(GroupPlan plan) {
    Map<String, String> venues = new LinkedHashMap<>();
    for (AccountDefinition account : plan.configuration().getAccounts()) {
      venues.put(account.getAccount(), account.getVenue());
    }
    List<BookAccounting> books = new ArrayList<>();
    for (BookPlan book : plan.books()) {
      PortfolioDefinition portfolio =
          plan.configuration().getPortfolios().stream()
              .filter(one -> one.getPortfolio().equals(book.portfolio()))
              .findFirst()
              .orElseThrow();
      InstrumentDefinition reference =
          plan.contract(book.reference()).map(Contract::definition).orElseThrow();
      books.add(
          new BookAccounting(
              book,
              plan.group(),
              new ConversionRates(
                  portfolio.getReportCurrency() == null
                      ? reference.getQuote()
                      : portfolio.getReportCurrency(),
                  portfolio.getAtPar(),
                  book.reference(),
                  plan.configuration().getInstruments()),
              reference,
              Math.max(1, portfolio.getValuationMicros()),
              venues));
    }
    return books;
  }

  /**
   * The next time to value it: portfolios take turns within an interval, so that a group with many
   * has no tick that values them all.
   */
  long dueAfter(long clockMicros) {
    long phase = intervalMicros / PORTFOLIOS * book.portfolioNumber();
    return (Math.floorDiv(clockMicros - phase, intervalMicros) + 1) * intervalMicros + phase;
  }

  /** Whether the book hedges with an instrument on an account. */
  boolean isHedge(String account, String instrument) {
    for (BookPlan.Leg leg : book.legs()) {
      if (leg.place().account().equals(account) && leg.place().instrument().equals(instrument)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The prices that value a contract now.
   *
   * @param otherwise the mark where the market has told none; null: none
   * @return empty where there is no mark
   */
  Optional<AccountLine.Prices> prices(Contract contract, MarketView market, BigDecimal otherwise) {
    InstrumentDefinition definition = contract.definition();
    Optional<BigDecimal> mark =
        market
            .mark(definition.getInstrument())
            .filter(price -> price.signum() > 0 || contract.isOption())
            .or(() -> Optional.ofNullable(otherwise));
    // An inverse contract's dollar is the reference's, whatever stands for it there.
    boolean sameUnits =
        definition.getBase().equals(reference.getBase())
            && (contract.isInverse() || definition.getQuote().equals(reference.getQuote()));
    return mark.map(
        price ->
            new AccountLine.Prices(
                price, market.mark(reference.getInstrument()).orElse(null), sameUnits));
  }
}
