package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.rest.JoinedAnswer;
import org.hedgerow.exchanges.rest.ReadMarks;

/**
 * Asks for an account's snapshots. Trades do not name the client's order id, so their orders are
 * asked for besides, and both answers make one body: {@code {"trades":{...},"orders":{...}}}.
 */
final class SpotRequests {
  static final String TRADES = "/0/private/TradesHistory";
  static final String ORDERS = "/0/private/QueryOrders";
  static final String OPEN_ORDERS = "/0/private/OpenOrders";
  static final String BALANCE = "/0/private/Balance";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A call counter sinks by one in one to three seconds, and a round takes five. */
  private static final Duration COOLING = Duration.ofSeconds(15);

  private static final byte[] NOTHING =
      "{\"error\":[],\"result\":{}}".getBytes(StandardCharsets.UTF_8);

  private final SpotRest rest;

  /** Of seconds: trades are asked for by their time. */
  private final ReadMarks marks = new ReadMarks();

  SpotRequests(SpotRest rest) {
    this.rest = rest;
  }

  /** Forgets what was asked: another connection begins. */
  void reset() {
    marks.reset();
  }

  /** Done with the answer, whatever it is; exceptionally if there was none. */
  CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    if (!snapshot.startsWith(TRADES)) {
      return post(snapshot, Map.of());
    }
    // The bound is exclusive: of the newest second all are asked for again.
    long since = marks.last(TRADES).orElse(0) - 1;
    int asking = marks.asking();
    Map<String, String> parameters = new LinkedHashMap<>();
    String request = TRADES;
    if (since > 0) {
      parameters.put("start", Long.toString(since));
      request += "?start=" + since;
    }
    String asked = request + Subscription.AND + ORDERS;
    return post(TRADES, parameters).thenCompose(trades -> orders(asked, trades, asking));
  }

  private CompletableFuture<SnapshotAnswer> orders(
      String asked, SnapshotAnswer trades, int asking) {
    if (!trades.usable()) {
      return CompletableFuture.completedFuture(trades);
    }
    Set<String> ids = new LinkedHashSet<>();
    // Several trades may be of one second, which is read only if the orders of all are there.
    NavigableMap<Long, Set<String>> bySecond = new TreeMap<>();
    try {
      for (Map<String, String> row : SpotBody.read(trades.body()).rows().values()) {
        Set<String> orders =
            bySecond.computeIfAbsent(
                second(row.getOrDefault("time", "")), time -> new LinkedHashSet<>());
        String order = row.getOrDefault("ordertxid", "");
        if (!order.isEmpty()) {
          ids.add(order);
          orders.add(order);
        }
      }
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (ids.isEmpty()) {
      return CompletableFuture.completedFuture(together(asked, trades.body(), NOTHING));
    }
    return post(ORDERS, Map.of("txid", String.join(",", ids)))
        .thenApply(
            orders -> {
              if (!orders.usable()) {
                return orders;
              }
              remember(bySecond, orders.body(), asking);
              return together(asked, trades.body(), orders.body());
            });
  }

  /** Up to the first second that has a trade whose order is not in the answer. */
  private void remember(NavigableMap<Long, Set<String>> bySecond, byte[] orders, int asking) {
    Set<String> found;
    try {
      found = SpotBody.read(orders).rows().keySet();
    } catch (IOException e) {
      // It was read a moment ago.
      return;
    }
    for (Map.Entry<Long, Set<String>> second : bySecond.entrySet()) {
      if (!found.containsAll(second.getValue())) {
        return;
      }
      marks.move(TRADES, second.getKey(), asking);
    }
  }

  private static long second(String time) {
    int point = time.indexOf('.');
    String seconds = point < 0 ? time : time.substring(0, point);
    return seconds.matches("\\d{1,12}") ? Long.parseLong(seconds) : 0;
  }

  private static SnapshotAnswer together(String request, byte[] trades, byte[] orders) {
    return new SnapshotAnswer(
        request,
        new JoinedAnswer().with("trades", trades).with("orders", orders).toBytes(),
        true,
        Duration.ZERO);
  }

  private CompletableFuture<SnapshotAnswer> post(String path, Map<String, String> parameters) {
    return rest.post(path, parameters, TIMEOUT).thenApply(answer -> judged(path, answer));
  }

  private static SnapshotAnswer judged(String path, SpotRest.Answer answer) {
    if (answer.status() != 200) {
      return unusable(path, "HTTP " + answer.status(), answer, Duration.ZERO);
    }
    try {
      SpotBody body = SpotBody.read(answer.body());
      if (body.errors().isEmpty()) {
        return body.hasResult()
            ? new SnapshotAnswer(path, answer.body(), true, Duration.ZERO)
            : unusable(path, "unreadable", answer, Duration.ZERO);
      }
      String error = body.errors().get(0);
      boolean tooMany = error.contains("Rate limit") || error.contains("lockout");
      return unusable(
          path, KrakenSpotDecoder.shortened(error), answer, tooMany ? COOLING : Duration.ZERO);
    } catch (IOException e) {
      return unusable(path, "unreadable", answer, Duration.ZERO);
    }
  }

  private static SnapshotAnswer unusable(
      String path, String why, SpotRest.Answer answer, Duration notBefore) {
    return new SnapshotAnswer(path + "#" + why, answer.body(), false, notBefore);
  }
}
