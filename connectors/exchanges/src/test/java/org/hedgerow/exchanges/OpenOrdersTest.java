package org.hedgerow.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.schema.ExecutionReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every venue that takes orders can be asked which are open. */
@Timeout(30)
class OpenOrdersTest {
  private static final Map<String, String> INSTRUMENTS =
      Map.of(
          "BINANCE_SPOT", "XYZUSDT spot",
          "BINANCE_USDM", "XYZUSDT linear_perpetual",
          "BINANCE_COINM", "XYZUSD_PERP inverse_perpetual",
          "DERIBIT", "BTC-PERPETUAL inverse_perpetual",
          "KRAKEN_SPOT", "XYZ/USD spot",
          "KRAKEN_FUTURES", "PF_XYZUSD linear_perpetual",
          "LUNO", "XYZZAR spot",
          "OKX", "BTC-USDT-SWAP linear_perpetual");

  private static Configuration configuration(String venue, String rest) throws Exception {
    String[] parts = INSTRUMENTS.get(venue).split(" ");
    return Configuration.parse(
        """
        version: 1
        venues:
          - {venue: %s, environment: paper, rest: "%s", stream: "ws://127.0.0.1:1", account_stream: "ws://127.0.0.1:1"}
        accounts:
          - {account: mine, venue: %s, credentials: open-orders}
        instruments:
          - instrument: "%s:%s"
            kind: %s
            base: XYZ
            quote: USD
            settlement: USD
            contract_value: 1
            tick_size: 0.01
            lot_size: 1
            minimum_quantity: 1
            maximum_quantity: 1000
            minimum_notional: 0
            channels: [trade]
        groups:
          - {group: XYZ, number: 1, instruments: []}
        portfolios: []
        limits:
          maximum_order_notional: 1000000
          price_collar: 0.01
          stale_after: 3s
          order_valid: 2s
          maximum_hedges_per_minute: 60
        """
            .formatted(venue, rest, venue, venue, parts[0], parts[1]));
  }

  @Test
  void oneOfTheSnapshotsOfAnAccountAsksForThemAndForNothingElse() throws Exception {
    for (String venue : INSTRUMENTS.keySet()) {
      Venue named = Venues.named(venue);
      List<String> questions =
          named.subscriptions(configuration(venue, "http://127.0.0.1:1")).stream()
              .filter(one -> one.owner().isPresent())
              .flatMap(one -> one.snapshots().stream())
              .filter(named::asksForOpenOrders)
              .toList();
      assertEquals(1, questions.size(), venue + " " + questions);
      assertTrue(!questions.get(0).contains(Subscription.AND), questions.get(0));
    }
  }

  /** Fields as in the documentation of {@code openOrders}. */
  @Test
  void whatAVenueShowsIsReadAsItsSnapshotsAre(@TempDir Path folder) throws Exception {
    Files.createFile(
        folder.resolve("open-orders"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(folder.resolve("open-orders"), "key=k\nsecret=s\n");
    Credentials.folder(folder);
    try (TestExchange exchange = new TestExchange()) {
      String row =
          "{\"avgPrice\":\"0.00\",\"clientOrderId\":\"%s\",\"cumQuote\":\"0\",\"executedQty\":\"0\",\"orderId\":%d,"
              + "\"origQty\":\"2\",\"origType\":\"LIMIT\",\"price\":\"9300\",\"reduceOnly\":false,\"side\":\"BUY\","
              + "\"positionSide\":\"BOTH\",\"status\":\"NEW\",\"stopPrice\":\"0\",\"symbol\":\"%s\",\"time\":1579276756075,"
              + "\"timeInForce\":\"GTC\",\"type\":\"LIMIT\",\"updateTime\":1579276756075}";
      String answer =
          "["
              + row.formatted("mine", 1, "XYZUSDT")
              + ","
              + row.formatted("elsewhere", 2, "ABCUSDT")
              + "]";
      exchange.rest =
          request ->
              request.contains("/time")
                  ? "{\"serverTime\":" + System.currentTimeMillis() + "}"
                  : answer;
      Configuration configuration = configuration("BINANCE_USDM", exchange.http().toString());
      Venue venue = Venues.named("BINANCE_USDM");
      OpenOrders.Shown shown = new OpenOrders(configuration, venue, "mine").ask().join();
      assertEquals(
          List.of("mine"), shown.orders().stream().map(ExecutionReport::getClientOrderId).toList());
      assertEquals("BINANCE_USDM:XYZUSDT", shown.orders().get(0).getInstrument());
      assertEquals(1, shown.unread().size(), "a symbol that is not configured");
      exchange.rest =
          request ->
              request.contains("/time")
                  ? "{\"serverTime\":" + System.currentTimeMillis() + "}"
                  : "{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action.\"}";
      assertThrows(
          CompletionException.class,
          () -> new OpenOrders(configuration, venue, "mine").ask().join());
      assertThrows(
          IllegalArgumentException.class, () -> new OpenOrders(configuration, venue, "theirs"));
    }
  }
}
