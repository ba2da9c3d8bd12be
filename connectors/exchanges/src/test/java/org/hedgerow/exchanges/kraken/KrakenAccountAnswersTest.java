package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an account is asked, and what the answers come to. */
@Timeout(30)
class KrakenAccountAnswersTest {
  private static final String SECRET = "c2VjcmV0";
  private static final String TRADES =
      "{\"error\":[],\"result\":{\"count\":2,\"trades\":{"
          + "\"TB\":{\"ordertxid\":\"OA\",\"pair\":\"XXBTZUSD\",\"time\":1700000002.5,"
          + "\"type\":\"buy\",\"price\":\"60001.0\",\"fee\":\"1.5\",\"vol\":\"0.50000000\","
          + "\"maker\":false},"
          + "\"TA\":{\"ordertxid\":\"OA\",\"pair\":\"XXBTZUSD\",\"time\":1700000001.25,"
          + "\"type\":\"buy\",\"price\":\"60000.0\",\"fee\":\"1.0\",\"vol\":\"0.25000000\","
          + "\"maker\":true}}}}";
  private static final String ORDERS =
      "{\"error\":[],\"result\":{\"OA\":{\"status\":\"closed\",\"cl_ord_id\":"
          + "\"abcdefgh0123456789\",\"opentm\":1700000000.1,\"closetm\":1700000002.6,"
          + "\"descr\":{\"pair\":\"XBTUSD\",\"type\":\"buy\",\"ordertype\":\"limit\","
          + "\"price\":\"60001.0\"},\"vol\":\"0.75000000\",\"vol_exec\":\"0.75000000\","
          + "\"price\":\"60000.6\",\"oflags\":\"fciq,post\",\"trades\":[\"TA\",\"TB\"]}}}";

  private final KrakenSpotDecoder spot = KrakenSamples.spotDecoder("BTC/USD");
  private final KrakenFuturesDecoder futures =
      KrakenSamples.futuresDecoder("PF_XBTUSD", "PI_XBTUSD");
  private RestStub venue;

  @BeforeEach
  void open() throws Exception {
    venue = new RestStub();
  }

  @AfterEach
  void close() {
    venue.close();
  }

  private SpotRest spotRest(String key) {
    return new SpotRest(venue.address(), new Credentials("test", key, SECRET));
  }

  @Test
  void tradesAreToldWithTheirOrders() {
    venue.answer = request -> request.path().endsWith("TradesHistory") ? TRADES : ORDERS;
    SpotRequests requests = new SpotRequests(spotRest("trades"));
    SnapshotAnswer answer = requests.ask(SpotRequests.TRADES).join();
    assertTrue(answer.usable());
    assertEquals("OA", venue.asked("QueryOrders").get(0).parameter("txid"));
    Collected found =
        KrakenSamples.answer(
            spot, "acct", answer.request(), new String(answer.body(), StandardCharsets.UTF_8));
    assertEquals(2, found.calls(), found::toString);
    ExecutionReport first = (ExecutionReport) found.payloads.get(0);
    assertEquals("KRAKEN_SPOT/acct/BTC/USD/exec/TA", first.getReportId());
    assertEquals("abcdefgh0123456789", first.getClientOrderId());
    assertEquals(OrderStatus.PARTIALLY_FILLED, first.getStatus());
    assertEquals(new Decimal(25L, 2), first.getCumulativeQuantity());
    assertEquals(TimeInForce.POST_ONLY, first.getTimeInForce());
    assertEquals("USD", first.getFeeCurrency());
    ExecutionReport last = (ExecutionReport) found.payloads.get(1);
    assertEquals(OrderStatus.FILLED, last.getStatus());
    assertEquals(new Decimal(75L, 2), last.getCumulativeQuantity());

    // The next question is for what came after the newest, whose second is asked for again.
    requests.ask(SpotRequests.TRADES).join();
    assertEquals("1700000001", venue.asked("TradesHistory").get(1).parameter("start"));
  }

  @Test
  void anAnswerToAnEarlierConnectionMovesNoMark() {
    SpotRequests requests = new SpotRequests(spotRest("connections"));
    venue.answer =
        request -> {
          if (request.path().endsWith("TradesHistory")) {
            requests.reset();
            return TRADES;
          }
          return ORDERS;
        };
    requests.ask(SpotRequests.TRADES).join();
    requests.ask(SpotRequests.TRADES).join();
    assertEquals("", venue.asked("TradesHistory").get(1).parameter("start"));
  }

  /** The older of the two trades is of an order that the answer does not have. */
  @Test
  void theNextRoundAsksAgainForATradeWithoutItsOrder() {
    venue.answer =
        request ->
            request.path().endsWith("TradesHistory")
                ? TRADES.replaceFirst(
                    "\"TB\":\\{\"ordertxid\":\"OA\"", "\"TB\":{\"ordertxid\":\"OB\"")
                : ORDERS;
    SpotRequests requests = new SpotRequests(spotRest("orders"));
    requests.ask(SpotRequests.TRADES).join();
    requests.ask(SpotRequests.TRADES).join();
    assertEquals("1700000000", venue.asked("TradesHistory").get(1).parameter("start"));
  }

  private static String fills(int from, int count) {
    StringBuilder fills = new StringBuilder("{\"result\":\"success\",\"fills\":[");
    for (int i = from + count - 1; i >= from; i--) {
      fills
          .append("{\"fill_id\":\"f-")
          .append(i)
          .append("\",\"symbol\":\"PF_XBTUSD\",\"side\":\"buy\",\"order_id\":\"o\",")
          .append("\"size\":1,\"price\":2,\"fillType\":\"maker\",\"fillTime\":\"")
          .append(java.time.Instant.ofEpochMilli(1_700_000_000_001L + i * 1_000L))
          .append("\"}")
          .append(i == from ? "" : ",");
    }
    return fills.append("]}").toString();
  }

  private Collected futuresFills(FuturesRequests requests) {
    SnapshotAnswer answer = requests.ask(FuturesRequests.FILLS).join();
    return KrakenSamples.answer(
        futures, "acct", answer.request(), new String(answer.body(), StandardCharsets.UTF_8));
  }

  /** The venue has no way to ask for what came after; a page always has the newest hundred. */
  @Test
  void aFullPageThatReachesBackToTheLastRoundHidesNothing() {
    FuturesRequests requests =
        new FuturesRequests(
            new FuturesRest(venue.address(), new Credentials("test", "key", SECRET)));
    venue.answer = request -> fills(0, 100);
    Collected first = futuresFills(requests);
    assertEquals(101, first.payloads.size());
    assertTrue(first.payloads.get(100) instanceof org.hedgerow.schema.Gap);
    venue.answer = request -> fills(40, 100);
    assertEquals(100, futuresFills(requests).payloads.size());
    // f-139 is not in it: 60 fills may be missing.
    venue.answer = request -> fills(200, 100);
    assertEquals(101, futuresFills(requests).payloads.size());
    requests.reset();
    assertEquals(101, futuresFills(requests).payloads.size());
  }

  @Test
  void refusalsOfRequestsAreMarked() {
    venue.answer = request -> "{\"error\":[\"EAPI:Rate limit exceeded\"]}";
    SnapshotAnswer answer = new SpotRequests(spotRest("limit")).ask(SpotRequests.BALANCE).join();
    assertFalse(answer.usable());
    assertEquals(SpotRequests.BALANCE + "#EAPI:Rate limit exceeded", answer.request());
    assertEquals(Duration.ofSeconds(15), answer.notBefore());
    assertEquals(
        RejectReason.VENUE_ERROR,
        KrakenSamples.answer(spot, "acct", answer.request(), "{}").onlyRejection().reason());
    venue.answer = request -> "<html>";
    assertTrue(
        new SpotRequests(spotRest("html"))
            .ask(SpotRequests.BALANCE)
            .join()
            .request()
            .endsWith("#unreadable"));
  }

  @Test
  void statementOfTheSpotMarketNamesEveryAsset() {
    Collected found =
        KrakenSamples.answer(
            spot,
            "acct",
            SpotRequests.BALANCE,
            "{\"error\":[],\"result\":{\"XXBT\":\"0.5000\",\"XBT.F\":\"2\"}}");
    assertEquals(
        List.of("BTC", "BTC.F", "USD"),
        found.payloads.stream().map(report -> ((BalanceReport) report).getAsset()).toList());
    assertEquals(new Decimal(0L, 0), ((BalanceReport) found.payloads.get(2)).getWalletBalance());
    assertEquals("KRAKEN/test/0/3/7", ((BalanceReport) found.payloads.get(0)).getSnapshot());
  }

  @Test
  void statementOfTheFuturesMarketIsOneAnswerOfTwo() {
    venue.answer =
        request ->
            request.path().endsWith("openpositions")
                ? "{\"result\":\"success\",\"openPositions\":[{\"side\":\"short\","
                    + "\"symbol\":\"PI_XBTUSD\",\"price\":60000.5,\"size\":2000}]}"
                : "{\"result\":\"success\",\"accounts\":{\"cash\":{\"type\":\"cashAccount\","
                    + "\"balances\":{\"xbt\":0.5}},\"fi_xbtusd\":{\"type\":\"marginAccount\","
                    + "\"currency\":\"xbt\",\"balances\":{\"PI_XBTUSD\":-2000,\"xbt\":1.25}},"
                    + "\"flex\":{\"type\":\"multiCollateralMarginAccount\",\"currencies\":{"
                    + "\"usd\":{\"quantity\":90.5}}}}}";
    FuturesRequests requests =
        new FuturesRequests(
            new FuturesRest(venue.address(), new Credentials("test", "key", SECRET)));
    SnapshotAnswer answer =
        requests
            .ask(FuturesRequests.POSITIONS + Subscription.AND + FuturesRequests.ACCOUNTS)
            .join();
    assertTrue(answer.usable());
    Collected found =
        KrakenSamples.answer(
            futures, "acct", answer.request(), new String(answer.body(), StandardCharsets.UTF_8));
    assertEquals(4, found.calls(), found::toString);
    assertEquals(new Decimal(-2_000L, 0), ((PositionReport) found.payloads.get(0)).getQuantity());
    assertEquals(
        "KRAKEN_FUTURES:PF_XBTUSD", ((PositionReport) found.payloads.get(1)).getInstrument());
    assertEquals(new Decimal(175L, 2), ((BalanceReport) found.payloads.get(2)).getWalletBalance());
    assertEquals(new Decimal(905L, 1), ((BalanceReport) found.payloads.get(3)).getWalletBalance());
  }

  @Test
  void aTokenIsAskedForAtEachConnect() {
    venue.answer = request -> "{\"error\":[],\"result\":{\"token\":\"the-token\",\"expires\":900}}";
    SpotSession session = session("token");
    assertEquals("wss://ws-auth.kraken.com/v2", session.open().join().toString());
    assertTrue(session.converse().opened().get(0).contains("the-token"));
    venue.answer = request -> "{\"error\":[\"EAPI:Invalid key\"]}";
    CompletionException refused =
        assertThrows(CompletionException.class, () -> session.open().join());
    assertTrue(refused.getCause().getCause().getMessage().contains("EAPI:Invalid key"));
  }

  private SpotSession session(String key) {
    return new SpotSession(
        new Subscription(
            "c",
            "KRAKEN_SPOT",
            "acct",
            "acct",
            java.net.URI.create("wss://ws.kraken.com/v2"),
            venue.address(),
            List.of("executions"),
            List.of()),
        spotRest(key));
  }
}
