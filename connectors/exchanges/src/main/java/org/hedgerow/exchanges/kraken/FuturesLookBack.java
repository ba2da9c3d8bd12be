package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;

/** Reads a futures account's history and fills back to the time at which an order was decided. */
final class FuturesLookBack {
  private static final String HISTORY = "/api/history/v3/orders";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int HISTORY_PAGE = 500;
  private static final int FILLS_PAGE = 100;
  private static final int MOST_PAGES = 20;

  /** The history may be by another clock than the decision. */
  private static final long MARGIN_MILLIS = 60_000;

  private final FuturesRest rest;

  FuturesLookBack(FuturesRest rest) {
    this.rest = rest;
  }

  /** What the history has of an order; NOT_FOUND only if all of it was read. */
  CompletableFuture<Answer> history(Order order) {
    return history(order, Optional.empty(), 0);
  }

  /** Newest first, so that the first event of the order is its last. */
  private CompletableFuture<Answer> history(Order order, Optional<String> next, int page) {
    if (page == MOST_PAGES) {
      return CompletableFuture.completedFuture(
          Answer.of(Answer.Kind.AMBIGUOUS, "history", "too long to be read"));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("sort", "desc");
    parameters.put("since", Long.toString(order.getDecisionTimeMicros() / 1_000 - MARGIN_MILLIS));
    parameters.put("count", Integer.toString(HISTORY_PAGE));
    parameters.put("tradeable", order.getSymbol());
    next.ifPresent(token -> parameters.put("continuation_token", token));
    return rest.request("GET", HISTORY, parameters, TIMEOUT)
        .handle((answer, failure) -> Optional.ofNullable(answer))
        .thenCompose(
            answer -> {
              if (answer.isEmpty()) {
                return CompletableFuture.completedFuture(
                    Answer.of(Answer.Kind.AMBIGUOUS, "no answer", "the history"));
              }
              byte[] body = answer.get().body();
              Answer judged =
                  FuturesOrderAnswers.judged(
                      answer.get().status(),
                      body,
                      fields -> event(fields, order.getClientOrderId()));
              Optional<String> more = continuation(body);
              return judged.kind() == Answer.Kind.NOT_FOUND && more.isPresent()
                  ? history(order, more, page + 1)
                  : CompletableFuture.completedFuture(judged);
            });
  }

  private static Optional<String> continuation(byte[] body) {
    try {
      return Optional.ofNullable(FlatJson.read(body).get("continuationToken"))
          .filter(token -> !token.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@code elements[].event.OrderPlaced.order.clientId}, and the same of other events. */
  private static Answer event(Map<String, String> fields, String clientOrderId) {
    if (!fields.containsKey("len") && !fields.containsKey("elements.0.uid")) {
      return Answer.of(Answer.Kind.AMBIGUOUS, "history", "an answer that says nothing");
    }
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (!field.getKey().endsWith(".clientId") || !field.getValue().equals(clientOrderId)) {
        continue;
      }
      String order = field.getKey().substring(0, field.getKey().length() - "clientId".length());
      String id = fields.get(order + "uid");
      if (id == null) {
        return Answer.of(Answer.Kind.AMBIGUOUS, "history", "an order without an id");
      }
      OrderStatus status =
          order.contains(".OrderRejected.")
              ? OrderStatus.REJECTED
              : order.contains(".OrderCancelled.") ? OrderStatus.CANCELED : OrderStatus.UNKNOWN;
      return new Answer(
          Answer.Kind.ACCEPTED,
          "",
          "",
          Optional.of(new Answer.OrderView(id, status, BigDecimal.ZERO, Optional.empty())));
    }
    return Answer.of(Answer.Kind.NOT_FOUND, "", "");
  }

  /** Those since the decision that are of the order, oldest first. */
  CompletableFuture<List<Fill>> fills(Order order, Predicate<Map<String, String>> filter) {
    return fills(
        order.getDecisionTimeMicros() - MARGIN_MILLIS * 1_000,
        filter,
        Optional.empty(),
        0,
        new ArrayList<>());
  }

  private CompletableFuture<List<Fill>> fills(
      long sinceMicros,
      Predicate<Map<String, String>> filter,
      Optional<String> before,
      int page,
      List<Fill> found) {
    if (page == MOST_PAGES) {
      return CompletableFuture.failedFuture(new IOException("too many fills to be read"));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    before.ifPresent(time -> parameters.put("lastFillTime", time));
    return rest.request("GET", FuturesRequests.FILLS, parameters, TIMEOUT)
        .thenCompose(
            answer -> {
              try {
                List<Map<String, String>> rows = fillRows(answer);
                String oldest = null;
                for (Map<String, String> row : rows) {
                  oldest = row.get("fillTime");
                  if (filter.test(row)
                      && found.stream()
                          .noneMatch(fill -> fill.executionId().equals(row.get("fill_id")))) {
                    found.add(fill(row));
                  }
                }
                boolean over =
                    rows.size() < FILLS_PAGE
                        || oldest == null
                        || before.equals(Optional.of(oldest))
                        || KrakenTime.rfc3339(oldest, "fillTime") < sinceMicros;
                if (!over) {
                  return fills(sinceMicros, filter, Optional.of(oldest), page + 1, found);
                }
              } catch (IOException | InvalidFieldException | NumberFormatException e) {
                return CompletableFuture.failedFuture(
                    new IOException("the fills of an order could not be read", e));
              }
              found.sort(Comparator.comparingLong(Fill::timeMicros));
              return CompletableFuture.completedFuture(List.copyOf(found));
            });
  }

  private static List<Map<String, String>> fillRows(FuturesRest.Answer answer) throws IOException {
    if (answer.status() != 200) {
      throw new IOException("HTTP " + answer.status());
    }
    List<Map<String, String>> rows = JsonRows.lists(answer.body()).get("fills");
    if (rows == null) {
      throw new IOException("an answer without fills");
    }
    return rows;
  }

  private static Fill fill(Map<String, String> row) throws IOException, InvalidFieldException {
    return new Fill(
        required(row, "fill_id"),
        new BigDecimal(required(row, "size")),
        new BigDecimal(required(row, "price")),
        new BigDecimal(row.getOrDefault("fee_paid", "0")),
        Assets.canonical(row.getOrDefault("fee_currency", "")),
        FuturesOrderWords.liquidity(row.getOrDefault("fillType", "")),
        KrakenTime.rfc3339(required(row, "fillTime"), "fillTime"));
  }

  /** The client id of a row, which the venue writes in two ways; empty if it has none. */
  static String client(Map<String, String> row) {
    return row.getOrDefault("cliOrdId", row.getOrDefault("cli_ord_id", ""));
  }

  private static String required(Map<String, String> row, String name) throws IOException {
    String value = row.get(name);
    if (value == null) {
      throw new IOException("a fill without " + name);
    }
    return value;
  }
}
