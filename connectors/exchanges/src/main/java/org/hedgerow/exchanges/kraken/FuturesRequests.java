package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.rest.JoinedAnswer;

/**
 * Asks for an account's snapshots, signed. Positions and accounts make one statement: {@code
 * {"positions":{...},"balances":{...}}}, each as it was received.
 *
 * <p>Fills can only be asked for backwards, so each round has the newest page. What is kept as
 * asked names the newest fill of the round before, {@code fills?after=ID}: a page that has it, full
 * or not, leaves nothing out.
 */
final class FuturesRequests {
  static final String FILLS = "/derivatives/api/v3/fills";
  static final String OPEN_ORDERS = "/derivatives/api/v3/openorders";
  static final String POSITIONS = "/derivatives/api/v3/openpositions";
  static final String ACCOUNTS = "/derivatives/api/v3/accounts";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration COOLING = Duration.ofSeconds(10);

  /** In the request that is kept; the venue is not sent it. */
  static final String AFTER = "?after=";

  private final FuturesRest rest;

  /** The newest fill that this connection has read; guarded by this, as what follows. */
  private String newestFill = "";

  private int connection;

  FuturesRequests(FuturesRest rest) {
    this.rest = rest;
  }

  /** Forgets what was asked: another connection begins. */
  synchronized void reset() {
    connection++;
    newestFill = "";
  }

  /** Done with the answer, whatever it is; exceptionally if there was none. */
  CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    if (snapshot.equals(FILLS)) {
      return fills();
    }
    if (!snapshot.equals(POSITIONS + Subscription.AND + ACCOUNTS)) {
      return get(snapshot);
    }
    return get(POSITIONS)
        .thenCompose(
            positions ->
                positions.usable()
                    ? get(ACCOUNTS).thenApply(accounts -> together(snapshot, positions, accounts))
                    : CompletableFuture.completedFuture(positions));
  }

  private synchronized CompletableFuture<SnapshotAnswer> fills() {
    String after = newestFill;
    int asking = connection;
    return get(FILLS)
        .thenApply(
            answer -> {
              if (!answer.usable()) {
                return answer;
              }
              remember(answer.body(), asking);
              return after.isEmpty()
                  ? answer
                  : new SnapshotAnswer(FILLS + AFTER + after, answer.body(), true, Duration.ZERO);
            });
  }

  private synchronized void remember(byte[] body, int asking) {
    if (asking != connection) {
      return;
    }
    String newest = "";
    String newestTime = "";
    try {
      for (Map<String, String> row : JsonRows.lists(body).getOrDefault("fills", List.of())) {
        // RFC 3339, all in UTC with milliseconds: later is greater.
        String time = row.getOrDefault("fillTime", "");
        String id = row.getOrDefault("fill_id", "");
        if (time.compareTo(newestTime) > 0 && id.matches("[0-9A-Za-z-]{1,64}")) {
          newestTime = time;
          newest = id;
        }
      }
    } catch (IOException e) {
      // The decoder says what is wrong with it.
      newest = "";
    }
    newestFill = newest;
  }

  private static SnapshotAnswer together(
      String request, SnapshotAnswer positions, SnapshotAnswer accounts) {
    if (!accounts.usable()) {
      return accounts;
    }
    return new SnapshotAnswer(
        request,
        new JoinedAnswer()
            .with("positions", positions.body())
            .with("balances", accounts.body())
            .toBytes(),
        true,
        Duration.ZERO);
  }

  private CompletableFuture<SnapshotAnswer> get(String path) {
    return rest.request("GET", path, Map.of(), TIMEOUT).thenApply(answer -> judged(path, answer));
  }

  private static SnapshotAnswer judged(String path, FuturesRest.Answer answer) {
    String wrong = null;
    Duration notBefore = Duration.ZERO;
    try {
      Map<String, String> fields = JsonRows.object(answer.body());
      if (answer.status() != 200) {
        wrong = "HTTP " + answer.status();
      } else if (!"success".equals(fields.get("result"))) {
        wrong = KrakenSpotDecoder.shortened(fields.getOrDefault("error", "no success"));
        notBefore = wrong.equals("apiLimitExceeded") ? COOLING : Duration.ZERO;
      }
    } catch (IOException e) {
      wrong = answer.status() == 200 ? "unreadable" : "HTTP " + answer.status();
    }
    return wrong == null
        ? new SnapshotAnswer(path, answer.body(), true, Duration.ZERO)
        : new SnapshotAnswer(path + "#" + wrong, answer.body(), false, notBefore);
  }
}
