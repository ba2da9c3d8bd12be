package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.deribit.FakeDeribit.Reply;
import org.hedgerow.exchanges.deribit.FakeDeribit.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AccountQuestionsTest {
  private FakeDeribit venue;
  private AccountQuestions questions;
  private final List<String> asked =
      AccountQuestions.of(List.of(Listing.of(Samples.instruments().get(0))));

  @BeforeEach
  void open() throws Exception {
    venue = new FakeDeribit();
    questions =
        new AccountQuestions(
            new DeribitAccess(venue.address(), new Credentials("t", "key", "PLANTED-SECRET")));
  }

  @AfterEach
  void close() {
    venue.close();
  }

  private SnapshotAnswer ask(int number) {
    return questions.ask(asked.get(number)).join();
  }

  @Test
  void tradesAreAskedForFromTheLastOneOn() {
    venue.replies =
        request ->
            Reply.result(
                "{\"has_more\":false,\"trades\":"
                    + (request.target().contains("sorting=desc") ? Samples.USER_TRADES : "[]")
                    + "}");
    assertTrue(ask(0).usable());
    assertTrue(ask(0).usable());
    assertTrue(ask(0).usable());
    questions.reset();
    ask(0);
    String path =
        "/api/v2/private/get_user_trades_by_instrument?instrument_name=XYZ-PERPETUAL&count=1000";
    // The newest of the sample is the instrument's trade 8.
    assertEquals(
        List.of(
            path + "&sorting=desc",
            path + "&sorting=asc&start_seq=9",
            path + "&sorting=asc&start_seq=9",
            path + "&sorting=desc"),
        venue.asked().stream().map(Request::target).toList());
    for (Request request : venue.asked()) {
      assertTrue(request.authorization().startsWith("deri-hmac-sha256 id=key,"));
      assertFalse(request.toString().contains("PLANTED"));
    }
  }

  @Test
  void anAnswerToAnEarlierConnectionMovesNoMark() {
    venue.replies =
        request -> {
          questions.reset();
          return Reply.result("{\"has_more\":false,\"trades\":" + Samples.USER_TRADES + "}");
        };
    ask(0);
    ask(0);
    assertTrue(venue.asked().get(1).target().endsWith("sorting=desc"), venue.asked().toString());
  }

  @Test
  void positionsAndBalancesAreOneAnswerThatDecodes() {
    venue.replies =
        request ->
            Reply.result(
                request.target().contains("get_positions")
                    ? "[" + Samples.POSITION + "]"
                    : "{\"summaries\":[{\"currency\":\"XYZ\",\"balance\":1.5}]}");
    SnapshotAnswer answer = ask(2);
    assertTrue(answer.usable());
    assertEquals(asked.get(2), answer.request());
    Collected found =
        Samples.decodeRest(
            "acct", answer.request(), new String(answer.body(), StandardCharsets.UTF_8));
    assertEquals(List.of(), found.rejections);
    // Three contracts, XYZ and USDC.
    assertEquals(5, found.payloads.size());
  }

  @Test
  void whatFailsIsMarked() {
    venue.replies = request -> Reply.error(13009, "unauthorized");
    SnapshotAnswer refused = ask(1);
    assertFalse(refused.usable());
    assertEquals("/api/v2/private/get_open_orders#HTTP 400", refused.request());
    venue.replies = request -> new Reply(200, "<html>");
    assertEquals("/api/v2/private/get_open_orders#unreadable", ask(1).request());
    venue.replies =
        request ->
            request.target().contains("get_positions") ? Reply.result("[]") : new Reply(503, "");
    assertFalse(ask(2).usable());
  }
}
