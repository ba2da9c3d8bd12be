package org.hedgerow.engine.strategy.choice;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.series.SampledSeries;

/**
 * All that a choice of instrument may look at.
 *
 * @param trade what is to be traded, in units of the underlying; negative is sold
 * @param held the delta of each leg now, in the same units
 * @param open which legs take more hedge
 * @param last the instrument that was chosen last; empty: none
 * @param series the one that the choice asked for
 */
public record ChoiceContext(
    BookPlan book,
    BigDecimal trade,
    List<BigDecimal> held,
    OpenLegs open,
    String last,
    SampledSeries series,
    MarketView market,
    long clockMicros,
    long staleMicros) {

  boolean isFresh(int leg) {
    return market.quoteAgeMicros(place(leg).instrument(), clockMicros) <= staleMicros;
  }

  BookPlan.Place place(int leg) {
    return book.legs().get(leg).place();
  }
}
