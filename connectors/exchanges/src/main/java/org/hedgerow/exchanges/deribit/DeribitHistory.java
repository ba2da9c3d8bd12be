package org.hedgerow.exchanges.deribit;

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

/**
 * Candles and funding of Deribit, stretch by stretch. How many rows an answer may have is not
 * documented, so a stretch is short enough for what others report: 1,000 candles, 30 days of hours.
 */
final class DeribitHistory implements HistoryPages {
  private static final int CANDLES_A_PAGE = 1_000;
  private static final long FUNDING_A_PAGE = Duration.ofDays(30).toMillis();
  private static final String UNTIL = "&end_timestamp=";
  private static final Map<Long, String> RESOLUTIONS =
      Map.ofEntries(
          Map.entry(1L, "1"),
          Map.entry(3L, "3"),
          Map.entry(5L, "5"),
          Map.entry(10L, "10"),
          Map.entry(15L, "15"),
          Map.entry(30L, "30"),
          Map.entry(60L, "60"),
          Map.entry(120L, "120"),
          Map.entry(180L, "180"),
          Map.entry(360L, "360"),
          Map.entry(720L, "720"),
          Map.entry(1_440L, "1D"));

  @Override
  public URI production() {
    return URI.create("https://www.deribit.com");
  }

  @Override
  public Duration pause() {
    return Duration.ofMillis(250);
  }

  @Override
  public String first(HistoryQuery query) {
    return request(query, query.fromMillis());
  }

  private static String request(HistoryQuery query, long fromMillis) {
    boolean candles = query.format() == Format.CANDLES;
    if (!candles && query.format() != Format.FUNDING) {
      throw query.notOffered("candles or funding");
    }
    long stretch = candles ? CANDLES_A_PAGE * query.intervalMillis() : FUNDING_A_PAGE;
    return DeribitRest.PATH
        + (candles ? "/public/get_tradingview_chart_data" : "/public/get_funding_rate_history")
        + "?instrument_name="
        + query.symbol()
        + (candles ? "&resolution=" + query.interval(RESOLUTIONS) : "")
        + "&start_timestamp="
        + fromMillis
        + UNTIL
        + (Math.min(query.toMillis(), fromMillis + stretch) - 1);
  }

  @Override
  public Page read(HistoryQuery query, String request, byte[] body) throws IOException {
    long next = Long.parseLong(request.substring(request.indexOf(UNTIL) + UNTIL.length())) + 1;
    return new Page(
        query.isCandles() ? candles(body) : funding(body),
        next >= query.toMillis() ? null : request(query, next));
  }

  /** A column each; {@code cost} is the volume in quote units. */
  private static List<HistoryRow> candles(byte[] body) throws IOException {
    Map<String, List<String>> columns = JsonSeries.columns(body);
    List<String> times = columns.get("ticks");
    if (times == null) {
      throw new IOException("refused: " + JsonRows.object(body));
    }
    String[] names = {"open", "high", "low", "close", "volume", "cost"};
    for (String name : names) {
      if (columns.getOrDefault(name, List.of()).size() != times.size()) {
        throw new IOException("as many ticks as values of " + name + " were expected");
      }
    }
    List<HistoryRow> rows = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      String[] values = new String[CANDLE_COLUMNS.size()];
      for (int j = 0; j < names.length; j++) {
        values[j] = columns.get(names[j]).get(i);
      }
      rows.add(new HistoryRow(Long.parseLong(times.get(i)), values));
    }
    return rows;
  }

  /** Paid all the time; told by the hour, of which the rate of one hour is the part. */
  private static List<HistoryRow> funding(byte[] body) throws IOException {
    List<Map<String, String>> result = JsonRows.lists(body).get("result");
    if (result == null) {
      throw new IOException("refused: " + JsonRows.object(body));
    }
    List<HistoryRow> rows = new ArrayList<>();
    for (Map<String, String> row : result) {
      rows.add(new HistoryRow(Long.parseLong(row.get("timestamp")), row.get("interest_1h")));
    }
    return rows;
  }
}
