package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.rest.TradeHistory.Step;
import org.junit.jupiter.api.Test;

class KrakenTradeHistoryTest {
  private static final String SPOT = "/0/public/Trades?pair=XBTUSD&count=1000";
  private static final String FUTURES = "/derivatives/api/v3/history?symbol=PF_XBTUSD";

  private final SpotTradeHistory spot =
      new SpotTradeHistory(List.of("trade:BTC/USD", "book:BTC/USD", "instrument"));
  private final FuturesTradeHistory futures = new FuturesTradeHistory();

  private static byte[] spotPage(int rows, long last) {
    String row = "[\"1.5\",\"2\",1700000000.5,\"b\",\"l\",\"\",7]";
    return ("{\"error\":[],\"result\":{\"XXBTZUSD\":["
            + String.join(",", java.util.Collections.nCopies(rows, row))
            + "],\"last\":\""
            + last
            + "\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void spotPagesGoOnFromATimeInNanoseconds() throws Exception {
    assertEquals(SPOT, spot.first(SPOT, OptionalLong.empty()));
    String first = spot.first(SPOT, OptionalLong.of(1_000));
    assertEquals(SPOT + "&since=1000000", first);
    Step step = spot.after(first, spotPage(1_000, 5_000_000), 1_000);
    assertEquals(Step.on(SPOT + "&since=4999999", 5_000), step);
    assertEquals(Step.DONE, spot.after(step.next(), spotPage(999, 6_000_000), 1_000));
    assertEquals("BTC/USD", spot.symbol(first));
    // A whole page of one time is passed by that time, and a page that stands still is the last.
    assertEquals(
        SPOT + "&since=5000000", spot.after(step.next(), spotPage(1_000, 5_000_000), 1_000).next());
    assertEquals(
        "the venue's pages do not go on",
        spot.after(SPOT + "&since=5000000", spotPage(1_000, 5_000_000), 1_000).why());
  }

  @Test
  void aSpotErrorIsNoEnd() {
    byte[] error = "{\"error\":[\"EGeneral:Too many requests\"]}".getBytes(StandardCharsets.UTF_8);
    assertThrows(InvalidFieldException.class, () -> spot.after(SPOT + "&since=1", error, 0));
  }

  /** A second apart, the newest first. */
  private static byte[] futuresPage(long newestSecond, int rows) {
    StringBuilder out = new StringBuilder("{\"result\":\"success\",\"history\":[");
    for (int i = 0; i < rows; i++) {
      out.append(i == 0 ? "" : ",")
          .append("{\"time\":\"")
          .append(Instant.ofEpochSecond(newestSecond - i))
          .append("\",\"uid\":\"u\"}");
    }
    return out.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void futuresPagesGoBackByTheOldestTime() throws Exception {
    Step step = futures.after(FUTURES, futuresPage(1_000, 100), 850_000_000);
    assertEquals(Step.on(FUTURES + "&lastTime=1970-01-01T00:15:01.001Z", 901_000_000), step);
    assertEquals("PF_XBTUSD", futures.symbol(step.next()));
    assertEquals(Step.DONE, futures.after(step.next(), futuresPage(901, 100), 850_000_000));
    assertEquals(Step.DONE, futures.after(step.next(), futuresPage(901, 99), 0));
    assertEquals(
        "the venue's pages do not go on",
        futures.after(step.next(), futuresPage(1_000, 100), 0).why());
  }
}
