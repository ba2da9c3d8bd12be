package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.rest.RequestShare;
import org.hedgerow.exchanges.rest.TradeHistory;

/**
 * OKX's lists of single trades, newest first: five hundred at most, and before them a hundred at a
 * time by id, for three months. The latter may be asked twenty times in 2 s; a quarter of that is
 * the share.
 */
final class OkxTradeHistory implements TradeHistory {
  private static final int PAGE = 100;

  private static final RequestShare SHARE = new RequestShare(10, Duration.ofMillis(400));

  @Override
  public boolean lists(String snapshot) {
    return Requests.path(snapshot).equals(Requests.TRADES);
  }

  @Override
  public String first(String snapshot, OptionalLong since) {
    return snapshot;
  }

  @Override
  public boolean isBackwards() {
    return true;
  }

  @Override
  public Step after(String request, byte[] answer, long since)
      throws IOException, InvalidFieldException {
    String code = RowValues.text(JsonRows.object(answer), "code");
    if (!code.equals("0")) {
      throw new InvalidFieldException(RejectReason.VENUE_ERROR, RowValues.shortened(code));
    }
    List<Map<String, String>> rows = RowValues.rows(JsonRows.lists(answer), "data");
    if (rows.isEmpty()) {
      return Step.DONE;
    }
    Map<String, String> oldest = rows.get(rows.size() - 1);
    long reached = RowValues.micros(oldest, "ts");
    return reached <= since
        ? Step.DONE
        : Step.on(
            Requests.HISTORY_TRADES
                + "?type=1&limit="
                + PAGE
                + "&instId="
                + symbol(request)
                + "&after="
                + RowValues.text(oldest, "tradeId"),
            reached);
  }

  @Override
  public String symbol(String request) {
    return Requests.parameter(request, "instId");
  }

  @Override
  public RequestShare share() {
    return SHARE;
  }
}
