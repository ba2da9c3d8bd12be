package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * Orders at Luno. The deadline of a request is its {@code timestamp} plus {@code ttl}: the venue
 * documents that it is valid for so long.
 *
 * <p>Luno refuses a client order id that any earlier order of the account had, open or closed
 * (documented, HTTP 409). The gateway looks up before it sends again all the same.
 */
final class LunoOrders implements OrderVenue {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long DEADLINE_MICROS = 2_000_000;

  /**
   * Longer than the deadline is away, so that a clock which is read to a second does not put the
   * time stamp into the venue's future. The venue allows up to 10,000.
   */
  private static final long TTL_MILLIS = 3_500;

  /** Five for the venue to show it, and one for what may be wrong with the clock. */
  private static final long SETTLE_MICROS = 6_000_000;

  /** The largest page of a list of trades. */
  private static final int PAGE = 1_000;

  /** An order is not filled before it was decided on, by clocks that differ. */
  private static final long LOOK_BACK_MILLIS = 60_000;

  private final LunoRest rest;
  private final LunoClock clock = new LunoClock();

  /**
   * Measures the venue's clock before it returns; where that fails, this machine's clock has to do.
   */
  LunoOrders(URI base, Credentials credentials) {
    rest = new LunoRest(base, credentials);
    clock.measure(rest).join();
  }

  @Override
  public long venueTimeMicros() {
    return clock.nowMicros();
  }

  @Override
  public long deadlineMicros() {
    return DEADLINE_MICROS;
  }

  /**
   * By documentation alone: {@code ttl} is the number of milliseconds after {@code timestamp} for
   * which a request is valid. Nobody has shown what a late one is answered with; should it be taken
   * for all that, the id, which is unique for ever, still keeps a second one out.
   */
  @Override
  public boolean enforcesDeadlines() {
    return true;
  }

  @Override
  public long settleMicros() {
    return SETTLE_MICROS;
  }

  /**
   * The venue allows 300 requests of any kind a minute. Half of them are for orders; cancels (two
   * requests each), look-ups and the account's rounds have the rest.
   */
  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.of(new RateLimit(150, Duration.ofMinutes(1)));
  }

  @Override
  public CompletableFuture<Answer> place(Order order, long deadlineMicros) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("pair", order.getSymbol());
    boolean buy = order.getSide() == Side.BUY;
    boolean limit = order.getOrderType() == OrderType.LIMIT;
    if (limit) {
      form.put("type", buy ? "BID" : "ASK");
      form.put("volume", Decimals.toString(order.getQuantity()));
      form.put("price", Decimals.toString(order.getPrice()));
      if (order.getTimeInForce() == TimeInForce.POST_ONLY) {
        form.put("post_only", "true");
      } else {
        form.put("time_in_force", order.getTimeInForce().name());
      }
    } else if (buy) {
      return CompletableFuture.completedFuture(
          Answer.of(
              Answer.Kind.REJECTED,
              "UNSUPPORTED",
              "a market order that buys states what to spend, not what to buy"));
    } else {
      form.put("type", "SELL");
      form.put("base_volume", Decimals.toString(order.getQuantity()));
    }
    form.put("client_order_id", order.getClientOrderId());
    form.put("timestamp", Long.toString(deadlineMicros / 1_000 - TTL_MILLIS));
    form.put("ttl", Long.toString(TTL_MILLIS));
    return post(limit ? "/api/1/postorder" : "/api/1/marketorder", form);
  }

  /** Luno cancels by its own id, so the order is looked up first. */
  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    return lookUp(order)
        .thenCompose(
            answer -> {
              if (answer.kind() != Answer.Kind.ACCEPTED || answer.order().isEmpty()) {
                return CompletableFuture.completedFuture(answer);
              }
              Answer.OrderView view = answer.order().get();
              if (view.status() == OrderStatus.FILLED || view.status() == OrderStatus.CANCELED) {
                return CompletableFuture.completedFuture(
                    Answer.of(Answer.Kind.NOT_FOUND, "COMPLETE", "it is no longer in the book"));
              }
              return post("/api/1/stoporder", Map.of("order_id", view.venueOrderId()));
            });
  }

  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    long before = clock.machineNowMicros();
    return judged(
        before,
        rest.get(
            "/api/exchange/3/order?client_order_id="
                + URLEncoder.encode(order.getClientOrderId(), StandardCharsets.UTF_8),
            TIMEOUT));
  }

  private CompletableFuture<Answer> post(String path, Map<String, String> form) {
    long before = clock.machineNowMicros();
    return judged(before, rest.post(path, form, TIMEOUT));
  }

  private CompletableFuture<Answer> judged(
      long beforeMicros, CompletableFuture<LunoRest.Answer> asked) {
    return asked.handle(
        (answer, failure) -> {
          if (failure != null) {
            return Answer.of(
                Answer.Kind.AMBIGUOUS, "no answer", failure.getClass().getSimpleName());
          }
          clock.answered(beforeMicros, answer);
          return LunoAnswers.classify(answer.status(), answer.body());
        });
  }

  /**
   * Luno lists an account's trades by pair, not by order: all since shortly before the order was
   * decided on are read, page after page. The list may lag behind the order; until it has all that
   * the order has, this fails.
   */
  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    String pages = "/api/1/listtrades?pair=" + order.getSymbol() + "&limit=" + PAGE;
    return madeMillis(order, view)
        .thenCompose(
            made ->
                fills(
                    pages,
                    "&since=" + Math.max(0, made - LOOK_BACK_MILLIS),
                    order,
                    view,
                    new ArrayList<>()))
        .thenCompose(
            fills -> {
              BigDecimal sum = BigDecimal.ZERO;
              for (Fill fill : fills) {
                sum = sum.add(fill.quantity());
              }
              return sum.compareTo(view.cumulativeQuantity()) < 0
                  ? CompletableFuture.failedFuture(
                      new IOException("the list of trades lags behind the order"))
                  : CompletableFuture.completedFuture(fills);
            });
  }

  /** A status request says when it was made itself; when its order was, the venue says. */
  private CompletableFuture<Long> madeMillis(Order order, Answer.OrderView view) {
    if (order.getCommand() != OrderCommand.STATUS_REQUEST) {
      return CompletableFuture.completedFuture(order.getDecisionTimeMicros() / 1_000);
    }
    return rest.get(AccountRequests.order(view.venueOrderId()), TIMEOUT)
        .thenCompose(
            answer -> {
              try {
                String made = JsonRows.object(answer.body()).get("creation_timestamp");
                return CompletableFuture.completedFuture(Long.parseLong(String.valueOf(made)));
              } catch (IOException | NumberFormatException e) {
                return CompletableFuture.failedFuture(
                    new IOException("an order that does not say when it was made", e));
              }
            });
  }

  private CompletableFuture<List<Fill>> fills(
      String pages, String from, Order order, Answer.OrderView view, List<Fill> found) {
    return rest.get(pages + from, TIMEOUT)
        .thenCompose(
            answer -> {
              try {
                List<Map<String, String>> rows = rows(answer);
                long last = -1;
                for (Map<String, String> row : rows) {
                  last = Long.parseLong(RowValues.text(row, "sequence"));
                  if (view.venueOrderId().equals(row.get("order_id"))) {
                    found.add(fill(row, order));
                  }
                }
                if (rows.size() < PAGE) {
                  return CompletableFuture.completedFuture(List.copyOf(found));
                }
                String next = "&after_seq=" + (last + 1);
                if (next.equals(from)) {
                  throw new IOException("the list of trades does not go on");
                }
                return fills(pages, next, order, view, found);
              } catch (IOException | InvalidFieldException | NumberFormatException e) {
                return CompletableFuture.failedFuture(
                    new IOException("the trades of an order could not be read", e));
              }
            });
  }

  private static List<Map<String, String>> rows(LunoRest.Answer answer)
      throws IOException, InvalidFieldException {
    if (answer.status() != 200) {
      Answer why = LunoAnswers.classify(answer.status(), answer.body());
      throw new IOException(why.kind() + " " + why.code());
    }
    return RowValues.rows(JsonRows.lists(answer.body()), "trades");
  }

  private static Fill fill(Map<String, String> row, Order order) throws InvalidFieldException {
    String pair = order.getSymbol();
    TradeFee fee = TradeFee.of(row, LunoAssets.base(pair), LunoAssets.quote(pair));
    return new Fill(
        OrderAnswers.executionId(RowValues.text(row, "sequence"), RowValues.text(row, "order_id")),
        Decimals.toBigDecimal(RowValues.decimal(row, "volume")),
        Decimals.toBigDecimal(RowValues.decimal(row, "price")),
        fee.amount(),
        fee.currency(),
        OrderAnswers.liquidity(row),
        RowValues.micros(row, "timestamp"));
  }

  @Override
  public boolean hasDeadMansSwitch() {
    return false;
  }

  @Override
  public CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    throw new UnsupportedOperationException("LUNO has no timer that cancels orders");
  }

  @Override
  public void close() {
    // The client's threads end when nothing refers to it any more.
  }
}
