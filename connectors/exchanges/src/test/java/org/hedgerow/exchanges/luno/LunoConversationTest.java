package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said on connections, and what ends them. */
class LunoConversationTest {
  private static final Credentials KEYS = new Credentials("test", "abcdef", "s\"ecret\\");

  private final Conversation market = new MarketConversation(Optional.of(KEYS));
  private final Conversation account = new AccountConversation(KEYS, List.of("XBTZAR"));

  private Conversation.Reply hear(String json) {
    return market.heard(LunoSamples.bytes(json));
  }

  /** The form of "Streaming API" in Luno's documentation. */
  @Test
  void theFirstMessageIsTheCredentials() {
    List<String> said =
        List.of("{\"api_key_id\":\"abcdef\",\"api_key_secret\":\"s\\\"ecret\\\\\"}");
    assertEquals(said, market.opened());
    assertEquals(said, account.opened());
    assertFalse((market.toString() + account).contains("ecret"));
  }

  @Test
  void withoutAnAccountItIsTriedWithoutCredentials() {
    assertEquals(List.of("{}"), new MarketConversation(Optional.empty()).opened());
  }

  @Test
  void theBookIsTheAcknowledgement() {
    assertEquals("the book", market.missing());
    assertNull(hear("\"\"").end());
    assertEquals("the book", market.missing());
    assertNull(hear(LunoSamples.SNAPSHOT).end());
    assertEquals("", market.missing());
    assertEquals("", account.missing());
  }

  @Test
  void updatesThatFollowOneAnotherAreLetPass() {
    for (String json : LunoSamples.STREAM) {
      assertEquals(Conversation.Reply.NONE, hear(json), json);
    }
    assertEquals(Conversation.Reply.NONE, hear(LunoSamples.TRADE), "an old one");
  }

  @Test
  void aBreakEndsTheConnection() {
    assertEquals("an update before the book", hear(LunoSamples.TRADE).end());
    hear(LunoSamples.SNAPSHOT);
    assertEquals("update 1002 after 1000", hear(LunoSamples.CREATE).end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"sequence\":\"1001\"", "[1]", "{\"sequence\":\"x\"}"})
  void whatCannotBeReadEndsTheConnection(String json) {
    hear(LunoSamples.SNAPSHOT);
    assertEquals("a message that cannot be read", hear(json).end());
  }

  @Test
  void anUpdateThatDoesNotFitEndsTheConnection() {
    hear(LunoSamples.SNAPSHOT);
    assertTrue(
        hear(LunoSamples.TRADE.replace("\"maker_order_id\":\"A1\"", "\"maker_order_id\":\"A7\""))
            .end()
            .contains("not in the book"));
  }

  /** As measured: the venue says why, and closes. */
  @ParameterizedTest
  @ValueSource(strings = {"auth_timeout", "invalid_credentials", "invalid_market"})
  void anErrorEndsTheConnection(String code) {
    String json = "{\"error_code\":\"" + code + "\",\"error\":\"you said abcdef\"}";
    assertEquals("the venue says " + code, hear(json).end());
    assertEquals("the venue says " + code, account.heard(LunoSamples.bytes(json)).end());
  }

  private List<String> asked(String json) {
    Conversation.Reply reply = account.heard(LunoSamples.bytes(json));
    assertNull(reply.end());
    assertEquals(List.of(), reply.send());
    return reply.ask();
  }

  @Test
  void whatAUserStreamHintsAtIsAskedFor() {
    String fill =
        "{\"type\":\"order_fill\",\"timestamp\":1700000000000,\"order_status_update\":null,"
            + "\"order_fill_update\":{\"order_id\":\"BXG1\",\"client_order_id\":\"mine\","
            + "\"market_id\":\"XBTZAR\",\"base_fill\":\"1\",\"base_delta\":\"0.4\"},"
            + "\"balance_update\":null}";
    assertEquals(
        List.of("/api/1/listtrades?pair=XBTZAR&limit=1000", "/api/exchange/3/order?id=BXG1"),
        asked(fill));
    assertEquals(List.of(), asked(fill.replace("XBTZAR", "ETHZAR")), "not configured");
    assertEquals(List.of(), asked(fill.replace("BXG1", "BX&x=1")), "no id");
    String status =
        "{\"type\":\"order_status\",\"timestamp\":1700000000000,\"order_status_update\":"
            + "{\"order_id\":\"BXG1\",\"market_id\":\"XBTZAR\",\"status\":\"COMPLETE\"}}";
    assertEquals(List.of("/api/exchange/3/order?id=BXG1"), asked(status));
    assertEquals(List.of(), asked(status.replace("COMPLETE", "AWAITING")));
    assertEquals(
        List.of("/api/1/balance"),
        asked(
            "{\"type\":\"balance_update\",\"timestamp\":1,\"balance_update\":"
                + "{\"account_id\":8203463422864003664,\"balance\":\"100\"}}"));
    assertEquals(List.of(), asked("\"\""));
    assertEquals(List.of(), asked("{\"type\":\"more\"}"));
    assertEquals(List.of(), asked("{\"type\":"));
  }
}
