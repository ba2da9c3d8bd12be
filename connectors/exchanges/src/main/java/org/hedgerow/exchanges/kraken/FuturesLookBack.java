package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;

/**
 * Reads a futures account's history and fills back to the time at which an order was decided. A
 * status request says when it was made itself and not when its order was: for those all is read
 * that there is, up to {@link #MOST_PAGES} pages, and more than that is no answer.
 */
final class FuturesLookBack {
  private static final String HISTORY = "/api/history/v3/orders";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int HISTORY_PAGE = 500;
  private static final int FILLS_PAGE = 100;
  private static final int MOST_PAGES = 20;

  /** The history may be by another clock than the decision. */
  private static final long MARGIN_MILLIS = 60_000;

  /**
   * A refusal that is younger may be of an attempt before the last, which history does not have
   * yet: longer than an attempt may take with its deadline and the wait after it.
   */
  private static final long YOUNG_MILLIS = 30_000;

  private final FuturesRest rest;
  private final LongSupplier venueMicros;

  /**
   * @param venueMicros the venue's time, microseconds since the Unix epoch
   */
  FuturesLookBack(FuturesRest rest, LongSupplier venueMicros) {
    this.rest = rest;
    this.venueMicros = venueMicros;
  }

  private static Optional<Long> sinceMillis(Order order) {
    return order.getCommand() == OrderCommand.STATUS_REQUEST
        ? Optional.empty()
        : Optional.of(order.getDecisionTimeMicros() / 1_000 - MARGIN_MILLIS);
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
    sinceMillis(order).ifPresent(since -> parameters.put("since", Long.toString(since)));
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
                      fields ->
                          event(fields, order.getClientOrderId(), venueMicros.getAsLong() / 1_000));
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

  /**
   * {@code elements[].event.OrderPlaced.order.clientId}, and the same of other events, newest
   * first. What became of any attempt counts before the refusal of another; a refusal for the
   * deadline ends an attempt and no order.
   */
  private static Answer event(Map<String, String> fields, String clientOrderId, long nowMillis) {
    if (!fields.containsKey("len") && !fields.containsKey("elements.0.uid")) {
      return Answer.of(Answer.Kind.AMBIGUOUS, "history", "an answer that says nothing");
    }
    Answer refused = null;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (!field.getKey().endsWith(".clientId") || !field.getValue().equals(clientOrderId)) {
        continue;
      }
      String order = field.getKey().substring(0, field.getKey().length() - "clientId".length());
      String id = fields.get(order + "uid");
      if (id == null) {
        return Answer.of(Answer.Kind.AMBIGUOUS, "history", "an order without an id");
      }
      if (!order.contains(".OrderRejected.")) {
        return view(
            id, order.contains(".OrderCancelled.") ? OrderStatus.CANCELED : OrderStatus.UNKNOWN);
      }
      String element = order.substring(0, order.indexOf(".event."));
      if (refused == null && !isForItsDeadline(fields, element)) {
        refused =
            nowMillis - Long.parseLong(fields.getOrDefault(element + ".timestamp", ""))
                    < YOUNG_MILLIS
                ? Answer.of(
                    Answer.Kind.AMBIGUOUS, "history", "a refusal, maybe of an earlier attempt")
                : view(id, OrderStatus.REJECTED);
      }
    }
    return refused == null ? Answer.of(Answer.Kind.NOT_FOUND, "", "") : refused;
  }

  private static Answer view(String id, OrderStatus status) {
    return new Answer(
        Answer.Kind.ACCEPTED,
        "",
        "",
        Optional.of(new Answer.OrderView(id, status, BigDecimal.ZERO, Optional.empty())));
  }

  /** In which field, and with which capitals and underscores, is documented nowhere. */
  private static boolean isForItsDeadline(Map<String, String> fields, String element) {
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (field.getKey().startsWith(element + ".")
          && field
              .getValue()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z]", "")
              .contains("processafterspecifiedtime")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Those since the decision that are of the order, oldest first.
   *
   * @param enough what they come to at most: nothing before is looked for then
   */
  CompletableFuture<List<Fill>> fills(
      Order order, BigDecimal enough, Predicate<Map<String, String>> filter) {
    return fills(
        new Wanted(
            sinceMillis(order).map(since -> since * 1_000).orElse(Long.MIN_VALUE), enough, filter),
        Optional.empty(),
        0,
        new ArrayList<>());
  }

  private record Wanted(
      long sinceMicros, BigDecimal enough, Predicate<Map<String, String>> filter) {}

  private CompletableFuture<List<Fill>> fills(
      Wanted wanted, Optional<String> before, int page, List<Fill> found) {
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
                long oldestMicros = Long.MAX_VALUE;
                for (Map<String, String> row : rows) {
                  long time = KrakenTime.rfc3339(required(row, "fillTime"), "fillTime");
                  if (time < oldestMicros) {
                    oldestMicros = time;
                    oldest = row.get("fillTime");
                  }
                  if (wanted.filter().test(row)
                      && found.stream()
                          .noneMatch(fill -> fill.executionId().equals(row.get("fill_id")))) {
                    found.add(fill(row));
                  }
                }
                BigDecimal sum =
                    found.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
                boolean over =
                    rows.size() < FILLS_PAGE
                        || before.equals(Optional.ofNullable(oldest))
                        || oldestMicros < wanted.sinceMicros()
                        || (sum.signum() > 0 && sum.compareTo(wanted.enough()) >= 0);
                if (!over) {
                  return fills(wanted, Optional.of(oldest), page + 1, found);
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
