package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.option.OptionTerms;

/** Rows about markets, the same in channels and in REST answers. */
final class MarketRows {
  /** Made up: nobody but this exchange's accounts holds anything. */
  private static final long OPEN_CONTRACTS = 2_500_000;

  private static final String LISTED = "1611916828000";

  private final Map<String, OptionTerms> options;

  /**
   * @param options the terms of those that are listed, by symbol
   */
  MarketRows(Map<String, OptionTerms> options) {
    this.options = options;
  }

  ObjectNode trade(Market market, MarketState.Trade trade) {
    return OkxText.object()
        .put("instId", market.instrument.symbol())
        .put("tradeId", Long.toString(trade.id()))
        .put("px", OkxText.plain(trade.price()))
        .put("sz", OkxText.plain(trade.quantity()))
        .put("side", trade.sale() ? "sell" : "buy")
        .put("ts", Long.toString(trade.millis()))
        .put("source", "0");
  }

  ObjectNode ticker(MarketState state, long millis) {
    Instrument instrument = state.market.instrument;
    var book = state.market.book;
    long last = state.last == 0 ? book.best(Side.SELL) : state.last;
    String open = OkxText.plain(state.open == 0 ? last : state.open);
    ObjectNode out = OkxText.object();
    out.put("instType", OkxListing.type(instrument)).put("instId", instrument.symbol());
    out.put("last", OkxText.plain(last)).put("lastSz", OkxText.plain(state.lastQuantity));
    out.put("askPx", OkxText.plain(book.best(Side.SELL)));
    out.put("askSz", OkxText.plain(book.bestQuantity(Side.SELL)));
    out.put("bidPx", OkxText.plain(book.best(Side.BUY)));
    out.put("bidSz", OkxText.plain(book.bestQuantity(Side.BUY)));
    out.put("open24h", open).put("high24h", OkxText.plain(Math.max(last, state.high)));
    out.put("low24h", OkxText.plain(state.low == 0 ? last : state.low));
    out.put("sodUtc0", open).put("sodUtc8", open);
    BigDecimal volume = Fixed.decimal(state.volume);
    out.put("volCcy24h", OkxText.plain(volume.multiply(instrument.contractSize())));
    return out.put("vol24h", OkxText.plain(volume)).put("ts", Long.toString(millis));
  }

  ObjectNode mark(Market market, long millis) {
    return OkxText.object()
        .put("instType", OkxListing.type(market.instrument))
        .put("instId", market.instrument.symbol())
        .put("markPx", OkxText.plain(market.mark()))
        .put("ts", Long.toString(millis));
  }

  ObjectNode index(Market market, long millis) {
    String price = OkxText.plain(market.index());
    ObjectNode out = OkxText.object();
    out.put("instId", market.instrument.pair()).put("idxPx", price);
    out.put("high24h", price).put("sodUtc0", price).put("open24h", price);
    out.put("low24h", price).put("sodUtc8", price);
    return out.put("ts", Long.toString(millis));
  }

  ObjectNode funding(Market market, long millis) {
    long due = market.nextFundingMillis();
    ObjectNode out = OkxText.object();
    out.put("formulaType", "noRate");
    out.put("fundingRate", OkxText.plain(market.fundingRate()));
    out.put("fundingTime", Long.toString(due)).put("impactValue", "");
    out.put("instId", market.instrument.symbol()).put("instType", "SWAP");
    out.put("interestRate", "").put("maxFundingRate", "0.003");
    out.put("method", "current_period").put("minFundingRate", "-0.003");
    out.put("nextFundingRate", "");
    out.put("nextFundingTime", Long.toString(due + TimeUnit.HOURS.toMillis(8)));
    out.put("premium", "").put("settFundingRate", OkxText.plain(market.fundingRate()));
    return out.put("settState", "settled").put("ts", Long.toString(millis));
  }

  ObjectNode openInterest(Market market, long millis) {
    Instrument instrument = market.instrument;
    BigDecimal contracts = BigDecimal.valueOf(OPEN_CONTRACTS);
    BigDecimal face = contracts.multiply(instrument.contractSize());
    BigDecimal coins =
        instrument.inverse() ? face.divide(market.mark(), MathContext.DECIMAL64) : face;
    ObjectNode out = OkxText.object();
    out.put("instType", OkxListing.type(instrument)).put("instId", instrument.symbol());
    out.put("oi", OkxText.plain(contracts)).put("oiCcy", OkxText.plain(coins));
    BigDecimal usd =
        instrument.inverse()
            ? face
            : face.multiply(instrument.option() ? market.index() : market.mark());
    return out.put("oiUsd", OkxText.plain(usd)).put("ts", Long.toString(millis));
  }

  ObjectNode instrument(Instrument instrument) {
    boolean contract = instrument.derivative();
    OptionTerms option = options.get(instrument.symbol());
    ObjectNode out = OkxText.object();
    OkxText.blank(out, "alias", "auctionEndTime");
    out.put("baseCcy", contract ? "" : instrument.base()).put("category", "1");
    OkxText.blank(out, "contTdSwTime");
    face(instrument, option, out);
    out.put("expTime", option == null ? "" : Long.toString(option.expiryMillis()));
    out.put("futureSettlement", false);
    out.put("instFamily", contract ? instrument.pair() : "");
    out.put("instId", instrument.symbol());
    out.put("instIdCode", 10_000 + Math.floorMod(instrument.symbol().hashCode(), 90_000));
    out.put("instType", OkxListing.type(instrument));
    out.put("lever", contract && option == null ? "100" : "");
    out.put("listTime", LISTED).put("lotSz", OkxText.plain(instrument.lot()));
    String most = OkxText.plain(instrument.maxQuantity());
    out.put("maxIcebergSz", most).put("maxLmtAmt", "20000000").put("maxLmtSz", most);
    out.put("maxMktAmt", contract ? "" : "1000000").put("maxMktSz", most);
    OkxText.blank(out, "maxPlatOILmt").put("maxStopSz", most);
    out.put("maxTriggerSz", most).put("maxTwapSz", most);
    out.put("minSz", OkxText.plain(instrument.minimum()));
    out.put("optType", option == null ? "" : option.call() ? "C" : "P");
    OkxText.blank(out, "openType", "posLmtAmt", "posLmtPct", "preMktSwTime");
    out.put("quoteCcy", contract ? "" : instrument.quote()).put("ruleType", "normal");
    out.put("settleCcy", contract ? instrument.settlement() : "").put("state", "live");
    out.put("stk", option == null ? "" : OkxText.plain(BigDecimal.valueOf(option.strike())));
    out.put("tickSz", OkxText.plain(instrument.tick()));
    out.putArray("tradeQuoteCcyList");
    return out.put("uly", contract ? instrument.pair() : "");
  }

  /** A contract's size; an option's is one coin times a part of it. */
  private static void face(Instrument instrument, OptionTerms option, ObjectNode out) {
    String size = OkxText.plain(instrument.contractSize());
    if (option != null) {
      out.put("ctMult", size).put("ctType", "").put("ctVal", "1");
      out.put("ctValCcy", instrument.base());
    } else if (instrument.derivative()) {
      boolean inverse = instrument.inverse();
      out.put("ctMult", "1").put("ctType", inverse ? "inverse" : "linear").put("ctVal", size);
      out.put("ctValCcy", inverse ? instrument.quote() : instrument.base());
    } else {
      OkxText.blank(out, "ctMult", "ctType", "ctVal", "ctValCcy");
    }
  }
}
