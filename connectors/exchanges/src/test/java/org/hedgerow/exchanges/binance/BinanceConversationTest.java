package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hedgerow.exchanges.Conversation.Reply;
import org.junit.jupiter.api.Test;

class BinanceConversationTest {
  private static final String REQUEST = "/api/v3/depth?symbol=XYZUSDT&limit=1000";

  private final BinanceConversation spot =
      new BinanceConversation(
          BinanceMarket.SPOT,
          List.of("xyzusdt@depth@100ms", "xyzusdt@trade", "abcusdt@depth@100ms"));

  private static Reply heard(BinanceConversation conversation, String text) {
    return conversation.heard(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Reply answered(BinanceConversation conversation, String request, long id) {
    return conversation.answered(
        request,
        "{\"lastUpdateId\":%d,\"bids\":[],\"asks\":[]}"
            .formatted(id)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String update(String symbol, long first, long last) {
    return "{\"stream\":\"%s@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1700000000000,\"s\":\"%s\",\"U\":%d,\"u\":%d,\"b\":[[\"1\",\"2\"]],\"a\":[]}}"
        .formatted(symbol.toLowerCase(java.util.Locale.ROOT), symbol, first, last);
  }

  @Test
  void aHoleInABookAsksForThatBook() {
    assertEquals(Reply.NONE, heard(spot, update("XYZUSDT", 98, 101)));
    assertEquals(Reply.NONE, answered(spot, REQUEST, 100));
    assertEquals(Reply.NONE, heard(spot, update("ABCUSDT", 1, 2)));
    assertEquals(Reply.NONE, heard(spot, update("XYZUSDT", 102, 103)));
    assertEquals(Reply.ask(REQUEST), heard(spot, update("XYZUSDT", 105, 106)));
    assertEquals(Reply.ask(REQUEST), answered(spot, REQUEST, 103), "it is older than the hole");
    assertEquals(Reply.NONE, answered(spot, REQUEST, 106));
    assertEquals(Reply.NONE, heard(spot, update("XYZUSDT", 107, 107)));
  }

  @Test
  void aBookThatBreaksAgainAndAgainEndsTheConnection() {
    Reply last = Reply.NONE;
    for (int i = 0; i < 7; i++) {
      last = heard(spot, update("XYZUSDT", 10L * i, 10L * i + 1));
    }
    assertNotNull(last.end());
  }

  @Test
  void futuresNameTheUpdateBefore() {
    BinanceConversation futures =
        new BinanceConversation(BinanceMarket.USD_M, List.of("xyzusdt@depth@0ms"));
    String update =
        "{\"stream\":\"xyzusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,\"T\":1,\"s\":\"XYZUSDT\",\"U\":%d,\"u\":%d,\"pu\":%d,\"b\":[],\"a\":[]}}";
    assertEquals(Reply.NONE, heard(futures, update.formatted(50, 60, 40)));
    assertEquals(Reply.NONE, heard(futures, update.formatted(75, 80, 60)), "ids leave some out");
    assertEquals(
        Reply.ask("/fapi/v1/depth?symbol=XYZUSDT&limit=1000"),
        heard(futures, update.formatted(95, 99, 90)));
  }

  @Test
  void whatIsNoBookIsPassedOver() {
    for (String text :
        new String[] {
          "",
          "{}",
          "{\"stream\":\"xyzusdt@trade\",\"data\":{\"e\":\"trade\",\"s\":\"XYZUSDT\",\"u\":5,\"U\":1}}",
          "{\"data\":{\"e\":\"depthUpdate\",\"s\":\"NOSUCH\",\"U\":1,\"u\":2}}",
          "{\"data\":{\"e\":\"depthUpdate\",\"s\":\"XYZUSDT",
          "{\"data\":{\"e\":\"depthUpdate\",\"s\":\"XYZUSDT\",\"U\":\"x\",\"u\":\"y\"}}"
        }) {
      assertEquals(Reply.NONE, heard(spot, text), text);
    }
    assertEquals(Reply.NONE, answered(spot, "/api/v3/exchangeInfo?symbol=XYZUSDT", 4));
    assertEquals(Reply.NONE, spot.answered(REQUEST, new byte[] {}));
  }
}
