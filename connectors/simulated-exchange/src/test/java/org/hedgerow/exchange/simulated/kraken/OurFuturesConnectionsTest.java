package org.hedgerow.exchange.simulated.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchange.simulated.ConnectionsContract;
import org.hedgerow.exchange.simulated.SourceConnection;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.kraken.KrakenFuturesVenue;

class OurFuturesConnectionsTest extends ConnectionsContract {
  private static final String INSTRUMENTS =
      """
      - instrument: KRAKEN_FUTURES:PF_XBTUSD
        kind: linear_perpetual
        base: BTC
        quote: USD
        settlement: USD
        contract_value: 1
        tick_size: 1
        lot_size: 0.0001
        minimum_quantity: 0.0001
        maximum_quantity: 1000
        minimum_notional: 0
        channels: [trade, quote, depth, mark, index, funding, open_interest, status]
      - instrument: KRAKEN_FUTURES:PI_XBTUSD
        kind: inverse_perpetual
        base: BTC
        quote: USD
        settlement: BTC
        contract_value: 1
        tick_size: 0.5
        lot_size: 1
        minimum_quantity: 1
        maximum_quantity: 1000000
        minimum_notional: 0
        channels: [trade, quote, depth, mark]
      """;

  private final KrakenFuturesVenue venue = new KrakenFuturesVenue();

  @Override
  protected Venue venue() {
    return venue;
  }

  @Override
  protected String key() {
    return "kraken-futures";
  }

  @Override
  protected Configuration configuration(int port) throws Exception {
    return configuration("KRAKEN_FUTURES", "kraken", port, INSTRUMENTS, "PF_XBTUSD");
  }

  @Override
  protected Set<String> wanted() {
    return Set.of("Trade", "Quote", "BookDelta", "Mark", "Index", "Funding", "OpenInterest");
  }

  @Override
  protected void further(SourceConnection market) {
    // The list of instruments.
    assertTrue(market.kinds().contains("InstrumentStatus"));
  }

  @Override
  protected List<String> breaking() {
    return List.of("stream_gap", "stream_reorder");
  }

  /** Fills can only be asked for backwards from the newest. */
  @Override
  protected boolean readsOn() {
    return false;
  }

  @Override
  protected void sell(String id, String quantity) throws Exception {
    JsonNode answer =
        new FuturesClient(exchange().port(key()))
            .post(
                "sendorder",
                "orderType",
                "mkt",
                "symbol",
                "PF_XBTUSD",
                "side",
                "sell",
                "size",
                quantity,
                "cliOrdId",
                id);
    assertEquals("placed", answer.path("sendStatus").path("status").asText(), answer.toString());
  }

  @Override
  protected void sold(SourceConnection account) {
    assertEquals("-2", account.position("KRAKEN_FUTURES:PF_XBTUSD"));
    assertEquals("0", account.position("KRAKEN_FUTURES:PI_XBTUSD"));
    // The fees.
    assertTrue(account.balance("USD").intValue() < 2_000_000);
    assertEquals(20, account.balance("BTC").intValueExact());
  }
}
