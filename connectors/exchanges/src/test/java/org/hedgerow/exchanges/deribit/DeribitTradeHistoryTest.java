package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.OptionalLong;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.rest.TradeHistory.Step;
import org.junit.jupiter.api.Test;

class DeribitTradeHistoryTest {
  private static final String NEWEST =
      "/api/v2/public/get_last_trades_by_instrument?instrument_name=BTC-PERPETUAL&count=1000&sorting=desc";

  private final DeribitTradeHistory history = new DeribitTradeHistory();

  private static byte[] page(int rows) {
    String row = "{\"trade_seq\":41,\"trade_id\":\"9\",\"timestamp\":1700000000000}";
    return ("{\"jsonrpc\":\"2.0\",\"result\":{\"trades\":["
            + String.join(",", Collections.nCopies(rows, row))
            + "],\"has_more\":false}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void pagesGoOnByTimeThenBySequence() throws Exception {
    assertTrue(history.lists(NEWEST));
    assertEquals(NEWEST, history.first(NEWEST, OptionalLong.empty()));
    String first = history.first(NEWEST, OptionalLong.of(1_699_999_000_000_999L));
    assertTrue(
        first.startsWith(
            "/api/v2/public/get_last_trades_by_instrument_and_time?instrument_name=BTC-PERPETUAL"
                + "&start_timestamp=1699999000000&end_timestamp="),
        first);
    assertTrue(first.endsWith("&count=1000&sorting=asc"), first);
    assertEquals(
        Step.on(
            "/api/v2/public/get_last_trades_by_instrument?instrument_name=BTC-PERPETUAL"
                + "&start_seq=42&count=1000&sorting=asc",
            1_700_000_000_000_000L),
        history.after(first, page(1_000), 0));
    assertEquals(Step.DONE, history.after(first, page(999), 0));
    assertEquals(Step.DONE, history.after(first, page(0), 0));
    assertEquals("BTC-PERPETUAL", history.symbol(first));
  }

  @Test
  void anErrorIsNoEnd() {
    byte[] error =
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":10028,\"message\":\"too_many_requests\"}}"
            .getBytes(StandardCharsets.UTF_8);
    assertThrows(InvalidFieldException.class, () -> history.after(NEWEST, error, 0));
  }
}
