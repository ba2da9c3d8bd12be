package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.strategy.margin.LeverageBand;
import org.hedgerow.engine.strategy.margin.LeverageBand.MarginedAccount;
import org.hedgerow.engine.strategy.margin.LeverageBand.Standing;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.state.BookState;

/**
 * Looks at the coin-margined accounts of the books that have a leverage band, at every tick, and
 * tells when one leaves the band or comes back: what it proposes is a transfer between accounts,
 * which a person or another system makes.
 */
final class LeverageWatch {
  private final GroupTables tables;
  private final Holdings holdings;
  private final MarketView market;
  private final Alerts alerts;
  private List<BookHedging> watched = List.of();

  LeverageWatch(GroupTables tables, Holdings holdings, MarketView market, Alerts alerts) {
    this.tables = tables;
    this.holdings = holdings;
    this.market = market;
    this.alerts = alerts;
  }

  void configure(List<BookHedging> books) {
    watched = books.stream().filter(book -> book.leverage().isPresent()).toList();
  }

  void tick(Cause cause, Actions actions) {
    for (BookHedging hedging : watched) {
      LeverageBand band = hedging.leverage().get();
      BookState state = tables.books().get(hedging.book().portfolio());
      for (MarginedAccount account : accounts(hedging.book(), cause.clockMicros())) {
        Standing last = standing(state, account.account());
        Standing now = band.judge(account, last);
        if (now != last) {
          state.getLeverage().put(account.account(), now.name());
          tables.books().put(hedging.book().portfolio(), state);
          alerts.book(
              now == Standing.HIGH ? AlertSeverity.CRITICAL : AlertSeverity.INFO,
              now == Standing.INSIDE ? "LEVERAGE_IN_BAND" : "LEVERAGE_" + now,
              hedging.book().portfolio(),
              account.account(),
              band.text(account, now, market.mark(hedging.book().reference())),
              cause,
              actions);
        }
      }
    }
  }

  /** By leg, why it takes no more hedge; empty: it does. */
  static List<String> closed(BookHedging hedging, BookState state) {
    List<String> closed = new ArrayList<>();
    for (BookPlan.Leg leg : hedging.book().legs()) {
      boolean high =
          leg.place().contract().isInverse()
              && hedging.leverage().isPresent()
              && standing(state, leg.place().account()) == Standing.HIGH;
      closed.add(high ? "the leverage of its account is above the band" : "");
    }
    return closed;
  }

  private static Standing standing(BookState state, String account) {
    String word = state.getLeverage().get(account);
    return word == null ? Standing.INSIDE : Standing.valueOf(word);
  }

  /** The accounts with inverse contracts of the book; without those that have no price yet. */
  private List<MarginedAccount> accounts(BookPlan book, long clockMicros) {
    List<BookPlan.Place> places = new ArrayList<>(book.positions());
    book.legs().forEach(leg -> places.add(leg.place()));
    Set<String> names = new LinkedHashSet<>();
    for (BookPlan.Leg leg : book.legs()) {
      if (leg.place().contract().isInverse()) {
        names.add(leg.place().account());
      }
    }
    List<MarginedAccount> accounts = new ArrayList<>();
    for (String name : names) {
      account(book, name, places, clockMicros).ifPresent(accounts::add);
    }
    return accounts;
  }

  private Optional<MarginedAccount> account(
      BookPlan book, String account, List<BookPlan.Place> places, long clockMicros) {
    BigDecimal equity = holdings.wallet(book.portfolio(), account, book.definition().getGroup());
    BigDecimal delta = BigDecimal.ZERO;
    for (BookPlan.Place place : places) {
      if (!place.account().equals(account)
          || !place.contract().isInverse()
          || place.contract().isExpired(clockMicros)) {
        continue;
      }
      BigDecimal quantity = holdings.quantity(book.portfolio(), account, place.instrument());
      if (quantity.signum() == 0) {
        continue;
      }
      Optional<BigDecimal> mark = market.mark(place.instrument());
      if (mark.isEmpty()) {
        return Optional.empty();
      }
      BigDecimal one = place.contract().delta(quantity, mark.get());
      delta = delta.add(one);
      equity =
          equity.add(holdings.cost(book.portfolio(), account, place.instrument())).subtract(one);
    }
    return Optional.of(new MarginedAccount(account, equity, delta));
  }
}
