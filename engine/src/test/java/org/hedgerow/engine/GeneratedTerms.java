package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What a generated history is configured with: a book on a spot holding and a coin-margined
 * account, hedged by a linear perpetual, an inverse one, or both.
 *
 * @param ratio of exposure that is hedged
 * @param enter the band's outer edge, as a fraction of gross exposure
 * @param leave its inner edge
 * @param linearWeight share of the linear leg: 0, 0.7 or 1
 * @param execution the algorithm's terms; empty: market
 * @param hedgesPerMinute the most hedges of a minute
 * @param staleMillis how old a quote may be
 * @param collar how far a limit may be beyond the touch, as a fraction
 */
record GeneratedTerms(
    BigDecimal ratio,
    BigDecimal enter,
    BigDecimal leave,
    BigDecimal linearWeight,
    String execution,
    int hedgesPerMinute,
    long staleMillis,
    BigDecimal collar) {
  private static final List<String> EXECUTIONS =
      List.of(
          "",
          "",
          "algorithm: chase, deadline: 10s",
          "algorithm: chase, deadline: 5s, then: give_up, distance: 0.0005, reprice_ticks: 5",
          "algorithm: slice, clip: 2, by: chase, deadline: 20s",
          "algorithm: slice, clip: 3",
          "algorithm: twap, slices: 4, horizon: 8s, by: chase, deadline: 5s",
          "algorithm: twap, slices: 3, horizon: 6s",
          "algorithm: chase, deadline: 10s, step_back: 2",
          "algorithm: almgren-chriss, slices: 4, horizon: 8s, volatility: 0.03, temporary_impact:"
              + " 0.0000005, risk_aversion: 0.00001, by: chase, deadline: 5s");

  static GeneratedTerms of(Random random) {
    String enter = pick(random, "0.005", "0.01", "0.05");
    return new GeneratedTerms(
        new BigDecimal(pick(random, "1", "1", "0.5", "0.8")),
        new BigDecimal(enter),
        new BigDecimal(pick(random, "0", "0.001", enter)),
        new BigDecimal(pick(random, "0", "0.7", "1")),
        EXECUTIONS.get(random.nextInt(EXECUTIONS.size())),
        random.nextInt(3) == 0 ? 3 : 240,
        random.nextInt(3) == 0 ? 1_000 : 5_000,
        new BigDecimal(pick(random, "0.002", "0.0005")));
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  /** The demo's configuration with these terms, and without signals. */
  UnaryOperator<String> configuration(int version, BigDecimal maximumOrderNotional) {
    String worked = execution.isEmpty() ? "" : "\n        execution: {" + execution + "}";
    return yaml ->
        legs(yaml.substring(0, yaml.indexOf("# Bars of every instrument")))
            .replaceFirst("version: 1", "version: " + version)
            .replaceFirst(
                "parameters: \\{ratio: 1}\n        band: \\{enter: 0.01, leave: 0.001}",
                String.format(
                    Locale.ROOT,
                    "parameters: {ratio: %s}\n        band: {enter: %s, leave: %s}%s",
                    ratio,
                    enter,
                    leave,
                    worked))
            .replaceFirst(
                "    number: 1\n    hold",
                "    number: 1\n    accounting: {interval: 1s}\n    hold")
            .replaceFirst(
                "maximum_order_notional: 250000", "maximum_order_notional: " + maximumOrderNotional)
            .replaceFirst("price_collar: 0.002", "price_collar: " + collar)
            .replaceFirst("stale_after: 5s", "stale_after: " + staleMillis + "ms")
            .replaceFirst(
                "maximum_hedges_per_minute: 240", "maximum_hedges_per_minute: " + hedgesPerMinute);
  }

  private String legs(String yaml) {
    if (linearWeight.signum() == 0) {
      return yaml.replaceFirst(
              " *- \\{instrument: \"BINANCE_USDM:BTCUSDT\", account: binance-usdm, weight: 0.7}\n",
              "")
          .replaceFirst("weight: 0.3", "weight: 1");
    }
    if (linearWeight.compareTo(BigDecimal.ONE) == 0) {
      return yaml.replaceFirst(
              " *- \\{instrument: \"BINANCE_COINM:BTCUSD_PERP\", account: binance-coinm, weight:"
                  + " 0.3}\n",
              "")
          .replaceFirst("weight: 0.7", "weight: 1");
    }
    return yaml;
  }
}
