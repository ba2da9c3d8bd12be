package org.hedgerow.engine;

import java.math.BigDecimal;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Holdings;

/** How far prices may move before a book inside its band has to be looked at again. */
final class BookRest {
  /** Below this share of what it is the difference of, a slack is rounding errors. */
  private static final double LEAST_SLACK = 1e-9;

  private final MarketView market;
  private final Holdings holdings;
  private final WakeIndex wake;

  BookRest(MarketView market, Holdings holdings, WakeIndex wake) {
    this.market = market;
    this.holdings = holdings;
    this.wake = wake;
  }

  /**
   * A book inside its band sleeps until something moves it. What it holds tells by itself, and so
   * do series; of prices only those of inverse contracts move it, by N*C*(1/price).
   *
   * <p>With a slack of s to the band's outer edge, contracts a_i = |N_i*C_i|, a target that moves
   * by at most L for each unit of exposure and an edge that moves by at most b for each unit of
   * gross exposure, it is inside for as long as sum a_i |1/price_i - 1/now_i| (1 + 2L + 2b) is
   * below s: a contract's delta counts in the hedge, and against it in the equity in coin, twice at
   * most. Each instrument gets an equal part of that, less one percent.
   */
  void rest(int index, BookHedging hedging, WantedHedge wanted) {
    BookPlan book = hedging.book();
    double slope = wanted.target().slope();
    // An option's delta moves with its forward, its volatility and time: looked at every tick.
    if (Double.isNaN(slope) || isCross(book) || !wanted.exposure().options().isEmpty()) {
      return;
    }
    boolean figured = !hedging.strategy().series().isEmpty() && !Double.isNaN(wake.figure(index));
    int moving = figured ? 1 : 0;
    for (int i = 0; i < places(book); i++) {
      moving += contracts(book, place(book, i)) > 0 ? 1 : 0;
    }
    double slack = wanted.slack().doubleValue();
    if (figured) {
      // What prices add to the exposure is less than the slack before they wake the book.
      double exposure = wanted.exposure().unhedged().abs().doubleValue() + slack;
      double room = Math.min(1, 0.99 * slack / (moving * exposure));
      if (!(room > LEAST_SLACK)) {
        return;
      }
      wake.wakeBeyondFigure(index, room);
      slope += room;
    }
    double weight = 1 + 2 * slope + 2 * wanted.band().slope();
    for (int i = 0; i < places(book); i++) {
      BookPlan.Place place = place(book, i);
      if (!place.contract().isInverse()) {
        continue;
      }
      double contracts = contracts(book, place);
      if (contracts == 0) {
        wake.ignore(index, place.instrument());
        continue;
      }
      double inverse = 1 / market.approximateMark(place.instrument());
      double room = 0.99 * slack / (moving * contracts * weight);
      if (!(room > LEAST_SLACK * inverse)) {
        return;
      }
      wake.wakeBeyond(
          index,
          place.instrument(),
          1 / (inverse + room),
          inverse > room ? 1 / (inverse - room) : Double.POSITIVE_INFINITY);
    }
    wake.sleep(index);
  }

  private static boolean isCross(BookPlan book) {
    for (BookPlan.Leg leg : book.legs()) {
      if (book.isCross(leg.place())) {
        return true;
      }
    }
    return false;
  }

  private static int places(BookPlan book) {
    return book.positions().size() + book.legs().size();
  }

  private static BookPlan.Place place(BookPlan book, int index) {
    int positions = book.positions().size();
    return index < positions
        ? book.positions().get(index)
        : book.legs().get(index - positions).place();
  }

  /** What is held of an inverse contract, in quote units and without its sign; 0 of any other. */
  private double contracts(BookPlan book, BookPlan.Place place) {
    if (!place.contract().isInverse()) {
      return 0;
    }
    BigDecimal quantity = holdings.quantity(book.portfolio(), place.account(), place.instrument());
    return place.contract().notional(quantity, BigDecimal.ONE).abs().doubleValue();
  }
}
