package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.rest.TradeHistory.Step;
import org.junit.jupiter.api.Test;

class BinanceTradeHistoryTest {
  private static final long BEGIN = 1_700_000_000_000L;
  private static final String NEWEST = "/api/v3/trades?symbol=XYZUSDT&limit=1000";

  /** When the trade with that id was, in microseconds. */
  private static long at(long id) {
    return (BEGIN + id) * 1_000;
  }

  private final BinanceTradeHistory spot = new BinanceTradeHistory(BinanceMarket.SPOT);

  /** Trades a millisecond apart, from an id on. */
  private static byte[] page(long from, int count) {
    StringBuilder out = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",")
          .append("{\"id\":%d,\"price\":\"1\",\"time\":%d}".formatted(from + i, BEGIN + from + i));
    }
    return out.append("]").toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void nothingIsAskedBeforeSomethingWasHeard() {
    assertNull(spot.first(NEWEST, OptionalLong.empty()));
    assertEquals(NEWEST, spot.first(NEWEST, OptionalLong.of(7)));
  }

  @Test
  void pagesGoBackToWhatWasHeardLast() throws Exception {
    Step first = spot.after(NEWEST, page(5_000, 1_000), at(3_500));
    assertEquals(
        Step.on("/api/v3/historicalTrades?symbol=XYZUSDT&fromId=4000&limit=1000", at(5_000)),
        first);
    Step second = spot.after(first.next(), page(4_000, 1_000), at(3_500));
    assertEquals("/api/v3/historicalTrades?symbol=XYZUSDT&fromId=3000&limit=1000", second.next());
    assertEquals(Step.DONE, spot.after(second.next(), page(3_000, 1_000), at(3_500)));
  }

  @Test
  void aMarketThatIsYoungerHasNoMore() throws Exception {
    assertEquals(Step.DONE, spot.after(NEWEST, page(700, 999), 0));
    assertEquals(Step.DONE, spot.after(NEWEST, page(1, 0), 0));
    assertEquals(Step.DONE, spot.after(NEWEST, page(0, 1_000), -5));
    assertEquals(
        "/api/v3/historicalTrades?symbol=XYZUSDT&fromId=0&limit=1000",
        spot.after(NEWEST, page(500, 1_000), 0).next());
  }

  @Test
  void futuresEndWithTheNewest() throws Exception {
    BinanceTradeHistory futures = new BinanceTradeHistory(BinanceMarket.USD_M);
    String request = "/fapi/v1/trades?symbol=XYZUSDT&limit=1000";
    Step step = futures.after(request, page(5_000, 1_000), at(4_999));
    assertNull(step.next());
    assertEquals(at(5_000), step.reached());
    assertEquals("the venue lists the newest 1000 to those without a key", step.why());
    assertEquals(Step.DONE, futures.after(request, page(5_000, 1_000), at(5_000)));
  }

  @Test
  void whatIsNoListIsSaidToBeNone() {
    byte[] error = "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}".getBytes(StandardCharsets.UTF_8);
    assertThrows(IOException.class, () -> spot.after(NEWEST, error, 0));
  }

  /** A row as the documentation of {@code historicalTrades} shows it, and the stream's trade. */
  @Test
  void aTradeThatWasAskedForIsTheStreamsTrade() {
    Collected asked =
        Samples.decodeRest(
            BinanceMarket.SPOT,
            "/api/v3/historicalTrades?symbol=XYZUSDT&fromId=901&limit=1000",
            """
            [{"id":901,"price":"12.3400","qty":"0.500","quoteQty":"6.17","time":1700000000120,
              "isBuyerMaker":true,"isBestMatch":true}]""");
    Collected streamed = Samples.decode(BinanceMarket.SPOT, Samples.TRADE);
    assertEquals(streamed.only(), asked.only());
    assertEquals(streamed.times, asked.times);
  }

  @Test
  void answersThatAreNoTradesAreDeadLetters() {
    String empty = "[]";
    assertEquals(List.of("trades"), Samples.decodeRest(BinanceMarket.SPOT, NEWEST, empty).ignored);
    for (String answer :
        new String[] {
          "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}",
          "[{\"id\":1}]",
          "[1]",
          "",
          "[{\"id\":1,\"price\":\"1\",\"qty\":\"1\",\"time\":1700000000120,\"isBuyerMaker\":3}]"
        }) {
      Collected found = Samples.decodeRest(BinanceMarket.SPOT, NEWEST, answer);
      assertEquals("trades", found.onlyRejection().channel(), answer);
    }
  }
}
