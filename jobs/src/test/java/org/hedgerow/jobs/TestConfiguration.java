package org.hedgerow.jobs;

import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;

/** A small configuration of made-up instruments, for tests. */
public final class TestConfiguration {
  public static final String JOURNAL_ID = "abcdefghij";

  public static final String YAML =
      """
      version: 1
      venues:
        - {venue: BINANCE_SPOT, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
        - {venue: BINANCE_USDM, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
        - {venue: BINANCE_COINM, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
        - {venue: LUNO, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
      accounts:
        - {account: spot, venue: BINANCE_SPOT, credentials: spot}
        - {account: perp, venue: BINANCE_USDM, credentials: perp}
      instruments:
      """
          + instrument("BINANCE_SPOT:XYZUSDT", "spot", "XYZ", "[trade, quote, depth]")
          + instrument("BINANCE_USDM:XYZUSDT", "linear_perpetual", "XYZ", "[trade, quote, mark]")
          + instrument("BINANCE_COINM:XYZUSD_PERP", "inverse_perpetual", "XYZ", "[trade, index]")
          + instrument("BINANCE_SPOT:ABCUSDT", "spot", "ABC", "[trade, quote]")
          + instrument("BINANCE_SPOT:LONEUSDT", "spot", "LONE", "[trade, quote]")
          + instrument("LUNO:XYZZAR", "spot", "XYZ", "[trade, quote, depth]")
          + """
      groups:
        - {group: XYZ, number: 1, instruments: []}
        - {group: ABC, number: 2, instruments: ["BINANCE_USDM:XYZUSDT"]}
      portfolios:
        - portfolio: treasury
          number: 1
          holdings: []
          books:
            - group: XYZ
              strategy: naive
              band: {enter: 0.01, leave: 0.005}
              hedges:
                - {instrument: "BINANCE_USDM:XYZUSDT", account: perp, weight: 1}
            - group: ABC
              strategy: naive
              band: {enter: 0.01, leave: 0.005}
              hedges:
                - {instrument: "BINANCE_USDM:XYZUSDT", account: perp, weight: 1}
      limits:
        maximum_order_notional: 1000000
        price_collar: 0.01
        stale_after: 3s
        order_valid: 2s
        maximum_hedges_per_minute: 60
      """;

  private TestConfiguration() {}

  public static Configuration parsed() {
    try {
      return Configuration.parse(YAML);
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  public static JobSettings settings() {
    return JobSettings.parse(
        new String[] {
          "--bootstrap-servers", "127.0.0.1:1",
          "--journal-id", JOURNAL_ID,
          "--configuration", YAML
        });
  }

  private static String instrument(String name, String kind, String base, String channels) {
    return """
      - instrument: "%s"
        kind: %s
        base: %s
        quote: USDT
        settlement: USDT
        contract_value: 1
        tick_size: 0.01
        lot_size: 0.001
        minimum_quantity: 0.001
        maximum_quantity: 1000
        minimum_notional: 5
        channels: %s
    """
        .formatted(name, kind, base, channels)
        .indent(0);
  }
}
