package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Orders and trades of the account, in the words of the first and of the later versions. */
final class OrderRows {
  private final Account account;
  private final AccountIds accounts;

  OrderRows(Account account, AccountIds accounts) {
    this.account = account;
    this.accounts = accounts;
  }

  static String status(Order order) {
    return order.status().open() ? "PENDING" : "COMPLETE";
  }

  /** {@code BID} and {@code ASK} of orders with a limit, {@code BUY} and {@code SELL} of others. */
  static String type(Order order) {
    if (order.type == OrderType.MARKET) {
      return order.side.name();
    }
    return limitType(order.side);
  }

  static String limitType(Side side) {
    return side == Side.BUY ? "BID" : "ASK";
  }

  /** What both versions have. */
  private ObjectNode common(Order order) {
    Instrument pair = order.market.instrument;
    boolean limit = order.type != OrderType.MARKET;
    BigDecimal inBase = BigDecimal.ZERO;
    BigDecimal inCounter = BigDecimal.ZERO;
    for (Fill fill : account.fills(order)) {
      if (fill.feeAsset().equals(pair.base())) {
        inBase = inBase.add(fill.fee());
      } else {
        inCounter = inCounter.add(fill.fee());
      }
    }
    ObjectNode row = LunoText.object().put("order_id", Ids.order(order.id));
    row.put("creation_timestamp", order.createdMillis);
    row.put("expiration_timestamp", 0);
    row.put("completed_timestamp", order.status().open() ? 0 : order.updatedMillis());
    row.put("limit_price", limit ? pair.priceText(order.price()) : "0.00");
    row.put("limit_volume", limit ? pair.quantityText(order.quantity()) : "0.00");
    row.put("base", pair.quantityText(order.filled()));
    row.put("counter", LunoText.plain(order.value()));
    row.put("fee_base", LunoText.plain(inBase)).put("fee_counter", LunoText.plain(inCounter));
    if (limit) {
      boolean postOnly = order.timeInForce == TimeInForce.GTX;
      row.put("time_in_force", postOnly ? "GTC" : order.timeInForce.name());
    }
    return row.put("pair", pair.symbol());
  }

  ObjectNode first(Order order) {
    return common(order).put("type", type(order)).put("state", status(order));
  }

  ObjectNode later(Order order) {
    Instrument pair = order.market.instrument;
    ObjectNode row = common(order).put("side", order.side.name());
    row.put("type", order.type == OrderType.MARKET ? "MARKET" : "LIMIT");
    row.put("status", status(order)).put("client_order_id", order.clientId);
    row.put("base_account_id", accounts.of(pair.base()));
    row.put("counter_account_id", accounts.of(pair.quote()));
    return row.put("stop_price", "0.00").put("stop_direction", "");
  }

  static ObjectNode trade(Fill fill) {
    Order order = fill.order();
    Instrument pair = order.market.instrument;
    boolean inBase = fill.feeAsset().equals(pair.base());
    ObjectNode row = LunoText.object().put("pair", pair.symbol());
    row.put("sequence", fill.tradeId()).put("order_id", Ids.order(order.id));
    row.put("type", limitType(order.side)).put("timestamp", fill.millis());
    row.put("price", pair.priceText(fill.price()))
        .put("volume", pair.quantityText(fill.quantity()));
    row.put("base", pair.quantityText(fill.quantity()));
    row.put("counter", LunoText.plain(fill.value()));
    row.put("fee_base", LunoText.plain(inBase ? fill.fee() : BigDecimal.ZERO));
    row.put("fee_counter", LunoText.plain(inBase ? BigDecimal.ZERO : fill.fee()));
    // Whether the taker bought: the account itself, unless it was the maker.
    row.put("is_buy", fill.maker() != (order.side == Side.BUY));
    return row.put("client_order_id", order.clientId);
  }
}
