package org.hedgerow.engine.strategy.band;

import java.math.BigDecimal;
import org.hedgerow.engine.strategy.Parameters;

/**
 * Fractions of gross exposure: a hedge starts outside {@code enter} and comes back to {@code leave}
 * (leave at 5 %, come back to 2 %).
 */
public record FixedBand(BigDecimal enter, BigDecimal leave) implements HedgeBand {
  public static final String NAME = "fixed";

  static FixedBand read(Parameters parameters) {
    int before = parameters.errors().size();
    BigDecimal enter = parameters.positive("enter", null, "1000000");
    BigDecimal leave = parameters.number("leave", null, "0", "1000000");
    if (parameters.errors().size() == before && leave.compareTo(enter) > 0) {
      parameters.error(
          "leave", leave.toPlainString(), "at most band.enter, " + enter.toPlainString());
    }
    return new FixedBand(enter, leave);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Edges edges(State state) {
    return new Edges(enter.multiply(state.gross()), leave.multiply(state.gross()), "");
  }

  @Override
  public double slope() {
    return enter.doubleValue();
  }
}
