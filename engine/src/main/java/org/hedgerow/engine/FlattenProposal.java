package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.risk.RiskView;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.TradingStop;

/**
 * Closes the hedges of a book where a person wants it flat: each leg by orders that take what there
 * is within the collar, none above the largest order, none larger than the position, and the next
 * when the one before is closed. What a leg holds is the measure, not the exposure, which grows.
 * Spot is left as it is: a wallet is no position. So is what is below the venue's least order.
 */
final class FlattenProposal {
  private final RiskView view;

  FlattenProposal(RiskView view) {
    this.view = view;
  }

  /** The stop by which a leg of the book is to be closed that is not; empty: none. */
  Optional<TradingStop> stop(BookPlan book) {
    return book.legs().stream()
        .map(BookPlan.Leg::place)
        .filter(place -> position(book, place).signum() != 0)
        .flatMap(place -> stop(book, place).stream())
        .findFirst();
  }

  private Optional<TradingStop> stop(BookPlan book, BookPlan.Place place) {
    return place.contract().isSpot()
        ? Optional.empty()
        : view.states()
            .flattening(
                book.portfolio(),
                place.contract().definition().getVenue(),
                place.account(),
                place.instrument());
  }

  private BigDecimal position(BookPlan book, BookPlan.Place place) {
    return view.holdings().quantity(book.portfolio(), place.account(), place.instrument());
  }

  /**
   * The orders that close, after the checks.
   *
   * @param hedgesInMinute of the book, in the clock's minute so far
   */
  ProposedHedge of(
      BookHedging hedging,
      WantedHedge wanted,
      RiskLimits limits,
      long clockMicros,
      int hedgesInMinute) {
    BookPlan book = hedging.book();
    OrderChecks checks =
        new OrderChecks(
            view,
            book.portfolio(),
            limits,
            clockMicros,
            wanted.edges().enter(),
            hedgesInMinute,
            new ArrayList<>());
    List<String> closed = new ArrayList<>();
    for (int i = 0; i < book.legs().size(); i++) {
      BookPlan.Place place = book.legs().get(i).place();
      BigDecimal held = position(book, place);
      if (held.signum() == 0 || stop(book, place).isEmpty()) {
        continue;
      }
      if (view.market().quote(place.instrument()).isEmpty()) {
        checks.denials().add("NO_PRICE: instrument=" + place.instrument());
        continue;
      }
      checks.from(wanted.exposure().legs().get(i));
      HedgeSizer.child(
              place,
              held.signum() > 0 ? Side.SELL : Side.BUY,
              held.abs(),
              wanted.exposure().conversions().get(i),
              false,
              0,
              view.market(),
              limits)
          .ifPresent(checks::judge);
      closed.add(place.instrument() + " of " + held.stripTrailingZeros().toPlainString());
    }
    return new ProposedHedge(
        checks.approved(),
        checks.denials(),
        List.of(),
        "",
        "flattens " + String.join(", ", closed));
  }
}
