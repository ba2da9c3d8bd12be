package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderStatus;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.RejectedException;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Placing, changing and canceling, and the timer. */
final class OrderCommands {
  static final String TOO_LATE = "wouldProcessAfterSpecifiedTime";
  private static final long NO_TIMER = -1;
  private static final int LONGEST_SECONDS = 86_400;

  private final Vertx vertx;
  private final MatchingEngine engine;
  private final Account account;
  private final Map<String, Market> markets;
  private final OrderForm form;
  private final AccountHistory history;
  private final LedgerRows rows;
  private final Answers answers;
  private long timer = NO_TIMER;

  OrderCommands(VenueRoom room, AccountHistory history, Answers answers) {
    this.vertx = room.vertx();
    this.engine = room.engine();
    this.account = engine.account(FuturesVenue.KRAKEN_FUTURES);
    this.markets = room.markets();
    this.form = new OrderForm(markets);
    this.history = history;
    this.rows = room.rows();
    this.answers = answers;
  }

  Reply act(String call, Form wanted) throws RefusedException {
    return switch (call) {
      case "sendorder" -> place(wanted);
      case "editorder" -> edit(wanted);
      case "cancelorder" -> cancel(wanted);
      case "cancelallorders" -> cancelAll(wanted.get("symbol"));
      default -> countdown(wanted);
    };
  }

  /** What a place, a change or a cancel that came too late is told. */
  Reply tooLate(String call, Form wanted) throws RefusedException {
    if (call.equals("sendorder")) {
      return refused(form.order(wanted), TOO_LATE);
    }
    return judged(call.equals("editorder") ? "editStatus" : "cancelStatus", TOO_LATE);
  }

  private Reply place(Form wanted) throws RefusedException {
    OrderRequest request = form.order(wanted);
    if (request.timeInForce() == TimeInForce.IOC
        && request.type() == OrderType.LIMIT
        && !reaches(request)) {
      return refused(request, "iocWouldNotExecute");
    }
    Order order;
    try {
      order = engine.place(request);
    } catch (RejectedException rejected) {
      return refused(
          request,
          switch (rejected.reason()) {
            case DUPLICATE_CLIENT_ID -> "clientOrderIdAlreadyExist";
            case INSUFFICIENT_FUNDS -> "insufficientAvailableFunds";
            case WOULD_TAKE -> "postWouldExecute";
            case CANNOT_FILL_WHOLE -> "fokWouldNotExecute";
            case NOTHING_TO_REDUCE -> "wouldNotReducePosition";
            case NO_MARKET -> "marketSuspended";
            case UNKNOWN_ORDER, NOTHING_TO_AMEND -> "notFound";
          });
    }
    ObjectNode out = Answers.success();
    ObjectNode status = out.putObject("sendStatus").put("order_id", Ids.order(order.id));
    status.put("status", "placed").put("receivedTime", answers.now());
    if (!order.clientId.isEmpty()) {
      status.put("cli_ord_id", order.clientId);
    }
    events(status.putArray("orderEvents"), order);
    return answers.ok(out);
  }

  private static boolean reaches(OrderRequest request) {
    boolean[] any = new boolean[1];
    boolean buys = request.side().sign() > 0;
    request
        .market()
        .book
        .walk(
            request.side().opposite(),
            (price, available) -> {
              any[0] = buys ? price <= request.price() : price >= request.price();
              return false;
            });
    return any[0];
  }

  /** Its executions, and that it rests if it does. */
  private void events(ArrayNode events, Order order) {
    long filled = 0;
    for (Fill fill : account.fills(order)) {
      ObjectNode event = events.addObject().put("type", "EXECUTION");
      event.put("executionId", Ids.fill(fill.tradeId()));
      KrakenText.number(event, "price", Fixed.decimal(fill.price()));
      KrakenText.number(event, "amount", Fixed.decimal(fill.quantity()));
      event.putNull("orderPriorEdit");
      event.set(
          "orderPriorExecution",
          OrderRows.event(order, order.quantity(), order.price(), filled, order.createdMillis));
      event.putNull("takerReducedQuantity");
      filled += fill.quantity();
    }
    if (order.status().open() || filled == 0) {
      ObjectNode event = events.addObject().put("type", "PLACE");
      event.set("order", OrderRows.event(order));
      event.putNull("reducedQuantity");
    }
  }

  private Reply refused(OrderRequest request, String words) {
    String id = history.refused(request, words);
    ObjectNode out = Answers.success();
    ObjectNode status = out.putObject("sendStatus").put("order_id", id);
    status.put("status", words).put("receivedTime", answers.now());
    if (!request.clientId().isEmpty()) {
      status.put("cli_ord_id", request.clientId());
    }
    ObjectNode event = status.putArray("orderEvents").addObject().put("type", "REJECT");
    event.put("uid", id).put("reason", reason(words));
    event.set("order", OrderRows.refused(request, id, answers.now()));
    return answers.refusedStatus(out);
  }

  /** {@code POST_WOULD_EXECUTE} of {@code postWouldExecute}. */
  private static String reason(String words) {
    return words.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  private Reply judged(String name, String words) {
    ObjectNode out = Answers.success();
    ObjectNode status = out.putObject(name).put("status", words);
    status.put("receivedTime", answers.now()).putArray("orderEvents");
    return answers.refusedStatus(out);
  }

  /** The open order before the ended one, where both have the client's id. */
  private Order existing(String id, String clientId) throws RefusedException {
    if (id == null && clientId == null) {
      throw RefusedException.error("requiredArgumentMissing");
    }
    return id == null ? account.order(clientId) : account.order(Ids.orderNumber(id));
  }

  private Reply edit(Form wanted) throws RefusedException {
    Order order = existing(wanted.get("orderId"), wanted.get("cliOrdId"));
    if (order == null || !order.status().open()) {
      return judged("editStatus", "orderForEditNotFound");
    }
    String limit = wanted.get("limitPrice");
    String size = wanted.get("size");
    long price = limit == null ? order.price() : OrderForm.price(order.market.instrument, limit);
    long quantity =
        size == null ? order.quantity() : OrderForm.quantity(order.market.instrument, size);
    if (MatchingEngine.wouldTake(order, price)) {
      return judged("editStatus", "postWouldExecute");
    }
    ObjectNode before = OrderRows.event(order);
    try {
      engine.amend(order, price, quantity);
    } catch (RejectedException same) {
      // Nothing to change, which is no refusal.
      assert same.reason() == RejectedException.Reason.NOTHING_TO_AMEND;
    }
    ObjectNode out = Answers.success();
    ObjectNode status = out.putObject("editStatus").put("status", "edited");
    status.put("orderId", Ids.order(order.id)).put("receivedTime", answers.now());
    ObjectNode event = status.putArray("orderEvents").addObject();
    event.set("old", before);
    event.set("new", OrderRows.event(order));
    event.putNull("reducedQuantity").put("type", "EDIT");
    return answers.ok(out);
  }

  private Reply cancel(Form wanted) throws RefusedException {
    Order order = existing(wanted.get("order_id"), wanted.get("cliOrdId"));
    if (order == null || !order.status().open()) {
      boolean filled = order != null && order.status() == OrderStatus.FILLED;
      return judged("cancelStatus", filled ? "filled" : "notFound");
    }
    canceled(order);
    ObjectNode out = Answers.success();
    ObjectNode status = out.putObject("cancelStatus").put("status", "cancelled");
    status.put("order_id", Ids.order(order.id)).put("receivedTime", answers.now());
    if (!order.clientId.isEmpty()) {
      status.put("cliOrdId", order.clientId);
    }
    event(status.putArray("orderEvents"), order);
    return answers.ok(out);
  }

  private static void event(ArrayNode events, Order order) {
    ObjectNode event = events.addObject().put("uid", Ids.order(order.id));
    event.set("order", OrderRows.event(order));
    event.put("type", "CANCEL");
  }

  private void canceled(Order order) {
    try {
      engine.cancel(order);
    } catch (RejectedException ended) {
      throw new IllegalStateException("an open order refused its cancel", ended);
    }
  }

  /**
   * All open orders of a product, or of the account.
   *
   * @param symbol null for all
   */
  private List<Order> cancelOpen(String symbol) {
    List<Order> open =
        account.openOrders().stream()
            .filter(
                order ->
                    symbol == null || order.market.instrument.symbol().equalsIgnoreCase(symbol))
            .toList();
    open.forEach(this::canceled);
    return open;
  }

  private Reply cancelAll(String symbol) throws RefusedException {
    if (symbol != null && FuturesListing.named(markets, symbol) == null) {
      throw RefusedException.error("invalidArgument: symbol");
    }
    List<Order> canceled = cancelOpen(symbol);
    ObjectNode out = Answers.success();
    ObjectNode status = out.putObject("cancelStatus").put("receivedTime", answers.now());
    status.put("cancelOnly", symbol == null ? "all" : symbol);
    status.put("status", canceled.isEmpty() ? "noOrdersToCancel" : "cancelled");
    ArrayNode ids = status.putArray("cancelledOrders");
    ArrayNode events = status.putArray("orderEvents");
    for (Order order : canceled) {
      ids.addObject().put("order_id", Ids.order(order.id)).put("cliOrdId", order.clientId);
      event(events, order);
    }
    return answers.ok(out);
  }

  private Reply countdown(Form wanted) throws RefusedException {
    String text = wanted.get("timeout", "");
    int seconds = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
    if (seconds < 0 || seconds > LONGEST_SECONDS) {
      throw RefusedException.error("invalidArgument: timeout");
    }
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
    if (seconds > 0) {
      timer = vertx.setTimer(seconds * 1_000L, over -> countedDown());
    }
    String now = answers.now();
    ObjectNode out = Answers.success();
    out.putObject("status")
        .put("currentTime", now)
        .put(
            "triggerTime",
            seconds == 0
                ? "0"
                : KrakenText.millis(Instant.parse(now).plusSeconds(seconds).toEpochMilli()));
    return answers.ok(out);
  }

  private void countedDown() {
    timer = NO_TIMER;
    rows.countedDown(FuturesVenue.KRAKEN_FUTURES.account(), "", cancelOpen(null).size());
  }
}
