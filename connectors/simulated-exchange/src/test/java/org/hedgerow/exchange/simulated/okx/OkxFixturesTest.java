package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.hedgerow.exchange.simulated.RecordedFields;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchange.simulated.okx.OkxClient.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the venue answers has every field of the answer to the same call as others have recorded it,
 * each of the same kind. The recordings lie beside the project; without them this is skipped.
 */
@Timeout(60)
class OkxFixturesTest {
  private static final String FOLDER = "data/fixtures/nautilus_trader/okx/";
  @TempDir Path directory;
  private RunningExchange exchange;
  private OkxClient okx;

  @BeforeEach
  void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", "okx");
    okx = new OkxClient(exchange.port("okx"));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  private static JsonNode recorded(String name) throws Exception {
    return RecordedFields.recorded(FOLDER + name + ".json");
  }

  private static JsonNode firstRow(JsonNode message) {
    return message.has("data") ? message.path("data").path(0) : message;
  }

  private static void compare(String name, JsonNode ours) throws Exception {
    new RecordedFields().compare(name, firstRow(recorded(name)), firstRow(ours));
  }

  @Test
  void publicAnswers() throws Exception {
    Socket trades = okx.socket("business");
    trades.subscribe("{\"channel\":\"trades-all\",\"instId\":\"BTC-USDT\"}");
    trades.frame("trades-all");
    compare("http_get_instruments_spot", okx.open("public/instruments?instType=SPOT"));
    compare("http_get_instruments_swap", okx.open("public/instruments?instType=SWAP"));
    compare("http_get_order_book", okx.open("market/books?instId=BTC-USDT&sz=5"));
    compare("http_get_trades", okx.open("market/trades?instId=BTC-USDT"));
    compare("http_get_mark_price", okx.open("public/mark-price?instType=SWAP"));
    compare("http_get_index_price", okx.open("market/index-tickers?instId=BTC-USDT"));
  }

  @Test
  void channels() throws Exception {
    Socket socket = okx.socket("public");
    for (String channel : List.of("trades", "bbo-tbt", "tickers")) {
      socket.subscribe("{\"channel\":\"" + channel + "\",\"instId\":\"BTC-USDT\"}");
      compare("ws_" + channel.replace('-', '_'), socket.frame(channel));
    }
    socket.subscribe("{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}");
    compare("ws_books_snapshot", socket.frame("books"));
    compare("ws_books_update", socket.frame("books"));
    socket.subscribe("{\"channel\":\"funding-rate\",\"instId\":\"BTC-USDT-SWAP\"}");
    compare("ws_funding_rate", socket.frame("funding-rate"));
    socket.subscribe("{\"channel\":\"instruments\",\"instType\":\"SWAP\"}");
    compare("ws_instruments", socket.frame("instruments"));
  }

  @Test
  void options() throws Exception {
    String family = "&instFamily=BTC-USD";
    JsonNode list = okx.open("public/instruments?instType=OPTION" + family);
    compare("http_get_instruments_option", list);
    compare("http_get_option_summary", okx.open("public/opt-summary?x=1" + family));
    String option = firstRow(list).path("instId").asText();
    String ask =
        okx.open("market/books?instId=" + option)
            .path("data")
            .path(0)
            .path("asks")
            .path(0)
            .path(0)
            .asText();
    Socket account = okx.account();
    account.subscribe("{\"channel\":\"orders\",\"instType\":\"OPTION\"}");
    okx.post(
        "trade/order",
        "instId",
        option,
        "tdMode",
        "cross",
        "clOrdId",
        "one",
        "side",
        "buy",
        "ordType",
        "limit",
        "px",
        ask,
        "sz",
        "1");
    account.frame("orders");
    compare("ws_orders_option", account.frame("orders"));
  }

  @Test
  void privateAnswersAndChannels() throws Exception {
    Socket account = okx.account();
    account.subscribe("{\"channel\":\"orders\",\"instType\":\"SWAP\"}");
    JsonNode placed =
        okx.post(
                "trade/order",
                "instId",
                "BTC-USDT-SWAP",
                "tdMode",
                "cross",
                "clOrdId",
                "one",
                "side",
                "sell",
                "ordType",
                "market",
                "sz",
                "1")
            .body();
    compare("http_place_order_response", placed);
    account.frame("orders");
    compare("ws_orders", account.frame("orders"));
    account.subscribe("{\"channel\":\"account\"}");
    compare("ws_account", account.frame("account"));
    compare("http_get_account_balance", okx.get("account/balance").body());
    compare("http_get_positions", okx.get("account/positions").body());
    compare("http_get_orders_history", okx.get("trade/orders-history?instType=SWAP").body());
    compare("http_transaction_detail", okx.get("trade/fills").body());
    String bid =
        okx.open("market/books?instId=BTC-USDT-SWAP")
            .path("data")
            .path(0)
            .path("bids")
            .path(0)
            .path(0)
            .asText();
    String far = Long.toString(Math.round(Double.parseDouble(bid) * 0.98));
    okx.post(
        "trade/order",
        "instId",
        "BTC-USDT-SWAP",
        "tdMode",
        "cross",
        "side",
        "buy",
        "ordType",
        "limit",
        "sz",
        "1",
        "px",
        far);
    compare("http_get_orders_pending", okx.get("trade/orders-pending").body());
  }
}
