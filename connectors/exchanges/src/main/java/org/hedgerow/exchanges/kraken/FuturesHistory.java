package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.history.HistoryQuery;
import org.hedgerow.exchanges.history.HistoryRow;
import org.hedgerow.exchanges.json.JsonRows;

/** Candles of Kraken's futures, oldest first, and their funding, all of it at once. */
final class FuturesHistory implements HistoryPages {
  private static final long SECOND_MILLIS = 1_000;
  private static final Map<Long, String> RESOLUTIONS =
      Map.of(
          1L, "1m", 5L, "5m", 15L, "15m", 30L, "30m", 60L, "1h", 240L, "4h", 720L, "12h", 1_440L,
          "1d", 10_080L, "1w");

  @Override
  public URI production() {
    return URI.create("https://futures.kraken.com");
  }

  /** No limit is documented for charts. */
  @Override
  public Duration pause() {
    return Duration.ofMillis(500);
  }

  @Override
  public String first(HistoryQuery query) {
    return query.format() == Format.FUNDING
        ? "/derivatives/api/v3/historical-funding-rates?symbol=" + query.symbol()
        : request(query, query.fromMillis());
  }

  private static String request(HistoryQuery query, long fromMillis) {
    String kind =
        switch (query.format()) {
          case CANDLES -> "trade";
          case MARK_CANDLES -> "mark";
          case INDEX_CANDLES -> "spot";
          default -> throw query.notOffered("candles, mark-candles, index-candles or funding");
        };
    return "/api/charts/v1/"
        + kind
        + "/"
        + query.symbol()
        + "/"
        + query.interval(RESOLUTIONS)
        + "?from="
        + fromMillis / SECOND_MILLIS
        + "&to="
        + query.toMillis() / SECOND_MILLIS;
  }

  @Override
  public Page read(HistoryQuery query, String request, byte[] body) throws IOException {
    Map<String, String> scalars = JsonRows.object(body);
    Map<String, List<Map<String, String>>> lists = JsonRows.lists(body);
    if (query.format() == Format.FUNDING) {
      return new Page(funding(listed(lists, "rates", scalars)), null);
    }
    List<HistoryRow> rows = new ArrayList<>();
    boolean traded = query.format() == Format.CANDLES;
    for (Map<String, String> row : listed(lists, "candles", scalars)) {
      rows.add(
          new HistoryRow(
              Long.parseLong(row.get("time")),
              row.get("open"),
              row.get("high"),
              row.get("low"),
              row.get("close"),
              traded ? row.get("volume") : null,
              null,
              null));
    }
    boolean more = "true".equals(scalars.get("more_candles")) && !rows.isEmpty();
    return new Page(
        rows,
        more
            ? request(query, rows.get(rows.size() - 1).timeMillis() + query.intervalMillis())
            : null);
  }

  private static List<Map<String, String>> listed(
      Map<String, List<Map<String, String>>> lists, String name, Map<String, String> scalars)
      throws IOException {
    List<Map<String, String>> rows = lists.get(name);
    if (rows == null) {
      throw new IOException("refused: " + scalars);
    }
    return rows;
  }

  /** {@code fundingRate} is an amount of money a contract. */
  private static List<HistoryRow> funding(List<Map<String, String>> rates) throws IOException {
    List<HistoryRow> rows = new ArrayList<>();
    for (Map<String, String> row : rates) {
      try {
        rows.add(
            new HistoryRow(
                Instant.parse(row.getOrDefault("timestamp", "")).toEpochMilli(),
                row.get("relativeFundingRate")));
      } catch (DateTimeParseException e) {
        throw new IOException("a rate at " + row.get("timestamp"), e);
      }
    }
    return rows;
  }
}
