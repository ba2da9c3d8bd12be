package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * Limits of the checks before an order.
 *
 * @param maximumOrderNotional in quote units, an order
 * @param priceCollar as a fraction of the touch: how far beyond it a marketable limit may reach
 * @param staleAfter market data older than this, by the journal's clock, may not price an order
 * @param orderValid how long after its decision an order may still be sent
 * @param parameters all further limits, by the path of their keys; {@link
 *     org.hedgerow.engine.risk.limits.RiskTerms} reads them
 */
public record Limits(
    BigDecimal maximumOrderNotional,
    BigDecimal priceCollar,
    Duration staleAfter,
    Duration orderValid,
    int maximumHedgesPerMinute,
    Map<String, String> parameters) {

  /** Those that every configuration has. */
  public Limits(
      BigDecimal maximumOrderNotional,
      BigDecimal priceCollar,
      Duration staleAfter,
      Duration orderValid,
      int maximumHedgesPerMinute) {
    this(
        maximumOrderNotional,
        priceCollar,
        staleAfter,
        orderValid,
        maximumHedgesPerMinute,
        Map.of());
  }
}
