package org.hedgerow.exchanges.kraken;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.json.JsonRows;

/**
 * Asks for an account's snapshots, signed. Positions and accounts make one statement: {@code
 * {"positions":{...},"balances":{...}}}, each as it was received.
 */
final class FuturesRequests {
  static final String FILLS = "/derivatives/api/v3/fills";
  static final String OPEN_ORDERS = "/derivatives/api/v3/openorders";
  static final String POSITIONS = "/derivatives/api/v3/openpositions";
  static final String ACCOUNTS = "/derivatives/api/v3/accounts";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration COOLING = Duration.ofSeconds(10);

  private final FuturesRest rest;

  FuturesRequests(FuturesRest rest) {
    this.rest = rest;
  }

  /** Done with the answer, whatever it is; exceptionally if there was none. */
  CompletableFuture<SnapshotAnswer> ask(String snapshot) {
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

  private static SnapshotAnswer together(
      String request, SnapshotAnswer positions, SnapshotAnswer accounts) {
    if (!accounts.usable()) {
      return accounts;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("{\"positions\":".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(positions.body());
    out.writeBytes(",\"balances\":".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(accounts.body());
    out.write('}');
    return new SnapshotAnswer(request, out.toByteArray(), true, Duration.ZERO);
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
