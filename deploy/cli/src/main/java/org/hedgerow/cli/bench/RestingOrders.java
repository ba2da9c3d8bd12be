package org.hedgerow.cli.bench;

import java.util.Locale;

/**
 * A configuration under which many orders work and none fills: portfolios of a little bitcoin and
 * ether, each hedged by a maker that stays where it stands. What the venues' rate limits hold back
 * waits at the gateway, so that a word about trading finds a backlog.
 */
final class RestingOrders {
  private static final String PORTFOLIOS = "portfolios:";

  private static final String MARGIN =
      "      - {account: binance-coinm, asset: BTC, quantity: 2}\n";

  private RestingOrders() {}

  /**
   * The text, with the venues, accounts and instruments of another. COIN-M takes 1,200 orders at
   * once; USD-M takes 200 in ten seconds, and the others wait.
   *
   * @param portfolios each has an order at either
   */
  static String of(String demo, int portfolios) {
    StringBuilder yaml = new StringBuilder(demo.substring(0, demo.indexOf(PORTFOLIOS)));
    yaml.append(PORTFOLIOS).append('\n');
    for (int i = 0; i < portfolios; i++) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "  - portfolio: p%04d%n    number: %d%n    holdings:%n"
                  + "      - {account: binance-spot, instrument: \"BINANCE_SPOT:BTCUSDT\", quantity: 0.01}%n"
                  + "      - {account: binance-spot, instrument: \"BINANCE_SPOT:ETHUSDT\", quantity: 0.2}%n"
                  + "%s    books:%n",
              i + 1,
              i + 1,
              // The margin that all of them share.
              i == 0 ? MARGIN : ""));
      yaml.append(book("BTC", "BINANCE_COINM:BTCUSD_PERP", "binance-coinm"));
      yaml.append(book("ETH", "BINANCE_USDM:ETHUSDT", "binance-usdm"));
    }
    yaml.append("limits:\n");
    yaml.append("  maximum_order_notional: 250000\n  price_collar: 0.002\n  stale_after: 5s\n");
    yaml.append("  order_valid: 5m\n  maximum_hedges_per_minute: 240\n");
    return yaml.toString();
  }

  /** By a maker that nothing moves. */
  private static String book(String group, String instrument, String account) {
    return String.format(
        Locale.ROOT,
        "      - group: %s%n        strategy: naive%n        parameters: {ratio: 1}%n"
            + "        band: {enter: 0.001, leave: 0.0001}%n"
            + "        execution: {algorithm: chase, reprice_ticks: 1000, reprices_a_minute: 1, distance: 0.5, deadline: 60m, then: give_up}%n"
            + "        hedges:%n          - {instrument: \"%s\", account: %s, weight: 1}%n",
        group,
        instrument,
        account);
  }
}
