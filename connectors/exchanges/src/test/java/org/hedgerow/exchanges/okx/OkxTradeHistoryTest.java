package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.rest.TradeHistory.Step;
import org.junit.jupiter.api.Test;

class OkxTradeHistoryTest {
  private static final String NEWEST = "/api/v5/market/trades?limit=500&instId=BTC-USDT";
  private static final String TWO =
      """
      {"code":"0","msg":"","data":[
        {"instId":"BTC-USDT","tradeId":"12","px":"1","sz":"1","side":"buy","ts":"2000"},
        {"instId":"BTC-USDT","tradeId":"11","px":"1","sz":"1","side":"buy","ts":"1000"}]}""";

  private final OkxTradeHistory history = new OkxTradeHistory();

  private Step after(String request, String answer, long since) throws Exception {
    return history.after(request, answer.getBytes(StandardCharsets.UTF_8), since);
  }

  @Test
  void pagesGoBackByTheOldestId() throws Exception {
    Step step = after(NEWEST, TWO, 999_999);
    assertEquals(
        Step.on(
            "/api/v5/market/history-trades?type=1&limit=100&instId=BTC-USDT&after=11", 1_000_000),
        step);
    assertEquals("trades", Requests.channel(step.next()));
    assertEquals("BTC-USDT", history.symbol(step.next()));
    assertEquals(Step.DONE, after(step.next(), TWO, 1_000_000));
    assertEquals(Step.DONE, after(step.next(), "{\"code\":\"0\",\"msg\":\"\",\"data\":[]}", 0));
  }

  @Test
  void anErrorIsNoEnd() {
    assertThrows(
        InvalidFieldException.class,
        () -> after(NEWEST, "{\"code\":\"50011\",\"msg\":\"Too Many Requests\",\"data\":[]}", 0));
  }
}
