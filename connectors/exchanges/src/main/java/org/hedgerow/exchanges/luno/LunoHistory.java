package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.history.HistoryQuery;
import org.hedgerow.exchanges.history.HistoryRow;
import org.hedgerow.exchanges.json.JsonRows;

/** Candles of Luno, oldest first, at most 1,000 a page; with a key only. */
final class LunoHistory implements HistoryPages {
  private static final int PAGE = 1_000;
  private static final int SECONDS_A_MINUTE = 60;

  /** Minutes, and the same in seconds as the venue has it. */
  private static final Map<Long, String> DURATIONS =
      Stream.of(1L, 5L, 15L, 30L, 60L, 180L, 240L, 480L, 1_440L, 4_320L, 10_080L)
          .collect(
              Collectors.toUnmodifiableMap(
                  minutes -> minutes, minutes -> Long.toString(minutes * SECONDS_A_MINUTE)));

  @Override
  public URI production() {
    return URI.create("https://api.luno.com");
  }

  /** 300 requests a minute, of which orders may need half. */
  @Override
  public Duration pause() {
    return Duration.ofMillis(500);
  }

  @Override
  public boolean needsCredentials() {
    return true;
  }

  @Override
  public String authorization(Credentials credentials) {
    return LunoRest.authorization(credentials);
  }

  @Override
  public String first(HistoryQuery query) {
    if (query.format() != Format.CANDLES) {
      throw query.notOffered("candles");
    }
    return request(query, query.fromMillis());
  }

  private static String request(HistoryQuery query, long sinceMillis) {
    return "/api/exchange/1/candles?pair="
        + query.symbol()
        + "&since="
        + sinceMillis
        + "&duration="
        + query.interval(DURATIONS);
  }

  @Override
  public Page read(HistoryQuery query, String request, byte[] body) throws IOException {
    List<Map<String, String>> candles = JsonRows.lists(body).get("candles");
    if (candles == null) {
      throw new IOException("refused: " + JsonRows.object(body));
    }
    List<HistoryRow> rows = new ArrayList<>();
    for (Map<String, String> row : candles) {
      rows.add(
          new HistoryRow(
              Long.parseLong(row.get("timestamp")),
              row.get("open"),
              row.get("high"),
              row.get("low"),
              row.get("close"),
              row.get("volume"),
              null,
              null));
    }
    if (rows.size() < PAGE) {
      return new Page(rows, null);
    }
    long after = rows.get(rows.size() - 1).timeMillis() + query.intervalMillis();
    return new Page(rows, after >= query.toMillis() ? null : request(query, after));
  }
}
