package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LunoAccountRequestsTest {
  private static final String QUESTION = AccountRequests.executions("XBTZAR");

  private LunoServer server;
  private AccountRequests requests;

  @BeforeEach
  void open() throws Exception {
    server = new LunoServer();
    requests = new AccountRequests(server.client(), Duration.ofMillis(1));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String trades(int from, int to, boolean oneOrder) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            number ->
                "{\"sequence\":" + number + ",\"order_id\":\"BX" + (oneOrder ? 1 : number) + "\"}")
        .collect(Collectors.joining(", ", "{\"note\":[1],\"trades\" : [", "] }"));
  }

  private static String text(SnapshotAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aTradeComesWithItsOrderInOneFrame() {
    server.rest =
        request ->
            new LunoServer.Reply(
                200,
                request.contains("listtrades") ? trades(71, 72, true) : "{\"order_id\":\"BX1\"}");
    SnapshotAnswer answer = requests.ask(QUESTION).join();
    assertTrue(answer.usable());
    assertEquals(
        "/api/1/listtrades?pair=XBTZAR&limit=1000&sort_desc=true"
            + " + /api/exchange/3/order?id=BX1",
        answer.request());
    assertEquals(
        "{\"trades\":[{\"sequence\":71,\"order_id\":\"BX1\"}, "
            + "{\"sequence\":72,\"order_id\":\"BX1\"}],\"orders\":[{\"order_id\":\"BX1\"}]}",
        text(answer));
  }

  @Test
  void tradesOfManyOrdersComeWithTheListsOfOrders() {
    server.rest =
        request ->
            new LunoServer.Reply(
                200,
                request.contains("listtrades")
                    ? trades(71, 74, false)
                    : request.contains("/3/order?")
                        ? "{\"order_id\":\"" + request.replaceFirst(".*=", "") + "\"}"
                        : request.contains("closed=true")
                            ? "{\"orders\":[{\"order_id\":\"BX71\"},{\"order_id\":\"BX72\"}]}"
                            : "{\"orders\":[ ]}");
    SnapshotAnswer answer = requests.ask(QUESTION).join();
    // Those that no list has are asked for one by one.
    assertTrue(
        text(answer)
            .endsWith(
                "\"orders\":[{\"order_id\":\"BX71\"},{\"order_id\":\"BX72\"},"
                    + "{\"order_id\":\"BX73\"},{\"order_id\":\"BX74\"}]}"),
        text(answer));
    assertTrue(
        answer
            .request()
            .endsWith(
                " + /api/exchange/2/listorders?pair=XBTZAR&closed=true&limit=1000"
                    + " + /api/exchange/2/listorders?pair=XBTZAR&limit=1000"
                    + " + /api/exchange/3/order?id=BX73 + /api/exchange/3/order?id=BX74"),
        answer.request());
  }

  /** An order that cannot be had now may be had later; its trade must not be passed over. */
  @Test
  void theNextRoundAsksAgainForATradeWithoutItsOrder() {
    server.rest =
        request ->
            request.contains("order?id=BX72")
                ? new LunoServer.Reply(503, "{}")
                : new LunoServer.Reply(
                    200,
                    request.contains("listtrades")
                        ? trades(71, 73, false)
                        : "{\"order_id\":\"" + request.replaceFirst(".*=", "") + "\"}");
    assertTrue(requests.ask(QUESTION).join().usable());
    requests.ask(QUESTION).join();
    assertEquals(1, server.asked("GET " + QUESTION + "&after_seq=72").size());
  }

  /** The next connection asks for the newest, whatever comes in late from the one before. */
  @Test
  void anAnswerToAnEarlierConnectionMovesNoMark() {
    server.rest =
        request -> {
          if (request.contains("/3/order?")) {
            requests.reset();
          }
          return new LunoServer.Reply(
              200,
              request.contains("listtrades") ? trades(71, 72, true) : "{\"order_id\":\"BX1\"}");
        };
    requests.ask(QUESTION).join();
    requests.ask(QUESTION).join();
    assertEquals(2, server.asked("GET " + QUESTION + "&sort_desc=true").size());
  }

  /** Newest first once, and then what came after; another connection asks for the newest again. */
  @Test
  void theNextRoundAsksForWhatCameAfter() {
    server.rest =
        request ->
            new LunoServer.Reply(
                200,
                request.contains("sort_desc")
                    ? trades(71, 72, true)
                    : request.contains("listtrades")
                        ? "{\"trades\":[]}"
                        : "{\"order_id\":\"BX1\"}");
    requests.ask(QUESTION).join();
    SnapshotAnswer second = requests.ask(QUESTION).join();
    assertEquals(QUESTION + "&after_seq=73", second.request());
    assertEquals("{\"trades\":[]}", text(second));
    requests.reset();
    requests.ask(QUESTION).join();
    assertEquals(2, server.asked("GET " + QUESTION + "&sort_desc=true").size());
  }

  @Test
  void aQuestionThatWaitsIsAskedOnce() {
    AccountRequests slow = new AccountRequests(server.client(), Duration.ofMillis(50));
    CompletableFuture<SnapshotAnswer> before = slow.ask(AccountRequests.OPEN_ORDERS);
    CompletableFuture<SnapshotAnswer> first = slow.ask(AccountRequests.STATEMENT);
    assertSame(first, slow.ask(AccountRequests.STATEMENT));
    CompletableFuture.allOf(before, first).join();
    assertEquals(1, server.asked("GET /api/1/balance").size());
    slow.ask(AccountRequests.STATEMENT).join();
    assertEquals(2, server.asked("GET /api/1/balance").size());
  }

  @Test
  void whatIsNoAnswerIsMarkedAndKept() {
    for (String body : List.of("<html>", "[]", "[", "", "{}x")) {
      server.rest = request -> new LunoServer.Reply(200, body);
      SnapshotAnswer answer = requests.ask(AccountRequests.STATEMENT).join();
      assertFalse(answer.usable(), body);
      assertEquals(body, text(answer));
      assertEquals("/api/1/balance#unreadable", answer.request());
    }
    server.rest = request -> new LunoServer.Reply(503, "{}");
    SnapshotAnswer refused = requests.ask(QUESTION).join();
    assertFalse(refused.usable());
    assertEquals(QUESTION + "&sort_desc=true#HTTP 503", refused.request());
    server.rest = request -> new LunoServer.Reply(200, "{}");
    assertEquals(QUESTION + "&sort_desc=true#unreadable", requests.ask(QUESTION).join().request());
  }

  /** Asked again and again it would still not be there; what it did comes with the rounds. */
  @Test
  void anUnknownOrderIsNotAskedForAgain() {
    server.rest =
        request ->
            new LunoServer.Reply(404, "{\"error\":\"\",\"error_code\":\"ErrOrderNotFound\"}");
    SnapshotAnswer answer = requests.ask(AccountRequests.order("BX1")).join();
    assertTrue(answer.usable());
    assertEquals("/api/exchange/3/order?id=BX1#HTTP 404", answer.request());
  }
}
