package org.hedgerow.engine.strategy.band;

import java.util.List;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;

/** The bands that there are, by name. */
public final class Bands {
  public static final List<String> NAMES =
      List.of(FixedBand.NAME, UtilityBand.WHALLEY_WILMOTT, UtilityBand.ZAKAMOULINE);

  private Bands() {}

  /** The band that the parameters' {@code method} names; fixed where it names none. */
  public static HedgeBand read(Parameters parameters, BookTerms terms) {
    String method = parameters.choice("method", NAMES.toArray(String[]::new));
    return method.equals(FixedBand.NAME)
        ? FixedBand.read(parameters)
        : UtilityBand.read(method, parameters, terms);
  }
}
