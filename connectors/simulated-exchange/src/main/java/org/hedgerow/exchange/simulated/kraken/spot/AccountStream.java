package org.hedgerow.exchange.simulated.kraken.spot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.hedgerow.exchange.simulated.dialect.FillTold;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.EngineListener;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderStatus;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Wallet;
import org.hedgerow.exchange.simulated.wire.StreamHub;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** The channels executions and balances; what they tell is in the ledger before. */
final class AccountStream implements EngineListener {
  private static final String EXECUTIONS = "account/executions";
  private static final String BALANCES = "account/balances";
  private static final int SNAPSHOT_TRADES = 50;

  private final StreamHub hub;
  private final Ledger ledger;
  private final FillTold fills;
  private final Account account;
  private final Collection<Market> markets;
  private long executionsTold;
  private long balancesTold;

  AccountStream(
      StreamHub hub, Ledger ledger, FillTold fills, Account account, Collection<Market> markets) {
    this.hub = hub;
    this.ledger = ledger;
    this.fills = fills;
    this.account = account;
    this.markets = markets;
  }

  static boolean isChannel(String channel) {
    return channel.equals("executions") || channel.equals("balances");
  }

  static String topic(String channel) {
    return channel.equals("executions") ? EXECUTIONS : BALANCES;
  }

  static boolean isAccount(String topic) {
    return topic.startsWith("account/");
  }

  /** Sends how things are, and subscribes. */
  void subscribe(String channel, JsonNode parameters, StreamSocket socket) {
    ArrayNode data = KrakenText.array();
    if (channel.equals("balances")) {
      account.wallets().forEach((asset, wallet) -> data.add(balance(asset, wallet)));
      socket.send(message("balances", "snapshot", data, ++balancesTold));
    } else {
      if (parameters.path("snap_trades").asBoolean(false)) {
        newestFills().forEach(fill -> data.add(trade(fill)));
      }
      if (parameters.path("snap_orders").asBoolean(true)) {
        for (Order order : account.openOrders()) {
          data.add(progress(whole(order, "new", word(order), order.updatedMillis()), order));
        }
      }
      socket.send(message("executions", "snapshot", data, ++executionsTold));
    }
    socket.subscribe(topic(channel));
  }

  private List<Fill> newestFills() {
    List<Fill> all = new ArrayList<>();
    markets.forEach(market -> all.addAll(account.fills(market)));
    all.sort(Comparator.comparingLong(Fill::tradeId).reversed());
    return all.subList(0, Math.min(SNAPSHOT_TRADES, all.size()));
  }

  private static String message(String channel, String type, ArrayNode data, long sequence) {
    ObjectNode out = KrakenText.object().put("channel", channel).put("type", type);
    out.set("data", data);
    return out.put("sequence", sequence).toString();
  }

  private static ObjectNode balance(String asset, Wallet wallet) {
    ObjectNode row = KrakenText.object().put("asset", asset).put("asset_class", "currency");
    KrakenText.number(row, "balance", wallet.total());
    ObjectNode main = row.putArray("wallets").addObject();
    KrakenText.number(main.put("type", "spot").put("id", "main"), "balance", wallet.total());
    return row;
  }

  private static String word(Order order) {
    return switch (order.status()) {
      case NEW -> "new";
      case PARTIALLY_FILLED -> "partially_filled";
      case FILLED -> "filled";
      case CANCELED, EXPIRED, EXPIRED_IN_MATCH -> "canceled";
    };
  }

  private static ObjectNode brief(Order order, String type, String status, long millis) {
    ObjectNode row = KrakenText.object().put("order_id", Ids.order(order.id));
    if (!order.clientId.isEmpty()) {
      row.put("cl_ord_id", order.clientId);
    }
    row.put("order_userref", 0).put("exec_type", type).put("order_status", status);
    return row.put("timestamp", KrakenText.micros(millis));
  }

  /** With all that an order is. */
  private static ObjectNode whole(Order order, String type, String status, long millis) {
    Instrument pair = order.market.instrument;
    ObjectNode row = brief(order, type, status, millis).put("symbol", pair.symbol());
    row.put("side", OrderRows.side(order)).put("order_type", OrderRows.type(order));
    KrakenText.number(row, "order_qty", pair.quantityText(order.quantity()));
    if (order.type != OrderType.MARKET) {
      KrakenText.number(row, "limit_price", pair.priceText(order.price()));
      row.put("limit_price_type", "static");
    }
    row.put("time_in_force", OrderRows.postOnly(order) ? "GTC" : order.timeInForce.name());
    if (OrderRows.postOnly(order)) {
      row.put("post_only", true);
    }
    return row.put("fee_ccy_pref", "fciq");
  }

  /** And with what became of it. */
  private static ObjectNode progress(ObjectNode row, Order order) {
    Instrument pair = order.market.instrument;
    KrakenText.number(row, "cum_qty", pair.quantityText(order.filled()));
    KrakenText.number(row, "cum_cost", order.value());
    return KrakenText.number(row, "avg_price", order.averagePrice());
  }

  /** A trade never says that its order is filled: another row does. */
  private static ObjectNode trade(Fill fill) {
    Order order = fill.order();
    Instrument pair = order.market.instrument;
    ObjectNode row = brief(order, "trade", "partially_filled", fill.millis());
    row.put("exec_id", Ids.trade(fill.tradeId())).put("trade_id", fill.tradeId());
    row.put("symbol", pair.symbol()).put("side", OrderRows.side(order));
    row.put("order_type", OrderRows.type(order));
    KrakenText.number(row, "last_qty", pair.quantityText(fill.quantity()));
    KrakenText.number(row, "last_price", pair.priceText(fill.price()));
    row.put("liquidity_ind", fill.maker() ? "m" : "t");
    KrakenText.number(row, "cost", fill.value());
    KrakenText.number(row, "fee_usd_equiv", fill.fee());
    ObjectNode fee = row.putArray("fees").addObject().put("asset", fill.feeAsset());
    KrakenText.number(fee, "qty", fill.fee());
    return row;
  }

  private void publish(String channel, String text) {
    StreamHub.Topic topic = hub.topic(topic(channel));
    ledger.afterSync(() -> topic.publish(text));
  }

  private void execution(ObjectNode row) {
    publish(
        "executions",
        message("executions", "update", KrakenText.array().add(row), ++executionsTold));
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    if (order.venue() != SpotVenue.KRAKEN) {
      return;
    }
    switch (execution) {
      case NEW -> {
        execution(whole(order, "pending_new", "pending_new", millis));
        execution(brief(order, "new", "new", millis));
      }
      case AMENDMENT -> execution(progress(whole(order, "amended", word(order), millis), order));
      case TRADE -> filled(order, fill, millis);
      case CANCELED, EXPIRED ->
          execution(
              progress(brief(order, "canceled", "canceled", millis), order)
                  .put("reason", OrderRows.reason(order)));
    }
  }

  private void filled(Order order, Fill fill, long millis) {
    ObjectNode traded = trade(fill);
    ObjectNode end =
        order.status() == OrderStatus.FILLED
            ? progress(brief(order, "filled", "filled", millis), order)
            : null;
    ArrayNode moved = KrakenText.array();
    Instrument pair = order.market.instrument;
    BigDecimal sign = BigDecimal.valueOf(order.side.sign());
    moved.add(entry(fill, pair.base(), Fixed.decimal(fill.quantity()).multiply(sign)));
    moved.add(entry(fill, pair.quote(), fill.value().multiply(sign.negate())));
    fills.of(
        fill,
        () -> {
          execution(traded);
          if (end != null) {
            execution(end);
          }
          publish("balances", message("balances", "update", moved, ++balancesTold));
        });
  }

  /** An entry of the venue's own ledger. */
  private ObjectNode entry(Fill fill, String asset, BigDecimal amount) {
    boolean quote = asset.equals(fill.order().market.instrument.quote());
    boolean charged = asset.equals(fill.feeAsset());
    ObjectNode row = KrakenText.object().put("asset", asset).put("asset_class", "currency");
    KrakenText.number(row, "amount", amount);
    KrakenText.number(row, "balance", account.wallet(asset).total());
    KrakenText.number(row, "fee", charged ? fill.fee() : BigDecimal.ZERO);
    row.put("ledger_id", Ids.ledger(OrderRows.ledger(fill, quote)));
    row.put("ref_id", Ids.trade(fill.tradeId()));
    row.put("timestamp", KrakenText.micros(fill.millis()));
    row.put("type", "trade").put("subtype", "").put("category", "trade");
    return row.put("wallet_type", "spot").put("wallet_id", "main");
  }

  @Override
  public void accountChanged(
      Account changed, Change reason, Collection<String> assets, Market market, long millis) {
    // Trades are told with their orders; what is set aside for orders is no change of a balance.
  }
}
