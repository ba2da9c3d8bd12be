package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;

/** What an account may ask about itself; nothing here changes anything. */
final class AccountQuestions {
  static final Set<String> PATHS =
      Set.of(
          "trade/order",
          "trade/orders-pending",
          "trade/orders-history",
          "trade/orders-history-archive",
          "trade/fills",
          "trade/fills-history",
          "account/balance",
          "account/positions",
          "account/config",
          "account/instruments",
          "account/account-position-risk",
          "account/trade-fee",
          "asset/balances",
          "asset/currencies");
  private static final int PAGE = 100;

  private final Map<String, Market> markets;
  private final Account account;
  private final OrderRows orders;
  private final AccountRows rows;
  private final MarketRows marketRows;

  AccountQuestions(
      Map<String, Market> markets,
      Account account,
      OrderRows orders,
      AccountRows rows,
      MarketRows marketRows) {
    this.markets = markets;
    this.account = account;
    this.orders = orders;
    this.rows = rows;
    this.marketRows = marketRows;
  }

  Reply answer(String path, Query query) throws RefusedException {
    return switch (path) {
      case "trade/order" -> order(query);
      case "trade/orders-pending" -> list(query, true);
      case "trade/orders-history", "trade/orders-history-archive" -> {
        query.mandatory("instType");
        yield list(query, false);
      }
      case "trade/fills", "trade/fills-history" -> fills(query);
      case "account/balance" -> balance(query);
      case "account/positions" -> positions(query);
      case "account/config" -> config();
      case "account/instruments" -> instruments(query);
      case "account/trade-fee" -> fees(query);
      case "account/account-position-risk" -> risk();
      // Everything lies in the trading account, nothing in the one for funding.
      case "asset/balances" -> Answers.ok(OkxText.array());
      default -> currencies();
    };
  }

  /** What there is of each asset, and positions in brief. */
  private Reply risk() {
    ObjectNode out = OkxText.object().put("adjEq", "");
    out.put("ts", Long.toString(System.currentTimeMillis()));
    ArrayNode balances = out.putArray("balData");
    account
        .wallets()
        .forEach(
            (asset, wallet) ->
                balances
                    .addObject()
                    .put("ccy", asset)
                    .put("eq", wallet.total().toPlainString())
                    .put("disEq", ""));
    ArrayNode positions = out.putArray("posData");
    account
        .positions()
        .forEach(
            (market, position) -> {
              if (position.quantity() != 0) {
                Instrument contract = market.instrument;
                positions
                    .addObject()
                    .put("instType", OkxListing.type(contract))
                    .put("instId", contract.symbol())
                    .put("mgnMode", "cross")
                    .put("posSide", "net")
                    .put("pos", Fixed.decimal(position.quantity()).toPlainString())
                    .put("ccy", contract.settlement());
              }
            });
    return Answers.ok(OkxText.array().add(out));
  }

  /** Of the first tier; what is paid is below zero. */
  private Reply fees(Query query) throws RefusedException {
    String type = query.mandatory("instType");
    ObjectNode row = OkxText.object().put("instType", type).put("level", "Lv1");
    row.put("category", "1").put("delivery", "").put("exercise", "").put("ruleType", "normal");
    for (Market market : markets.values()) {
      Instrument instrument = market.instrument;
      if (type.equals(OkxListing.type(instrument))) {
        boolean dollars = instrument.settlement().startsWith("USD");
        String maker = OkxVenue.OKX.makerFee(instrument).negate().toPlainString();
        String taker = OkxVenue.OKX.takerFee(instrument).negate().toPlainString();
        boolean swap = instrument.derivative() && dollars;
        row.put(swap ? "makerU" : "maker", maker).put(swap ? "takerU" : "taker", taker);
      }
    }
    return Answers.ok(OkxText.array().add(row));
  }

  private Reply order(Query query) throws RefusedException {
    Market market = markets.get(query.mandatory("instId"));
    if (market == null) {
      throw new RefusedException(
          51001, "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
    }
    Order order = OrderCommands.named(account, query.get("ordId"), query.get("clOrdId"));
    if (order == null || order.market != market) {
      throw new RefusedException(51603, "Order does not exist");
    }
    return Answers.ok(OkxText.array().add(orders.order(order)));
  }

  private static boolean matches(Query query, Instrument instrument) {
    return query.allows("instType", OkxListing.type(instrument))
        && query.allows("instId", instrument.symbol())
        && query.allows("uly", instrument.pair())
        && query.allows("instFamily", instrument.pair());
  }

  /** Newest first; {@code after} asks for older ones than an id, {@code before} for newer ones. */
  private Reply list(Query query, boolean open) throws RefusedException {
    List<Order> found = new ArrayList<>();
    for (Market market : markets.values()) {
      if (matches(query, market.instrument)) {
        for (Order order : open ? account.openOrders() : account.orders(market)) {
          if (order.market == market && order.status().open() == open) {
            found.add(order);
          }
        }
      }
    }
    found.sort(Comparator.comparingLong((Order order) -> order.id).reversed());
    long after = query.number("after", Long.MAX_VALUE);
    long before = query.number("before", 0);
    long most = Math.min(PAGE, query.number("limit", PAGE));
    ArrayNode data = OkxText.array();
    for (Order order : found) {
      boolean wanted =
          order.id < after
              && order.id > before
              && query.allows("ordType", OrderRows.type(order))
              && query.allows("state", OrderRows.state(order.status()));
      if (wanted && data.size() < most) {
        data.add(orders.order(order));
      }
    }
    return Answers.ok(data);
  }

  private Reply fills(Query query) throws RefusedException {
    List<Fill> found = new ArrayList<>();
    for (Market market : markets.values()) {
      if (matches(query, market.instrument)) {
        found.addAll(account.fills(market));
      }
    }
    found.sort(Comparator.comparingLong(Fill::tradeId).reversed());
    long after = query.number("after", Long.MAX_VALUE);
    long before = query.number("before", 0);
    long begin = query.number("begin", 0);
    long end = query.number("end", Long.MAX_VALUE);
    long most = Math.min(PAGE, query.number("limit", PAGE));
    ArrayNode data = OkxText.array();
    for (Fill fill : found) {
      boolean wanted =
          fill.tradeId() < after
              && fill.tradeId() > before
              && fill.millis() >= begin
              && fill.millis() <= end
              && query.allows("ordId", Long.toString(fill.order().id));
      if (wanted && data.size() < most) {
        data.add(OrderRows.fill(fill));
      }
    }
    return Answers.ok(data);
  }

  private Reply balance(Query query) {
    String only = query.get("ccy");
    return Answers.ok(
        OkxText.array().add(rows.balance(only == null ? null : Arrays.asList(only.split(",")))));
  }

  /** Those that are not zero, and those that are asked for by name and ever were. */
  private Reply positions(Query query) {
    ArrayNode data = OkxText.array();
    List<String> named =
        query.get("instId") == null ? List.of() : Arrays.asList(query.get("instId").split(","));
    account
        .positions()
        .forEach(
            (market, position) -> {
              boolean asked = named.isEmpty() || named.contains(market.instrument.symbol());
              boolean known =
                  position.quantity() != 0 || (!named.isEmpty() && position.updatedMillis() > 0);
              if (asked && known && query.allows("instType", OkxListing.type(market.instrument))) {
                data.add(rows.position(market));
              }
            });
    return Answers.ok(data);
  }

  private static Reply config() {
    ObjectNode out = OkxText.object();
    out.put("acctLv", "2").put("posMode", "net_mode").put("autoLoan", false);
    out.put("ctIsoMode", "automatic").put("mgnIsoMode", "automatic").put("level", "Lv1");
    out.put("levelTmp", "").put("greeksType", "PA").put("acctStpMode", "cancel_maker");
    out.put("label", "simulated").put("ip", "").put("perm", "read_only,trade");
    out.put("uid", StreamTalk.USER).put("mainUid", StreamTalk.USER).put("type", "0");
    return Answers.ok(OkxText.array().add(out));
  }

  private Reply instruments(Query query) throws RefusedException {
    query.mandatory("instType");
    ArrayNode data = OkxText.array();
    for (Market market : markets.values()) {
      if (matches(query, market.instrument)) {
        data.add(marketRows.instrument(market.instrument));
      }
    }
    return Answers.ok(data);
  }

  private Reply currencies() {
    ArrayNode data = OkxText.array();
    for (String asset : account.wallets().keySet()) {
      ObjectNode out = data.addObject();
      out.put("ccy", asset).put("name", asset).put("chain", asset + "-" + asset);
      out.put("canDep", false).put("canWd", false).put("canInternal", false);
      out.put("mainNet", true).put("minFee", "0").put("maxFee", "0").put("fee", "0");
      out.put("minWd", "0").put("maxWd", "0").put("wdTickSz", "8").put("minDep", "0");
      out.put("needTag", false).put("ctAddr", "").put("logoLink", "");
    }
    return Answers.ok(data);
  }
}
