package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderStatus;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Orders and trades of the account as the venue tells of them. */
final class OrderRows {
  /** The account's number. */
  static final int USER = 96_103;

  private static final int CENTS = 2;
  private static final int COINS = 8;

  private final Map<String, Contract> contracts;

  /** Ids of orders that were changed since the exchange started. */
  private final Set<Long> replaced = new HashSet<>();

  OrderRows(Map<String, Contract> contracts) {
    this.contracts = contracts;
  }

  void replaced(Order order) {
    replaced.add(order.id);
  }

  Contract contract(Order order) {
    return contracts.get(order.market.instrument.symbol());
  }

  String id(Order order) {
    return MarketRows.id(contract(order), order.id);
  }

  static String state(OrderStatus status) {
    return switch (status) {
      case NEW, PARTIALLY_FILLED -> "open";
      case FILLED -> "filled";
      case CANCELED, EXPIRED, EXPIRED_IN_MATCH -> "cancelled";
    };
  }

  private static String cancelReason(Order order) {
    return switch (order.status()) {
      case CANCELED -> "user_request";
      case EXPIRED_IN_MATCH -> "autoliquidation_or_self_trade";
      default -> order.timeInForce == TimeInForce.FOK ? "fill_or_kill" : "immediate_or_cancel";
    };
  }

  private static String timeInForce(Order order) {
    return switch (order.timeInForce) {
      case GTC, GTX -> "good_til_cancelled";
      case IOC -> "immediate_or_cancel";
      case FOK -> "fill_or_kill";
    };
  }

  private static String type(Order order) {
    return order.type == OrderType.MARKET ? "market" : "limit";
  }

  private static String direction(Order order) {
    return order.side == Side.BUY ? "buy" : "sell";
  }

  ObjectNode order(Order order) {
    ObjectNode out = DeribitText.object().put("label", order.clientId);
    BigDecimal average = DeribitText.number(order.averagePrice());
    if (order.price() != 0) {
      out.put("price", DeribitText.number(order.price()));
    } else if (order.filled() != 0) {
      out.put("price", average);
    } else {
      out.put("price", "market_price");
    }
    out.put("user_id", USER).put("amount", DeribitText.number(order.quantity()));
    out.put("direction", direction(order)).put("time_in_force", timeInForce(order));
    out.put("instrument_name", order.market.instrument.symbol());
    out.put("web", false).put("api", true).put("order_id", id(order));
    out.put("creation_timestamp", order.createdMillis).put("replaced", replaced.contains(order.id));
    out.put("filled_amount", DeribitText.number(order.filled()));
    out.put("last_update_timestamp", order.updatedMillis());
    out.put("post_only", order.timeInForce == TimeInForce.GTX);
    out.put("reduce_only", order.reduceOnly);
    if (state(order.status()).equals("cancelled")) {
      out.put("cancel_reason", cancelReason(order));
    }
    out.put("average_price", average).put("mmp", false);
    out.put("contracts", MarketRows.contracts(contract(order), order.quantity()));
    out.put("max_show", DeribitText.number(order.quantity()));
    out.put("reject_post_only", order.timeInForce == TimeInForce.GTX);
    out.put("order_state", state(order.status())).put("order_type", type(order));
    return out.put("is_liquidation", false).put("risk_reducing", false);
  }

  ObjectNode trade(Fill fill) {
    Order order = fill.order();
    Market market = order.market;
    Contract contract = contract(order);
    ObjectNode out = DeribitText.object().put("trade_seq", fill.tradeId());
    out.put("trade_id", MarketRows.id(contract, fill.tradeId())).put("timestamp", fill.millis());
    out.put("tick_direction", 1).put("state", state(order.status()));
    out.put("self_trade", false).put("risk_reducing", false).put("reduce_only", order.reduceOnly);
    out.put("profit_loss", DeribitText.number(fill.realized()));
    out.put("price", DeribitText.number(fill.price()));
    out.put("post_only", order.timeInForce == TimeInForce.GTX).put("order_type", type(order));
    out.put("order_id", id(order)).put("mmp", false).putNull("matching_id");
    out.put("mark_price", DeribitText.rounded(market.mark(), contract.option() ? COINS : CENTS));
    out.put("liquidity", fill.maker() ? "M" : "T").put("label", order.clientId);
    out.put("instrument_name", market.instrument.symbol());
    out.put("index_price", DeribitText.rounded(market.index(), CENTS));
    out.put("fee_currency", fill.feeAsset()).put("fee", DeribitText.number(fill.fee()));
    out.put("direction", direction(order));
    out.put("contracts", MarketRows.contracts(contract, fill.quantity())).put("api", true);
    return out.put("amount", DeribitText.number(fill.quantity()));
  }

  /** What became of a request to place or change an order. */
  ObjectNode result(Order order, List<Fill> fills) {
    ObjectNode out = DeribitText.object();
    out.set("order", order(order));
    ArrayNode trades = out.putArray("trades");
    fills.forEach(fill -> trades.add(trade(fill)));
    return out;
  }
}
