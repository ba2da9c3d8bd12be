package org.hedgerow.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.state.AlertNotice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server on this machine. */
@Timeout(60)
class ChannelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.7Z");
  private static final Credentials HOOK =
      new Credentials("hook", "key-7", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Credentials BOT =
      new Credentials("bot", "123456", "AAF-planted_secret1234567890abcdefgh");

  private ReceivingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ReceivingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private WebhookChannel webhook() {
    return new WebhookChannel(server.address("/in/box"), HOOK, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private TelegramChannel telegram() {
    return new TelegramChannel(server.address(""), BOT, "-100123");
  }

  private static Delivery sent(AlertChannel channel, AlertNotice notice) {
    return channel.send(notice).join();
  }

  @Test
  void aWebhookIsSigned() throws Exception {
    assertEquals(Delivery.DONE, sent(webhook(), Made.notice("n1", AlertSeverity.CRITICAL)));
    ReceivingServer.Request request = server.requests().get(0);
    assertEquals("/in/box", request.path());
    assertEquals("n1", request.headers().getFirst("webhook-id"));
    assertEquals("key-7", request.headers().getFirst("webhook-key-id"));
    assertEquals(
        Long.toString(NOW.getEpochSecond()), request.headers().getFirst("webhook-timestamp"));
    assertTrue(
        new WebhookSignature(HOOK.secret())
            .verifies(
                "n1",
                NOW,
                request.body(),
                request.headers().getFirst("webhook-signature"),
                NOW.plusSeconds(1)));
    JsonNode body = JSON.readTree(request.body());
    assertEquals(
        JSON.readTree(
            """
            {"id": "n1", "kind": "RAISED", "severity": "CRITICAL", "code": "OVERFILL", "scope": "BTC",
             "text": "text of alert of n1", "count": 1, "total": 1, "firstTime": "1970-01-01T00:00:00Z",
             "time": "1970-01-01T00:00:00Z", "alertId": "alert of n1",
             "cause": {"topic": "journal", "partition": 3, "offset": 77}}
            """),
        // Numbers as they are after reading: of one type.
        JSON.readTree(body.toString()));
  }

  @Test
  void aWebhooksAnswers() {
    AlertNotice notice = Made.notice("n1", AlertSeverity.INFO);
    server.answer(n -> new ReceivingServer.Answer(503, "", "Retry-After", "7"));
    Delivery busy = sent(webhook(), notice);
    assertEquals(Delivery.Outcome.LATER, busy.outcome());
    assertEquals(Duration.ofSeconds(7), busy.pause());
    server.answer(n -> new ReceivingServer.Answer(413, ""));
    assertEquals(Delivery.Outcome.REFUSED, sent(webhook(), notice).outcome());
    // Not followed: the signature is for nobody else.
    server.answer(n -> new ReceivingServer.Answer(302, "", "Location", "/elsewhere"));
    assertEquals(Delivery.Outcome.REFUSED, sent(webhook(), notice).outcome());
    assertEquals(3, server.requests().size());
    server.close();
    assertEquals(Delivery.Outcome.LATER, sent(webhook(), notice).outcome());
  }

  @Test
  void aMessageToAChat() throws Exception {
    assertEquals(Delivery.DONE, sent(telegram(), Made.notice("n1", AlertSeverity.INFO)));
    ReceivingServer.Request request = server.requests().get(0);
    assertEquals("/bot123456:" + BOT.secret() + "/sendMessage", request.path());
    JsonNode body = JSON.readTree(request.body());
    assertEquals("-100123", body.get("chat_id").asText());
    assertEquals(
        "INFO OVERFILL · BTC\ntext of alert of n1\n1970-01-01T00:00:00Z",
        body.get("text").asText());
    assertTrue(body.get("disable_notification").asBoolean());
    assertFalse(body.has("parse_mode"));
  }

  /** As the Bot API answers, by its documentation (ResponseParameters). */
  @Test
  void tooManyMessages() {
    server.answer(
        n ->
            new ReceivingServer.Answer(
                429,
                "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after"
                    + " 35\",\"parameters\":{\"retry_after\":35}}"));
    Delivery delivery = sent(telegram(), Made.notice("n1", AlertSeverity.INFO));
    assertEquals(Delivery.Outcome.LATER, delivery.outcome());
    assertEquals(Duration.ofSeconds(35), delivery.pause());
    assertEquals("status 429: Too Many Requests: retry after 35", delivery.said());
  }

  @Test
  void noTextHoldsTheToken() {
    server.answer(
        n ->
            new ReceivingServer.Answer(
                404, "{\"ok\":false,\"description\":\"no /bot123456:" + BOT.secret() + "\"}"));
    Delivery echoed = sent(telegram(), Made.notice("n1", AlertSeverity.INFO));
    assertEquals("status 404: no /bot123456:***", echoed.said());
    TelegramChannel channel = telegram();
    server.close();
    Delivery unanswered = sent(channel, Made.notice("n1", AlertSeverity.INFO));
    assertFalse(unanswered.toString().contains("planted"), unanswered.said());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TelegramChannel(
                    server.address(""), new Credentials("bot", "123456", "planted token"), "1"));
    assertFalse(refused.getMessage().contains("planted"), refused.getMessage());
  }

  @Test
  void longTextsAreCutBetweenCharacters() throws Exception {
    AlertNotice notice = Made.notice("n1", AlertSeverity.INFO);
    notice.getNewest().setText("😀".repeat(3000));
    sent(telegram(), notice);
    String text = JSON.readTree(server.requests().get(0).body()).get("text").asText();
    assertTrue(text.length() <= 4096, "" + text.length());
    assertEquals(text, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    assertTrue(text.endsWith("…"));
  }
}
