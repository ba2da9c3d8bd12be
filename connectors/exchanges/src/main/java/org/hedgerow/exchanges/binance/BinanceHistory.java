package org.hedgerow.exchanges.binance;

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

/** Candles and funding of one of Binance's markets; oldest first, at most 1,000 a page. */
final class BinanceHistory implements HistoryPages {
  private static final int PAGE = 1_000;
  private static final Map<Long, String> INTERVALS =
      Map.ofEntries(
          Map.entry(1L, "1m"),
          Map.entry(3L, "3m"),
          Map.entry(5L, "5m"),
          Map.entry(15L, "15m"),
          Map.entry(30L, "30m"),
          Map.entry(60L, "1h"),
          Map.entry(120L, "2h"),
          Map.entry(240L, "4h"),
          Map.entry(360L, "6h"),
          Map.entry(480L, "8h"),
          Map.entry(720L, "12h"),
          Map.entry(1_440L, "1d"),
          Map.entry(4_320L, "3d"));

  private final BinanceMarket market;

  BinanceHistory(BinanceMarket market) {
    this.market = market;
  }

  @Override
  public URI production() {
    return URI.create(
        switch (market) {
          case SPOT -> "https://api.binance.com";
          case USD_M -> "https://fapi.binance.com";
          case COIN_M -> "https://dapi.binance.com";
        });
  }

  /** Funding: 500 requests in five minutes. Candles of futures weigh 5 of 2,400 a minute. */
  @Override
  public Duration pause() {
    return Duration.ofMillis(700);
  }

  @Override
  public String first(HistoryQuery query) {
    return request(query, query.fromMillis());
  }

  private String request(HistoryQuery query, long fromMillis) {
    boolean spot = market == BinanceMarket.SPOT;
    if (query.format() != Format.CANDLES && spot) {
      throw query.notOffered("candles on a spot market");
    }
    String resource =
        switch (query.format()) {
          case CANDLES -> "/klines?symbol=";
          case MARK_CANDLES -> "/markPriceKlines?symbol=";
          case INDEX_CANDLES -> "/indexPriceKlines?pair=";
          case FUNDING -> "/fundingRate?symbol=";
          default -> throw query.notOffered("candles, mark-candles, index-candles or funding");
        };
    return market.restPath()
        + resource
        + query.symbol()
        + (query.isCandles() ? "&interval=" + query.interval(INTERVALS) : "")
        + "&startTime="
        + fromMillis
        + "&endTime="
        + (query.toMillis() - 1)
        + "&limit="
        + PAGE;
  }

  @Override
  public Page read(HistoryQuery query, String request, byte[] body) throws IOException {
    List<HistoryRow> rows = query.isCandles() ? candles(query, body) : funding(body);
    if (rows.isEmpty()) {
      return new Page(rows, null);
    }
    long after = rows.get(rows.size() - 1).timeMillis() + 1;
    return new Page(
        rows, rows.size() < PAGE || after >= query.toMillis() ? null : request(query, after));
  }

  /**
   * {@code time, open, high, low, close, volume, close time, quote volume, trades, ...}; on COIN-M
   * the volume is contracts, and base units stand where others have quote units.
   */
  private List<HistoryRow> candles(HistoryQuery query, byte[] body) throws IOException {
    List<HistoryRow> rows = new ArrayList<>();
    boolean traded = query.format() == Format.CANDLES;
    for (List<String> row : JsonSeries.rows(body)) {
      if (row.size() < 9) {
        throw new IOException("a candle of " + row.size() + " values; expected 9 or more");
      }
      rows.add(
          new HistoryRow(
              Long.parseLong(row.get(0)),
              row.get(1),
              row.get(2),
              row.get(3),
              row.get(4),
              traded ? row.get(5) : null,
              traded && market != BinanceMarket.COIN_M ? row.get(7) : null,
              traded ? row.get(8) : null));
    }
    return rows;
  }

  private static List<HistoryRow> funding(byte[] body) throws IOException {
    List<HistoryRow> rows = new ArrayList<>();
    for (Map<String, String> row : JsonRows.list(body)) {
      rows.add(new HistoryRow(Long.parseLong(row.get("fundingTime")), row.get("fundingRate")));
    }
    return rows;
  }
}
