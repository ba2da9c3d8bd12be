package org.hedgerow.engine.portfolio.accounting;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.state.AccountLineKey;
import org.hedgerow.schema.state.AccountLineState;
import org.hedgerow.schema.state.AccountingState;

/**
 * What a portfolio's part in the group has earned by the prices of this moment: its value less what
 * was brought in, as a valuation would say it now. Nothing is booked by asking.
 */
public final class LiveProfit {
  private final Table<AccountingState> portfolios;
  private final Table<AccountLineState> rows;
  private final Ledger ledger;
  private final MarketView market;

  public LiveProfit(GroupTables tables, Ledger ledger, MarketView market) {
    this.portfolios = tables.accounting();
    this.rows = tables.accountLines();
    this.ledger = ledger;
    this.market = market;
  }

  /**
   * The profit since the books were opened.
   *
   * @param rates into the currency that it is wanted in
   * @return empty where there is no accounting yet, or its currency has no rate
   */
  public Optional<BigDecimal> of(String portfolio, ConversionRates rates) {
    AccountingState state = portfolios.get(portfolio);
    BookAccounting book =
        ledger.books().stream()
            .filter(one -> one.book().portfolio().equals(portfolio))
            .findFirst()
            .orElse(null);
    if (state == null || book == null) {
      return Optional.empty();
    }
    boolean restart =
        !state.getCurrency().isEmpty()
            && !state.getCurrency().equals(book.rates().reportCurrency());
    BigDecimal profit =
        restart ? BigDecimal.ZERO : Amounts.toBigDecimal(state.getCapital()).negate();
    for (AccountLineKey key : state.getLines()) {
      AccountLineState row = rows.get(Ledger.key(portfolio, key));
      Optional<BigDecimal> rate = book.rates().rate(key.getCurrency(), market);
      Optional<Contract> contract = ledger.contract(key.getInstrument());
      if (restart || rate.isEmpty() || (contract.isEmpty() && !key.getInstrument().isEmpty())) {
        BigDecimal last = Amounts.toNullable(row.getRate());
        if (!restart && last != null) {
          profit = profit.add(Amounts.toBigDecimal(row.getConverted()).multiply(last));
        }
        continue;
      }
      AccountLine line =
          AccountLine.of(
              row,
              contract.filter(one -> one.definition().getSettlement().equals(key.getCurrency())));
      contract.flatMap(one -> book.prices(one, market, null)).ifPresent(line::mark);
      // Marked for the first time, what it is worth then is brought in: the row knows it not yet.
      BigDecimal broughtIn = Amounts.toBigDecimal(line.row().getPendingCapital());
      profit = profit.add(line.worth().subtract(broughtIn).multiply(rate.get()));
    }
    BigDecimal earned = profit;
    return rates.rate(book.rates().reportCurrency(), market).map(earned::multiply);
  }
}
