package org.hedgerow.exchange.simulated.kraken.spot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.RejectedException;

/** Placing, changing and canceling, and the timer. */
final class OrderCommands {
  private static final int LONGEST_SECONDS = 86_400;
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final MatchingEngine engine;
  private final Account account;
  private final OrderForm form;
  private final LedgerRows rows;
  private final SkewedClock clock;
  private long timer = NO_TIMER;
  private long amendments;

  OrderCommands(
      Vertx vertx, MatchingEngine engine, OrderForm form, LedgerRows rows, SkewedClock clock) {
    this.vertx = vertx;
    this.engine = engine;
    this.account = engine.account(SpotVenue.KRAKEN);
    this.form = form;
    this.rows = rows;
    this.clock = clock;
  }

  Reply act(String call, Form wanted) throws RefusedException {
    try {
      return switch (call) {
        case "AddOrder" -> place(wanted);
        case "AmendOrder" -> amend(wanted);
        case "CancelOrder" -> {
          engine.cancel(existing(wanted));
          yield counted(1);
        }
        case "CancelAll" -> counted(cancelAll());
        default -> countdown(wanted);
      };
    } catch (RejectedException rejected) {
      throw new RefusedException(
          switch (rejected.reason()) {
            // Documented is only that the id is unique among open orders, not the words.
            case DUPLICATE_CLIENT_ID -> "EOrder:Duplicate cl_ord_id";
            case INSUFFICIENT_FUNDS -> "EOrder:Insufficient funds";
            case WOULD_TAKE -> "EOrder:Post only order";
            case CANNOT_FILL_WHOLE, NOTHING_TO_REDUCE, NOTHING_TO_AMEND ->
                "EGeneral:Invalid arguments";
            case NO_MARKET -> "EService:Market in cancel_only mode";
            case UNKNOWN_ORDER -> "EOrder:Unknown order";
          });
    }
  }

  private Reply place(Form wanted) throws RefusedException, RejectedException {
    if (wanted.isTrue("validate")) {
      throw RefusedException.argument("validate");
    }
    Order order = engine.place(form.order(wanted));
    ObjectNode result = KrakenText.object();
    ObjectNode description = OrderRows.description(order);
    description.remove("close");
    result.set("descr", description);
    result.putArray("txid").add(Ids.order(order.id));
    return Answers.ok(result);
  }

  private Reply amend(Form wanted) throws RefusedException, RejectedException {
    Order order = existing(wanted);
    String price = wanted.get("limit_price");
    String quantity = wanted.get("order_qty");
    if (price == null && quantity == null) {
      throw new RefusedException("EGeneral:Invalid arguments");
    }
    long newPrice = price == null ? order.price() : OrderForm.price(order.market.instrument, price);
    long newQuantity =
        quantity == null ? order.quantity() : OrderForm.quantity(order.market, newPrice, quantity);
    if (wanted.isTrue("post_only")) {
      MatchingEngine.requirePassive(order, newPrice);
    }
    engine.amend(order, newPrice, newQuantity);
    amendments++;
    return Answers.ok(
        KrakenText.object().put("amend_id", Ids.id('T', order.id * 10_000 + amendments)));
  }

  /** By the venue's id or the client's; that of an open order goes before that of an ended one. */
  private Order existing(Form wanted) throws RefusedException {
    String id = wanted.get("txid");
    String clientId = wanted.get("cl_ord_id");
    if ((id == null) == (clientId == null)) {
      throw RefusedException.argument(id == null ? "txid" : "cl_ord_id");
    }
    Order order = id != null ? account.order(Ids.number(id)) : account.order(clientId);
    if (order == null && id != null) {
      // CancelOrder takes a client's id in this place too.
      order = account.order(id);
    }
    if (order == null || !order.status().open()) {
      throw new RefusedException("EOrder:Unknown order");
    }
    return order;
  }

  private static Reply counted(int count) {
    return Answers.ok(KrakenText.object().put("count", count));
  }

  private int cancelAll() {
    List<Order> open = List.copyOf(account.openOrders());
    for (Order order : open) {
      try {
        engine.cancel(order);
      } catch (RejectedException ended) {
        throw new IllegalStateException("an open order refused its cancel", ended);
      }
    }
    return open.size();
  }

  private Reply countdown(Form wanted) throws RefusedException {
    String text = wanted.get("timeout", "");
    int seconds = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
    if (seconds < 0 || seconds > LONGEST_SECONDS) {
      throw RefusedException.argument("timeout");
    }
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
    if (seconds > 0) {
      timer =
          vertx.setTimer(
              seconds * 1_000L,
              over -> {
                timer = NO_TIMER;
                rows.countedDown(SpotVenue.KRAKEN.account(), "", cancelAll());
              });
    }
    Instant now = Instant.ofEpochSecond(clock.millis() / 1_000);
    return Answers.ok(
        KrakenText.object()
            .put("currentTime", now.toString())
            .put("triggerTime", seconds == 0 ? "0" : now.plusSeconds(seconds).toString()));
  }
}
