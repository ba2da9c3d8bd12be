package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.Conversation.Reply;
import org.hedgerow.exchanges.Credentials;
import org.junit.jupiter.api.Test;

class OkxConversationTest {
  private static final String BOOKS = "books?instId=XYZ-USDT";
  private static final String ARGUMENT = "{\"channel\":\"books\",\"instId\":\"XYZ-USDT\"}";
  private static final String LIST = "/api/v5/public/instruments?instType=SPOT&instId=XYZ-USDT";

  private long nanos;

  private OkxConversation conversation(String... streams) {
    return new OkxConversation(List.of(streams), List.of(LIST), null, () -> nanos);
  }

  private static Reply hear(OkxConversation conversation, String message) {
    return conversation.heard(message.getBytes(StandardCharsets.UTF_8));
  }

  private static String acknowledged(String argument) {
    return "{\"event\":\"subscribe\",\"arg\":" + argument + ",\"connId\":\"a4d3ae55\"}";
  }

  private static String update(long previous, long last) {
    return Samples.UPDATE
        .replace("\"prevSeqId\":100", "\"prevSeqId\":" + previous)
        .replace("\"seqId\":107", "\"seqId\":" + last)
        .replace("\"checksum\":-5", "\"checksum\":0");
  }

  private OkxConversation withBook() {
    OkxConversation conversation = conversation(BOOKS);
    conversation.opened();
    hear(conversation, acknowledged(ARGUMENT));
    assertEquals(Reply.NONE, hear(conversation, Samples.SNAPSHOT));
    return conversation;
  }

  @Test
  void anErrorThatRepeatsALoginIsKeptNowhere() {
    OkxConversation conversation = withBook();
    String error =
        "{\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request: {\\\"args\\\":"
            + "[{\\\"apiKey\\\":\\\"k\\\",\\\"passphrase\\\":\\\"p\\\"}]}\"}";
    assertTrue(conversation.isSecret(error.getBytes(StandardCharsets.UTF_8)));
    assertFalse(conversation.isSecret(Samples.SNAPSHOT.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void subscribesInBatches() {
    List<String> streams = new ArrayList<>(List.of("status"));
    for (int i = 0; i < 150; i++) {
      streams.add("bbo-tbt?instId=A" + i + "-USDT");
    }
    List<String> opened = conversation(streams.toArray(String[]::new)).opened();
    assertEquals(2, opened.size());
    assertTrue(
        opened
            .get(0)
            .startsWith(
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"status\"},"
                    + "{\"channel\":\"bbo-tbt\",\"instId\":\"A0-USDT\"},"),
        opened.get(0));
    assertTrue(opened.get(1).endsWith("{\"channel\":\"bbo-tbt\",\"instId\":\"A149-USDT\"}]}"));
    assertTrue(opened.get(0).length() < 64 * 1024);
  }

  @Test
  void whatIsNotAcknowledgedIsMissing() {
    OkxConversation conversation = conversation(BOOKS, "status");
    conversation.opened();
    hear(conversation, acknowledged(ARGUMENT));
    assertEquals("{\"channel\":\"status\"} and 0 more", conversation.missing());
    // The fields of the argument in another order, and one more.
    hear(
        conversation,
        "{\"id\": \"1\", \"event\": \"subscribe\", \"arg\": {\"x\": 1, \"channel\": \"status\"}}");
    assertEquals("", conversation.missing());
  }

  @Test
  void pingsInTime() {
    assertEquals("ping", conversation(BOOKS).ping().orElseThrow().message());
    assertTrue(
        conversation(BOOKS).ping().orElseThrow().interval().compareTo(Duration.ofSeconds(30)) < 0);
    assertEquals(Reply.NONE, hear(conversation(BOOKS), "pong"));
    assertTrue(conversation(BOOKS).isHeartbeat("pong".getBytes(StandardCharsets.UTF_8)));
    for (String sample : Samples.ALL) {
      assertFalse(conversation(BOOKS).isHeartbeat(sample.getBytes(StandardCharsets.UTF_8)), sample);
    }
  }

  @Test
  void logsInFirst() {
    OkxConversation conversation =
        new OkxConversation(
            List.of("orders?instType=ANY"), List.of(), () -> "the login", () -> nanos);
    assertEquals(List.of("the login"), conversation.opened());
    assertEquals("login", conversation.missing());
    Reply reply =
        hear(conversation, "{\"event\":\"login\",\"code\":\"0\",\"msg\":\"\",\"connId\":\"a\"}");
    assertEquals(
        List.of("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"orders\",\"instType\":\"ANY\"}]}"),
        reply.send());
    // The venue adds who we are to the argument.
    hear(conversation, acknowledged("{\"channel\":\"orders\",\"instType\":\"ANY\",\"uid\":\"7\"}"));
    assertEquals("", conversation.missing());
  }

  @Test
  void aRefusedLoginEndsItWithoutAWordOfTheVenue() {
    OkxConversation conversation =
        new OkxConversation(List.of(), List.of(), () -> "x", () -> nanos);
    Reply reply =
        hear(
            conversation,
            "{\"event\":\"error\",\"code\":\"60009\",\"msg\":\"Login failed: {key-1}\"}");
    assertEquals("the venue answered with error 60009", reply.end());
  }

  private static String noSuchChannel(String words) {
    return "{\"event\":\"error\",\"msg\":\"Wrong URL or "
        + words
        + " doesn't exist. Please use the correct URL, channel and parameters referring to API"
        + " document.\",\"code\":\"60018\",\"connId\":\"a4d3ae55\"}";
  }

  @Test
  void aMarketsChannelThatIsNotThereIsDoneWithout() {
    String other = "books?instId=XYZ-USDT-SWAP";
    for (String words :
        List.of(
            "channel:books,instId:XYZ-USDT",
            "{channel:books,instId:XYZ-USDT}",
            "{\\\"instId\\\":\\\"XYZ-USDT\\\", \\\"channel\\\":\\\"books\\\"}")) {
      OkxConversation conversation = conversation(other, BOOKS, "books?instId=XYZ-USD");
      conversation.opened();
      assertEquals(Reply.NONE, hear(conversation, noSuchChannel(words)), words);
      hear(conversation, acknowledged(Streams.argument(other)));
      // Neither the longer nor the shorter name was meant.
      assertEquals(
          "{\"channel\":\"books\",\"instId\":\"XYZ-USD\"} and 0 more", conversation.missing());
    }
  }

  @Test
  void anErrorAboutNothingThatWasAskedForEndsIt() {
    assertEquals(
        "the venue answered with error 60018",
        hear(conversation(BOOKS), noSuchChannel("channel:books,instId:ABC-USDT")).end());
    OkxConversation account =
        new OkxConversation(List.of("orders?instType=ANY"), List.of(), () -> "x", () -> nanos);
    hear(account, "{\"event\":\"login\",\"code\":\"0\",\"msg\":\"\"}");
    assertEquals(
        "the venue answered with error 60018",
        hear(account, noSuchChannel("channel:orders,instType:ANY")).end());
  }

  @Test
  void aNoticeEndsIt() {
    assertEquals(
        "the venue gave notice 64008",
        hear(
                conversation(BOOKS),
                "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be"
                    + " closed for a service upgrade. Please reconnect.\"}")
            .end());
    assertTrue(
        hear(
                conversation(BOOKS),
                "{\"event\":\"channel-conn-count-error\",\"channel\":\"orders\","
                    + "\"connCount\":\"30\",\"connId\":\"a\"}")
            .end()
            .contains("orders"));
  }

  @Test
  void theEndOfMaintenanceAsksWhatInstrumentsAreNow() {
    String status =
        "{\"arg\":{\"channel\":\"status\"},\"data\":[{\"state\":\"ongoing\",\"ts\":\"1\"}]}";
    assertEquals(Reply.NONE, hear(conversation(BOOKS), status));
    assertEquals(
        List.of(LIST), hear(conversation(BOOKS), status.replace("ongoing", "completed")).ask());
  }

  @Test
  void aBookThatFollowsNeedsNothing() {
    OkxConversation conversation = withBook();
    assertEquals(Reply.NONE, hear(conversation, update(100, 107)));
    // Nothing changed for a minute.
    assertEquals(Reply.NONE, hear(conversation, update(107, 107)));
    assertEquals(Reply.NONE, hear(conversation, update(107, 110)));
  }

  @Test
  void aHoleInABookAsksForItAnew() {
    OkxConversation conversation = withBook();
    hear(conversation, update(100, 107));
    Reply reply = hear(conversation, update(108, 110));
    assertEquals(
        List.of(
            "{\"op\":\"unsubscribe\",\"args\":[" + ARGUMENT + "]}",
            "{\"op\":\"subscribe\",\"args\":[" + ARGUMENT + "]}"),
        reply.send());
    assertNull(reply.end());
    // What still comes of the old stream says nothing.
    assertEquals(Reply.NONE, hear(conversation, update(110, 111)));
    hear(conversation, acknowledged(ARGUMENT));
    assertEquals(Reply.NONE, hear(conversation, Samples.SNAPSHOT));
    assertEquals(Reply.NONE, hear(conversation, update(100, 103)));
  }

  @Test
  void aHoleIsFoundWhateverTheOrderOfFields() {
    OkxConversation conversation = withBook();
    String other =
        "{\"action\": \"update\", \"arg\": {\"instId\": \"XYZ-USDT\", \"channel\": \"books\"}, "
            + "\"data\": [{\"seqId\": 110, \"prevSeqId\": 108, \"asks\": [], \"bids\": []}]}";
    assertEquals(2, hear(conversation, other).send().size());
  }

  @Test
  void aBookThatBeginsToCountAnewIsAskedForAnew() {
    OkxConversation conversation = withBook();
    hear(conversation, update(100, 107));
    assertEquals(2, hear(conversation, update(107, 3)).send().size());
  }

  @Test
  void aBookThatKeepsBreakingEndsIt() {
    OkxConversation conversation = withBook();
    for (int i = 0; i < 5; i++) {
      assertEquals(2, hear(conversation, update(900, 901)).send().size(), "break " + i);
      hear(conversation, acknowledged(ARGUMENT));
      hear(conversation, Samples.SNAPSHOT);
    }
    assertTrue(hear(conversation, update(900, 901)).end().contains("XYZ-USDT"));
  }

  @Test
  void aStreamWithoutASnapshotAsksForTheBookOnce() {
    OkxConversation conversation = conversation(BOOKS);
    conversation.opened();
    hear(conversation, acknowledged(ARGUMENT));
    assertEquals(
        List.of("/api/v5/market/books?sz=400&instId=XYZ-USDT"),
        hear(conversation, update(50, 60)).ask());
    assertEquals(Reply.NONE, hear(conversation, update(60, 61)));
    assertEquals(2, hear(conversation, update(62, 63)).send().size());
  }

  /** The update says that the one before it was 50: a book of 49 does not reach it. */
  @Test
  void aBookThatIsOlderThanTheUpdatesIsAskedForAgain() {
    OkxConversation conversation = conversation(BOOKS);
    conversation.opened();
    hear(conversation, acknowledged(ARGUMENT));
    String request = hear(conversation, update(50, 60)).ask().get(0);
    String answer =
        "{\"code\":\"0\",\"data\":[{\"asks\":[],\"bids\":[],\"ts\":\"1\",\"seqId\":%d}]}";
    assertEquals(Reply.ask(request), answered(conversation, request, answer.formatted(49)));
    assertEquals(Reply.NONE, answered(conversation, request, answer.formatted(50)));
    assertEquals(Reply.NONE, answered(conversation, request, answer.formatted(1)), "not asked for");
  }

  private static Reply answered(OkxConversation conversation, String request, String answer) {
    return conversation.answered(request, answer.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aBookAskedForAnewAndNotAcknowledgedEndsIt() {
    OkxConversation conversation = withBook();
    hear(conversation, update(900, 901));
    nanos += Duration.ofSeconds(9).toNanos();
    assertEquals(Reply.NONE, hear(conversation, "pong"));
    nanos += Duration.ofSeconds(2).toNanos();
    assertTrue(hear(conversation, "pong").end().contains("acknowledgement"));
  }

  @Test
  void aWrongSumAsksForTheBookAnew() {
    // CRC-32 of "12.34:4:12.35:7.0" by Python's zlib.crc32, and of "12.33:2:12.35:7.0" after it.
    String snapshot = Samples.SNAPSHOT.replace("\"checksum\":0", "\"checksum\":1960679227");
    String first = Samples.UPDATE.replace("\"checksum\":-5", "\"checksum\":-518300896");
    OkxConversation conversation = conversation(BOOKS);
    conversation.opened();
    hear(conversation, acknowledged(ARGUMENT));
    assertEquals(Reply.NONE, hear(conversation, snapshot));
    assertEquals(Reply.NONE, hear(conversation, first));
    assertEquals(
        2,
        hear(
                conversation,
                Samples.UPDATE.replace(
                    "\"prevSeqId\":100,\"seqId\":107", "\"prevSeqId\":107,\"seqId\":108"))
            .send()
            .size());
  }

  @Test
  void otherFramesAreTold() {
    for (String sample : Samples.ALL) {
      if (!sample.contains("\"books\"")) {
        assertEquals(Reply.NONE, hear(conversation(BOOKS), sample), sample);
      }
    }
  }

  /**
   * Computed by {@code openssl dgst -sha256 -hmac SECRET -binary | base64} over the time, the
   * method and the path, as the documentation of API v5 says.
   */
  @Test
  void signatures() {
    String secret = "made-up-secret-of-the-test";
    assertEquals(
        "5giP6UvxLvyTfmXLIwx4LOP4J5Pkfp6RjN3w8WlWCiQ=",
        OkxSignature.sign(
            secret, "2020-12-08T09:08:57.715Z", "GET", "/api/v5/account/balance", ""));
    assertEquals(
        "{\"op\":\"login\",\"args\":[{\"apiKey\":\"the-key\",\"passphrase\":\"a \\\"phrase\\\"\","
            + "\"timestamp\":\"1704876947\",\"sign\":\"DxYKdNmYAwtyhlKxOi0z5JpBn6In+QrS8vFpRy1AkRg=\"}]}",
        OkxSignature.login(
            new Credentials("main", "the-key", secret, "a \"phrase\""), 1_704_876_947));
    assertFalse(new Credentials("main", "k", secret, "p").toString().contains(secret));
  }
}
