package org.hedgerow.cli.bench;

import java.util.Locale;

/**
 * A configuration under which many books have to trade whenever a price moves: portfolios of coins,
 * half of them hedged by inverse perpetuals margined in the same coins. What such a short earns or
 * loses is coins too, so the exposure follows the price, and the hedge has to follow it. (Hedged
 * whole it would be neutral at every price.) The first portfolio is the demo's, whose customers
 * trade spot.
 */
final class CoinTreasuries {
  private static final String INSTRUMENTS = "instruments:";
  private static final String GROUPS = "groups:";
  private static final String PLACE_LIMIT = ", place_limit: {orders: 100000, per: 10s}";

  private static final String ETHER =
      """
        - instrument: BINANCE_COINM:ETHUSD_PERP
          kind: inverse_perpetual
          base: ETH
          quote: USD
          settlement: ETH
          contract_value: 10
          tick_size: 0.01
          lot_size: 1
          minimum_quantity: 1
          maximum_quantity: 1000000
          minimum_notional: 0
          channels: [quote]

      """;

  private CoinTreasuries() {}

  /**
   * The text, with the venues and instruments of another. The venues' public limits on orders (20 a
   * second on these accounts) are lifted: the exchange has none.
   *
   * @param portfolios besides the first; each has a book of bitcoin and one of ether
   * @param more further sections
   */
  static String of(String demo, int portfolios, String more) {
    StringBuilder yaml = new StringBuilder(demo.substring(0, demo.indexOf("accounts:")));
    yaml.append("accounts:\n");
    yaml.append(account("binance-spot", "BINANCE_SPOT", ""));
    yaml.append(account("binance-usdm", "BINANCE_USDM", ""));
    yaml.append(account("binance-coinm", "BINANCE_COINM", ", margin_asset: BTC"));
    yaml.append('\n').append(demo, demo.indexOf(INSTRUMENTS), demo.indexOf(GROUPS));
    yaml.append(ETHER);
    yaml.append("groups:\n  - {group: BTC, number: 1}\n  - {group: ETH, number: 2}\n\n");
    yaml.append("portfolios:\n  - portfolio: desk\n    number: 1\n    holdings:\n");
    yaml.append(
        "      - {account: binance-spot, instrument: \"BINANCE_SPOT:BTCUSDT\", quantity: 10}\n");
    yaml.append(
        "      - {account: binance-spot, instrument: \"BINANCE_SPOT:ETHUSDT\", quantity: 100}\n");
    yaml.append("    books:\n");
    yaml.append(book("BTC", "BINANCE_USDM:BTCUSDT", "binance-usdm", "1", "0.01", "0.001"));
    yaml.append(book("ETH", "BINANCE_USDM:ETHUSDT", "binance-usdm", "1", "0.01", "0.001"));
    for (int i = 0; i < portfolios; i++) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "  - portfolio: coins%04d%n    number: %d%n    holdings:%n"
                  + "      - {account: binance-coinm, asset: BTC, quantity: 40}%n"
                  + "      - {account: binance-coinm, asset: ETH, quantity: 800}%n    books:%n",
              i + 1,
              i + 2));
      yaml.append(
          book("BTC", "BINANCE_COINM:BTCUSD_PERP", "binance-coinm", "0.5", "0.0001", "0.00001"));
      yaml.append(
          book("ETH", "BINANCE_COINM:ETHUSD_PERP", "binance-coinm", "0.5", "0.0001", "0.00001"));
    }
    yaml.append("limits:\n");
    yaml.append("  maximum_order_notional: 2000000\n  price_collar: 0.002\n  stale_after: 5s\n");
    yaml.append("  order_valid: 10s\n  maximum_hedges_per_minute: 10000\n");
    yaml.append(more);
    return yaml.toString();
  }

  private static String account(String account, String venue, String more) {
    return String.format(
        Locale.ROOT,
        "  - {account: %s, venue: %s, credentials: %s%s%s}%n",
        account,
        venue,
        account,
        more,
        PLACE_LIMIT);
  }

  private static String book(
      String group, String instrument, String account, String ratio, String enter, String leave) {
    return String.format(
        Locale.ROOT,
        "      - group: %s%n        strategy: naive%n        parameters: {ratio: %s}%n"
            + "        band: {enter: %s, leave: %s}%n"
            + "        hedges:%n          - {instrument: \"%s\", account: %s, weight: 1}%n",
        group,
        ratio,
        enter,
        leave,
        instrument,
        account);
  }
}
