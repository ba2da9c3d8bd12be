package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Margins;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Position;
import org.hedgerow.exchange.simulated.matching.Wallet;
import org.hedgerow.exchange.simulated.option.Black76;

/** Balances and positions as the venue tells of them. */
final class AccountRows {
  private final Account account;
  private final Map<String, Market> markets;
  private final OptionRows options;
  private final SkewedClock clock;

  AccountRows(
      MatchingEngine engine, Map<String, Market> markets, OptionRows options, SkewedClock clock) {
    this.options = options;
    this.account = engine.account(OkxVenue.OKX);
    this.markets = markets;
    this.clock = clock;
  }

  private String now() {
    return Long.toString(clock.millis());
  }

  /** Of an asset in dollars, as far as a market here says; zero where none does. */
  private BigDecimal dollars(String asset) {
    if (asset.startsWith("USD")) {
      return BigDecimal.ONE;
    }
    for (Market market : markets.values()) {
      Instrument instrument = market.instrument;
      if (!instrument.derivative() && instrument.base().equals(asset) && market.book.ready()) {
        return market.mark();
      }
    }
    return BigDecimal.ZERO;
  }

  /**
   * The account.
   *
   * @param only these assets, or all that it has anything of if null
   */
  ObjectNode balance(Collection<String> only) {
    ObjectNode out = OkxText.object();
    OkxText.blank(out, "adjEq", "availEq", "borrowFroz");
    ArrayNode details = out.putArray("details");
    BigDecimal total = BigDecimal.ZERO;
    for (Map.Entry<String, Wallet> entry : account.wallets().entrySet()) {
      String asset = entry.getKey();
      BigDecimal cash = entry.getValue().total();
      BigDecimal profit = Margins.unrealized(account, asset);
      BigDecimal equity = cash.add(profit);
      BigDecimal worth = equity.multiply(dollars(asset));
      total = total.add(worth);
      boolean wanted = only == null ? equity.signum() != 0 : only.contains(asset);
      if (wanted) {
        details.add(detail(asset, entry.getValue(), profit, worth));
      }
    }
    out.put("imr", "").put("isoEq", "0");
    OkxText.blank(out, "mgnRatio", "mmr", "notionalUsd", "notionalUsdForBorrow");
    OkxText.blank(out, "notionalUsdForFutures", "notionalUsdForOption", "notionalUsdForSwap");
    out.put("ordFroz", "").put("totalEq", OkxText.plain(total));
    return out.put("uTime", now()).put("upl", "");
  }

  private ObjectNode detail(String asset, Wallet wallet, BigDecimal profit, BigDecimal worth) {
    BigDecimal equity = wallet.total().add(profit);
    String available = OkxText.plain(Margins.available(account, asset).max(BigDecimal.ZERO));
    BigDecimal frozen = equity.subtract(new BigDecimal(available)).max(BigDecimal.ZERO);
    ObjectNode out = OkxText.object();
    out.put("accAvgPx", "").put("availBal", available).put("availEq", available);
    out.put("borrowFroz", "").put("cashBal", OkxText.plain(wallet.total())).put("ccy", asset);
    out.put("clSpotInUseAmt", "").put("coinUsdPrice", OkxText.plain(dollars(asset)));
    out.put("colBorrAutoConversion", "0").put("collateralEnabled", false);
    out.put("collateralRestrict", false).put("crossLiab", "");
    out.put("disEq", OkxText.plain(worth)).put("eq", OkxText.plain(equity));
    out.put("eqUsd", OkxText.plain(worth)).put("fixedBal", "0");
    out.put("frozenBal", OkxText.plain(frozen)).put("imr", "0").put("interest", "");
    out.put("isoEq", "0").put("isoLiab", "").put("isoUpl", "0").put("liab", "");
    OkxText.blank(out, "maxLoan", "maxSpotInUseAmt", "mgnRatio");
    out.put("mmr", "0").put("notionalLever", "0").put("openAvgPx", "");
    out.put("ordFrozen", OkxText.plain(wallet.locked())).put("rewardBal", "0");
    out.put("smtSyncEq", "0").put("spotBal", "").put("spotCopyTradingEq", "0");
    out.put("spotInUseAmt", "").put("spotIsoBal", "0");
    OkxText.blank(out, "spotUpl", "spotUplRatio");
    out.put("stgyEq", "0").put("totalPnl", "").put("totalPnlRatio", "").put("twap", "0");
    return out.put("uTime", now()).put("upl", OkxText.plain(profit)).put("uplLiab", "");
  }

  /** Of one contract. */
  ObjectNode position(Market market) {
    Instrument instrument = market.instrument;
    Position position = account.position(market);
    BigDecimal mark = market.mark();
    long held = position.quantity();
    BigDecimal worth = position.worth(Math.abs(held), mark);
    BigDecimal profit = position.unrealized(mark);
    boolean option = instrument.option();
    BigDecimal margin = option ? BigDecimal.ZERO : worth.divide(leverage(), MathContext.DECIMAL64);
    String entry = held == 0 ? "" : OkxText.plain(position.entryPrice());
    BigDecimal dollars =
        option
            ? position.worth(Math.abs(held), market.index())
            : instrument.inverse() ? worth.multiply(mark) : worth;
    String usd = OkxText.plain(dollars);
    ObjectNode out = OkxText.object();
    out.put("adl", "1").put("availPos", "").put("avgPx", entry);
    OkxText.blank(out, "baseBal", "baseBorrowed", "baseInterest");
    out.put("bePx", entry).put("bizRefId", "").put("bizRefType", "");
    out.put("cTime", Long.toString(position.updatedMillis()));
    out.put("ccy", instrument.settlement()).put("clSpotInUseAmt", "");
    out.putArray("closeOrderAlgo");
    out.put("deltaBS", "").put("deltaPA", "").put("fee", "0").put("fundingFee", "0");
    out.put("gammaBS", "").put("gammaPA", "").put("idxPx", OkxText.plain(market.index()));
    out.put("imr", OkxText.plain(margin)).put("instId", instrument.symbol());
    out.put("instType", OkxListing.type(instrument)).put("interest", "");
    out.put("last", OkxText.plain(market.book.mid()));
    out.put("lever", option ? "" : leverage().toPlainString()).put("liab", "").put("liabCcy", "");
    out.put("liqPenalty", "0").put("liqPx", "").put("margin", "");
    out.put("markPx", OkxText.plain(mark)).put("maxSpotInUseAmt", "");
    out.put("mgnMode", "cross").put("mgnRatio", "").put("mmr", "0").put("notionalUsd", usd);
    out.put("optVal", option ? OkxText.plain(held < 0 ? worth.negate() : worth) : "");
    out.put("pendingCloseOrdLiabVal", "");
    out.put("pnl", OkxText.plain(position.realized())).put("pos", OkxText.plain(held));
    out.put("posCcy", "").put("posId", Integer.toString(positionId(instrument)));
    out.put("posSide", "net");
    OkxText.blank(out, "quoteBal", "quoteBorrowed", "quoteInterest");
    out.put("realizedPnl", OkxText.plain(position.realized()));
    OkxText.blank(out, "spotInUseAmt", "spotInUseCcy", "thetaBS", "thetaPA");
    out.put("tradeId", "").put("uTime", Long.toString(position.updatedMillis()));
    out.put("upl", OkxText.plain(profit)).put("uplLastPx", OkxText.plain(profit));
    out.put("uplRatio", "0").put("uplRatioLastPx", "0");
    out.put("usdPx", "").put("vegaBS", "").put("vegaPA", "");
    if (option) {
      greeks(market, position, out);
    }
    return out;
  }

  /** Of all that is held, with its sign. */
  private void greeks(Market market, Position position, ObjectNode out) {
    Black76 value = options.value(market, clock.millis());
    double coins = position.worth(position.quantity(), BigDecimal.ONE).doubleValue();
    out.put("deltaBS", OptionRows.number(coins * value.delta()));
    out.put("gammaBS", OptionRows.number(coins * value.gamma()));
    out.put("thetaBS", OptionRows.number(coins * value.theta()));
    out.put("vegaBS", OptionRows.number(coins * value.vega()));
    double price = value.value() / value.forward();
    out.put("deltaPA", OptionRows.number(coins * (value.delta() - price)));
  }

  private static BigDecimal leverage() {
    return BigDecimal.valueOf(Margins.LEVERAGE);
  }

  private static int positionId(Instrument instrument) {
    return 1_000_000 + Math.floorMod(instrument.symbol().hashCode(), 1_000_000);
  }

  /** One row of {@code balance_and_position}. */
  ObjectNode together(String event, Collection<String> assets, List<Market> positions, Fill trade) {
    ObjectNode out = OkxText.object().put("pTime", now()).put("eventType", event);
    ArrayNode balances = out.putArray("balData");
    for (String asset : assets) {
      balances
          .addObject()
          .put("ccy", asset)
          .put("cashBal", OkxText.plain(account.wallet(asset).total()))
          .put("uTime", now());
    }
    ArrayNode held = out.putArray("posData");
    for (Market market : positions) {
      Instrument instrument = market.instrument;
      Position position = account.position(market);
      ObjectNode row = held.addObject();
      row.put("posId", Integer.toString(positionId(instrument)));
      row.put("tradeId", trade == null ? "" : Long.toString(trade.tradeId()));
      row.put("instId", instrument.symbol()).put("instType", OkxListing.type(instrument));
      row.put("mgnMode", "cross");
      row.put("avgPx", position.quantity() == 0 ? "" : OkxText.plain(position.entryPrice()));
      row.put("ccy", instrument.settlement()).put("posSide", "net");
      row.put("pos", OkxText.plain(position.quantity()));
      OkxText.blank(row, "baseBal", "quoteBal", "posCcy", "nonSettleAvgPx", "settledPnl");
      row.put("uTime", now());
    }
    ArrayNode trades = out.putArray("trades");
    if (trade != null) {
      trades
          .addObject()
          .put("instId", trade.order().market.instrument.symbol())
          .put("tradeId", Long.toString(trade.tradeId()));
    }
    return out;
  }

  /** Contracts that the account holds any of. */
  List<Market> held() {
    return account.positions().entrySet().stream()
        .filter(entry -> entry.getValue().quantity() != 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All assets that the account has anything of. */
  List<String> owned() {
    return account.wallets().entrySet().stream()
        .filter(entry -> entry.getValue().total().signum() != 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
