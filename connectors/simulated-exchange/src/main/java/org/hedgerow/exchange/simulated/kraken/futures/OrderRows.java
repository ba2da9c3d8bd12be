package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Orders and trades of the account in the words of REST, of its history and of the feeds. */
final class OrderRows {
  private OrderRows() {}

  static String side(Side side) {
    return side == Side.BUY ? "buy" : "sell";
  }

  /** A market order is shown as one that fills or goes, as recorded ones are. */
  static String type(OrderType type, TimeInForce timeInForce) {
    return switch (timeInForce) {
      case GTC -> "lmt";
      case GTX -> "post";
      case IOC -> "ioc";
      case FOK -> "fok";
    };
  }

  /** As it stands in an event of an answer: {@code quantity} is all of it. */
  static ObjectNode event(Order order, long quantity, long price, long filled, long millis) {
    ObjectNode row = KrakenText.object().put("orderId", Ids.order(order.id));
    row.put("cliOrdId", order.clientId.isEmpty() ? null : order.clientId);
    row.put("type", type(order.type, order.timeInForce));
    row.put("symbol", order.market.instrument.symbol()).put("side", side(order.side));
    KrakenText.number(row, "quantity", Fixed.decimal(quantity));
    KrakenText.number(row, "filled", Fixed.decimal(filled));
    if (order.type != OrderType.MARKET) {
      KrakenText.number(row, "limitPrice", Fixed.decimal(price));
    }
    row.put("reduceOnly", order.reduceOnly);
    row.put("timestamp", KrakenText.millis(order.createdMillis));
    return row.put("lastUpdateTimestamp", KrakenText.millis(millis));
  }

  static ObjectNode event(Order order) {
    return event(order, order.quantity(), order.price(), order.filled(), order.updatedMillis());
  }

  /** An order that was refused has no number. */
  static ObjectNode refused(OrderRequest request, String id, String now) {
    ObjectNode row = KrakenText.object().put("orderId", id);
    row.put("cliOrdId", request.clientId().isEmpty() ? null : request.clientId());
    row.put("type", type(request.type(), request.timeInForce()));
    row.put("symbol", request.market().instrument.symbol()).put("side", side(request.side()));
    KrakenText.number(row, "quantity", Fixed.decimal(request.quantity()));
    KrakenText.number(row, "filled", "0");
    if (request.type() != OrderType.MARKET) {
      KrakenText.number(row, "limitPrice", Fixed.decimal(request.price()));
    }
    row.put("reduceOnly", request.reduceOnly()).put("timestamp", now);
    return row.put("lastUpdateTimestamp", now);
  }

  static ObjectNode open(Order order) {
    ObjectNode row = KrakenText.object().put("order_id", Ids.order(order.id));
    if (!order.clientId.isEmpty()) {
      row.put("cliOrdId", order.clientId);
    }
    row.put("symbol", order.market.instrument.symbol()).put("side", side(order.side));
    row.put("orderType", "lmt");
    KrakenText.number(row, "limitPrice", Fixed.decimal(order.price()));
    KrakenText.number(row, "unfilledSize", Fixed.decimal(order.remaining()));
    row.put("receivedTime", KrakenText.millis(order.createdMillis));
    row.put("status", order.filled() == 0 ? "untouched" : "partiallyFilled");
    KrakenText.number(row, "filledSize", Fixed.decimal(order.filled()));
    row.put("reduceOnly", order.reduceOnly);
    return row.put("lastUpdateTime", KrakenText.millis(order.updatedMillis()));
  }

  static ObjectNode fill(Fill fill) {
    Order order = fill.order();
    ObjectNode row = KrakenText.object().put("fill_id", Ids.fill(fill.tradeId()));
    row.put("symbol", order.market.instrument.symbol()).put("side", side(order.side));
    row.put("order_id", Ids.order(order.id)).put("fillTime", KrakenText.millis(fill.millis()));
    KrakenText.number(row, "size", Fixed.decimal(fill.quantity()));
    KrakenText.number(row, "price", Fixed.decimal(fill.price()));
    row.put("fillType", fill.maker() ? "maker" : "taker");
    if (!order.clientId.isEmpty()) {
      row.put("cliOrdId", order.clientId);
    }
    KrakenText.number(row, "fee_paid", fill.fee());
    return row.put("fee_currency", fill.feeAsset());
  }

  /** In the account's history, whose quantities are texts and what is left of the order. */
  static ObjectNode history(Order order, long filled, long millis) {
    ObjectNode row = KrakenText.object().put("uid", Ids.order(order.id));
    row.put("accountUid", Ids.ACCOUNT).put("tradeable", order.market.instrument.symbol());
    row.put("direction", order.side == Side.BUY ? "Buy" : "Sell");
    row.put("quantity", KrakenText.plain(Fixed.decimal(order.quantity() - filled)));
    row.put("filled", KrakenText.plain(Fixed.decimal(filled)));
    row.put("timestamp", order.createdMillis);
    row.put("limitPrice", KrakenText.plain(Fixed.decimal(order.price())));
    row.put("orderType", historyType(order.timeInForce)).put("clientId", order.clientId);
    return row.put("reduceOnly", order.reduceOnly).put("lastUpdateTimestamp", millis);
  }

  static ObjectNode history(OrderRequest request, String id, long millis) {
    ObjectNode row = KrakenText.object().put("uid", id).put("accountUid", Ids.ACCOUNT);
    row.put("tradeable", request.market().instrument.symbol());
    row.put("direction", request.side() == Side.BUY ? "Buy" : "Sell");
    row.put("quantity", KrakenText.plain(Fixed.decimal(request.quantity())));
    row.put("filled", "0").put("timestamp", millis);
    row.put("limitPrice", KrakenText.plain(Fixed.decimal(request.price())));
    row.put("orderType", historyType(request.timeInForce())).put("clientId", request.clientId());
    return row.put("reduceOnly", request.reduceOnly()).put("lastUpdateTimestamp", millis);
  }

  private static String historyType(TimeInForce timeInForce) {
    return switch (timeInForce) {
      case GTC -> "Limit";
      case GTX -> "Post";
      case IOC -> "IoC";
      case FOK -> "FoK";
    };
  }

  /** Of the feeds of open orders, where {@code qty} is what is left. */
  static ObjectNode feed(Order order) {
    ObjectNode row = KrakenText.object().put("instrument", order.market.instrument.symbol());
    row.put("time", order.createdMillis).put("last_update_time", order.updatedMillis());
    KrakenText.number(row, "qty", Fixed.decimal(order.remaining()));
    KrakenText.number(row, "filled", Fixed.decimal(order.filled()));
    KrakenText.number(row, "limit_price", Fixed.decimal(order.price()));
    KrakenText.number(row, "stop_price", "0.0");
    row.put("type", "limit").put("order_id", Ids.order(order.id));
    if (!order.clientId.isEmpty()) {
      row.put("cli_ord_id", order.clientId);
    }
    row.put("direction", order.side == Side.BUY ? 0 : 1);
    return row.put("reduce_only", order.reduceOnly);
  }

  /**
   * Of the feed of fills.
   *
   * @param remaining what was left of the order after it
   */
  static ObjectNode feed(Fill fill, long remaining, long sequence) {
    Order order = fill.order();
    ObjectNode row = KrakenText.object().put("instrument", order.market.instrument.symbol());
    row.put("time", fill.millis());
    KrakenText.number(row, "price", Fixed.decimal(fill.price()));
    row.put("seq", sequence).put("buy", order.side == Side.BUY);
    KrakenText.number(row, "qty", Fixed.decimal(fill.quantity()));
    KrakenText.number(row, "remaining_order_qty", Fixed.decimal(remaining));
    row.put("order_id", Ids.order(order.id));
    if (!order.clientId.isEmpty()) {
      row.put("cli_ord_id", order.clientId);
    }
    row.put("fill_id", Ids.fill(fill.tradeId())).put("fill_type", fill.maker() ? "maker" : "taker");
    KrakenText.number(row, "fee_paid", fill.fee());
    row.put("fee_currency", fill.feeAsset());
    String type =
        order.type == OrderType.MARKET
            ? "market"
            : order.timeInForce == TimeInForce.IOC ? "ioc" : "limit";
    return row.put("taker_order_type", fill.maker() ? "market" : type).put("order_type", type);
  }
}
