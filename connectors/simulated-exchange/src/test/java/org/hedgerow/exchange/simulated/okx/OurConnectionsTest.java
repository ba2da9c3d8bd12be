package org.hedgerow.exchange.simulated.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchange.simulated.ConnectionsContract;
import org.hedgerow.exchange.simulated.SourceConnection;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.okx.OkxVenue;

class OurConnectionsTest extends ConnectionsContract {
  private static final String INSTRUMENTS =
      """
      - instrument: OKX:BTC-USDT-SWAP
        kind: linear_perpetual
        base: BTC
        quote: USDT
        settlement: USDT
        contract_value: 0.01
        tick_size: 0.1
        lot_size: 0.01
        minimum_quantity: 0.01
        maximum_quantity: 100000
        minimum_notional: 0
        channels: [trade, quote, depth, mark, index, funding, open_interest, status]
      - instrument: OKX:BTC-USDT
        kind: spot
        base: BTC
        quote: USDT
        settlement: USDT
        contract_value: 1
        tick_size: 0.1
        lot_size: 0.00000001
        minimum_quantity: 0.00001
        maximum_quantity: 9000
        minimum_notional: 0
        channels: [trade, quote, depth]
      """;

  private final OkxVenue venue = new OkxVenue();

  @Override
  protected Venue venue() {
    return venue;
  }

  @Override
  protected String key() {
    return "okx";
  }

  @Override
  protected Configuration configuration(int port) throws Exception {
    return configuration("OKX", "okx", port, INSTRUMENTS, "BTC-USDT-SWAP");
  }

  @Override
  protected String trades() {
    return "/trades/0";
  }

  @Override
  protected Set<String> wanted() {
    return Set.of(
        "Quote", "BookDelta", "Mark", "Index", "Funding", "OpenInterest", "InstrumentStatus");
  }

  @Override
  protected void further(SourceConnection market) throws Exception {
    SourceConnection trades = connection("/trades/0");
    trades.until(one -> one.payloads().size() > 20);
    assertEquals(Set.of("Trade"), trades.kinds());
    trades.snapshots();
    assertEquals(List.of(), trades.rejections());
  }

  @Override
  protected List<String> breaking() {
    return List.of("bad_checksum", "stream_gap", "stream_reorder");
  }

  @Override
  protected void sell(String id, String quantity) throws Exception {
    OkxClient.Answer answer =
        new OkxClient(exchange().port("okx"))
            .post(
                "trade/order",
                "instId",
                "BTC-USDT-SWAP",
                "tdMode",
                "cross",
                "clOrdId",
                id,
                "side",
                "sell",
                "ordType",
                "market",
                "sz",
                quantity);
    assertEquals("0", answer.sCode(), answer.body().toString());
  }

  @Override
  protected void sold(SourceConnection account) {
    assertEquals("-2", account.position("OKX:BTC-USDT-SWAP"));
    // The fees.
    assertTrue(account.balance("USDT").intValue() < 2_000_000);
  }
}
