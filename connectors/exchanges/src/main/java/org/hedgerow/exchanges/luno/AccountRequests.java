package org.hedgerow.exchanges.luno;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.json.JsonRows;

/**
 * Asks about an account, no faster than one request in {@link #SPACING}: a burst of fills must not
 * use up what the venue allows, of which orders need their part. A question that is asked while the
 * same one waits for its turn is the same question.
 *
 * <p>Trades do not say what order they were part of in full, so the orders are asked for besides,
 * and both become one frame: {@code {"trades":[...],"orders":[...]}}.
 */
final class AccountRequests {
  static final String OPEN_ORDERS = "/api/exchange/2/listorders?limit=1000";
  static final String STATEMENT = "/api/1/balance";

  private static final String CLOSED_ORDERS = "&closed=true&limit=1000";
  private static final String NEWEST_FIRST = "&sort_desc=true";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Two of the five a second that the venue allows. */
  private static final Duration SPACING = Duration.ofMillis(500);

  /** Up to so many orders are asked for one by one, more by their lists. */
  private static final int MOST_SINGLE_ORDERS = 3;

  private static final JsonFactory JSON = new JsonFactory();

  private final LunoRest rest;
  private final Duration spacing;

  /** The newest trade that each question for executions was answered with. */
  private final Map<String, Long> lastTrades = new ConcurrentHashMap<>();

  /** What waits for its turn; guarded by this. */
  private final Map<String, CompletableFuture<SnapshotAnswer>> waiting = new HashMap<>();

  private long nextNanos = System.nanoTime();

  AccountRequests(LunoRest rest) {
    this(rest, SPACING);
  }

  AccountRequests(LunoRest rest, Duration spacing) {
    this.rest = rest;
    this.spacing = spacing;
  }

  /** The question for a pair's executions. */
  static String executions(String pair) {
    return "/api/1/listtrades?pair=" + pair + "&limit=1000";
  }

  /** The question for an order, open or closed. */
  static String order(String id) {
    return "/api/exchange/3/order?id=" + id;
  }

  /** Forgets what was asked: another connection begins. */
  void reset() {
    lastTrades.clear();
  }

  /** Done with the answer, whatever it is; exceptionally if there was none. */
  synchronized CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    CompletableFuture<SnapshotAnswer> same = waiting.get(snapshot);
    if (same != null) {
      return same;
    }
    CompletableFuture<SnapshotAnswer> answer = new CompletableFuture<>();
    waiting.put(snapshot, answer);
    CompletableFuture<?> unused =
        turn()
            .thenCompose(nothing -> askNow(snapshot))
            .whenComplete(
                (found, failure) -> {
                  if (failure == null) {
                    answer.complete(found);
                  } else {
                    answer.completeExceptionally(failure);
                  }
                });
    return answer;
  }

  private CompletableFuture<SnapshotAnswer> askNow(String snapshot) {
    synchronized (this) {
      waiting.remove(snapshot);
    }
    return snapshot.startsWith("/api/1/listtrades?") ? executionsOf(snapshot) : get(snapshot);
  }

  private synchronized CompletableFuture<Void> turn() {
    long now = System.nanoTime();
    long at = Math.max(now, nextNanos);
    nextNanos = at + spacing.toNanos();
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(at - now, TimeUnit.NANOSECONDS));
  }

  /**
   * The first question of a connection is for the newest trades; from a number on the venue gives
   * the oldest first, and the next questions are for what came after.
   */
  private CompletableFuture<SnapshotAnswer> executionsOf(String question) {
    Long last = lastTrades.get(question);
    String request = question + (last == null ? NEWEST_FIRST : "&after_seq=" + (last + 1));
    return get(request)
        .thenCompose(
            answer -> {
              if (!answer.usable()) {
                return CompletableFuture.completedFuture(answer);
              }
              List<Map<String, String>> trades;
              byte[] list;
              try {
                trades = JsonRows.lists(answer.body()).getOrDefault("trades", List.of());
                list = list(answer.body(), "trades");
              } catch (IOException e) {
                // It was read as JSON a moment ago: there is no list of that name in it.
                return CompletableFuture.completedFuture(unusable(request, "unreadable", answer));
              }
              if (trades.isEmpty()) {
                return CompletableFuture.completedFuture(answer);
              }
              remember(question, trades);
              return withOrders(question, request, list, trades);
            });
  }

  private void remember(String question, List<Map<String, String>> trades) {
    trades.stream()
        .map(trade -> trade.getOrDefault("sequence", ""))
        .filter(number -> number.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .max()
        .ifPresent(last -> lastTrades.merge(question, last, Math::max));
  }

  private CompletableFuture<SnapshotAnswer> withOrders(
      String question, String request, byte[] trades, List<Map<String, String>> rows) {
    Set<String> ids = new LinkedHashSet<>();
    for (Map<String, String> row : rows) {
      String id = row.getOrDefault("order_id", "");
      if (id.matches("[A-Za-z0-9]{1,64}")) {
        ids.add(id);
      }
    }
    Orders orders = new Orders(request);
    CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
    if (ids.size() <= MOST_SINGLE_ORDERS) {
      for (String id : ids) {
        asked = asked.thenCompose(nothing -> add(orders, order(id), ""));
      }
    } else {
      String pair = "/api/exchange/2/listorders?pair=" + LunoRest.parameter(question, "pair");
      asked =
          add(orders, pair + CLOSED_ORDERS, "orders")
              .thenCompose(nothing -> add(orders, pair + "&limit=1000", "orders"));
    }
    return asked.thenApply(nothing -> orders.with(trades));
  }

  /** An answer that cannot be had is left out: its trades will then be dead letters. */
  private CompletableFuture<Void> add(Orders orders, String request, String list) {
    return turn()
        .thenCompose(nothing -> get(request))
        .thenAccept(
            answer -> {
              if (!answer.usable()) {
                return;
              }
              try {
                orders.add(request, list.isEmpty() ? answer.body() : inner(answer.body(), list));
              } catch (IOException e) {
                // No list in it: as if it could not be had.
              }
            });
  }

  /** Orders that were found, as they were received, and what was asked for them. */
  private static final class Orders {
    private final StringBuilder requests;
    private final ByteArrayOutputStream found = new ByteArrayOutputStream();

    Orders(String trades) {
      requests = new StringBuilder(trades);
    }

    void add(String request, byte[] orders) {
      requests.append(Subscription.AND).append(request);
      if (orders.length > 0) {
        if (found.size() > 0) {
          found.write(',');
        }
        found.writeBytes(orders);
      }
    }

    SnapshotAnswer with(byte[] trades) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes("{\"trades\":".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(trades);
      out.writeBytes(",\"orders\":[".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(found.toByteArray());
      out.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
      return new SnapshotAnswer(requests.toString(), out.toByteArray(), true, Duration.ZERO);
    }
  }

  /** The list of that name, with its brackets. */
  private static byte[] list(byte[] body, String name) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (field.equals(name) && value == JsonToken.START_ARRAY) {
          int from = (int) parser.currentTokenLocation().getByteOffset();
          parser.skipChildren();
          int to = (int) parser.currentLocation().getByteOffset();
          byte[] list = new byte[to - from];
          System.arraycopy(body, from, list, 0, list.length);
          return list;
        }
        parser.skipChildren();
      }
    }
    throw new IOException("no list " + name);
  }

  /** The list of that name, without its brackets. */
  private static byte[] inner(byte[] body, String name) throws IOException {
    byte[] list = list(body, name);
    byte[] inner = new byte[list.length - 2];
    System.arraycopy(list, 1, inner, 0, inner.length);
    return new String(inner, StandardCharsets.UTF_8).isBlank() ? new byte[0] : inner;
  }

  private CompletableFuture<SnapshotAnswer> get(String request) {
    return rest.get(request, TIMEOUT).thenApply(answer -> judged(request, answer));
  }

  private static SnapshotAnswer judged(String request, LunoRest.Answer answer) {
    if (answer.status() == 200 && JsonRows.isDocument(answer.body(), false)) {
      return new SnapshotAnswer(request, answer.body(), true, Duration.ZERO);
    }
    String wrong = answer.status() == 200 ? "unreadable" : "HTTP " + answer.status();
    // An order that the venue does not know is not asked for again: the rounds go on anyway.
    boolean over = answer.status() == 404 && request.startsWith("/api/exchange/3/order?");
    return new SnapshotAnswer(
        request + "#" + wrong, answer.body(), over, Duration.ofSeconds(answer.retryAfterSeconds()));
  }

  private static SnapshotAnswer unusable(String request, String wrong, SnapshotAnswer answer) {
    return new SnapshotAnswer(request + "#" + wrong, answer.body(), false, Duration.ZERO);
  }
}
