package org.hedgerow.exchanges.binance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.rest.ReadMarks;
import org.hedgerow.exchanges.rest.VenueClock;

/**
 * Asks for an account's snapshots, signed. Several answers to one snapshot become the members of
 * one object, each as it was received: {@code {"trades":[...],"orders":[...]}}. That is needed for
 * executions, since Binance's trades do not name the client's order id.
 *
 * <p>Orders are listed by the time at which they were placed. One that has rested for longer than
 * the window and was filled within it is asked for by its id, and stands under {@code older}.
 */
final class AccountRequests {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_OLDER_ORDERS = 20;
  private static final Map<String, String> NAMES =
      Map.of(
          "positionRisk", "positions",
          "balance", "balances",
          "allOrders", "orders",
          "userTrades", "trades",
          "myTrades", "trades");

  private final BinanceRest rest;
  private final VenueClock clock;

  private final ReadMarks marks = new ReadMarks();

  AccountRequests(BinanceRest rest, VenueClock clock) {
    this.rest = rest;
    this.clock = clock;
  }

  /** Done with the answer, whatever it is; exceptionally if there was none. */
  CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    String[] parts = snapshot.split(Pattern.quote(Subscription.AND));
    int asking = marks.asking();
    return clock.ready().thenCompose(nothing -> ask(parts, 0, new LinkedHashMap<>(), asking));
  }

  private CompletableFuture<SnapshotAnswer> ask(
      String[] parts, int number, Map<String, byte[]> answers, int asking) {
    if (number == parts.length) {
      return older(answers, asking);
    }
    String request = sinceLast(parts[number]);
    return get(request)
        .thenCompose(
            answer -> {
              if (!answer.usable()) {
                return CompletableFuture.completedFuture(answer);
              }
              answers.put(request, answer.body());
              return ask(parts, number + 1, answers, asking);
            });
  }

  /**
   * Without an id or a time the venue gives the newest; from one of them on it gives the oldest
   * first, and a page that is full would hide the newest. So the first question of a connection is
   * for the newest, and the next ones are for what came after.
   */
  private String sinceLast(String request) {
    OptionalLong last = marks.last(request);
    return last.isEmpty() ? request : request + "&fromId=" + (last.getAsLong() + 1);
  }

  /** Forgets what was asked: another connection begins. */
  void reset() {
    marks.reset();
  }

  /** Asks for the orders that trades name and the list of orders has not. */
  private CompletableFuture<SnapshotAnswer> older(Map<String, byte[]> answers, int asking) {
    if (answers.size() == 1) {
      Map.Entry<String, byte[]> only = answers.entrySet().iterator().next();
      return CompletableFuture.completedFuture(usable(only.getKey(), only.getValue()));
    }
    Set<String> missing = new LinkedHashSet<>();
    NavigableMap<Long, String> trades = new TreeMap<>();
    String question = null;
    String orders = null;
    try {
      for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
        if (name(answer.getKey()).equals("trades")) {
          question = answer.getKey().replaceFirst("&fromId=\\d+$", "");
          for (Map<String, String> row : JsonRows.list(answer.getValue())) {
            missing.add(row.get("orderId"));
            String id = row.get("id");
            if (id != null && id.matches("\\d{1,18}")) {
              trades.put(Long.parseLong(id), String.valueOf(row.get("orderId")));
            }
          }
        } else if (name(answer.getKey()).equals("orders")) {
          orders = answer.getKey();
          JsonRows.list(answer.getValue()).forEach(row -> missing.remove(row.get("orderId")));
        }
      }
    } catch (IOException e) {
      // It was read as JSON a moment ago; the decoder will say what else is wrong with it.
      missing.clear();
    }
    List<String> ids = missing.stream().filter(id -> id != null).limit(MOST_OLDER_ORDERS).toList();
    String trade = question;
    return one(orders, ids, 0, new ByteArrayOutputStream(), missing)
        .thenApply(
            older -> {
              if (trade != null) {
                marks.move(trade, trades, missing, asking);
              }
              return usable(
                  String.join(Subscription.AND, answers.keySet()), together(answers, older));
            });
  }

  /** An order that cannot be had is left out: its trades will then be dead letters. */
  private CompletableFuture<byte[]> one(
      String ordersRequest,
      List<String> ids,
      int number,
      ByteArrayOutputStream found,
      Set<String> missing) {
    if (number == ids.size()) {
      return CompletableFuture.completedFuture(found.toByteArray());
    }
    String request =
        ordersRequest.substring(0, ordersRequest.indexOf("&")).replace("/allOrders?", "/order?")
            + "&orderId="
            + ids.get(number);
    return get(request)
        .thenCompose(
            answer -> {
              if (answer.usable()) {
                if (found.size() > 0) {
                  found.write(',');
                }
                found.writeBytes(answer.body());
                missing.remove(ids.get(number));
              }
              return one(ordersRequest, ids, number + 1, found, missing);
            });
  }

  private static byte[] together(Map<String, byte[]> answers, byte[] older) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
      text(out, (out.size() == 0 ? "{\"" : ",\"") + name(answer.getKey()) + "\":");
      out.writeBytes(answer.getValue());
    }
    if (older.length > 0) {
      text(out, ",\"older\":[");
      out.writeBytes(older);
      text(out, "]");
    }
    text(out, "}");
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String name(String request) {
    int query = request.indexOf('?');
    String path = query < 0 ? request : request.substring(0, query);
    String resource = path.substring(path.lastIndexOf('/') + 1);
    return NAMES.getOrDefault(resource, resource);
  }

  private CompletableFuture<SnapshotAnswer> get(String request) {
    int query = request.indexOf('?');
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query >= 0) {
      for (String pair : request.substring(query + 1).split("&")) {
        int equals = pair.indexOf('=');
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    parameters.put("timestamp", Long.toString(clock.nowMicros() / 1_000));
    return rest.requestAsync(
            "GET",
            query < 0 ? request : request.substring(0, query),
            parameters,
            BinanceRest.Security.SIGNED,
            TIMEOUT)
        .thenApply(answer -> judged(request, answer));
  }

  private SnapshotAnswer judged(String request, BinanceRest.Answer answer) {
    String wrong = null;
    if (answer.status() != 200) {
      wrong = "HTTP " + answer.status();
      Answer meaning = BinanceAnswers.classify(answer.status(), answer.body());
      if (meaning.kind() == Answer.Kind.DEADLINE_PASSED) {
        CompletableFuture<Void> unused = clock.measure();
      }
    } else if (!JsonRows.isDocument(answer.body(), isList(request))) {
      wrong = "unreadable";
    }
    return wrong == null
        ? usable(request, answer.body())
        : new SnapshotAnswer(
            request + "#" + wrong, answer.body(), false, Duration.ofSeconds(retryAfter(answer)));
  }

  private static boolean isList(String request) {
    String name = name(request);
    return !name.equals("account") && !name.equals("order");
  }

  private static SnapshotAnswer usable(String request, byte[] body) {
    return new SnapshotAnswer(request, body, true, Duration.ZERO);
  }

  private static long retryAfter(BinanceRest.Answer answer) {
    try {
      return Math.max(0, answer.headers().firstValueAsLong("Retry-After").orElse(0));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
