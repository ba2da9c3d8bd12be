package org.hedgerow.exchanges.deribit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.rest.Query;
import org.hedgerow.exchanges.rest.RequestShare;
import org.hedgerow.exchanges.rest.TradeHistory;

/**
 * Deribit's trades of an instrument, oldest first: from a time on, then from a sequence on, a
 * thousand at a time. Twenty questions a second of an address are taken for the limit; a quarter of
 * them is the share.
 */
final class DeribitTradeHistory implements TradeHistory {
  private static final String NEWEST = "/public/get_last_trades_by_instrument?";
  private static final String INSTRUMENT = "instrument_name=";
  private static final String PAGED = "&count=" + DeribitVenue.TRADES_A_PAGE + "&sorting=asc";

  /** The venue wants an end; one that no clock has reached. */
  private static final long AHEAD_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final RequestShare SHARE = new RequestShare(10, Duration.ofMillis(200));

  @Override
  public boolean lists(String snapshot) {
    return snapshot.contains(NEWEST);
  }

  @Override
  public String first(String snapshot, OptionalLong since) {
    return since.isEmpty()
        ? snapshot
        : DeribitRest.PATH
            + "/public/get_last_trades_by_instrument_and_time?"
            + INSTRUMENT
            + symbol(snapshot)
            + "&start_timestamp="
            + TimeUnit.MICROSECONDS.toMillis(since.getAsLong())
            + "&end_timestamp="
            + (System.currentTimeMillis() + AHEAD_MILLIS)
            + PAGED;
  }

  @Override
  public boolean isBackwards() {
    return false;
  }

  @Override
  public Step after(String request, byte[] answer, long since)
      throws IOException, InvalidFieldException {
    JsonFields root = new JsonFields(DeribitFields.NAMES);
    root.read(answer);
    if (!root.isObject(DeribitFields.RESULT)) {
      throw new InvalidFieldException(RejectReason.VENUE_ERROR, "no result");
    }
    JsonFields result = root.object(DeribitFields.RESULT);
    if (!result.isObjects(DeribitFields.TRADES)) {
      return Step.DONE;
    }
    List<JsonFields> rows = result.objects(DeribitFields.TRADES);
    if (rows.size() < DeribitVenue.TRADES_A_PAGE) {
      return Step.DONE;
    }
    JsonFields newest = rows.get(rows.size() - 1);
    return Step.on(
        DeribitRest.PATH
            + NEWEST
            + INSTRUMENT
            + symbol(request)
            + "&start_seq="
            + (newest.number(DeribitFields.TRADE_SEQ) + 1)
            + PAGED,
        MarketEvents.time(newest, DeribitFields.TIMESTAMP));
  }

  @Override
  public String symbol(String request) {
    return Query.parameter(request, "instrument_name");
  }

  @Override
  public RequestShare share() {
    return SHARE;
  }
}
