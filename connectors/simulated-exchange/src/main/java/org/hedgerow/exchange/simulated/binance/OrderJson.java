package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.Side;

/** Orders and trades as REST answers have them. */
final class OrderJson {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String SELF_TRADE_PREVENTION = "EXPIRE_MAKER";

  private OrderJson() {}

  static String price(Order order, long price) {
    return order.market.instrument.priceText(price);
  }

  static String quantity(Order order, long quantity) {
    return order.market.instrument.quantityText(quantity);
  }

  static String eight(BigDecimal value) {
    return value.setScale(Fixed.DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** With the decimals of the symbol's prices, more where the average needs them. */
  static String average(Order order) {
    if (order.filled() == 0) {
      return order.market.instrument.inverse() ? "0.0" : "0.00";
    }
    int least = order.market.instrument.priceDecimals();
    BigDecimal rounded =
        order.averagePrice().setScale(Fixed.DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < least
        ? rounded.setScale(least).toPlainString()
        : rounded.toPlainString();
  }

  static ObjectNode spotPlaced(Order order, String responseType, List<Fill> fills) {
    ObjectNode out = JSON.createObjectNode();
    out.put("symbol", order.market.instrument.symbol());
    out.put("orderId", order.id).put("orderListId", -1);
    out.put("clientOrderId", order.clientId).put("transactTime", order.updatedMillis());
    if (responseType.equals("ACK")) {
      return out;
    }
    spotAmounts(out, order);
    out.put("workingTime", order.createdMillis);
    out.put("selfTradePreventionMode", SELF_TRADE_PREVENTION);
    if (responseType.equals("FULL")) {
      ArrayNode list = out.putArray("fills");
      for (Fill fill : fills) {
        list.addObject()
            .put("price", price(order, fill.price()))
            .put("qty", quantity(order, fill.quantity()))
            .put("commission", eight(fill.fee()))
            .put("commissionAsset", fill.feeAsset())
            .put("tradeId", fill.tradeId());
      }
    }
    return out;
  }

  private static void spotAmounts(ObjectNode out, Order order) {
    out.put("price", price(order, order.price()));
    out.put("origQty", quantity(order, order.quantity()));
    out.put("executedQty", quantity(order, order.filled()));
    out.put("origQuoteOrderQty", "0.00000000");
    out.put("cummulativeQuoteQty", eight(order.value()));
    out.put("status", order.status().name());
    out.put("timeInForce", order.timeInForce.name());
    out.put("type", order.type.name()).put("side", order.side.name());
  }

  static ObjectNode spotCanceled(Order order, String cancelId) {
    ObjectNode out = JSON.createObjectNode();
    out.put("symbol", order.market.instrument.symbol());
    out.put("origClientOrderId", order.clientId);
    out.put("orderId", order.id).put("orderListId", -1);
    out.put("clientOrderId", cancelId).put("transactTime", order.updatedMillis());
    spotAmounts(out, order);
    return out.put("selfTradePreventionMode", SELF_TRADE_PREVENTION);
  }

  static ObjectNode spotOrder(Order order) {
    ObjectNode out = JSON.createObjectNode();
    out.put("symbol", order.market.instrument.symbol());
    out.put("orderId", order.id).put("orderListId", -1);
    out.put("clientOrderId", order.clientId);
    out.put("price", price(order, order.price()));
    out.put("origQty", quantity(order, order.quantity()));
    out.put("executedQty", quantity(order, order.filled()));
    out.put("cummulativeQuoteQty", eight(order.value()));
    out.put("status", order.status().name());
    out.put("timeInForce", order.timeInForce.name());
    out.put("type", order.type.name()).put("side", order.side.name());
    out.put("stopPrice", "0.00000000").put("icebergQty", "0.00000000");
    out.put("time", order.createdMillis).put("updateTime", order.updatedMillis());
    out.put("isWorking", true).put("workingTime", order.createdMillis);
    out.put("origQuoteOrderQty", "0.00000000");
    return out.put("selfTradePreventionMode", SELF_TRADE_PREVENTION);
  }

  static ObjectNode spotTrade(Fill fill) {
    Order order = fill.order();
    ObjectNode out = JSON.createObjectNode();
    out.put("symbol", order.market.instrument.symbol());
    out.put("id", fill.tradeId()).put("orderId", order.id).put("orderListId", -1);
    out.put("price", price(order, fill.price())).put("qty", quantity(order, fill.quantity()));
    out.put("quoteQty", eight(fill.value()));
    out.put("commission", eight(fill.fee())).put("commissionAsset", fill.feeAsset());
    out.put("time", fill.millis()).put("isBuyer", order.side == Side.BUY);
    return out.put("isMaker", fill.maker()).put("isBestMatch", true);
  }

  /** A futures order as it is. */
  static ObjectNode futuresOrder(Order order) {
    return futures(order, order.status().name(), order.filled(), order.value(), average(order))
        .put("time", order.createdMillis);
  }

  /** The default acknowledgement, which says nothing yet of what has been filled. */
  static ObjectNode futuresAcknowledged(Order order) {
    String none = order.market.instrument.inverse() ? "0.0" : "0.00";
    return futures(order, "NEW", 0, BigDecimal.ZERO, none);
  }

  static ObjectNode futuresResult(Order order) {
    return futures(order, order.status().name(), order.filled(), order.value(), average(order));
  }

  private static ObjectNode futures(
      Order order, String status, long filled, BigDecimal value, String average) {
    Instrument instrument = order.market.instrument;
    boolean inverse = instrument.inverse();
    ObjectNode out = JSON.createObjectNode();
    out.put("orderId", order.id).put("symbol", instrument.symbol());
    if (inverse) {
      out.put("pair", instrument.pair());
    }
    out.put("status", status).put("clientOrderId", order.clientId);
    out.put("price", price(order, order.price())).put("avgPrice", average);
    out.put("origQty", quantity(order, order.quantity()));
    out.put("executedQty", quantity(order, filled)).put("cumQty", quantity(order, filled));
    out.put(inverse ? "cumBase" : "cumQuote", eight(value));
    out.put("timeInForce", order.timeInForce.name()).put("type", order.type.name());
    out.put("reduceOnly", order.reduceOnly).put("closePosition", false);
    out.put("side", order.side.name()).put("positionSide", "BOTH");
    out.put("stopPrice", price(order, 0)).put("workingType", "CONTRACT_PRICE");
    out.put("priceProtect", false).put("origType", order.type.name());
    out.put("priceMatch", "NONE").put("selfTradePreventionMode", SELF_TRADE_PREVENTION);
    if (!inverse) {
      out.put("goodTillDate", 0);
    }
    return out.put("updateTime", order.updatedMillis());
  }

  static ObjectNode futuresTrade(Fill fill) {
    Order order = fill.order();
    Instrument instrument = order.market.instrument;
    ObjectNode out = JSON.createObjectNode();
    out.put("symbol", instrument.symbol()).put("id", fill.tradeId()).put("orderId", order.id);
    if (instrument.inverse()) {
      out.put("pair", instrument.pair());
    }
    out.put("side", order.side.name());
    out.put("price", price(order, fill.price())).put("qty", quantity(order, fill.quantity()));
    out.put("realizedPnl", eight(fill.realized()));
    if (instrument.inverse()) {
      out.put("marginAsset", instrument.settlement()).put("baseQty", eight(fill.value()));
    } else {
      out.put("quoteQty", eight(fill.value()));
    }
    out.put("commission", eight(fill.fee())).put("commissionAsset", fill.feeAsset());
    out.put("time", fill.millis()).put("positionSide", "BOTH");
    return out.put("buyer", order.side == Side.BUY).put("maker", fill.maker());
  }
}
