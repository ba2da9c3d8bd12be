package org.hedgerow.exchanges.okx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.order.Answer;

/**
 * Asks for an account's snapshots, signed. Several answers to one snapshot become the members of
 * one object, each as it was received: {@code {"fills":{...},"orders":{...},"open":{...}}}. That is
 * needed for executions, since OKX's fills do not say what their order was.
 *
 * <p>Without an id the venue lists the newest fills; so the first question of a connection is for
 * those, and the next ones are for what came after the last that was understood. An order that is
 * among neither the newest ended ones nor the open ones is asked for by its id, and stands under
 * {@code older}.
 */
final class AccountRequests {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RATE_LIMITED = Duration.ofSeconds(2);

  /** Rounds in which a fill may wait for its order to be listed. */
  private static final int MOST_WAITS = 10;

  private static final int MOST_OLDER_ORDERS = 20;

  private static final Map<String, String> NAMES =
      Map.of(
          Requests.FILLS, "fills",
          Requests.ORDERS_HISTORY, "orders",
          Requests.ORDERS_PENDING, "open",
          Requests.POSITIONS, "positions",
          Requests.BALANCE, "balances");

  private final OkxRest rest;

  /** How far the fills of each question are known; guarded by this. */
  private final Map<String, Known> known = new HashMap<>();

  /** Counts connections: an answer that an earlier one asked for moves no mark of this one. */
  private int connection;

  private record Known(String billId, int waits) {}

  AccountRequests(OkxRest rest) {
    this.rest = rest;
  }

  /** Forgets what was asked: another connection begins. */
  synchronized void reset() {
    connection++;
    known.clear();
  }

  private synchronized int connection() {
    return connection;
  }

  private synchronized Known known(String question) {
    return known.getOrDefault(question, new Known(null, 0));
  }

  private synchronized void remember(String question, Known now, int asking) {
    if (asking == connection) {
      known.put(question, now);
    }
  }

  /** Done with the answer, whatever it is; exceptionally if there was none. */
  CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    String[] parts = snapshot.split(Pattern.quote(Subscription.AND));
    int asking = connection();
    return rest.clock()
        .ready()
        .thenCompose(nothing -> ask(parts, 0, new LinkedHashMap<>(), asking));
  }

  private CompletableFuture<SnapshotAnswer> ask(
      String[] parts, int number, Map<String, byte[]> answers, int asking) {
    if (number == parts.length) {
      return older(parts, answers, asking);
    }
    String last = known(parts[number]).billId();
    String request = last == null ? parts[number] : parts[number] + "&before=" + last;
    return rest.get(request, TIMEOUT)
        .thenCompose(
            answer -> {
              SnapshotAnswer judged = judged(request, answer);
              if (!judged.usable()) {
                return CompletableFuture.completedFuture(judged);
              }
              answers.put(request, answer.body());
              return ask(parts, number + 1, answers, asking);
            });
  }

  private SnapshotAnswer judged(String request, OkxRest.Answer answer) {
    String code = null;
    try {
      code = JsonRows.object(answer.body()).get("code");
    } catch (IOException e) {
      // Unreadable, as is said below.
    }
    if (answer.status() == 200 && "0".equals(code)) {
      return new SnapshotAnswer(request, answer.body(), true, Duration.ZERO);
    }
    Answer meaning = OkxAnswers.classify(OkxAnswers.Call.LOOK_UP, answer.status(), answer.body());
    if (OkxAnswers.blamesTheClock(meaning)) {
      CompletableFuture<Void> unused = rest.clock().measure();
    }
    String wrong =
        answer.status() != 200 ? "HTTP " + answer.status() : code == null ? "unreadable" : code;
    return new SnapshotAnswer(
        request + "#" + wrong,
        answer.body(),
        false,
        meaning.kind() == Answer.Kind.RATE_LIMITED ? RATE_LIMITED : Duration.ZERO);
  }

  /** Asks for the orders that fills name and the lists of orders have not. */
  private CompletableFuture<SnapshotAnswer> older(
      String[] parts, Map<String, byte[]> answers, int asking) {
    if (answers.size() == 1) {
      Map.Entry<String, byte[]> only = answers.entrySet().iterator().next();
      return CompletableFuture.completedFuture(
          new SnapshotAnswer(only.getKey(), only.getValue(), true, Duration.ZERO));
    }
    List<Map<String, String>> fills = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    if (Requests.path(parts[0]).equals(Requests.FILLS)) {
      read(answers, fills, listed);
    }
    Map<String, String> missing = new LinkedHashMap<>();
    for (Map<String, String> fill : fills) {
      String order = fill.get("ordId");
      if (order != null && order.matches("\\d{1,30}") && !listed.contains(order)) {
        missing.put(order, Requests.ORDER + "?instId=" + fill.get("instId") + "&ordId=" + order);
      }
    }
    List<Map.Entry<String, String>> questions =
        missing.entrySet().stream().limit(MOST_OLDER_ORDERS).toList();
    return one(questions, 0, new ArrayList<>(), listed)
        .thenApply(
            older -> {
              if (!fills.isEmpty()) {
                move(parts[0], fills, listed, asking);
              }
              return together(answers, older);
            });
  }

  private static void read(
      Map<String, byte[]> answers, List<Map<String, String>> fills, Set<String> listed) {
    try {
      for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
        List<Map<String, String>> rows =
            JsonRows.lists(answer.getValue()).getOrDefault("data", List.of());
        if (Requests.path(answer.getKey()).equals(Requests.FILLS)) {
          fills.addAll(rows);
        } else {
          rows.forEach(row -> listed.add(row.get("ordId")));
        }
      }
    } catch (IOException e) {
      // It was read as JSON a moment ago; the decoder will say what else is wrong with it.
      fills.clear();
    }
  }

  /** An order that cannot be had is left out. */
  private CompletableFuture<List<byte[]>> one(
      List<Map.Entry<String, String>> questions,
      int number,
      List<byte[]> found,
      Set<String> listed) {
    if (number == questions.size()) {
      return CompletableFuture.completedFuture(found);
    }
    Map.Entry<String, String> question = questions.get(number);
    return rest.get(question.getValue(), TIMEOUT)
        .thenCompose(
            answer -> {
              if (judged(question.getValue(), answer).usable()) {
                found.add(answer.body());
                listed.add(question.getKey());
              }
              return one(questions, number + 1, found, listed);
            });
  }

  private static SnapshotAnswer together(Map<String, byte[]> answers, List<byte[]> older) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
      text(out, (out.size() == 0 ? "{\"" : ",\"") + NAMES.get(Requests.path(answer.getKey())));
      text(out, "\":");
      out.writeBytes(answer.getValue());
    }
    for (int i = 0; i < older.size(); i++) {
      text(out, i == 0 ? ",\"older\":[" : ",");
      out.writeBytes(older.get(i));
    }
    text(out, older.isEmpty() ? "}" : "]}");
    return new SnapshotAnswer(
        String.join(Subscription.AND, answers.keySet()), out.toByteArray(), true, Duration.ZERO);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Moves the mark of a question. A fill may be listed before its order is: it is asked for again
   * until both are there, or too many rounds have passed.
   */
  private void move(
      String question, List<Map<String, String>> fills, Set<String> listed, int asking) {
    Known before = known(question);
    boolean patient = before.waits() < MOST_WAITS;
    String last = before.billId();
    boolean waits = false;
    for (int i = fills.size() - 1; i >= 0 && !waits; i--) {
      String bill = fills.get(i).get("billId");
      waits = patient && !listed.contains(fills.get(i).get("ordId"));
      if (!waits && bill != null && bill.matches("\\d{1,30}")) {
        last = bill;
      }
    }
    remember(question, new Known(last, waits ? before.waits() + 1 : 0), asking);
  }
}
