package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.rest.TradeHistory.Step;
import org.junit.jupiter.api.Test;

class LunoTradeHistoryTest {
  private static final String NEWEST = "/api/1/trades?pair=XBTZAR";

  private final LunoTradeHistory history = new LunoTradeHistory();

  private static byte[] page(int rows, long millis) {
    String row = "{\"sequence\":\"5\",\"timestamp\":\"" + millis + "\"}";
    return ("{\"trades\":[" + String.join(",", Collections.nCopies(rows, row)) + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPageThatIsNotFullIsAll() throws Exception {
    long since = (System.currentTimeMillis() - 60_000) * 1_000;
    String request = history.first(NEWEST, OptionalLong.of(since));
    assertEquals(NEWEST + "&since=" + since / 1_000, request);
    assertEquals(Step.DONE, history.after(request, page(99, since / 1_000 + 5), since));
    assertEquals(Step.DONE, history.after(request, page(100, since / 1_000), since));
    assertEquals(
        Step.ends(since + 5_000, "the venue lists 100"),
        history.after(request, page(100, since / 1_000 + 5), since));
    assertEquals("XBTZAR", history.symbol(request));
  }

  @Test
  void whatIsOlderThanADayIsMissing() throws Exception {
    long since = (System.currentTimeMillis() - TimeUnit.HOURS.toMillis(30)) * 1_000;
    String request = history.first(NEWEST, OptionalLong.of(since));
    Step step = history.after(request, page(3, System.currentTimeMillis()), since);
    assertEquals("the venue lists those of 24 hours", step.why());
    assertTrue(step.reached() > since + TimeUnit.HOURS.toMicros(5));
  }

  @Test
  void anErrorIsNoEnd() {
    byte[] error =
        "{\"error\":\"too many\",\"error_code\":\"ErrTooManyRequests\"}"
            .getBytes(StandardCharsets.UTF_8);
    assertThrows(InvalidFieldException.class, () -> history.after(NEWEST, error, 0));
  }
}
