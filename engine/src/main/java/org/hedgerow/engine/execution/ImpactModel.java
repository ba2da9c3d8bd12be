package org.hedgerow.engine.execution;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.hedgerow.engine.strategy.Parameters;

/**
 * What the schedule of {@link AlmgrenChriss} goes by, as a configuration says it: in fractions of
 * the price, so that it holds at any. Times are in seconds, quantities in units of the group's
 * asset. The shares of a quantity that are due do not depend on how large it is, since impact is
 * linear.
 *
 * @param volatility of the price, a fraction for a square root of a day
 * @param temporaryImpact what it costs to trade one unit a second, a fraction of the price
 * @param permanentImpact what one unit moves the price by for good, as a fraction of it
 * @param riskAversion lambda, for one unit of the quote currency
 */
public record ImpactModel(
    double volatility, double temporaryImpact, double permanentImpact, double riskAversion) {
  private static final double ROOT_OF_DAY = StrictMath.sqrt(86_400);
  private static final double SECOND_MICROS = 1e6;

  /** Reads it; what is wrong is told to the parameters. */
  static ImpactModel read(Parameters parameters, int slices, long horizonMicros) {
    double temporary = parameters.positive("temporary_impact", null, "1").doubleValue();
    double permanent = parameters.number("permanent_impact", "0", "0", "1").doubleValue();
    ImpactModel model =
        new ImpactModel(
            parameters.positive("volatility", null, "10").doubleValue(),
            temporary,
            permanent,
            parameters.number("risk_aversion", null, "0", "1000").doubleValue());
    if (temporary > 0 && permanent * horizonMicros / SECOND_MICROS / slices >= 2 * temporary) {
      parameters.error(
          "permanent_impact",
          BigDecimal.valueOf(permanent).toPlainString(),
          "less than twice the temporary impact over the seconds of a slice");
    }
    return model;
  }

  /**
   * How much of a quantity is due once so many slices have begun.
   *
   * @param price at the beginning
   * @param lot the smallest step; what is due is a whole number of them, rounded down
   */
  BigDecimal due(
      BigDecimal quantity,
      BigDecimal price,
      int begun,
      int slices,
      long horizonMicros,
      BigDecimal lot) {
    double money = price.doubleValue();
    double left =
        new AlmgrenChriss(
                new AlmgrenChriss.Model(
                    volatility / ROOT_OF_DAY * money,
                    permanentImpact * money,
                    temporaryImpact * money,
                    0,
                    riskAversion),
                1,
                horizonMicros / SECOND_MICROS,
                slices)
            .holdings()[begun];
    return quantity
        .multiply(BigDecimal.ONE.subtract(new BigDecimal(left)))
        .divideToIntegralValue(lot)
        .multiply(lot)
        .setScale(Math.max(0, lot.scale()), RoundingMode.DOWN);
  }
}
