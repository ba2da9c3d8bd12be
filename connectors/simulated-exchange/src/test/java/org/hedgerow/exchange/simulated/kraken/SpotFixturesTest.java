package org.hedgerow.exchange.simulated.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.RecordedFields;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchange.simulated.kraken.SpotClient.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the venue answers has every field of the answer to the same call as others have recorded it,
 * each of the same kind; names that are data (ids, pairs, assets) may differ. The recordings lie
 * beside the project; without them this is skipped.
 */
@Timeout(60)
class SpotFixturesTest {
  private static final String FOLDER = "data/fixtures/nautilus_trader/kraken/";

  @TempDir Path directory;
  private RunningExchange exchange;
  private SpotClient kraken;

  @BeforeEach
  void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", "kraken");
    kraken = new SpotClient(exchange.port("kraken"));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  /** Ids, pairs and assets are data: names with a capital in them. */
  private static void compare(String name, JsonNode ours) throws Exception {
    new RecordedFields(Set.of(), field -> field.matches("[A-Z0-9-]{3,}"), Map.of())
        .compare(name, RecordedFields.recorded(FOLDER + name + ".json"), ours);
  }

  @Test
  void publicAnswers() throws Exception {
    compare("http_server_time", kraken.open("Time"));
    compare("http_system_status", kraken.open("SystemStatus"));
    compare("http_asset_pairs", kraken.open("AssetPairs?pair=XBTUSDT"));
    compare("http_ticker", kraken.open("Ticker?pair=XBTUSDT"));
    compare("http_order_book", kraken.open("Depth?pair=XBTUSDT&count=5"));
  }

  @Test
  void channels() throws Exception {
    Socket socket = kraken.socket();
    socket.subscribe("\"channel\":\"ticker\",\"symbol\":[\"BTC/USD\"]");
    compare("ws_subscribe_response", socket.next("method", "subscribe"));
    compare("ws_ticker_snapshot", socket.next("channel", "ticker"));
    socket.subscribe("\"channel\":\"trade\",\"symbol\":[\"BTC/USD\"]");
    compare("ws_trade_update", socket.next("channel", "trade"));
    socket.subscribe("\"channel\":\"book\",\"symbol\":[\"BTC/USD\"]");
    compare("ws_book_snapshot", socket.next("channel", "book"));
    compare("ws_book_update", socket.next("channel", "book"));
    socket.send("{\"method\":\"ping\",\"req_id\":7}");
    compare("ws_pong", socket.next("method", "pong"));
  }

  @Test
  void privateAnswers() throws Exception {
    JsonNode book = kraken.open("Depth?pair=XBTUSD").path("result").path("XXBTZUSD");
    String far = Long.toString(Math.round(book.path("bids").path(0).path(0).asDouble() * 0.98));
    compare("http_add_order_spot", limit(far));
    compare("http_cancel_order_spot", kraken.post("CancelOrder", "cl_ord_id", "one"));
    // Canceled, since only then is there a reason: a filled order has none in what was recorded.
    compare("http_closed_orders", kraken.post("ClosedOrders"));
    kraken.post("AddOrder", "pair", "XBTUSD", "type", "buy", "ordertype", "market", "volume", "1");
    compare("http_trades_history", kraken.post("TradesHistory"));
    compare("http_spot_balance", kraken.post("Balance"));
    // Ten and the one that was bought: the fee of a purchase is paid in dollars.
    assertEquals(
        0,
        new BigDecimal("11")
            .compareTo(
                new BigDecimal(kraken.post("Balance").path("result").path("XXBT").asText())));
    compare("http_spot_trade_balance", kraken.post("TradeBalance"));
  }

  private JsonNode limit(String price) throws Exception {
    return kraken.post(
        "AddOrder",
        "pair",
        "XBTUSD",
        "type",
        "buy",
        "ordertype",
        "limit",
        "volume",
        "0.01",
        "price",
        price,
        "cl_ord_id",
        "one");
  }

  @Test
  void whoIsNotTheOwnerIsToldSoInTheVenuesWords() throws Exception {
    long nonce = System.currentTimeMillis() * 1_000;
    assertEquals(0, kraken.signed("Balance", nonce, secret()).path("error").size());
    assertEquals(
        "EAPI:Invalid nonce",
        kraken.signed("Balance", nonce, secret()).path("error").path(0).asText());
    assertEquals(
        "EAPI:Invalid signature",
        kraken.signed("Balance", nonce + 1, "YW5vdGhlcg==").path("error").path(0).asText());
    // A stranger's nonce is not taken.
    assertEquals(0, kraken.signed("Balance", nonce + 1, secret()).path("error").size());
    Socket socket = kraken.socket();
    socket.subscribe("\"channel\":\"executions\",\"token\":\"mine\"");
    assertEquals(
        "ESession:Invalid session", socket.next("method", "subscribe").path("error").asText());
  }

  private static String secret() {
    return RunningExchange.KRAKEN_SECRET;
  }

  @Test
  void theTimerCancelsWhatIsOpen() throws Exception {
    JsonNode book = kraken.open("Depth?pair=XBTUSD").path("result").path("XXBTZUSD");
    limit(Long.toString(Math.round(book.path("bids").path(0).path(0).asDouble() * 0.98)));
    assertEquals(1, kraken.post("OpenOrders").path("result").path("open").size());
    kraken.post("CancelAllOrdersAfter", "timeout", "1");
    Thread.sleep(1_300);
    assertEquals(0, kraken.post("OpenOrders").path("result").path("open").size());
  }
}
