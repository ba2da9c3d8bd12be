package org.hedgerow.engine.configuration;

import java.util.Map;

/**
 * A change of the markets that never was, or that was on a day.
 *
 * @param prices by asset, as a fraction: -0.3 is a fall by 30 %
 * @param others of assets that are not named
 * @param volatility what implied volatilities change by, 0.2 is twenty points
 * @param basis what contracts' prices change by besides, as a fraction of the price; not spot's
 */
public record StressScenario(
    String scenario, Map<String, Double> prices, double others, double volatility, double basis) {

  /** The change of an asset's price. */
  public double price(String asset) {
    return prices.getOrDefault(asset, others);
  }
}
