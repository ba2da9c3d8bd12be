package org.hedgerow.engine.portfolio.accounting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.AccountLineKey;
import org.hedgerow.schema.state.AccountLineState;
import org.hedgerow.schema.state.AccountingState;

/**
 * Books to the account lines of a group's portfolios what happens to them: fills, fees, funding,
 * deposits. It reads prices as they stand and asks for none, so quotes cost nothing here.
 *
 * <p>Only portfolios with a book in the group are accounted for in it. An account's money in a
 * currency that no group is named after goes to the first group of the portfolio that uses it.
 */
public final class Ledger {
  private final Table<AccountingState> portfolios;
  private final Table<AccountLineState> rows;
  private final Holdings holdings;
  private final MarketView market;
  private GroupPlan plan;
  private List<BookAccounting> books = List.of();

  public Ledger(
      Table<AccountingState> portfolios,
      Table<AccountLineState> rows,
      Holdings holdings,
      MarketView market) {
    this.portfolios = portfolios;
    this.rows = rows;
    this.holdings = holdings;
    this.market = market;
  }

  /** Takes a configuration. */
  public void configure(GroupPlan newPlan) {
    plan = newPlan;
    books = BookAccounting.of(newPlan);
  }

  long configVersion() {
    return plan.configuration().getVersion();
  }

  List<BookAccounting> books() {
    return books;
  }

  Optional<Contract> contract(String instrument) {
    return instrument.isEmpty() ? Optional.empty() : plan.contract(instrument);
  }

  /**
   * Opens the accounting of each book that has none yet, with what its portfolio holds now. To be
   * called at entries of the journal, so that a replay opens it at the same one.
   */
  public void open() {
    for (BookAccounting book : books) {
      String portfolio = book.book().portfolio();
      if (portfolios.get(portfolio) != null) {
        continue;
      }
      portfolios.put(
          portfolio,
          AccountingState.newBuilder()
              .setLines(new ArrayList<>())
              .setCapital(Amounts.zero())
              .setProfit(Attribution.NONE.parts())
              .build());
      book.book().positions().forEach(place -> open(portfolio, place));
      book.book().legs().forEach(leg -> open(portfolio, leg.place()));
      for (String account : book.book().wallets()) {
        BigDecimal coins = holdings.wallet(portfolio, account, plan.group());
        if (coins.signum() != 0) {
          change(portfolio, account, "", plan.group(), line -> line.capital(coins));
        }
      }
    }
  }

  private void open(String portfolio, BookPlan.Place place) {
    String account = place.account();
    String instrument = place.instrument();
    BigDecimal quantity = holdings.quantity(portfolio, account, instrument);
    if (quantity.signum() != 0) {
      BigDecimal cost = holdings.cost(portfolio, account, instrument);
      change(
          portfolio,
          account,
          instrument,
          place.contract().definition().getSettlement(),
          line -> line.open(quantity, cost));
    }
  }

  /**
   * Books a fill and its fee.
   *
   * @param arrival the mid when our order was decided; null: the order is not ours, and the mid of
   *     now stands in
   */
  public void fill(String portfolio, Contract contract, ExecutionReport fill, BigDecimal arrival) {
    BookAccounting book = book(portfolio);
    if (book == null) {
      return;
    }
    InstrumentDefinition definition = contract.definition();
    String instrument = definition.getInstrument();
    BigDecimal quantity = Decimals.toBigDecimal(fill.getLastQuantity());
    BigDecimal price = Decimals.toBigDecimal(fill.getLastPrice());
    AccountLine.Prices prices = book.prices(contract, market, price).orElseThrow();
    change(
        portfolio,
        fill.getAccount(),
        instrument,
        definition.getSettlement(),
        line ->
            line.fill(
                fill.getSide() == Side.BUY ? quantity : quantity.negate(),
                price,
                arrival(arrival, instrument),
                prices));
    if (fill.getFee() != null && Decimals.signum(fill.getFee()) != 0) {
      BigDecimal fee = Decimals.toBigDecimal(fill.getFee());
      String currency =
          fill.getFeeCurrency() == null ? definition.getSettlement() : fill.getFeeCurrency();
      change(portfolio, fill.getAccount(), instrument, currency, line -> line.fee(fee));
    }
  }

  /**
   * Books an inferred fill (negative quantity and cost of what was booked: takes it back).
   *
   * @param signed bought is positive
   * @param cost of that quantity, with its sign
   * @param arrival as for {@link #fill}
   */
  public void infer(
      String portfolio,
      String account,
      Contract contract,
      BigDecimal signed,
      BigDecimal cost,
      BigDecimal arrival) {
    BookAccounting book = book(portfolio);
    if (book == null || signed.signum() == 0) {
      return;
    }
    String instrument = contract.definition().getInstrument();
    BigDecimal price = contract.averagePrice(signed, cost).orElse(arrival);
    book.prices(contract, market, price)
        .ifPresent(
            prices ->
                change(
                    portfolio,
                    account,
                    instrument,
                    contract.definition().getSettlement(),
                    line -> line.infer(signed, cost, arrival(arrival, instrument), prices)));
  }

  private BigDecimal arrival(BigDecimal decided, String instrument) {
    return decided == null ? market.mid(instrument).orElse(null) : decided;
  }

  /**
   * Books what a venue added to an account besides profit, loss and fees of trades.
   *
   * @param amount taken is negative
   */
  public void balance(String portfolio, BalanceReport report, BigDecimal amount) {
    if (book(portfolio) == null) {
      return;
    }
    change(
        portfolio,
        report.getAccount(),
        "",
        report.getAsset(),
        line -> {
          switch (report.getReason()) {
            case FUNDING -> line.funding(amount);
            case FEE -> line.fee(amount.negate());
            case ADJUSTMENT -> line.other(amount);
            // Airdrops come as OTHER: nothing that was traded brought them.
            default -> line.capital(amount);
          }
        });
  }

  private BookAccounting book(String portfolio) {
    for (BookAccounting one : books) {
      if (one.book().portfolio().equals(portfolio)) {
        return portfolios.get(portfolio) == null ? null : one;
      }
    }
    return null;
  }

  private void change(
      String portfolio,
      String account,
      String instrument,
      String currency,
      Consumer<AccountLine> change) {
    AccountLineKey key = new AccountLineKey(account, instrument, currency);
    // Money that is only paid by an instrument, as a fee in a third coin, is no position in it.
    Optional<Contract> contract =
        contract(instrument).filter(one -> one.definition().getSettlement().equals(currency));
    AccountLineState row = rows.get(key(portfolio, key));
    AccountLine line;
    if (row == null) {
      line = new AccountLine(contract);
      AccountingState state = portfolios.get(portfolio);
      List<AccountLineKey> lines = new ArrayList<>(state.getLines());
      lines.add(key);
      state.setLines(lines);
      portfolios.put(portfolio, state);
    } else {
      line = AccountLine.of(row, contract);
    }
    change.accept(line);
    rows.put(key(portfolio, key), line.row());
  }

  static String key(String portfolio, AccountLineKey key) {
    return portfolio + "/" + key.getAccount() + "/" + key.getInstrument() + "/" + key.getCurrency();
  }
}
