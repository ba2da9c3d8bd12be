package org.hedgerow.exchanges.kraken;

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
import org.hedgerow.exchanges.json.JsonSeries;

/** Candles of Kraken's spot market: the newest 720 of any length, and none before them. */
final class SpotHistory implements HistoryPages {
  private static final long SECOND_MILLIS = 1_000;
  private static final Map<Long, String> MINUTES =
      Map.of(
          1L, "1", 5L, "5", 15L, "15", 30L, "30", 60L, "60", 240L, "240", 1_440L, "1440", 10_080L,
          "10080");

  @Override
  public URI production() {
    return URI.create("https://api.kraken.com");
  }

  @Override
  public Duration pause() {
    return Duration.ofMillis(1_200);
  }

  @Override
  public String first(HistoryQuery query) {
    if (query.format() != Format.CANDLES) {
      throw query.notOffered("candles");
    }
    // What comes is after that second.
    return "/0/public/OHLC?pair="
        + Assets.restPair(query.symbol())
        + "&interval="
        + query.interval(MINUTES)
        + "&since="
        + (query.fromMillis() / SECOND_MILLIS - 1);
  }

  /** {@code time, open, high, low, close, mean, volume, trades}; the last one is not over. */
  @Override
  public Page read(HistoryQuery query, String request, byte[] body) throws IOException {
    List<String> errors = JsonSeries.columns(body).getOrDefault("error", List.of());
    if (!errors.isEmpty()) {
      throw new IOException("refused with " + errors);
    }
    List<HistoryRow> rows = new ArrayList<>();
    for (List<String> row : JsonSeries.rows(body)) {
      if (row.size() < 8) {
        throw new IOException("a candle of " + row.size() + " values; expected 8");
      }
      rows.add(
          new HistoryRow(
              Long.parseLong(row.get(0)) * SECOND_MILLIS,
              row.get(1),
              row.get(2),
              row.get(3),
              row.get(4),
              row.get(6),
              null,
              row.get(7)));
    }
    return new Page(rows, null);
  }
}
