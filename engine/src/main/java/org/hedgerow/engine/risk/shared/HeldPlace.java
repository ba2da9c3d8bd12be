package org.hedgerow.engine.risk.shared;

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
import org.hedgerow.engine.portfolio.accounting.ConversionRates;
import org.hedgerow.engine.sizing.NotionalPrice;
import org.hedgerow.schema.AccountDefinition;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.HedgeInstrument;
import org.hedgerow.schema.SharedLimits;

/**
 * A place where a portfolio of the group may hold something: an instrument on an account, or the
 * group's coins there.
 *
 * @param venue of the account
 * @param place null: coins
 * @param marginRate of the value of a position, where margin is asked for
 */
record HeldPlace(
    BookPlan book,
    String venue,
    String account,
    BookPlan.Place place,
    BigDecimal marginRate,
    ConversionRates rates) {

  /** Every place of every book. */
  static List<HeldPlace> of(GroupPlan plan, SharedLimits limits) {
    Map<String, String> venues = new LinkedHashMap<>();
    for (AccountDefinition account : plan.configuration().getAccounts()) {
      venues.put(account.getAccount(), account.getVenue());
    }
    List<HeldPlace> places = new ArrayList<>();
    for (BookPlan book : plan.books()) {
      ConversionRates rates =
          new ConversionRates(
              limits.getCurrency(),
              limits.getAtPar(),
              book.reference(),
              plan.configuration().getInstruments());
      for (BookPlan.Place place : book.positions()) {
        places.add(of(book, venues, place, BigDecimal.ONE, rates));
      }
      for (BookPlan.Leg leg : book.legs()) {
        places.add(of(book, venues, leg.place(), margin(book, leg.place()), rates));
      }
      for (String account : book.wallets()) {
        places.add(new HeldPlace(book, venues.get(account), account, null, BigDecimal.ZERO, rates));
      }
    }
    return places;
  }

  private static HeldPlace of(
      BookPlan book,
      Map<String, String> venues,
      BookPlan.Place place,
      BigDecimal marginRate,
      ConversionRates rates) {
    return new HeldPlace(
        book,
        venues.get(place.account()),
        place.account(),
        place,
        // Spot is paid for, not margined.
        place.contract().isSpot() ? BigDecimal.ZERO : marginRate,
        rates);
  }

  /** What the configuration says of the leg; where it says nothing, all of it. */
  private static BigDecimal margin(BookPlan book, BookPlan.Place place) {
    for (HedgeInstrument hedge : book.definition().getHedges()) {
      if (hedge.getInstrument().equals(place.instrument())
          && hedge.getAccount().equals(place.account())
          && hedge.getMarginRate() != null) {
        return Decimals.toBigDecimal(hedge.getMarginRate());
      }
    }
    return BigDecimal.ONE;
  }

  /** The instrument's name; empty for coins. */
  String instrument() {
    return place == null ? "" : place.instrument();
  }

  /**
   * What one unit (a contract, a base unit, a coin) is a position of, in the currency of limits;
   * empty: nothing has told it yet.
   */
  Optional<BigDecimal> unitValue(MarketView market) {
    if (place == null) {
      return rates.rate(book.definition().getGroup(), market);
    }
    Contract contract = place.contract();
    Optional<BigDecimal> price =
        contract.isInverse() ? Optional.of(BigDecimal.ONE) : market.mark(place.instrument());
    return price
        .map(mark -> contract.notional(BigDecimal.ONE, NotionalPrice.of(contract, mark, market)))
        .flatMap(
            notional ->
                rates.rate(contract.definition().getQuote(), market).map(notional::multiply));
  }
}
