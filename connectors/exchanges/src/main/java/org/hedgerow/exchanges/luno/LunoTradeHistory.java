package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.rest.Query;
import org.hedgerow.exchanges.rest.RequestShare;
import org.hedgerow.exchanges.rest.TradeHistory;

/**
 * Luno's trades of a pair, newest first: a hundred at most and for 24 hours, both documented. Which
 * hundred there are where there would be more is not, so they cannot be paged.
 */
final class LunoTradeHistory implements TradeHistory {
  private static final int MOST = 100;
  private static final String SINCE = "&since=";

  /** A minute less than documented, for clocks that differ. */
  private static final long MEMORY_MILLIS = TimeUnit.HOURS.toMillis(24) - 60_000;

  private static final RequestShare SHARE = new RequestShare(10, Duration.ofSeconds(1));

  @Override
  public boolean lists(String snapshot) {
    return snapshot.startsWith("/api/1/trades?");
  }

  @Override
  public String first(String snapshot, OptionalLong since) {
    return since.isEmpty()
        ? snapshot
        : snapshot
            + SINCE
            + Math.max(
                TimeUnit.MICROSECONDS.toMillis(since.getAsLong()),
                System.currentTimeMillis() - MEMORY_MILLIS);
  }

  @Override
  public boolean isBackwards() {
    return true;
  }

  @Override
  public Step after(String request, byte[] answer, long since)
      throws IOException, InvalidFieldException {
    LunoErrors.refuse(request, answer);
    List<Map<String, String>> rows = RowValues.rows(JsonRows.lists(answer), "trades");
    if (rows.size() >= MOST) {
      long oldest = Long.MAX_VALUE;
      for (Map<String, String> row : rows) {
        oldest = Math.min(oldest, RowValues.micros(row, "timestamp"));
      }
      return oldest <= since ? Step.DONE : Step.ends(oldest, "the venue lists " + MOST);
    }
    long asked = TimeUnit.MILLISECONDS.toMicros(Long.parseLong(Query.parameter(request, "since")));
    return asked - since < TimeUnit.MILLISECONDS.toMicros(1)
        ? Step.DONE
        : Step.ends(asked, "the venue lists those of 24 hours");
  }

  @Override
  public String symbol(String request) {
    return Query.parameter(request, "pair");
  }

  @Override
  public RequestShare share() {
    return SHARE;
  }
}
