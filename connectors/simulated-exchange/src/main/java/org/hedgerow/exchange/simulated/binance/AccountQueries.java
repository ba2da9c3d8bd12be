package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Margins;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.Position;
import org.hedgerow.exchange.simulated.matching.Wallet;

/** What an account may ask about itself; nothing here changes anything. */
final class AccountQueries {
  private static final String ALIAS = "SgsR";

  private final BinanceVenue venue;
  private final Map<String, Market> markets;
  private final Account account;
  private final SkewedClock clock;

  AccountQueries(
      BinanceVenue venue, Map<String, Market> markets, MatchingEngine engine, SkewedClock clock) {
    this.venue = venue;
    this.markets = markets;
    this.account = engine.account(venue);
    this.clock = clock;
  }

  /** The order that a request names by either id, or null if there is none. */
  Order named(Market market, Parameters parameters) throws RefusedException {
    String id = parameters.get("orderId");
    String clientId = parameters.get("origClientOrderId");
    if (id == null && clientId == null) {
      throw new RefusedException(
          -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
    }
    Order order =
        id != null ? account.order(parameters.number("orderId", 0)) : account.order(clientId);
    return order != null && order.market == market ? order : null;
  }

  Reply answer(String endpoint, String path, Parameters parameters) throws RefusedException {
    return switch (endpoint) {
      case "GET order", "GET openOrder" -> order(endpoint, parameters);
      case "GET openOrders" -> openOrders(parameters);
      case "GET allOrders" -> allOrders(parameters);
      case "GET myTrades", "GET userTrades" -> trades(parameters);
      case "GET account" ->
          venue.futures() ? futuresAccount() : spotAccount(parameters.flag("omitZeroBalances"));
      case "GET leverageBracket" -> leverageBrackets();
      case "GET positionRisk" -> positionRisk(path, parameters);
      default -> balances();
    };
  }

  private Reply order(String endpoint, Parameters parameters) throws RefusedException {
    Order order = named(PublicApi.market(markets, parameters), parameters);
    if (order == null || (endpoint.equals("GET openOrder") && !order.status().open())) {
      throw new RefusedException(-2013, "Order does not exist.");
    }
    return Reply.ok(json(order).toString());
  }

  private ObjectNode json(Order order) {
    return venue.futures() ? OrderJson.futuresOrder(order) : OrderJson.spotOrder(order);
  }

  private Reply openOrders(Parameters parameters) throws RefusedException {
    Market only = parameters.get("symbol") == null ? null : PublicApi.market(markets, parameters);
    ArrayNode out = OrderJson.JSON.createArrayNode();
    for (Order order : account.openOrders()) {
      if (only == null || order.market == only) {
        out.add(json(order));
      }
    }
    return Reply.ok(out.toString());
  }

  /** By the order's id from an id on, else by the time at which it was placed. */
  private Reply allOrders(Parameters parameters) throws RefusedException {
    Market market = PublicApi.market(markets, parameters);
    long fromId = parameters.number("orderId", -1);
    long start = parameters.number("startTime", 0);
    long end = parameters.number("endTime", Long.MAX_VALUE);
    List<Order> found =
        account.orders(market).stream()
            .filter(order -> order.id >= fromId)
            .filter(
                order ->
                    fromId >= 0 || (order.createdMillis >= start && order.createdMillis <= end))
            .toList();
    int limit = limit(parameters, venue == BinanceVenue.COINM ? 100 : 1_000);
    boolean forward = fromId >= 0 || start > 0;
    ArrayNode out = OrderJson.JSON.createArrayNode();
    found.stream()
        .skip(forward ? 0 : Math.max(0, found.size() - limit))
        .limit(limit)
        .forEach(order -> out.add(json(order)));
    return Reply.ok(out.toString());
  }

  /** COIN-M gives 50 where no number is asked for, the others 500. */
  private int limit(Parameters parameters, int most) throws RefusedException {
    return (int) Math.min(most, parameters.number("limit", venue == BinanceVenue.COINM ? 50 : 500));
  }

  private Reply trades(Parameters parameters) throws RefusedException {
    Market market = PublicApi.market(markets, parameters);
    long fromId = parameters.number("fromId", -1);
    long orderId = parameters.number("orderId", -1);
    long start = parameters.number("startTime", 0);
    long end = parameters.number("endTime", Long.MAX_VALUE);
    int limit = limit(parameters, 1_000);
    List<Fill> found =
        account.fills(market).stream()
            .filter(fill -> fill.tradeId() >= fromId)
            .filter(fill -> orderId < 0 || fill.order().id == orderId)
            .filter(fill -> fill.millis() >= start && fill.millis() <= end)
            .toList();
    // From an id or a time on, the oldest come first; else the newest are wanted.
    boolean forward = fromId >= 0 || start > 0;
    int skip = forward ? 0 : Math.max(0, found.size() - limit);
    ArrayNode out = OrderJson.JSON.createArrayNode();
    found.stream()
        .skip(skip)
        .limit(limit)
        .forEach(
            fill ->
                out.add(
                    venue.futures() ? OrderJson.futuresTrade(fill) : OrderJson.spotTrade(fill)));
    return Reply.ok(out.toString());
  }

  private Reply spotAccount(boolean omitZero) {
    ObjectNode out = OrderJson.JSON.createObjectNode();
    out.put("makerCommission", 10).put("takerCommission", 10);
    out.put("buyerCommission", 0).put("sellerCommission", 0);
    out.putObject("commissionRates")
        .put("maker", OrderJson.eight(venue.makerFee))
        .put("taker", OrderJson.eight(venue.takerFee))
        .put("buyer", "0.00000000")
        .put("seller", "0.00000000");
    out.put("canTrade", true).put("canWithdraw", true).put("canDeposit", true);
    out.put("brokered", false).put("requireSelfTradePrevention", false);
    out.put("preventSor", false).put("updateTime", clock.millis());
    out.put("accountType", "SPOT");
    ArrayNode balances = out.putArray("balances");
    account
        .wallets()
        .forEach(
            (asset, wallet) -> {
              if (!omitZero || wallet.total().signum() != 0) {
                balances
                    .addObject()
                    .put("asset", asset)
                    .put("free", OrderJson.eight(wallet.free()))
                    .put("locked", OrderJson.eight(wallet.locked()));
              }
            });
    out.putArray("permissions").add("SPOT");
    return Reply.ok(out.put("uid", 354937868).toString());
  }

  private Reply balances() {
    ArrayNode out = OrderJson.JSON.createArrayNode();
    for (Map.Entry<String, Wallet> entry : account.wallets().entrySet()) {
      String asset = entry.getKey();
      String total = OrderJson.eight(entry.getValue().total());
      String available = OrderJson.eight(Margins.available(account, asset).max(BigDecimal.ZERO));
      ObjectNode row = out.addObject().put("accountAlias", ALIAS).put("asset", asset);
      row.put("balance", total);
      if (venue == BinanceVenue.COINM) {
        row.put("withdrawAvailable", available);
      }
      row.put("crossWalletBalance", total);
      row.put("crossUnPnl", OrderJson.eight(Margins.unrealized(account, asset)));
      row.put("availableBalance", available);
      if (venue == BinanceVenue.USDM) {
        row.put("maxWithdrawAmount", available).put("marginAvailable", true);
      }
      row.put("updateTime", clock.millis());
    }
    return Reply.ok(out.toString());
  }

  private Reply positionRisk(String path, Parameters parameters) throws RefusedException {
    Market only =
        venue == BinanceVenue.USDM && parameters.get("symbol") != null
            ? PublicApi.market(markets, parameters)
            : null;
    String pair = venue == BinanceVenue.COINM ? parameters.get("pair") : null;
    ArrayNode out = OrderJson.JSON.createArrayNode();
    account
        .positions()
        .forEach(
            (market, position) -> {
              boolean wanted =
                  (only == null || market == only)
                      && (pair == null || market.instrument.pair().equals(pair))
                      && (!path.contains("/v3/") || position.quantity() != 0);
              if (wanted) {
                out.add(positionRisk(market, position));
              }
            });
    return Reply.ok(out.toString());
  }

  /** One bracket each: the engine knows one leverage. */
  private Reply leverageBrackets() {
    ArrayNode out = OrderJson.JSON.createArrayNode();
    for (Market market : markets.values()) {
      ObjectNode row = out.addObject().put("symbol", market.instrument.symbol());
      ObjectNode bracket = row.putArray("brackets").addObject();
      bracket.put("bracket", 1).put("initialLeverage", Margins.LEVERAGE);
      bracket.put(venue == BinanceVenue.USDM ? "notionalCap" : "qtyCap", 250_000_000);
      // The venue's own spelling.
      bracket.put(venue == BinanceVenue.USDM ? "notionalFloor" : "qtylFloor", 0);
      bracket.put("maintMarginRatio", 0.004).put("cum", 0.0);
    }
    return Reply.ok(out.toString());
  }

  private ObjectNode positionRisk(Market market, Position position) {
    Instrument instrument = market.instrument;
    boolean inverse = instrument.inverse();
    String entry = OrderJson.eight(position.entryPrice());
    BigDecimal mark = market.mark();
    ObjectNode out = OrderJson.JSON.createObjectNode().put("symbol", instrument.symbol());
    out.put("positionAmt", instrument.quantityText(position.quantity()));
    out.put("entryPrice", position.quantity() == 0 ? "0.0" : entry);
    out.put("breakEvenPrice", position.quantity() == 0 ? "0.0" : entry);
    out.put("markPrice", OrderJson.eight(mark));
    out.put("unRealizedProfit", OrderJson.eight(position.unrealized(mark)));
    out.put("liquidationPrice", "0");
    out.put("leverage", Integer.toString(Margins.LEVERAGE));
    out.put(inverse ? "maxQty" : "maxNotionalValue", inverse ? "1000" : "250000000");
    out.put("marginType", "cross").put("isolatedMargin", "0.00000000");
    out.put("isAutoAddMargin", "false").put("positionSide", "BOTH");
    BigDecimal worth =
        mark.signum() > 0 ? position.worth(Math.abs(position.quantity()), mark) : BigDecimal.ZERO;
    out.put(
        inverse ? "notionalValue" : "notional",
        OrderJson.eight(position.quantity() < 0 ? worth.negate() : worth));
    out.put("isolatedWallet", "0");
    return out.put("updateTime", position.updatedMillis());
  }

  /** Totals are in USDT on USD-M; COIN-M, whose coins do not add up, has none. */
  private Reply futuresAccount() {
    ObjectNode out = OrderJson.JSON.createObjectNode();
    boolean linear = venue == BinanceVenue.USDM;
    if (!linear) {
      out.put("feeTier", 0).put("canTrade", true).put("canDeposit", true).put("canWithdraw", true);
      out.put("updateTime", 0);
    }
    ArrayNode assets = out.putArray("assets");
    BigDecimal wallet = BigDecimal.ZERO;
    BigDecimal profit = BigDecimal.ZERO;
    BigDecimal initial = BigDecimal.ZERO;
    BigDecimal available = BigDecimal.ZERO;
    for (Map.Entry<String, Wallet> entry : account.wallets().entrySet()) {
      String asset = entry.getKey();
      BigDecimal total = entry.getValue().total();
      BigDecimal unrealized = Margins.unrealized(account, asset);
      BigDecimal free = Margins.available(account, asset).max(BigDecimal.ZERO);
      BigDecimal used = total.add(unrealized).subtract(free).max(BigDecimal.ZERO);
      assets.add(marginAsset(asset, total, unrealized, used, free));
      wallet = wallet.add(total);
      profit = profit.add(unrealized);
      initial = initial.add(used);
      available = available.add(free);
    }
    if (linear) {
      out.put("totalInitialMargin", OrderJson.eight(initial));
      out.put("totalMaintMargin", OrderJson.eight(BigDecimal.ZERO));
      out.put("totalWalletBalance", OrderJson.eight(wallet));
      out.put("totalUnrealizedProfit", OrderJson.eight(profit));
      out.put("totalMarginBalance", OrderJson.eight(wallet.add(profit)));
      out.put("totalPositionInitialMargin", OrderJson.eight(initial));
      out.put("totalOpenOrderInitialMargin", OrderJson.eight(BigDecimal.ZERO));
      out.put("totalCrossWalletBalance", OrderJson.eight(wallet));
      out.put("totalCrossUnPnl", OrderJson.eight(profit));
      out.put("availableBalance", OrderJson.eight(available));
      out.put("maxWithdrawAmount", OrderJson.eight(available));
    }
    ArrayNode positions = out.putArray("positions");
    account
        .positions()
        .forEach(
            (market, position) -> {
              if (position.quantity() != 0) {
                positions.add(positionRisk(market, position));
              }
            });
    return Reply.ok(out.toString());
  }

  private ObjectNode marginAsset(
      String asset, BigDecimal total, BigDecimal unrealized, BigDecimal used, BigDecimal free) {
    ObjectNode row = OrderJson.JSON.createObjectNode().put("asset", asset);
    row.put("walletBalance", OrderJson.eight(total));
    row.put("unrealizedProfit", OrderJson.eight(unrealized));
    row.put("marginBalance", OrderJson.eight(total.add(unrealized)));
    row.put("maintMargin", OrderJson.eight(BigDecimal.ZERO));
    row.put("initialMargin", OrderJson.eight(used));
    row.put("positionInitialMargin", OrderJson.eight(used));
    row.put("openOrderInitialMargin", OrderJson.eight(BigDecimal.ZERO));
    row.put("crossWalletBalance", OrderJson.eight(total));
    row.put("crossUnPnl", OrderJson.eight(unrealized));
    row.put("availableBalance", OrderJson.eight(free));
    row.put("maxWithdrawAmount", OrderJson.eight(free));
    return row.put("updateTime", clock.millis());
  }
}
