package org.hedgerow.exchanges.luno;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.rest.JoinedAnswer;
import org.hedgerow.exchanges.rest.ReadMarks;

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

  /** And so many of those that the lists do not have, in one round. */
  private static final int MOST_MISSING_ORDERS = 20;

  private static final JsonFactory JSON = new JsonFactory();

  private final LunoRest rest;
  private final Duration spacing;

  /** By the numbers of trades. */
  private final ReadMarks marks = new ReadMarks();

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
    marks.reset();
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
    int asking = marks.asking();
    OptionalLong last = marks.last(question);
    String request =
        question + (last.isEmpty() ? NEWEST_FIRST : "&after_seq=" + (last.getAsLong() + 1));
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
              return withOrders(question, request, list, trades, asking);
            });
  }

  private CompletableFuture<SnapshotAnswer> withOrders(
      String question, String request, byte[] trades, List<Map<String, String>> rows, int asking) {
    NavigableMap<Long, String> byNumber = new TreeMap<>();
    Set<String> ids = new LinkedHashSet<>();
    for (Map<String, String> row : rows) {
      String id = row.getOrDefault("order_id", "");
      if (id.matches("[A-Za-z0-9]{1,64}")) {
        ids.add(id);
      }
      String number = row.getOrDefault("sequence", "");
      if (number.matches("\\d{1,18}")) {
        byNumber.put(Long.parseLong(number), id);
      }
    }
    Orders orders = new Orders(request, ids);
    CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
    if (ids.size() > MOST_SINGLE_ORDERS) {
      String pair = "/api/exchange/2/listorders?pair=" + LunoRest.parameter(question, "pair");
      asked =
          add(orders, pair + CLOSED_ORDERS, "orders")
              .thenCompose(nothing -> add(orders, pair + "&limit=1000", "orders"));
    }
    return asked
        .thenCompose(nothing -> singly(orders, List.copyOf(orders.missing()), 0))
        .thenApply(
            nothing -> {
              marks.move(question, byNumber, orders.missing(), asking);
              return orders.with(trades);
            });
  }

  /** Those that no list had; an order that is older than the list's newest thousand, too. */
  private CompletableFuture<Void> singly(Orders orders, List<String> ids, int number) {
    return number == Math.min(ids.size(), MOST_MISSING_ORDERS)
        ? CompletableFuture.completedFuture(null)
        : add(orders, order(ids.get(number)), "")
            .thenCompose(nothing -> singly(orders, ids, number + 1));
  }

  /**
   * An answer that cannot be had is left out: its trades will then be dead letters, and are asked
   * for again.
   */
  private CompletableFuture<Void> add(Orders orders, String request, String list) {
    return turn()
        .thenCompose(nothing -> get(request))
        .thenAccept(
            answer -> {
              if (!answer.usable() || answer.request().indexOf('#') >= 0) {
                return;
              }
              try {
                if (list.isEmpty()) {
                  orders.add(request, answer.body(), List.of(JsonRows.object(answer.body())));
                } else {
                  orders.add(
                      request,
                      inner(answer.body(), list),
                      JsonRows.lists(answer.body()).getOrDefault(list, List.of()));
                }
              } catch (IOException e) {
                // No list in it: as if it could not be had.
              }
            });
  }

  /** Orders that were found, as they were received, and what was asked for them. */
  private static final class Orders {
    private final StringBuilder requests;
    private final List<byte[]> found = new ArrayList<>();
    private final Set<String> missing;

    Orders(String trades, Set<String> wanted) {
      requests = new StringBuilder(trades);
      missing = new LinkedHashSet<>(wanted);
    }

    /** Wanted, and in no answer so far. */
    Set<String> missing() {
      return missing;
    }

    void add(String request, byte[] orders, List<Map<String, String>> rows) {
      requests.append(Subscription.AND).append(request);
      if (orders.length > 0) {
        found.add(orders);
      }
      rows.forEach(row -> missing.remove(row.getOrDefault("order_id", "")));
    }

    SnapshotAnswer with(byte[] trades) {
      return new SnapshotAnswer(
          requests.toString(),
          new JoinedAnswer().with("trades", trades).withList("orders", found).toBytes(),
          true,
          Duration.ZERO);
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
