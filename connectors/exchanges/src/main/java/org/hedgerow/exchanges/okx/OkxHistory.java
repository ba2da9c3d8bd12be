package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.history.HistoryQuery;
import org.hedgerow.exchanges.history.HistoryRow;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.JsonSeries;

/** Candles and funding of OKX; newest first, at most 100 a page. */
final class OkxHistory implements HistoryPages {
  private static final int PAGE = 100;

  /** From six hours on by UTC; without the word they begin in Hong Kong. */
  private static final Map<Long, String> BARS =
      Map.ofEntries(
          Map.entry(1L, "1m"),
          Map.entry(3L, "3m"),
          Map.entry(5L, "5m"),
          Map.entry(15L, "15m"),
          Map.entry(30L, "30m"),
          Map.entry(60L, "1H"),
          Map.entry(120L, "2H"),
          Map.entry(240L, "4H"),
          Map.entry(360L, "6Hutc"),
          Map.entry(720L, "12Hutc"),
          Map.entry(1_440L, "1Dutc"));

  @Override
  public URI production() {
    return URI.create("https://www.okx.com");
  }

  /** The tightest of them: ten requests in two seconds. */
  @Override
  public Duration pause() {
    return Duration.ofMillis(250);
  }

  @Override
  public String first(HistoryQuery query) {
    return request(query, query.toMillis());
  }

  private static String request(HistoryQuery query, long beforeMillis) {
    String resource =
        switch (query.format()) {
          case CANDLES -> "/api/v5/market/history-candles";
          case MARK_CANDLES -> "/api/v5/market/history-mark-price-candles";
          case INDEX_CANDLES -> "/api/v5/market/history-index-candles";
          case FUNDING -> "/api/v5/public/funding-rate-history";
          default -> throw query.notOffered("candles, mark-candles, index-candles or funding");
        };
    return resource
        + "?instId="
        + query.symbol()
        + (query.isCandles() ? "&bar=" + query.interval(BARS) : "")
        + "&after="
        + beforeMillis
        + "&limit="
        + PAGE;
  }

  @Override
  public Page read(HistoryQuery query, String request, byte[] body) throws IOException {
    Map<String, String> envelope = JsonRows.object(body);
    if (!"0".equals(envelope.get("code"))) {
      throw new IOException(
          "refused with code " + envelope.get("code") + ": " + envelope.get("msg"));
    }
    List<HistoryRow> rows = query.isCandles() ? candles(query, body) : funding(body);
    if (rows.isEmpty()) {
      return new Page(rows, null);
    }
    long oldest = Long.MAX_VALUE;
    for (HistoryRow row : rows) {
      oldest = Math.min(oldest, row.timeMillis());
    }
    return new Page(rows, oldest <= query.fromMillis() ? null : request(query, oldest));
  }

  /**
   * {@code time, open, high, low, close}, and of trades {@code volume, in coins, in quote units}.
   */
  private static List<HistoryRow> candles(HistoryQuery query, byte[] body) throws IOException {
    List<HistoryRow> rows = new ArrayList<>();
    boolean traded = query.format() == Format.CANDLES;
    for (List<String> row : JsonSeries.rows(body)) {
      if (row.size() < (traded ? 8 : 5)) {
        throw new IOException("a candle of " + row.size() + " values");
      }
      rows.add(
          new HistoryRow(
              Long.parseLong(row.get(0)),
              row.get(1),
              row.get(2),
              row.get(3),
              row.get(4),
              traded ? row.get(5) : null,
              traded ? row.get(7) : null,
              null));
    }
    return rows;
  }

  /** What was paid; {@code fundingRate} is what was foretold. */
  private static List<HistoryRow> funding(byte[] body) throws IOException {
    List<HistoryRow> rows = new ArrayList<>();
    for (Map<String, String> row : JsonRows.lists(body).getOrDefault("data", List.of())) {
      rows.add(new HistoryRow(Long.parseLong(row.get("fundingTime")), row.get("realizedRate")));
    }
    return rows;
  }
}
