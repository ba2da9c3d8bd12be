package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.rest.Query;
import org.hedgerow.exchanges.rest.RequestShare;
import org.hedgerow.exchanges.rest.TradeHistory;

/**
 * The futures market's trades, newest first, a hundred at a time before {@code lastTime}. Whether
 * that time itself is in it, is not documented: a millisecond more is asked for. Public questions
 * cost nothing of a key's budget.
 */
final class FuturesTradeHistory implements TradeHistory {
  private static final int PAGE = 100;
  private static final String LAST_TIME = "&lastTime=";
  private static final long MILLI = 1_000;
  private static final RequestShare SHARE = new RequestShare(10, Duration.ofMillis(500));

  @Override
  public boolean lists(String snapshot) {
    return snapshot.startsWith(KrakenFuturesVenue.HISTORY);
  }

  @Override
  public String first(String snapshot, OptionalLong since) {
    return snapshot;
  }

  @Override
  public boolean isBackwards() {
    return true;
  }

  /** Ids are no numbers: repeats are known among the newest few thousand only. */
  @Override
  public int mostPages() {
    return 30;
  }

  @Override
  public Step after(String request, byte[] answer, long since)
      throws IOException, InvalidFieldException {
    List<Map<String, String>> rows = RowValues.rows(JsonRows.lists(answer), "history");
    if (rows.size() < PAGE) {
      return Step.DONE;
    }
    Map<String, String> oldest = rows.get(rows.size() - 1);
    long reached = KrakenTime.rfc3339(RowValues.text(oldest, "time"), "time");
    if (reached <= since) {
      return Step.DONE;
    }
    int at = request.indexOf(LAST_TIME);
    String next = LAST_TIME + time(reached + MILLI);
    return at >= 0 && request.endsWith(next)
        ? Step.ends(reached, "the venue's pages do not go on")
        : Step.on(request.substring(0, at < 0 ? request.length() : at) + next, reached);
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @Override
  public String symbol(String request) {
    return Query.parameter(request, "symbol");
  }

  @Override
  public RequestShare share() {
    return SHARE;
  }
}
