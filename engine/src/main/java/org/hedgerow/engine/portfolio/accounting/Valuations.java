package org.hedgerow.engine.portfolio.accounting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Valuation;
import org.hedgerow.schema.ValuationLine;
import org.hedgerow.schema.state.AccountLineKey;
import org.hedgerow.schema.state.AccountLineState;
import org.hedgerow.schema.state.AccountingState;

/**
 * Values each portfolio's part in a group once an interval of the journal's clock, and says where
 * the change came from. Where nothing has changed nothing is told.
 */
public final class Valuations {
  private static final long NOT_KNOWN = Long.MIN_VALUE;

  private final Table<AccountingState> portfolios;
  private final Table<AccountLineState> rows;
  private final Ledger ledger;
  private final MarketView market;
  private final String engineVersion;

  /** When each book is due: what the rows say, so that a tick need not read them. */
  private long[] due = {};

  /**
   * Valuations of what the ledger books.
   *
   * @param engineVersion stands in each of them
   */
  public Valuations(GroupTables tables, Ledger ledger, MarketView market, String engineVersion) {
    this.portfolios = tables.accounting();
    this.rows = tables.accountLines();
    this.ledger = ledger;
    this.market = market;
    this.engineVersion = engineVersion;
  }

  /** Takes the configuration that the ledger has taken. */
  public void configure() {
    due = new long[ledger.books().size()];
    Arrays.fill(due, NOT_KNOWN);
  }

  /**
   * Values the books that are due.
   *
   * @param told gets each valuation
   */
  public void tick(long clockMicros, Coordinate cause, Consumer<Valuation> told) {
    for (int i = 0; i < due.length; i++) {
      if (due[i] > clockMicros) {
        continue;
      }
      BookAccounting book = ledger.books().get(i);
      AccountingState state = portfolios.get(book.book().portfolio());
      if (state == null) {
        // Not opened: a state from before there was accounting, until the next configuration.
        due[i] = Long.MAX_VALUE;
        continue;
      }
      if (state.getLookedMicros() == 0) {
        state.setLookedMicros(clockMicros);
        portfolios.put(book.book().portfolio(), state);
      }
      due[i] = book.dueAfter(state.getLookedMicros());
      if (due[i] <= clockMicros) {
        due[i] = book.dueAfter(clockMicros);
        value(book, state, clockMicros, cause).ifPresent(told);
      }
    }
  }

  private Optional<Valuation> value(
      BookAccounting book, AccountingState state, long clockMicros, Coordinate cause) {
    String portfolio = book.book().portfolio();
    String currency = book.rates().reportCurrency();
    boolean restart = !state.getCurrency().isEmpty() && !state.getCurrency().equals(currency);
    Sums sums = new Sums();
    for (AccountLineKey key : state.getLines()) {
      String name = Ledger.key(portfolio, key);
      AccountLineState row = rows.get(name);
      Optional<Contract> contract = ledger.contract(key.getInstrument());
      if (!key.getInstrument().isEmpty() && contract.isEmpty()) {
        // No longer configured: nobody can say what it is worth, so it keeps what it had.
        BigDecimal rate = Amounts.toNullable(row.getRate());
        if (rate != null && !restart) {
          sums.value = sums.value.add(Amounts.toBigDecimal(row.getConverted()).multiply(rate));
        }
        continue;
      }
      AccountLine line =
          AccountLine.of(
              row,
              contract.filter(one -> one.definition().getSettlement().equals(key.getCurrency())));
      if (restart) {
        line.restart();
      }
      add(book, key, contract, line, sums);
      rows.put(name, line.row());
    }
    state.setLookedMicros(clockMicros);
    state.setCurrency(currency);
    Attribution total = restart ? Attribution.NONE : Attribution.of(state.getProfit());
    BigDecimal capital = restart ? BigDecimal.ZERO : Amounts.toBigDecimal(state.getCapital());
    total = total.plus(sums.profit);
    capital = capital.add(sums.capitalFlow);
    state.setProfit(total.parts());
    state.setCapital(Amounts.of(capital));
    Valuation told = null;
    if (sums.changed) {
      state.setSequence(state.getSequence() + 1);
      told =
          Valuation.newBuilder()
              .setGroup(book.groupAsset())
              .setPortfolio(portfolio)
              .setStrategy(book.book().definition().getStrategy())
              .setSequence(state.getSequence())
              .setCause(cause)
              .setValuedMicros(clockMicros)
              .setPreviousMicros(state.getValuedMicros())
              .setCurrency(currency)
              .setAllotted(book.book().definition().getCapital())
              .setValue(Amounts.of(sums.value))
              .setProfit(sums.profit.parts())
              .setCapitalFlow(Amounts.of(sums.capitalFlow))
              .setTotalProfit(total.parts())
              .setTotalCapital(Amounts.of(capital))
              .setRemainder(Amounts.of(sums.value.subtract(capital).subtract(total.total())))
              .setLines(sums.lines)
              .setConfigVersion(ledger.configVersion())
              .setEngineVersion(engineVersion)
              .build();
      state.setValuedMicros(clockMicros);
    }
    portfolios.put(portfolio, state);
    return Optional.ofNullable(told);
  }

  /** What the lines of a portfolio add up to, in the report currency. */
  private static final class Sums {
    BigDecimal value = BigDecimal.ZERO;
    Attribution profit = Attribution.NONE;
    BigDecimal capitalFlow = BigDecimal.ZERO;
    final List<ValuationLine> lines = new ArrayList<>();
    boolean changed;
  }

  private void add(
      BookAccounting book,
      AccountLineKey key,
      Optional<Contract> contract,
      AccountLine line,
      Sums sums) {
    contract.flatMap(one -> book.prices(one, market, null)).ifPresent(line::mark);
    Optional<BigDecimal> rate = book.rates().rate(key.getCurrency(), market);
    AccountLine.Conversion conversion =
        rate.map(now -> line.convert(now, key.getCurrency().equals(book.groupAsset())))
            .orElse(new AccountLine.Conversion(Attribution.NONE, BigDecimal.ZERO));
    boolean changed = !conversion.profit().isNone() || conversion.capitalFlow().signum() != 0;
    sums.value = sums.value.add(line.value());
    sums.profit = sums.profit.plus(conversion.profit());
    sums.capitalFlow = sums.capitalFlow.add(conversion.capitalFlow());
    sums.changed |= changed;
    if (changed || line.worth().signum() != 0 || line.held().signum() != 0) {
      sums.lines.add(told(book, key, contract, line, conversion));
    }
  }

  private static ValuationLine told(
      BookAccounting book,
      AccountLineKey key,
      Optional<Contract> contract,
      AccountLine line,
      AccountLine.Conversion conversion) {
    return ValuationLine.newBuilder()
        .setVenue(venue(book, key))
        .setAccount(key.getAccount())
        .setInstrument(key.getInstrument().isEmpty() ? null : key.getInstrument())
        .setCurrency(key.getCurrency())
        .setHedge(book.isHedge(key.getAccount(), key.getInstrument()))
        .setQuantity(Amounts.of(line.held()))
        .setAveragePrice(
            contract
                .flatMap(one -> line.position().averagePrice(one))
                .map(Decimals::rounded)
                .orElse(null))
        .setMark(Amounts.ofNullable(line.mark().orElse(null)))
        .setWorth(Amounts.of(line.worth()))
        .setRealised(Amounts.of(line.position().realised()))
        .setUnrealised(Amounts.of(line.unrealised()))
        .setFees(Amounts.of(line.fees()))
        .setFunding(Amounts.of(line.funding()))
        .setCapital(Amounts.of(line.capital()))
        .setRate(Amounts.ofNullable(line.rate().orElse(null)))
        .setValue(Amounts.of(line.value()))
        .setProfit(conversion.profit().parts())
        .setCapitalFlow(Amounts.of(conversion.capitalFlow()))
        .build();
  }

  private static String venue(BookAccounting book, AccountLineKey key) {
    return book.venues().getOrDefault(key.getAccount(), "");
  }
}
