package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hedgerow.exchange.simulated.dialect.RequestDesk.Effect;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.RejectedException;
import org.hedgerow.exchange.simulated.matching.Side;

/** Placing, changing and canceling. */
final class OrderCommands {
  /** What each method does. */
  static final Map<String, Effect> METHODS =
      Map.of(
          "private/buy", Effect.PLACE,
          "private/sell", Effect.PLACE,
          "private/edit", Effect.CHANGE,
          "private/edit_by_label", Effect.CHANGE,
          "private/cancel", Effect.CHANGE,
          "private/cancel_by_label", Effect.CHANGE,
          "private/cancel_all", Effect.OTHER,
          "private/cancel_all_by_currency", Effect.OTHER,
          "private/cancel_all_by_instrument", Effect.OTHER);

  private final MatchingEngine engine;
  private final Account account;
  private final OrderForm form;
  private final OrderRows rows;

  OrderCommands(MatchingEngine engine, OrderForm form, OrderRows rows) {
    this.engine = engine;
    this.account = engine.account(DeribitVenue.DERIBIT);
    this.form = form;
    this.rows = rows;
  }

  /**
   * Does it.
   *
   * @param placed is told of an order that was taken
   */
  JsonNode act(String method, Params params, Consumer<Order> placed) throws RefusedException {
    try {
      return switch (method) {
        case "private/buy" -> place(Side.BUY, params, placed);
        case "private/sell" -> place(Side.SELL, params, placed);
        case "private/edit" -> edit(existing(params.mandatory("order_id")), params);
        case "private/edit_by_label" -> edit(labelled(params), params);
        case "private/cancel" -> rows.order(engine.cancel(existing(params.mandatory("order_id"))));
        case "private/cancel_by_label" -> {
          String label = params.mandatory("label");
          yield cancelAll(order -> order.clientId.equals(label) && isOf(order, "currency", params));
        }
        case "private/cancel_all_by_currency" -> {
          params.mandatory("currency");
          yield cancelAll(order -> isOf(order, "currency", params));
        }
        case "private/cancel_all_by_instrument" -> {
          String symbol = params.mandatory("instrument_name");
          yield cancelAll(order -> order.market.instrument.symbol().equals(symbol));
        }
        default -> cancelAll(order -> true);
      };
    } catch (RejectedException rejected) {
      throw why(rejected.reason());
    }
  }

  private boolean isOf(Order order, String name, Params params) {
    return params.allows(name, rows.contract(order).currency());
  }

  private JsonNode place(Side side, Params params, Consumer<Order> placed)
      throws RefusedException, RejectedException {
    Order order = engine.place(form.order(side, params));
    placed.accept(order);
    return rows.result(order, account.fills(order));
  }

  private Order existing(String id) throws RefusedException {
    Order order = named(account, id);
    if (order == null) {
      throw new RefusedException(10_004, "order_not_found");
    }
    if (!order.status().open()) {
      throw new RefusedException(10_010, "already_closed");
    }
    return order;
  }

  /** By the venue's id, with or without its currency; null where there is none. */
  static Order named(Account account, String id) {
    String number = id.substring(id.lastIndexOf('-') + 1);
    return number.matches("\\d{1,18}") ? account.order(Long.parseLong(number)) : null;
  }

  private Order labelled(Params params) throws RefusedException {
    String label = params.mandatory("label");
    Order found = null;
    for (Order order : account.openOrders()) {
      if (order.clientId.equals(label)) {
        if (found != null) {
          throw new RefusedException(13_028, "multiple_orders_with_label");
        }
        found = order;
      }
    }
    if (found == null) {
      throw new RefusedException(10_004, "order_not_found");
    }
    return found;
  }

  private JsonNode edit(Order order, Params params) throws RefusedException, RejectedException {
    List<Fill> before = account.fills(order);
    long price =
        params.get("price") == null
            ? order.price()
            : OrderForm.price(order.market, order.side, params.get("price"));
    boolean resized = params.get("amount") != null || params.get("contracts") != null;
    long quantity = resized ? form.amount(order.market, params, "amount") : order.quantity();
    if (params.isTrue("post_only") && params.isTrue("reject_post_only")) {
      MatchingEngine.requirePassive(order, price);
    }
    if (price != order.price() || quantity != order.quantity()) {
      rows.replaced(order);
      engine.amend(order, price, quantity);
    }
    List<Fill> fills = new ArrayList<>(account.fills(order));
    fills.removeAll(before);
    return rows.result(order, fills);
  }

  private JsonNode cancelAll(Predicate<Order> which) {
    return IntNode.valueOf(cancel(account.openOrders(), which));
  }

  /** How many were canceled. */
  int cancel(Collection<Order> orders, Predicate<Order> which) {
    int canceled = 0;
    for (Order order : List.copyOf(orders)) {
      if (order.status().open() && which.test(order)) {
        try {
          engine.cancel(order);
          canceled++;
        } catch (RejectedException ended) {
          throw new IllegalStateException("an open order refused its cancel", ended);
        }
      }
    }
    return canceled;
  }

  private static RefusedException why(RejectedException.Reason reason) {
    return switch (reason) {
      case INSUFFICIENT_FUNDS -> new RefusedException(10_009, "not_enough_funds");
      case WOULD_TAKE -> new RefusedException(11_054, "post_only_reject");
      case NOTHING_TO_REDUCE -> new RefusedException(11_030, "other_reject reduce_only_position");
      case UNKNOWN_ORDER -> new RefusedException(10_004, "order_not_found");
      case NO_MARKET -> new RefusedException(10_040, "retry");
      case NOTHING_TO_AMEND, DUPLICATE_CLIENT_ID, CANNOT_FILL_WHOLE ->
          throw new IllegalStateException("this venue does not refuse " + reason);
    };
  }
}
