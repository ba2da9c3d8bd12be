package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Conversation.Reply;
import org.junit.jupiter.api.Test;

class DeribitConversationTest {
  private static final String BOOK = "book.XYZ-PERPETUAL.100ms";

  private static Reply hear(Conversation conversation, String message) {
    return conversation.heard(Samples.utf8(message));
  }

  private static String book(boolean snapshot, long previous, long change) {
    return Samples.notice(
        BOOK,
        "{\"type\":\""
            + (snapshot ? "snapshot\"" : "change\",\"prev_change_id\":" + previous)
            + ",\"timestamp\":1,\"instrument_name\":\"XYZ-PERPETUAL\",\"change_id\":"
            + change
            + ",\"bids\":[[\"new\",1.0,2.0]],\"asks\":[]}");
  }

  private static Conversation subscribed() {
    Conversation conversation =
        new DeribitConversation(List.of("ticker.XYZ-PERPETUAL.100ms", BOOK));
    conversation.opened();
    hear(conversation, "{\"id\":2,\"result\":\"ok\"}");
    hear(conversation, "{\"id\":3,\"result\":[\"ticker.XYZ-PERPETUAL.100ms\",\"" + BOOK + "\"]}");
    return conversation;
  }

  @Test
  void marketDataIsAHeartbeatAndChannels() {
    Conversation conversation =
        new DeribitConversation(List.of("ticker.XYZ-PERPETUAL.100ms", BOOK));
    assertEquals(
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"public/set_heartbeat\","
                + "\"params\":{\"interval\":10}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"public/subscribe\",\"params\":{"
                + "\"channels\":[\"ticker.XYZ-PERPETUAL.100ms\",\"book.XYZ-PERPETUAL.100ms\"]}}"),
        conversation.opened());
    assertTrue(conversation.missing().contains("the heartbeat"));
    assertTrue(conversation.missing().contains("ticker.XYZ-PERPETUAL.100ms and 1 more"));
    assertEquals(Reply.NONE, hear(conversation, "{\"id\":2,\"result\":\"ok\"}"));
    assertEquals(
        Reply.NONE,
        hear(
            conversation,
            "{\"result\":[\"ticker.XYZ-PERPETUAL.100ms\",\"" + BOOK + "\"],\"id\":3}"));
    assertEquals("", conversation.missing());
  }

  @Test
  void manyChannelsGoInSeveralMessages() {
    List<String> channels = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      channels.add("ticker.XYZ-27MAR26-" + i + "000-C.100ms");
    }
    List<String> messages = new DeribitConversation(channels).opened();
    assertEquals(4, messages.size());
    for (String message : messages) {
      // The venue's limit of a message.
      assertTrue(message.length() < 32_000);
    }
    assertTrue(messages.get(3).contains("XYZ-27MAR26-249000-C"));
  }

  @Test
  void aTestRequestIsAnsweredInAnyOrderOfFields() {
    Conversation conversation = subscribed();
    List<String> expected =
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"public/test\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"public/test\",\"params\":{}}");
    assertEquals(
        expected.subList(0, 1),
        hear(
                conversation,
                "{\"jsonrpc\":\"2.0\",\"method\":\"heartbeat\","
                    + "\"params\":{\"type\":\"test_request\"}}")
            .send());
    assertEquals(
        expected.subList(1, 2),
        hear(
                conversation,
                "{ \"params\" : { \"type\" : \"test_request\" }, \"method\" : \"heartbeat\" }")
            .send());
    assertEquals(
        Reply.NONE,
        hear(conversation, "{\"method\":\"heartbeat\",\"params\":{\"type\":\"heartbeat\"}}"));
    assertEquals(Reply.NONE, hear(conversation, "{\"id\":4,\"result\":{\"version\":\"1.2\"}}"));
  }

  @Test
  void aRefusalEndsTheConnectionWithItsReason() {
    Conversation conversation = new DeribitConversation(List.of(BOOK));
    conversation.opened();
    assertEquals(
        "the venue refused book.XYZ-PERPETUAL.100ms: 13778 raw_subscriptions_not_available",
        hear(
                conversation,
                "{\"id\":3,\"error\":{\"code\":13778,"
                    + "\"message\":\"raw_subscriptions_not_available\"}}")
            .end());
  }

  @Test
  void aChannelThatIsGoneDoesNotEndTheOthers() {
    Conversation conversation = new DeribitConversation(List.of("quote.GONE", BOOK));
    conversation.opened();
    hear(conversation, "{\"id\":2,\"result\":\"ok\"}");
    assertEquals(Reply.NONE, hear(conversation, "{\"id\":3,\"result\":[\"" + BOOK + "\"]}"));
    assertEquals("", conversation.missing());
  }

  @Test
  void anAccountLogsInBeforeItSubscribes() {
    Conversation conversation =
        new DeribitConversation(List.of("user.changes.any.any.raw"), id -> "login " + id);
    assertEquals(List.of("login 1"), conversation.opened());
    assertEquals("the login", conversation.missing());
    List<String> then = hear(conversation, "{\"id\":1,\"result\":{\"access_token\":\"t\"}}").send();
    assertEquals(
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"public/set_heartbeat\","
                + "\"params\":{\"interval\":10}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"private/subscribe\",\"params\":{"
                + "\"channels\":[\"user.changes.any.any.raw\"]}}"),
        then);
    assertEquals(
        "the venue has not subscribed [user.changes.any.any.raw]",
        hear(conversation, "{\"id\":3,\"result\":[]}").end());
  }

  @Test
  void aLoginThatIsRefusedEndsTheConnection() {
    Conversation conversation = new DeribitConversation(List.of(), id -> "login");
    conversation.opened();
    assertEquals(
        "the venue refused the login: 13004 invalid_credentials",
        hear(
                conversation,
                "{\"id\":1,\"error\":{\"code\":13004,\"message\":\"invalid_credentials\"}}")
            .end());
  }

  @Test
  void aBreakInABookSubscribesItAnewOnce() {
    Conversation conversation = subscribed();
    assertEquals(Reply.NONE, hear(conversation, book(true, 0, 10)));
    assertEquals(Reply.NONE, hear(conversation, book(false, 10, 13)));
    assertEquals(Reply.NONE, hear(conversation, book(false, 13, 20)));
    assertEquals(
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"public/unsubscribe\","
                + "\"params\":{\"channels\":[\"book.XYZ-PERPETUAL.100ms\"]}}",
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"public/subscribe\","
                + "\"params\":{\"channels\":[\"book.XYZ-PERPETUAL.100ms\"]}}"),
        hear(conversation, book(false, 22, 25)).send());
    assertEquals("", conversation.missing());
    assertEquals(Reply.NONE, hear(conversation, book(false, 25, 26)));
    assertEquals(Reply.NONE, hear(conversation, book(false, 30, 31)));
    assertEquals(Reply.NONE, hear(conversation, "{\"id\":5,\"result\":[\"" + BOOK + "\"]}"));
    assertEquals(Reply.NONE, hear(conversation, book(true, 0, 40)));
    assertEquals(Reply.NONE, hear(conversation, book(false, 40, 41)));
    assertEquals(2, hear(conversation, book(false, 50, 51)).send().size());
  }

  @Test
  void aBookWithoutASnapshotIsABreak() {
    assertEquals(2, hear(subscribed(), book(false, 10, 13)).send().size());
  }

  @Test
  void aRefusedResubscriptionEndsTheConnection() {
    Conversation conversation = subscribed();
    hear(conversation, book(false, 10, 13));
    assertTrue(
        hear(conversation, "{\"id\":5,\"error\":{\"code\":11052,\"message\":\"no\"}}")
            .end()
            .contains("11052"));
  }

  @Test
  void otherNotificationsAndGarbageSayNothing() {
    Conversation conversation = subscribed();
    for (String sample : Samples.ALL) {
      Reply reply = hear(conversation, sample);
      assertNull(reply.end());
      assertEquals(List.of(), reply.send());
    }
    for (String garbage : List.of("", "[", "{\"id\":", "{\"id\":\"x\"}", "5", "{\"id\":99}")) {
      assertEquals(Reply.NONE, hear(conversation, garbage));
    }
  }

  @Test
  void theAnswerToALoginIsKeptNowhere() {
    Conversation conversation =
        new DeribitConversation(List.of("user.portfolio.xyz"), id -> "{\"id\":" + id + "}");
    conversation.opened();
    byte[] answer =
        Samples.utf8("{\"id\":1,\"result\":{\"access_token\":\"t0ken\",\"expires_in\":900}}");
    assertTrue(conversation.isSecret(answer));
    assertEquals(2, conversation.heard(answer).send().size());
    assertFalse(conversation.isSecret(Samples.utf8("{\"id\":2,\"result\":\"ok\"}")));
  }

  @Test
  void aBookThatBreaksAgainAndAgainEndsTheConnection() {
    Conversation conversation = subscribed();
    for (int i = 0; i < 5; i++) {
      hear(conversation, book(true, 0, 10));
      assertEquals(2, hear(conversation, book(false, 12, 13)).send().size());
    }
    hear(conversation, book(true, 0, 10));
    assertTrue(hear(conversation, book(false, 12, 13)).end().contains("again and again"));
  }

  @Test
  void heartbeatsAreToldFromData() {
    Conversation conversation = subscribed();
    for (String beat :
        List.of(
            "{\"jsonrpc\":\"2.0\",\"method\":\"heartbeat\",\"params\":{\"type\":\"heartbeat\"}}",
            "{\"id\":4,\"result\":{\"version\":\"1.2\"}}")) {
      assertTrue(conversation.isHeartbeat(beat.getBytes(StandardCharsets.UTF_8)), beat);
    }
    assertFalse(conversation.isHeartbeat(book(true, 0, 10).getBytes(StandardCharsets.UTF_8)));
  }
}
