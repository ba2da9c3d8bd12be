package org.hedgerow.exchange.simulated.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchange.simulated.ConnectionsContract;
import org.hedgerow.exchange.simulated.SourceConnection;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.luno.LunoVenue;

class OurConnectionsTest extends ConnectionsContract {
  private static final String INSTRUMENTS =
      """
      - instrument: LUNO:XBTUSDT
        kind: spot
        base: BTC
        quote: USDT
        settlement: USDT
        contract_value: 1
        tick_size: 0.01
        lot_size: 0.000001
        minimum_quantity: 0.0001
        maximum_quantity: 1000
        minimum_notional: 0
        channels: [trade, quote, depth, status]
      """;

  private final LunoVenue venue = new LunoVenue();

  static Configuration luno(int port) throws Exception {
    return configuration("LUNO", "luno", port, INSTRUMENTS, "XBTUSDT");
  }

  @Override
  protected Venue venue() {
    return venue;
  }

  @Override
  protected String key() {
    return "luno";
  }

  @Override
  protected Configuration configuration(int port) throws Exception {
    return luno(port);
  }

  @Override
  protected String market() {
    return "/market/XBTUSDT";
  }

  /** The venue lists a hundred trades: those of half a minute then. */
  @Override
  protected String rate() {
    return "200";
  }

  @Override
  protected Set<String> wanted() {
    return Set.of("Trade", "Quote", "BookDelta", "InstrumentStatus");
  }

  @Override
  protected List<String> breaking() {
    return List.of("stream_gap", "stream_reorder", "stream_garbage");
  }

  /** There is no other way to a new book than a new connection. */
  @Override
  protected int mended(SourceConnection market) {
    return market.end() == null ? 0 : 1;
  }

  @Override
  protected void sell(String id, String quantity) throws Exception {
    LunoClient.Answer answer =
        new LunoClient(exchange().port("luno"))
            .post(
                "marketorder",
                "pair",
                "XBTUSDT",
                "type",
                "SELL",
                "base_volume",
                quantity,
                "client_order_id",
                id);
    assertEquals(200, answer.status(), answer.body().toString());
  }

  @Override
  protected void sold(SourceConnection account) {
    assertEquals(0, new BigDecimal("8").compareTo(account.balance("BTC")));
    assertTrue(account.balance("USDT").intValue() > 2_000_000);
  }
}
