package org.hedgerow.exchange.simulated.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchange.simulated.ConnectionsContract;
import org.hedgerow.exchange.simulated.SourceConnection;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.kraken.KrakenSpotVenue;

class OurSpotConnectionsTest extends ConnectionsContract {
  private static final String INSTRUMENTS =
      """
      - instrument: KRAKEN_SPOT:BTC/USD
        kind: spot
        base: BTC
        quote: USD
        settlement: USD
        contract_value: 1
        tick_size: 0.1
        lot_size: 0.00000001
        minimum_quantity: 0.00005
        maximum_quantity: 1000
        minimum_notional: 0.5
        channels: [trade, quote, depth, status]
      """;

  private final KrakenSpotVenue venue = new KrakenSpotVenue();

  @Override
  protected Venue venue() {
    return venue;
  }

  @Override
  protected String key() {
    return "kraken";
  }

  @Override
  protected Configuration configuration(int port) throws Exception {
    return configuration("KRAKEN_SPOT", "kraken", port, INSTRUMENTS, "BTC/USD");
  }

  @Override
  protected Set<String> wanted() {
    return Set.of("Trade", "Quote", "BookDelta", "InstrumentStatus");
  }

  @Override
  protected List<String> breaking() {
    return List.of("bad_checksum", "stream_gap");
  }

  /** Of the newest second all trades are asked for again. */
  @Override
  protected boolean readsOn() {
    return false;
  }

  @Override
  protected void sell(String id, String quantity) throws Exception {
    JsonNode answer =
        new SpotClient(exchange().port("kraken"))
            .post(
                "AddOrder",
                "pair",
                "XBTUSD",
                "type",
                "sell",
                "ordertype",
                "market",
                "volume",
                quantity,
                "cl_ord_id",
                id);
    assertEquals(0, answer.path("error").size(), answer.toString());
  }

  @Override
  protected void sold(SourceConnection account) {
    // Ten less the two that were sold; what they brought is more than any fee.
    assertEquals(0, new BigDecimal("8").compareTo(account.balance("BTC")));
    assertTrue(account.balance("USD").intValue() > 2_000_000);
  }
}
