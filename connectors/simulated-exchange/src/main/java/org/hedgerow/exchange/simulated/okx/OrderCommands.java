package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.List;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.RejectedException;

/** Placing, changing and canceling, one order or several, and the timer. */
final class OrderCommands {
  private static final int SHORTEST_SECONDS = 10;
  private static final int LONGEST_SECONDS = 120;
  private static final int MOST_ORDERS = 20;
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final MatchingEngine engine;
  private final Account account;
  private final OrderForm form;
  private final LedgerRows rows;
  private final SkewedClock clock;
  private long timer = NO_TIMER;

  OrderCommands(
      Vertx vertx, MatchingEngine engine, OrderForm form, LedgerRows rows, SkewedClock clock) {
    this.vertx = vertx;
    this.engine = engine;
    this.account = engine.account(OkxVenue.OKX);
    this.form = form;
    this.rows = rows;
    this.clock = clock;
  }

  Reply act(String path, JsonNode body) throws RefusedException {
    if (body == null || !body.isContainerNode()) {
      throw new RefusedException(400, 50002, "JSON syntax error");
    }
    if (path.equals("trade/cancel-all-after")) {
      return countdown(body);
    }
    boolean batch = path.contains("batch");
    if (batch != body.isArray() || (batch && (body.isEmpty() || body.size() > MOST_ORDERS))) {
      throw new RefusedException(400, 51000, "Parameter  error");
    }
    String command =
        path.substring("trade/".length()).replace("batch-", "").replace("orders", "order");
    ArrayNode results = OkxText.array();
    int failed = 0;
    int code = 0;
    for (JsonNode one : batch ? body : OkxText.array().add(body)) {
      ObjectNode result = one(command, one);
      results.add(result);
      int own = result.get("sCode").asInt();
      failed += own == 0 ? 0 : 1;
      code = code == 0 ? own : code;
    }
    if (failed == results.size() || failed == 0) {
      return results.size() == 1
          ? Answers.order((ObjectNode) results.get(0), code)
          : Answers.orders(results, failed == 0 ? 0 : Answers.ALL_FAILED, code);
    }
    return Answers.orders(results, Answers.SOME_FAILED, 0);
  }

  private ObjectNode one(String command, JsonNode wanted) {
    try {
      Order order =
          switch (command) {
            case "order" -> engine.place(form.order(wanted));
            case "cancel-order" -> engine.cancel(existing(wanted, 51400));
            default -> amend(wanted);
          };
      return result(wanted, order, 0, command.equals("order") ? "Order placed" : "");
    } catch (RefusedException refused) {
      return result(wanted, null, refused.code, refused.getMessage());
    } catch (RejectedException rejected) {
      RefusedException why = why(command, rejected.reason());
      return result(wanted, null, why.code, why.getMessage());
    }
  }

  private ObjectNode result(JsonNode wanted, Order order, int code, String message) {
    ObjectNode out = OkxText.object();
    out.put("clOrdId", wanted.path("clOrdId").asText(order == null ? "" : order.clientId));
    out.put("ordId", order == null ? "" : Long.toString(order.id));
    if (wanted.has("reqId")) {
      out.put("reqId", wanted.path("reqId").asText());
    }
    out.put("sCode", Integer.toString(code)).put("sMsg", message);
    out.put("tag", wanted.path("tag").asText(""));
    return out.put("ts", Long.toString(clock.millis()));
  }

  /** Nothing of a request was done. */
  static Reply allRefused(JsonNode body, int code, String message) {
    ArrayNode results = OkxText.array();
    for (JsonNode one : body != null && body.isArray() ? body : OkxText.array().add(body)) {
      results
          .addObject()
          .put("clOrdId", one == null ? "" : one.path("clOrdId").asText(""))
          .put("ordId", "")
          .put("sCode", Integer.toString(code))
          .put("sMsg", message)
          .put("tag", "")
          .put("ts", Long.toString(System.currentTimeMillis()));
    }
    return Answers.orders(results, Answers.ALL_FAILED, code);
  }

  /** The order that a request names, by the venue's id or its own. */
  private Order existing(JsonNode wanted, int missing) throws RefusedException {
    Market market = form.market(wanted);
    Order order =
        named(account, OrderForm.text(wanted, "ordId"), OrderForm.text(wanted, "clOrdId"));
    if (order == null || order.market != market || !order.status().open()) {
      throw new RefusedException(
          missing,
          missing == 51400
              ? "Order cancellation failed as the order has been filled, canceled or does not exist."
              : "Order modification failed as the order has been filled, canceled or does not"
                  + " exist.");
    }
    return order;
  }

  static Order named(Account account, String orderId, String clientId) throws RefusedException {
    if (orderId == null && clientId == null) {
      throw new RefusedException(400, 51000, "Either parameter ordId or clOrdId is required");
    }
    if (orderId == null) {
      return account.order(clientId);
    }
    return orderId.matches("\\d{1,18}") ? account.order(Long.parseLong(orderId)) : null;
  }

  private Order amend(JsonNode wanted) throws RefusedException, RejectedException {
    Order order = existing(wanted, 51503);
    String price = OrderForm.text(wanted, "newPx");
    String size = OrderForm.text(wanted, "newSz");
    if (price == null && size == null) {
      throw RefusedException.missing("newSz");
    }
    return engine.amend(
        order,
        price == null ? order.price() : OrderForm.price(order.market, order.side, price),
        size == null ? order.quantity() : OrderForm.quantity(order.market.instrument, size));
  }

  private static RefusedException why(String command, RejectedException.Reason reason) {
    return switch (reason) {
      case DUPLICATE_CLIENT_ID -> new RefusedException(51016, "Client order ID already exists.");
      case INSUFFICIENT_FUNDS ->
          new RefusedException(51008, "Order failed. Insufficient balance or margin in account.");
      case NOTHING_TO_REDUCE ->
          new RefusedException(
              51169,
              "Order failed because you don't have any positions in this direction for this"
                  + " contract to reduce or close.");
      case UNKNOWN_ORDER ->
          command.equals("cancel-order")
              ? new RefusedException(51400, "Order cancellation failed.")
              : new RefusedException(51503, "Order modification failed.");
      case NOTHING_TO_AMEND -> new RefusedException(51513, "Nothing to modify.");
      case NO_MARKET -> new RefusedException(50013, "Systems are busy. Please try again later.");
      case WOULD_TAKE, CANNOT_FILL_WHOLE ->
          throw new IllegalStateException("this venue takes such orders and cancels them");
    };
  }

  /**
   * The dead man's switch: cancels every order of the account unless it is called again in time.
   */
  private Reply countdown(JsonNode body) throws RefusedException {
    String text = OrderForm.text(body, "timeOut");
    if (text == null) {
      throw RefusedException.missing("timeOut");
    }
    int seconds = text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
    if (seconds != 0 && (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS)) {
      throw RefusedException.parameter("timeOut");
    }
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
    if (seconds > 0) {
      timer = vertx.setTimer(seconds * 1_000L, over -> countedDown());
    }
    long now = clock.millis();
    ArrayNode data = OkxText.array();
    data.addObject()
        .put("triggerTime", seconds == 0 ? "0" : Long.toString(now + seconds * 1_000L))
        .put("tag", "")
        .put("ts", Long.toString(now));
    return Answers.ok(data);
  }

  private void countedDown() {
    timer = NO_TIMER;
    List<Order> open = List.copyOf(account.openOrders());
    for (Order order : open) {
      try {
        engine.cancel(order);
      } catch (RejectedException ended) {
        throw new IllegalStateException("an open order refused its cancel", ended);
      }
    }
    rows.countedDown(OkxVenue.OKX.account(), "", open.size());
  }
}
