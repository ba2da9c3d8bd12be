package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderType;

/**
 * Orders at OKX. The deadline of a place is the header {@code expTime}: the venue refuses what
 * reaches it later, with 50036. Spot orders are {@code cash}, all others {@code cross}; accounts
 * are in net mode.
 */
public final class OkxOrders implements OrderVenue {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long DEADLINE_MICROS = 2_000_000;
  private static final long SETTLE_MICROS = 5_000_000;
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 100;
  private static final long SHORTEST_TIMER_SECONDS = 10;
  private static final long LONGEST_TIMER_SECONDS = 120;

  private final OkxRest rest;

  /**
   * Measures the venue's clock before it returns; where that fails, this machine's clock has to do.
   */
  public OkxOrders(URI base, Credentials credentials) {
    this.rest = new OkxRest(base, credentials);
    rest.clock().measure().join();
  }

  @Override
  public long venueTimeMicros() {
    return rest.clock().nowMicros();
  }

  @Override
  public long deadlineMicros() {
    return DEADLINE_MICROS;
  }

  /**
   * By {@code expTime}. Three limits of what can be known here: the venue says that a late request
   * is refused where it is taken in, and not whether it is looked at once more where orders are
   * matched, which is what {@link #settleMicros} is for. Of several orders with one client id the
   * venue shows the newest. And an order that was canceled without a fill is forgotten after two
   * hours, so that it counts as never placed from then on; an order of ours is no longer valid by
   * then.
   */
  @Override
  public boolean enforcesDeadlines() {
    return true;
  }

  @Override
  public long settleMicros() {
    return SETTLE_MICROS;
  }

  /** 60 in 2 s for each instrument; taken for the whole account here, which is less. */
  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.of(new RateLimit(60, Duration.ofSeconds(2)));
  }

  @Override
  public CompletableFuture<Answer> place(Order order, long deadlineMicros) {
    boolean spot = isSpot(order.getSymbol());
    boolean limit = order.getOrderType() == OrderType.LIMIT;
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("instId", order.getSymbol());
    fields.put("tdMode", spot ? "cash" : "cross");
    fields.put("clOrdId", order.getClientOrderId());
    fields.put("side", order.getSide().name().toLowerCase(Locale.ROOT));
    fields.put("ordType", orderType(order));
    if (limit) {
      fields.put("px", Decimals.toString(order.getPrice()));
    } else if (spot) {
      // Else the quantity of a market order to buy would count in the quote currency.
      fields.put("tgtCcy", "base_ccy");
    }
    fields.put("sz", Decimals.toString(order.getQuantity()));
    if (order.getReduceOnly() && !spot) {
      fields.put("reduceOnly", "true");
    }
    return answer(
        OkxAnswers.Call.PLACE,
        rest.post(Requests.ORDER, JsonText.object(fields), deadlineMicros / 1_000, TIMEOUT));
  }

  private static String orderType(Order order) {
    if (order.getOrderType() == OrderType.MARKET) {
      return "market";
    }
    return switch (order.getTimeInForce()) {
      case GTC -> "limit";
      case IOC -> "ioc";
      case FOK -> "fok";
      case POST_ONLY -> "post_only";
    };
  }

  /** Spot symbols have two parts, all others more. */
  private static boolean isSpot(String symbol) {
    return symbol.indexOf('-') == symbol.lastIndexOf('-');
  }

  @Override
  public boolean amends() {
    return true;
  }

  /**
   * The venue answers that it has taken the request; one that comes to nothing afterwards ends the
   * order, so that it does not stay open whether it will be done.
   */
  @Override
  public CompletableFuture<Answer> amend(Order order, long deadlineMicros) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("instId", order.getSymbol());
    fields.put("clOrdId", order.getClientOrderId());
    fields.put("newPx", Decimals.toString(order.getPrice()));
    fields.put("cxlOnFail", "true");
    return answer(
        OkxAnswers.Call.AMEND,
        rest.post(Requests.AMEND_ORDER, JsonText.object(fields), deadlineMicros / 1_000, TIMEOUT));
  }

  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("instId", order.getSymbol());
    fields.put("clOrdId", order.getClientOrderId());
    return answer(
        OkxAnswers.Call.CANCEL,
        rest.post(Requests.CANCEL_ORDER, JsonText.object(fields), OkxRest.NO_DEADLINE, TIMEOUT));
  }

  /** One question finds open orders and those that have ended. */
  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    return answer(
        OkxAnswers.Call.LOOK_UP,
        rest.get(
            Requests.ORDER
                + "?instId="
                + order.getSymbol()
                + "&clOrdId="
                + order.getClientOrderId(),
            TIMEOUT));
  }

  /**
   * Asks page after page, each for what is older than the last one's end, until one is not full.
   * The venue lists three days.
   */
  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    return fills(order.getSymbol(), view.venueOrderId(), "", new ArrayList<>(), 1);
  }

  private CompletableFuture<List<Fill>> fills(
      String symbol, String venueOrderId, String after, List<Fill> found, int page) {
    String request =
        Requests.FILLS
            + "?instId="
            + symbol
            + "&ordId="
            + venueOrderId
            + "&limit="
            + PAGE
            + (after.isEmpty() ? "" : "&after=" + after);
    return rest.get(request, TIMEOUT)
        .thenCompose(
            answer -> {
              try {
                List<Map<String, String>> rows = rows(answer);
                for (Map<String, String> row : rows) {
                  if (venueOrderId.equals(row.get("ordId"))) {
                    found.add(fill(row));
                  }
                }
                if (rows.size() >= PAGE) {
                  String last = required(rows.get(rows.size() - 1), "billId");
                  if (last.equals(after) || page == MOST_PAGES) {
                    throw new IOException("the list of fills does not end");
                  }
                  return fills(symbol, venueOrderId, last, found, page + 1);
                }
              } catch (IOException | NumberFormatException e) {
                return CompletableFuture.failedFuture(
                    new IOException("the fills of an order could not be read", e));
              }
              Collections.reverse(found);
              return CompletableFuture.completedFuture(List.copyOf(found));
            });
  }

  private List<Map<String, String>> rows(OkxRest.Answer answer) throws IOException {
    List<Map<String, String>> rows = JsonRows.lists(answer.body()).get("data");
    if (answer.status() != 200
        || rows == null
        || !"0".equals(JsonRows.object(answer.body()).get("code"))) {
      Answer why = OkxAnswers.classify(OkxAnswers.Call.LOOK_UP, answer.status(), answer.body());
      measureIfLate(why);
      throw new IOException(why.kind() + " " + why.code());
    }
    return rows;
  }

  private static Fill fill(Map<String, String> row) throws IOException {
    String fee = row.getOrDefault("fee", "");
    String time = row.getOrDefault("fillTime", "");
    return new Fill(
        required(row, "tradeId"),
        new BigDecimal(required(row, "fillSz")),
        new BigDecimal(required(row, "fillPx")),
        // The venue's fee is negative where it takes something.
        fee.isEmpty() ? BigDecimal.ZERO : new BigDecimal(fee).negate(),
        required(row, "feeCcy"),
        required(row, "execType").equals("M") ? LiquidityFlag.MAKER : LiquidityFlag.TAKER,
        Long.parseLong(time.isEmpty() ? required(row, "ts") : time) * 1_000);
  }

  private static String required(Map<String, String> row, String name) throws IOException {
    String value = row.get(name);
    if (value == null || value.isEmpty()) {
      throw new IOException("a fill without " + name);
    }
    return value;
  }

  @Override
  public boolean hasDeadMansSwitch() {
    return true;
  }

  /**
   * The venue's timer is the account's: it cancels the open orders of every symbol, also those that
   * somebody else placed. It runs for 10 to 120 seconds; another time becomes the nearest of these.
   */
  @Override
  public CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    long seconds = time.toSeconds();
    long allowed =
        time.isZero()
            ? 0
            : Math.max(SHORTEST_TIMER_SECONDS, Math.min(LONGEST_TIMER_SECONDS, seconds));
    return answer(
        OkxAnswers.Call.TIMER,
        rest.post(
            Requests.CANCEL_ALL_AFTER,
            JsonText.object(Map.of("timeOut", Long.toString(allowed))),
            OkxRest.NO_DEADLINE,
            TIMEOUT));
  }

  @Override
  public void close() {
    // The client's threads end when nothing refers to it any more.
  }

  private CompletableFuture<Answer> answer(
      OkxAnswers.Call call, CompletableFuture<OkxRest.Answer> request) {
    return request.handle(
        (answer, failure) -> {
          if (failure != null) {
            return Answer.of(
                Answer.Kind.AMBIGUOUS, "no answer", failure.getClass().getSimpleName());
          }
          Answer meaning = OkxAnswers.classify(call, answer.status(), answer.body());
          measureIfLate(meaning);
          return meaning;
        });
  }

  /** A request that came too late, or too early, may have been stamped by a wrong clock. */
  private void measureIfLate(Answer answer) {
    if (OkxAnswers.blamesTheClock(answer)) {
      CompletableFuture<Void> unused = rest.clock().measure();
    }
  }
}
