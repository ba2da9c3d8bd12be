package org.hedgerow.exchange.simulated.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.RecordedFields;
import org.hedgerow.exchange.simulated.RunningExchange;
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
class DeribitFixturesTest {
  private static final String FOLDER = "data/fixtures/nautilus_trader/deribit/";

  /**
   * Only some trades were part of a combination; sums in dollars are told of accounts with cross
   * margin alone (the recorded summary of a segregated account, which ours is, has none).
   */
  private static final Set<String> OPTIONAL =
      Set.of(
          "combo_trade_id",
          "total_equity_usd",
          "total_margin_balance_usd",
          "total_initial_margin_usd",
          "total_maintenance_margin_usd",
          "total_delta_total_usd");

  @TempDir Path directory;
  private RunningExchange exchange;
  private DeribitClient client;

  @BeforeEach
  void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", "deribit");
    client = new DeribitClient(exchange.port("deribit"));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  private static void compare(String name, JsonNode ours) throws Exception {
    JsonNode recorded = RecordedFields.recorded(FOLDER + name + ".json");
    // The id of a request that had none.
    ((ObjectNode) recorded).remove("id");
    new RecordedFields(OPTIONAL, field -> false, Map.of()).compare(name, recorded, ours);
  }

  @Test
  void publicAnswers() throws Exception {
    compare("http_get_time", client.open("get_time"));
    compare("http_test", client.open("test"));
    compare("http_get_instruments", client.open("get_instruments?currency=BTC"));
    compare("http_get_instrument", client.open("get_instrument?instrument_name=BTC-PERPETUAL"));
    compare(
        "http_get_instrument_option", client.open("get_instrument?instrument_name=" + option()));
    compare("http_get_order_book", client.open("get_order_book?instrument_name=BTC-PERPETUAL"));
    String trades = "get_last_trades_by_instrument?instrument_name=BTC-PERPETUAL";
    JsonNode answer = client.open(trades);
    while (answer.path("result").path("trades").isEmpty()) {
      Thread.sleep(20);
      answer = client.open(trades);
    }
    compare("http_get_last_trades", answer);
  }

  private String option() throws Exception {
    return client
        .open("get_instruments?currency=BTC&kind=option")
        .path("result")
        .path(0)
        .path("instrument_name")
        .asText();
  }

  @Test
  void channels() throws Exception {
    DeribitClient.Socket socket = client.socket();
    compare(
        "ws_subscribe_response",
        socket.subscribe("public", "ticker.BTC-PERPETUAL.100ms", "quote.BTC-PERPETUAL"));
    compare("ws_ticker", socket.notification("ticker"));
    compare("ws_quote", socket.notification("quote"));
    socket.subscribe("public", "book.BTC-PERPETUAL.100ms", "trades.BTC-PERPETUAL.100ms");
    compare("ws_book_snapshot", socket.notification("book"));
    compare("ws_book_delta", socket.notification("book"));
    compare("ws_trades", socket.notification("trades"));
    socket.subscribe("public", "book.BTC-PERPETUAL.none.10.100ms");
    compare("ws_book_grouped_snapshot", socket.notification("book.BTC-PERPETUAL.none"));
  }

  @Test
  void privateAnswers() throws Exception {
    DeribitClient.Socket socket = client.socket();
    socket.login(DeribitClient.SECRET);
    compare(
        "ws_order_buy_response",
        socket.call(
            "private/buy",
            DeribitClient.params(
                "instrument_name",
                "BTC-PERPETUAL",
                "amount",
                "10",
                "price",
                "60000",
                "label",
                "one")));
    JsonNode open = client.call("get_open_orders").result().path(0);
    String id = open.path("order_id").asText();
    compare(
        "ws_order_edit_response",
        socket.call(
            "private/edit",
            DeribitClient.params("order_id", id, "amount", "20", "price", "60000.5")));
    compare(
        "ws_order_cancel_response",
        socket.call("private/cancel", DeribitClient.params("order_id", id)));
    compare("http_get_account_summaries", client.call("get_account_summaries").body());
    socket.subscribe("private", "user.portfolio.any");
    compare("ws_portfolio", socket.notification("user.portfolio"));
    // The recorded error is another one (10028, whose data is null): what both have is compared.
    JsonNode error = socket.call("private/cancel", DeribitClient.params("order_id", "1"));
    assertEquals(10_004, error.path("error").path("code").asInt());
    assertEquals("order_not_found", error.path("error").path("message").asText());
  }
}
