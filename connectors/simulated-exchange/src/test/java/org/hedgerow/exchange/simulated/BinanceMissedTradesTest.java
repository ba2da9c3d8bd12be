package org.hedgerow.exchange.simulated;

import java.nio.file.Path;
import org.hedgerow.exchanges.binance.BinanceMarket;
import org.hedgerow.exchanges.binance.BinanceVenue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BinanceMissedTradesTest {
  private static final String INSTRUMENT =
      """
      - instrument: %s
        kind: %s
        base: BTC
        quote: USDT
        settlement: USDT
        contract_value: 1
        tick_size: 0.01
        lot_size: 0.00001
        minimum_quantity: 0.00001
        maximum_quantity: 9000
        minimum_notional: 5
        channels: [trade, quote]
      """;

  @TempDir Path directory;

  @Test
  void ofTheSpotMarketAreToldOnceAfterACut() throws Exception {
    of(BinanceMarket.SPOT, "spot", "spot", "/market/0");
  }

  @Test
  void ofAFutureAreToldOnceAfterACut() throws Exception {
    of(BinanceMarket.USD_M, "usdm", "linear_perpetual", "/public/0");
  }

  private void of(BinanceMarket market, String key, String kind, String connection)
      throws Exception {
    try (RunningExchange exchange = new RunningExchange(directory, "--venues", key)) {
      MissedTrades.areToldOnceAfterACut(
          exchange,
          new BinanceVenue(market),
          ConnectionsContract.configuration(
              market.venue(),
              "none",
              exchange.port(key),
              INSTRUMENT.formatted(market.venue() + ":BTCUSDT", kind),
              "BTCUSDT"),
          market.venue() + connection);
    }
  }
}
