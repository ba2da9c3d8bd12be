package org.hedgerow.engine.risk.limits;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.Parameters;

/**
 * How much smaller a book's largest order becomes in rough times. What is not hedged by one order
 * is hedged by the next.
 *
 * @param volatility annual, from which on orders shrink in proportion; NaN: they do not
 * @param series by which it is estimated: returns of the reference instrument
 * @param minimumSamples before these nothing shrinks
 * @param drawdown in the report currency, at which orders are smallest: they shrink evenly from 0
 *     on; NaN: they do not
 * @param least what is left of the largest order at least, a fraction
 */
public record OrderSizing(
    double volatility,
    Optional<SeriesDefinition> series,
    int minimumSamples,
    double drawdown,
    BigDecimal least) {
  /** Orders are as large as they are. */
  public static final OrderSizing NONE =
      new OrderSizing(Double.NaN, Optional.empty(), 0, Double.NaN, BigDecimal.ONE);

  private static final double YEAR_MICROS = 365 * 86_400e6;
  private static final int SCALE = 6;

  static OrderSizing read(Parameters given, String reference) {
    boolean byVolatility = given.has("volatility");
    boolean byDrawdown = given.has("drawdown");
    if (!byVolatility && !byDrawdown) {
      given.error("volatility", null, "volatility or drawdown at least");
    }
    int window = given.whole("window", 360, 10, SeriesDefinition.LONGEST_WINDOW);
    return new OrderSizing(
        byVolatility ? given.positive("volatility", null, "100").doubleValue() : Double.NaN,
        byVolatility
            ? Optional.of(
                SeriesDefinition.rolling(
                    SeriesDefinition.Kind.RETURNS,
                    List.of(reference),
                    given.micros("interval", "10s"),
                    window))
            : Optional.empty(),
        given.whole("minimum_samples", 30, 2, window),
        byDrawdown
            ? given.positive("drawdown", null, "1000000000000000").doubleValue()
            : Double.NaN,
        given.number("least", "0.25", "0.000001", "1"));
  }

  /** Whether orders are as large as they are, whatever happens. */
  public boolean isNone() {
    return Double.isNaN(volatility) && Double.isNaN(drawdown);
  }

  /** The annual volatility of returns with that variance, in the series' interval. */
  public double annual(double variance) {
    return StrictMath.sqrt(variance * (YEAR_MICROS / series.orElseThrow().intervalMicros()));
  }

  /**
   * What of the largest order is left, from {@code least} to 1, rounded down to six decimals.
   *
   * @param volatilityNow annual; NaN: not known, and taken to be calm
   * @param drawdownNow in the report currency; NaN: not known, and taken to be none
   */
  public BigDecimal factor(double volatilityNow, double drawdownNow) {
    double factor = 1;
    if (volatilityNow > volatility) {
      factor = volatility / volatilityNow;
    }
    if (drawdownNow > 0 && drawdown > 0) {
      factor *= Math.max(0, 1 - drawdownNow / drawdown);
    }
    return new BigDecimal(factor).setScale(SCALE, RoundingMode.DOWN).max(least).min(BigDecimal.ONE);
  }
}
