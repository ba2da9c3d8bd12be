package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The naive hedge: minus exposure times {@code ratio}, which is 1 where it is not given (Hull,
 * Options, Futures, and Other Derivatives, chapter 3: the hedge that is right when spot and hedge
 * move alike).
 */
public final class Naive implements Strategy {
  private static final BigDecimal MAXIMUM_RATIO = BigDecimal.TEN;

  @Override
  public String name() {
    return "naive";
  }

  @Override
  public BigDecimal target(BigDecimal exposure, Map<String, String> parameters) {
    return exposure.multiply(ratio(parameters)).negate();
  }

  private static BigDecimal ratio(Map<String, String> parameters) {
    String text = parameters.getOrDefault("ratio", "1");
    BigDecimal ratio;
    try {
      ratio = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "ratio: '" + text + "'; expected a number from 0 to 10", e);
    }
    if (ratio.signum() < 0 || ratio.compareTo(MAXIMUM_RATIO) > 0) {
      throw new IllegalArgumentException("ratio: '" + text + "'; expected a number from 0 to 10");
    }
    return ratio;
  }
}
