package org.hedgerow.exchange.simulated.kraken.spot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Orders and trades of the account in REST's words. */
final class OrderRows {
  /** The venue cuts costs and fees to fewer; with these nothing is lost. */
  private static final int MONEY_DECIMALS = 8;

  private final Account account;

  OrderRows(Account account) {
    this.account = account;
  }

  static String side(Order order) {
    return order.side == Side.BUY ? "buy" : "sell";
  }

  static String type(Order order) {
    return order.type == OrderType.MARKET ? "market" : "limit";
  }

  static boolean postOnly(Order order) {
    return order.timeInForce == TimeInForce.GTX;
  }

  static String status(Order order) {
    return switch (order.status()) {
      case NEW, PARTIALLY_FILLED -> "open";
      case FILLED -> "closed";
      case CANCELED, EXPIRED, EXPIRED_IN_MATCH -> "canceled";
    };
  }

  /** Why it is over, or null. */
  static String reason(Order order) {
    return switch (order.status()) {
      case NEW, PARTIALLY_FILLED, FILLED -> null;
      case CANCELED -> "User requested";
      case EXPIRED_IN_MATCH -> "Self trade prevention";
      case EXPIRED -> postOnly(order) ? "Post only order" : "Order could not be filled";
    };
  }

  static String money(BigDecimal value) {
    return KrakenText.fixed(value, MONEY_DECIMALS);
  }

  static BigDecimal fees(List<Fill> fills) {
    return fills.stream().map(Fill::fee).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The words in which the venue repeats an order. */
  static ObjectNode description(Order order) {
    Instrument pair = order.market.instrument;
    String name = SpotListing.shortName(pair);
    String price = order.type == OrderType.MARKET ? "0" : pair.priceText(order.price());
    String words =
        side(order)
            + " "
            + pair.quantityText(order.quantity())
            + " "
            + name
            + " @ "
            + type(order)
            + (order.type == OrderType.MARKET ? "" : " " + price);
    ObjectNode out = KrakenText.object().put("pair", name).put("type", side(order));
    out.put("ordertype", type(order)).put("price", price).put("price2", "0");
    return out.put("leverage", "none").put("order", words).put("close", "");
  }

  ObjectNode order(Order order, boolean trades) {
    Instrument pair = order.market.instrument;
    List<Fill> fills = account.fills(order);
    ObjectNode row = KrakenText.object();
    row.putNull("refid").put("userref", 0);
    row.put("cl_ord_id", order.clientId.isEmpty() ? null : order.clientId);
    row.put("status", status(order));
    if (!order.status().open()) {
      row.put("reason", reason(order));
    }
    KrakenText.number(row, "opentm", KrakenText.seconds(order.createdMillis));
    if (!order.status().open()) {
      KrakenText.number(row, "closetm", KrakenText.seconds(order.updatedMillis()));
    }
    row.put("starttm", 0).put("expiretm", 0);
    row.set("descr", description(order));
    row.put("vol", pair.quantityText(order.quantity()));
    row.put("vol_exec", pair.quantityText(order.filled()));
    row.put("cost", money(order.value())).put("fee", money(fees(fills)));
    row.put("price", money(order.averagePrice()));
    row.put("stopprice", "0.00000").put("limitprice", "0.00000").put("misc", "");
    row.put("oflags", postOnly(order) ? "fciq,post" : "fciq");
    if (trades && !fills.isEmpty()) {
      ArrayNode ids = row.putArray("trades");
      fills.forEach(fill -> ids.add(Ids.trade(fill.tradeId())));
    }
    return row;
  }

  static ObjectNode trade(Fill fill) {
    Order order = fill.order();
    Instrument pair = order.market.instrument;
    ObjectNode row = KrakenText.object().put("ordertxid", Ids.order(order.id));
    row.put("postxid", Ids.id('P', order.id)).put("pair", SpotListing.key(pair));
    KrakenText.number(row, "time", KrakenText.seconds(fill.millis()));
    row.put("type", side(order)).put("ordertype", type(order));
    row.put("price", pair.priceText(fill.price())).put("cost", money(fill.value()));
    row.put("fee", money(fill.fee())).put("vol", pair.quantityText(fill.quantity()));
    row.put("margin", "0.00000").put("leverage", "0").put("misc", "");
    row.put("trade_id", fill.tradeId()).put("maker", fill.maker());
    row.putArray("ledgers")
        .add(Ids.ledger(ledger(fill, false)))
        .add(Ids.ledger(ledger(fill, true)));
    return row;
  }

  /** The number of the ledger entry of a trade, in its base or quote asset. */
  static long ledger(Fill fill, boolean quote) {
    return 2 * fill.tradeId() + (quote ? 1 : 0);
  }
}
