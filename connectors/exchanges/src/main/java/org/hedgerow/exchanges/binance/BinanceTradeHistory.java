package org.hedgerow.exchanges.binance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.rest.Query;
import org.hedgerow.exchanges.rest.RequestShare;
import org.hedgerow.exchanges.rest.TradeHistory;

/**
 * Binance's lists of single trades, under the ids of its {@code @trade} streams: the newest
 * thousand, and before them, on the spot market, {@code historicalTrades} by {@code fromId}. The
 * futures want a key for those, and a market's connection has none. {@code aggTrades} can be asked
 * by anyone, but have ids of their own.
 *
 * <p>A request costs 25 of 6,000 a minute on the spot market and 5 of 2,400 on the others; a
 * quarter of either is the share.
 */
final class BinanceTradeHistory implements TradeHistory {
  /** The longest list. */
  static final int PAGE = 1_000;

  private static final String OLDER = "/historicalTrades?symbol=";

  private final BinanceMarket market;
  private final RequestShare share;

  BinanceTradeHistory(BinanceMarket market) {
    this.market = market;
    this.share =
        market == BinanceMarket.SPOT
            ? new RequestShare(10, Duration.ofSeconds(1))
            : new RequestShare(20, Duration.ofMillis(500));
  }

  /** As one of a subscription's snapshots. */
  static String newest(BinanceMarket market, String symbol) {
    return market.restPath() + "/trades?symbol=" + symbol + "&limit=" + PAGE;
  }

  /** Whether the answer to that request has trades. */
  static boolean isAbout(String request) {
    return request.contains("/trades?symbol=") || request.contains(OLDER);
  }

  @Override
  public boolean lists(String snapshot) {
    return isAbout(snapshot);
  }

  /** Nothing at the first connect: what was traded before is no loss, and costs its weight. */
  @Override
  public String first(String snapshot, OptionalLong since) {
    return since.isEmpty() ? null : snapshot;
  }

  @Override
  public boolean isBackwards() {
    return true;
  }

  @Override
  public Step after(String request, byte[] answer, long since)
      throws IOException, InvalidFieldException {
    List<Map<String, String>> rows = JsonRows.list(answer);
    if (rows.isEmpty()) {
      return Step.DONE;
    }
    // Oldest first.
    Map<String, String> oldest = rows.get(0);
    long reached = RowValues.micros(oldest, "time");
    long id = id(oldest);
    if (reached <= since || id == 0 || (rows.size() < PAGE && !request.contains(OLDER))) {
      return Step.DONE;
    }
    if (market != BinanceMarket.SPOT) {
      return Step.ends(reached, "the venue lists the newest " + PAGE + " to those without a key");
    }
    return Step.on(
        market.restPath()
            + OLDER
            + symbol(request)
            + "&fromId="
            + Math.max(0, id - PAGE)
            + "&limit="
            + PAGE,
        reached);
  }

  private static long id(Map<String, String> row) throws InvalidFieldException {
    String text = RowValues.text(row, "id");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "id is no number: " + RowValues.shortened(text));
    }
  }

  @Override
  public String symbol(String request) {
    return Query.parameter(request, "symbol");
  }

  @Override
  public RequestShare share() {
    return share;
  }
}
