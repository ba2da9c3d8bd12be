package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.OptionValuation;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.schema.Quote;

/** All that a strategy may look at when it says how much hedge a book should have. */
public interface HedgeContext {
  /** What is to be hedged, in units of the group's asset; positive is long. */
  BigDecimal exposure();

  /** The sum of the absolute values of what the exposure is made of, in the same units. */
  BigDecimal gross();

  /** What may be hedged with, in the order of the configuration. */
  List<Leg> legs();

  /** Microseconds since 1970 by the journal's clock: the only time that there is. */
  long clockMicros();

  /** The best bid and ask of an instrument that the group gets. */
  Optional<Quote> quote(String instrument);

  /** The venue's mark of an instrument that the group gets, or its mid where the venue has none. */
  Optional<BigDecimal> mark(String instrument);

  /**
   * A series that the strategy asked for.
   *
   * @throws IllegalArgumentException if it did not
   */
  SampledSeries series(SeriesDefinition definition);

  /** What the strategy remembered last time. */
  Map<String, String> memory();

  /** What can be said of an option that is a leg; empty where nothing prices it yet. */
  default Optional<OptionValuation> option(String instrument) {
    return Optional.empty();
  }

  /** Gamma and vega of what is to be hedged: of the options that are no hedge legs. */
  default BookGreeks greeks() {
    return BookGreeks.NONE;
  }

  /**
   * What options weigh besides their delta; NaN where one's is not known.
   *
   * @param gamma units of the group's asset for each quote unit by which its price moves
   * @param vega quote units per 1.00 of volatility
   */
  record BookGreeks(double gamma, double vega) {
    /** Those of a book without options. */
    public static final BookGreeks NONE = new BookGreeks(0, 0);
  }

  /**
   * A hedge instrument on an account.
   *
   * @param quantity held, signed, as the instrument counts
   * @param delta what that hedges, in units of the group's asset; of an instrument on another asset
   *     by value: its delta times its mark over the price of the group's asset
   * @param conversion units of the group's asset for one of the instrument's own: 1 unless it is on
   *     another asset
   */
  record Leg(
      String account,
      Contract contract,
      BigDecimal quantity,
      BigDecimal delta,
      BigDecimal conversion) {
    /** The instrument's name. */
    public String instrument() {
      return contract.definition().getInstrument();
    }
  }
}
