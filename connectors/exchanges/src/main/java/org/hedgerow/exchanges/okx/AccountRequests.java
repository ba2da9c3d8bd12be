package org.hedgerow.exchanges.okx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
 * those, and the next ones are for what came after the last that was understood.
 */
final class AccountRequests {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RATE_LIMITED = Duration.ofSeconds(2);

  /** Rounds in which a fill may wait for its order to be listed. */
  private static final int MOST_WAITS = 10;

  private static final Map<String, String> NAMES =
      Map.of(
          Requests.FILLS, "fills",
          Requests.ORDERS_HISTORY, "orders",
          Requests.ORDERS_PENDING, "open",
          Requests.POSITIONS, "positions",
          Requests.BALANCE, "balances");

  private final OkxRest rest;

  /** How far the fills of each question are known. */
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(String billId, int waits) {}

  AccountRequests(OkxRest rest) {
    this.rest = rest;
  }

  /** Forgets what was asked: another connection begins. */
  void reset() {
    known.clear();
  }

  /** Done with the answer, whatever it is; exceptionally if there was none. */
  CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    String[] parts = snapshot.split(Pattern.quote(Subscription.AND));
    return rest.clock().ready().thenCompose(nothing -> ask(parts, 0, new LinkedHashMap<>()));
  }

  private CompletableFuture<SnapshotAnswer> ask(
      String[] parts, int number, Map<String, byte[]> answers) {
    if (number == parts.length) {
      return CompletableFuture.completedFuture(together(parts, answers));
    }
    Known last = known.get(parts[number]);
    String request =
        last == null || last.billId() == null
            ? parts[number]
            : parts[number] + "&before=" + last.billId();
    return rest.get(request, TIMEOUT)
        .thenCompose(
            answer -> {
              SnapshotAnswer judged = judged(request, answer);
              if (!judged.usable()) {
                return CompletableFuture.completedFuture(judged);
              }
              answers.put(request, answer.body());
              return ask(parts, number + 1, answers);
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

  private SnapshotAnswer together(String[] parts, Map<String, byte[]> answers) {
    if (answers.size() == 1) {
      Map.Entry<String, byte[]> only = answers.entrySet().iterator().next();
      return new SnapshotAnswer(only.getKey(), only.getValue(), true, Duration.ZERO);
    }
    if (Requests.path(parts[0]).equals(Requests.FILLS)) {
      remember(parts[0], answers);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
      text(out, (out.size() == 0 ? "{\"" : ",\"") + NAMES.get(Requests.path(answer.getKey())));
      text(out, "\":");
      out.writeBytes(answer.getValue());
    }
    text(out, "}");
    return new SnapshotAnswer(
        String.join(Subscription.AND, answers.keySet()), out.toByteArray(), true, Duration.ZERO);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A fill may be listed before its order is: it is asked for again until both are there, or too
   * many rounds have passed.
   */
  private void remember(String question, Map<String, byte[]> answers) {
    try {
      List<Map<String, String>> fills = List.of();
      Set<String> orders = new HashSet<>();
      for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
        List<Map<String, String>> rows =
            JsonRows.lists(answer.getValue()).getOrDefault("data", List.of());
        if (Requests.path(answer.getKey()).equals(Requests.FILLS)) {
          fills = rows;
        } else {
          rows.forEach(row -> orders.add(row.get("ordId")));
        }
      }
      Known before = known.getOrDefault(question, new Known(null, 0));
      boolean patient = before.waits() < MOST_WAITS;
      String last = before.billId();
      boolean waits = false;
      for (int i = fills.size() - 1; i >= 0 && !waits; i--) {
        String bill = fills.get(i).get("billId");
        waits = patient && !orders.contains(fills.get(i).get("ordId"));
        if (!waits && bill != null && bill.matches("\\d{1,30}")) {
          last = bill;
        }
      }
      known.put(question, new Known(last, waits ? before.waits() + 1 : 0));
    } catch (IOException e) {
      // It was read as JSON a moment ago; the decoder will say what else is wrong with it.
    }
  }
}
