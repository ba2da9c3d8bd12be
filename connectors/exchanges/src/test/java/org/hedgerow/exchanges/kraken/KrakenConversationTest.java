package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.junit.jupiter.api.Test;

class KrakenConversationTest {
  /** Of https://docs.kraken.com/api/docs/guides/futures-websockets, with its signed output. */
  private static final String CHALLENGE = "c100b894-1729-464d-ace1-52dbce11db42";

  private static final String SECRET =
      "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm";
  private static final String SIGNED =
      "4JEpF3ix66GA2B+ooK128Ift4XQVtc137N9yeg4Kqsn9PI0Kpzbysl9M1IeCEdjg0zl00wkVqcsnG4bmnlMb3A==";

  private static Conversation.Reply hear(Conversation conversation, String message) {
    return conversation.heard(message.getBytes(StandardCharsets.UTF_8));
  }

  private static String acknowledgement(String channel, String symbol) {
    return "{\"method\":\"subscribe\",\"result\":{\"channel\":\""
        + channel
        + "\",\"snapshot\":true,\"symbol\":\""
        + symbol
        + "\"},\"success\":true,\"time_in\":\"2023-11-14T22:13:20.1Z\"}";
  }

  @Test
  void spotSubscriptionsAndTheirAcknowledgements() {
    SpotConversation conversation =
        new SpotConversation(
            List.of("trade:BTC/USD", "book:BTC/USD", "ticker:ETH/USD", "instrument"), () -> "");
    assertEquals(
        List.of(
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\","
                + "\"symbol\":[\"BTC/USD\"]}}",
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],"
                + "\"depth\":100}}",
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\","
                + "\"symbol\":[\"ETH/USD\"],\"event_trigger\":\"bbo\"}}",
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"instrument\"}}"),
        conversation.opened());
    hear(conversation, acknowledgement("trade", "BTC/USD"));
    hear(conversation, acknowledgement("book", "BTC/USD"));
    hear(
        conversation,
        "{\"method\":\"subscribe\",\"result\":{\"channel\":\"instrument\"},\"success\":true}");
    hear(
        conversation,
        "{\"error\":\"Currency pair not supported ETH/USD\",\"method\":\"subscribe\","
            + "\"success\":false,\"symbol\":\"ETH/USD\"}");
    assertEquals("", conversation.missing(), "a pair that is gone takes no other with it");
  }

  @Test
  void whatIsRefusedForAnotherReasonIsMissed() {
    SpotConversation conversation = new SpotConversation(List.of("ticker:ETH/USD"), () -> "");
    conversation.opened();
    hear(
        conversation,
        "{\"error\":\"Exceeded msg rate\",\"method\":\"subscribe\",\"success\":false,"
            + "\"symbol\":\"ETH/USD\"}");
    assertEquals("ticker:ETH/USD: Exceeded msg rate", conversation.missing());
    hear(conversation, acknowledgement("ticker", "ETH/USD"));
    assertEquals("", conversation.missing());
  }

  @Test
  void spotSubscribesFiftySymbolsAtOnce() {
    List<String> streams = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      streams.add("trade:A" + i + "/USD");
    }
    assertEquals(3, new SpotConversation(streams, () -> "").opened().size());
  }

  @Test
  void spotTokenGoesWithPrivateChannels() {
    String token = "the-token";
    List<String> said =
        new SpotConversation(List.of("executions", "balances"), () -> token).opened();
    assertEquals(2, said.size());
    assertTrue(said.stream().allMatch(message -> message.contains("\"token\":\"the-token\"")));
    assertTrue(said.get(0).contains("\"snap_orders\":true,\"snap_trades\":true"));
  }

  /** The sum of one ask 2 x 0.5 and no bids, of the text "250": by Python's zlib.crc32. */
  @Test
  void spotBookIsAskedForAnewWhenItsSumIsWrong() {
    SpotConversation conversation = new SpotConversation(List.of("book:BTC/USD"), () -> "");
    String right =
        "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\","
            + "\"bids\":[],\"asks\":[{\"price\":2,\"qty\":0.50}],\"checksum\":"
            + CRC_250
            + "}]}";
    String wrong =
        "{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\","
            + "\"bids\":[{\"price\":1,\"qty\":1}],\"asks\":[],\"checksum\":"
            + CRC_250
            + "}]}";
    assertEquals(Conversation.Reply.NONE, hear(conversation, right));
    Conversation.Reply reply = hear(conversation, wrong);
    assertEquals(
        List.of(
            "{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"book\","
                + "\"symbol\":[\"BTC/USD\"],\"depth\":100}}",
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],"
                + "\"depth\":100}}"),
        reply.send());
    // Until the snapshot nothing is wrong any more; with it the book is watched again.
    assertEquals(Conversation.Reply.NONE, hear(conversation, wrong));
    for (int i = 0; i < 2; i++) {
      hear(conversation, right);
      assertEquals(2, hear(conversation, wrong).send().size());
    }
    hear(conversation, right);
    assertNotNull(hear(conversation, wrong).end());
  }

  private static final long CRC_250 = 1_548_098_294L;

  @Test
  void spotConnectionIsRenewedAfterMaintenance() {
    SpotConversation conversation = new SpotConversation(List.of("instrument"), () -> "");
    String status =
        "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.0\","
            + "\"system\":\"%s\",\"api_version\":\"v2\"}]}";
    assertEquals(Conversation.Reply.NONE, hear(conversation, String.format(status, "online")));
    assertEquals(Conversation.Reply.NONE, hear(conversation, String.format(status, "maintenance")));
    assertNotNull(hear(conversation, String.format(status, "online")).end());
  }

  @Test
  void futuresSubscriptionsAndTheirAcknowledgements() {
    FuturesConversation conversation =
        new FuturesConversation(List.of("trade:PI_XBTUSD", "trade:PF_XBTUSD"), null);
    assertEquals(
        List.of(
            "{\"event\":\"subscribe\",\"feed\":\"trade\","
                + "\"product_ids\":[\"PI_XBTUSD\",\"PF_XBTUSD\"]}"),
        conversation.opened());
    hear(
        conversation,
        "{\"event\":\"subscribed\",\"feed\":\"trade\",\"product_ids\":[\"PI_XBTUSD\"]}");
    assertEquals("trade:PF_XBTUSD", conversation.missing());
  }

  /** A refusal does not name the product, and may be of all that were asked for with it. */
  @Test
  void futuresAreAskedForOneByOneWhereOneIsRefused() {
    FuturesConversation conversation =
        new FuturesConversation(List.of("trade:PI_XBTUSD", "trade:PF_GONEUSD"), null);
    conversation.opened();
    String refusal = "{\"event\":\"error\",\"message\":\"Invalid product id\"}";
    assertEquals(
        List.of(
            "{\"event\":\"subscribe\",\"feed\":\"trade\",\"product_ids\":[\"PI_XBTUSD\"]}",
            "{\"event\":\"subscribe\",\"feed\":\"trade\",\"product_ids\":[\"PF_GONEUSD\"]}"),
        hear(conversation, refusal).send());
    assertEquals(Conversation.Reply.NONE, hear(conversation, refusal), "once only");
    assertEquals("trade:PI_XBTUSD trade:PF_GONEUSD: Invalid product id", conversation.missing());
    hear(
        conversation,
        "{\"event\":\"subscribed\",\"feed\":\"trade\",\"product_ids\":[\"PI_XBTUSD\"]}");
    assertEquals("", conversation.missing());
  }

  @Test
  void futuresChallengeIsSignedAsInTheGuide() {
    assertEquals(SIGNED, FuturesRest.signedChallenge(CHALLENGE, SECRET));
    FuturesConversation conversation =
        new FuturesConversation(
            List.of("fills", "balances"), new Credentials("test", "the+key/=", SECRET));
    assertEquals(
        List.of("{\"event\":\"challenge\",\"api_key\":\"the+key/=\"}"), conversation.opened());
    assertTrue(conversation.missing().startsWith("challenge"));
    Conversation.Reply reply =
        hear(conversation, "{\"event\":\"challenge\",\"message\":\"" + CHALLENGE + "\"}");
    assertEquals(2, reply.send().size());
    assertEquals(
        "{\"event\":\"subscribe\",\"feed\":\"fills\",\"api_key\":\"the+key/=\","
            + "\"original_challenge\":\""
            + CHALLENGE
            + "\",\"signed_challenge\":\""
            + SIGNED
            + "\"}",
        reply.send().get(0));
    hear(conversation, "{\"event\":\"subscribed\",\"feed\":\"fills\"}");
    assertEquals("balances", conversation.missing());
    hear(conversation, "{\"event\":\"subscribed\",\"feed\":\"balances\"}");
    assertEquals("", conversation.missing());
  }

  @Test
  void futuresBookIsAskedForAnewWhereItsSequenceHasAHole() {
    FuturesConversation conversation = new FuturesConversation(List.of("book:PF_XBTUSD"), null);
    assertEquals(Conversation.Reply.NONE, hear(conversation, KrakenSamples.FUTURES_SNAPSHOT));
    assertEquals(Conversation.Reply.NONE, hear(conversation, KrakenSamples.FUTURES_BOOK));
    Conversation.Reply reply =
        hear(conversation, KrakenSamples.FUTURES_BOOK.replace("\"seq\":12", "\"seq\":14"));
    assertEquals(
        List.of(
            "{\"event\":\"unsubscribe\",\"feed\":\"book\",\"product_ids\":[\"PF_XBTUSD\"]}",
            "{\"event\":\"subscribe\",\"feed\":\"book\",\"product_ids\":[\"PF_XBTUSD\"]}"),
        reply.send());
  }

  @Test
  void aFuturesBookThatBreaksAgainAndAgainEndsTheConnection() {
    FuturesConversation conversation = new FuturesConversation(List.of("book:PF_XBTUSD"), null);
    String hole = KrakenSamples.FUTURES_BOOK.replace("\"seq\":12", "\"seq\":14");
    for (int i = 0; i < 5; i++) {
      hear(conversation, KrakenSamples.FUTURES_SNAPSHOT);
      assertEquals(2, hear(conversation, hole).send().size());
    }
    hear(conversation, KrakenSamples.FUTURES_SNAPSHOT);
    assertNotNull(hear(conversation, hole).end());
  }

  @Test
  void heartbeatsAreToldFromData() {
    SpotConversation spot = new SpotConversation(List.of(), () -> "");
    assertTrue(spot.isHeartbeat(utf8("{\"channel\":\"heartbeat\"}")));
    assertTrue(spot.isHeartbeat(utf8("{\"method\":\"pong\",\"time_in\":\"x\"}")));
    KrakenSamples.SPOT.forEach(frame -> assertFalse(spot.isHeartbeat(utf8(frame)), frame));
    FuturesConversation futures = new FuturesConversation(List.of(), null);
    assertTrue(futures.isHeartbeat(utf8("{\"feed\":\"heartbeat\",\"time\":1}")));
    assertTrue(futures.isHeartbeat(utf8("{\"event\":\"pong\"}")));
    KrakenSamples.FUTURES.forEach(frame -> assertFalse(futures.isHeartbeat(utf8(frame)), frame));
  }

  @Test
  void theEchoOfAFuturesSubscriptionIsKeptNowhere() {
    FuturesConversation conversation = new FuturesConversation(List.of(), null);
    assertTrue(
        conversation.isSecret(
            utf8("{\"event\":\"subscribed\",\"feed\":\"fills\",\"signed_challenge\":\"x\"}")));
    assertFalse(conversation.isSecret(utf8("{\"feed\":\"heartbeat\",\"time\":1}")));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
