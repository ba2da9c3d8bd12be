package org.hedgerow.exchanges.deribit;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * Orders at Deribit. Our id is the order's label, which the venue never checks: any number of
 * orders may have the same. What keeps an order from being there twice is that its request is
 * refused after {@code valid_until}, and that it can be asked for by its label, open or closed.
 */
final class DeribitOrders implements OrderVenue {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long DEADLINE_MICROS = 2_000_000;
  private static final long SETTLE_MICROS = 5_000_000;

  /** Unauthorized, as which a signature with a wrong time stamp is refused, and timed out. */
  private static final Set<String> MAYBE_THE_CLOCK = Set.of("10000", "13009", "13888");

  private final Map<String, Listing> listings = new LinkedHashMap<>();
  private final DeribitAccess access;
  private final OrderLookUp lookUp;

  /**
   * Measures the venue's clock before it returns; where that fails, this machine's clock has to do.
   */
  DeribitOrders(List<Listing> listings, DeribitAccess access) {
    listings.forEach(listing -> this.listings.put(listing.symbol(), listing));
    this.access = access;
    this.lookUp = new OrderLookUp(access);
    access.clock().measure().join();
  }

  @Override
  public long venueTimeMicros() {
    return access.clock().nowMicros();
  }

  @Override
  public long deadlineMicros() {
    return DEADLINE_MICROS;
  }

  /**
   * True by {@code valid_until} of private/buy and private/sell: "server will start processing
   * request in Matching Engine only before given timestamp". Cancels have none, and need none. That
   * the venue keeps to it could not be tried.
   */
  @Override
  public boolean enforcesDeadlines() {
    return true;
  }

  /** The venue says nothing of it. */
  @Override
  public long settleMicros() {
    return SETTLE_MICROS;
  }

  /** The lowest tier: five requests to the matching engine a second, cancels among them. */
  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.of(new RateLimit(5, Duration.ofSeconds(1)));
  }

  @Override
  public CompletableFuture<Answer> place(Order order, long deadlineMicros) {
    Listing listing = listings.get(order.getSymbol());
    if (listing == null) {
      return CompletableFuture.completedFuture(
          unconfigured(Answer.Kind.REJECTED, order.getSymbol()));
    }
    boolean limit = order.getOrderType() == OrderType.LIMIT;
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("instrument_name", listing.symbol());
    params.put("amount", listing.unit().amount(order.getQuantity()));
    params.put("type", limit ? "limit" : "market");
    params.put("label", order.getClientOrderId());
    params.put("time_in_force", timeInForce(order.getTimeInForce()));
    if (limit) {
      params.put("price", Decimals.toBigDecimal(order.getPrice()));
    }
    if (limit && order.getTimeInForce() == TimeInForce.POST_ONLY) {
      params.put("post_only", true);
      // Else the venue would change the price.
      params.put("reject_post_only", true);
    }
    if (order.getReduceOnly() && !listing.isSpot()) {
      params.put("reduce_only", true);
    }
    params.put("valid_until", deadlineMicros / 1_000);
    return call(order.getSide() == Side.BUY ? "private/buy" : "private/sell", params)
        .thenApply(reading -> DeribitAnswers.placed(reading, listing, order.getClientOrderId()));
  }

  @Override
  public boolean amends() {
    return true;
  }

  /** The amount that Deribit wants is the whole that was placed, filled parts included. */
  @Override
  public CompletableFuture<Answer> amend(Order order, long deadlineMicros) {
    Listing listing = listings.get(order.getSymbol());
    if (listing == null) {
      return CompletableFuture.completedFuture(
          unconfigured(Answer.Kind.REJECTED, order.getSymbol()));
    }
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("label", order.getClientOrderId());
    params.put("instrument_name", listing.symbol());
    params.put("amount", listing.unit().amount(order.getQuantity()));
    params.put("price", Decimals.toBigDecimal(order.getPrice()));
    if (order.getTimeInForce() == TimeInForce.POST_ONLY) {
      params.put("post_only", true);
      params.put("reject_post_only", true);
    }
    if (order.getReduceOnly() && !listing.isSpot()) {
      params.put("reduce_only", true);
    }
    params.put("valid_until", deadlineMicros / 1_000);
    return call("private/edit_by_label", params)
        .thenApply(reading -> DeribitAnswers.placed(reading, listing, order.getClientOrderId()));
  }

  private static String timeInForce(TimeInForce timeInForce) {
    return switch (timeInForce) {
      case IOC -> "immediate_or_cancel";
      case FOK -> "fill_or_kill";
      case GTC, POST_ONLY -> "good_til_cancelled";
    };
  }

  /**
   * Cancels every order of the label and then asks what became of it: the venue answers only with
   * their number.
   */
  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    Listing listing = listings.get(order.getSymbol());
    if (listing == null) {
      return CompletableFuture.completedFuture(
          unconfigured(Answer.Kind.AMBIGUOUS, order.getSymbol()));
    }
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("label", order.getClientOrderId());
    if (!listing.isSpot()) {
      params.put("currency", listing.currency());
    }
    return call("private/cancel_by_label", params)
        .thenCompose(
            reading -> {
              if (reading.isRefused()) {
                return CompletableFuture.completedFuture(reading.refusal());
              }
              long canceled;
              try {
                canceled = reading.root().number(DeribitFields.RESULT);
              } catch (InvalidFieldException e) {
                return CompletableFuture.completedFuture(DeribitAnswers.unreadable(200));
              }
              return canceled == 0
                  ? CompletableFuture.completedFuture(
                      Answer.of(Answer.Kind.NOT_FOUND, "", "nothing of that label was open"))
                  : lookUp
                      .find(order, listing)
                      .thenApply(
                          found ->
                              hasEnded(found) ? found : Answer.of(Answer.Kind.ACCEPTED, "", ""));
            });
  }

  /** A look-up may still show it open; the stream will tell its end. */
  private static boolean hasEnded(Answer found) {
    return found
        .order()
        .map(view -> view.status() == OrderStatus.CANCELED || view.status() == OrderStatus.FILLED)
        .orElse(false);
  }

  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    Listing listing = listings.get(order.getSymbol());
    return listing == null
        ? CompletableFuture.completedFuture(unconfigured(Answer.Kind.AMBIGUOUS, order.getSymbol()))
        : lookUp.find(order, listing);
  }

  private static Answer unconfigured(Answer.Kind kind, String symbol) {
    return Answer.of(kind, "unconfigured", "no instrument has symbol " + symbol);
  }

  /**
   * Trades of the last day are asked for, and the older ones where these are less than the order
   * has filled.
   */
  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    Listing listing = listings.get(order.getSymbol());
    if (listing == null) {
      return CompletableFuture.failedFuture(
          new IOException("no instrument has symbol " + order.getSymbol()));
    }
    String question =
        DeribitRest.PATH
            + "/private/get_user_trades_by_order?order_id="
            + view.venueOrderId()
            + "&sorting=asc";
    return trades(question, listing, view)
        .thenCompose(
            recent ->
                total(recent).compareTo(view.cumulativeQuantity()) >= 0
                    ? CompletableFuture.completedFuture(recent)
                    : trades(question + "&historical=true", listing, view)
                        .thenApply(older -> together(older, recent)));
  }

  private static BigDecimal total(List<Fill> fills) {
    BigDecimal total = BigDecimal.ZERO;
    for (Fill fill : fills) {
      total = total.add(fill.quantity());
    }
    return total;
  }

  private static List<Fill> together(List<Fill> older, List<Fill> recent) {
    Map<String, Fill> all = new LinkedHashMap<>();
    older.forEach(fill -> all.put(fill.executionId(), fill));
    recent.forEach(fill -> all.put(fill.executionId(), fill));
    List<Fill> sorted = new ArrayList<>(all.values());
    sorted.sort(Comparator.comparingLong(Fill::timeMicros));
    return List.copyOf(sorted);
  }

  private CompletableFuture<List<Fill>> trades(
      String question, Listing listing, Answer.OrderView view) {
    return access
        .rest()
        .getSigned(question, TIMEOUT)
        .thenCompose(
            answer -> {
              DeribitAnswers.Reading reading = DeribitAnswers.read(answer.status(), answer.body());
              if (reading.isRefused()) {
                return CompletableFuture.failedFuture(
                    new IOException(
                        "the trades of an order could not be had: "
                            + reading.refusal().kind()
                            + " "
                            + reading.refusal().code()));
              }
              try {
                List<Fill> fills = new ArrayList<>();
                for (JsonFields row : rows(reading.root())) {
                  if (row.is(DeribitFields.ORDER_ID, view.venueOrderId())) {
                    fills.add(DeribitAnswers.fill(row, listing));
                  }
                }
                return CompletableFuture.completedFuture(List.copyOf(fills));
              } catch (InvalidFieldException e) {
                return CompletableFuture.failedFuture(
                    new IOException("the trades of an order could not be read", e));
              }
            });
  }

  /** Bare, as documented for an order, or with has_more, as for all other questions for trades. */
  private static List<JsonFields> rows(JsonFields root) throws InvalidFieldException {
    return root.isObject(DeribitFields.RESULT)
        ? DeribitDecoder.rows(root.object(DeribitFields.RESULT), DeribitFields.TRADES)
        : DeribitDecoder.rows(root, DeribitFields.RESULT);
  }

  /**
   * Deribit has no timer that cancels: only cancel-on-disconnect, of orders that were placed by the
   * WebSocket that breaks, and ours are placed by HTTP.
   */
  @Override
  public boolean hasDeadMansSwitch() {
    return false;
  }

  @Override
  public CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    throw new UnsupportedOperationException(
        DeribitVenue.NAME + " has no timer that cancels orders");
  }

  @Override
  public void close() {
    // The client's threads end when nothing refers to it any more.
  }

  private CompletableFuture<DeribitAnswers.Reading> call(String method, Map<String, ?> params) {
    return access
        .rest()
        .call(method, params, TIMEOUT)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                return new DeribitAnswers.Reading(
                    null,
                    Answer.of(
                        Answer.Kind.AMBIGUOUS, "no answer", failure.getClass().getSimpleName()));
              }
              DeribitAnswers.Reading reading = DeribitAnswers.read(answer.status(), answer.body());
              if (reading.isRefused() && MAYBE_THE_CLOCK.contains(reading.refusal().code())) {
                CompletableFuture<Void> unused = access.clock().measure();
              }
              return reading;
            });
  }
}
