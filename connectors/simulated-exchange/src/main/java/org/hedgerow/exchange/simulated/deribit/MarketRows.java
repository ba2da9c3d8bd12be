package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.option.Black76;
import org.hedgerow.exchange.simulated.option.Smile;

/** Instruments, prices and trades as the venue tells of them. */
final class MarketRows {
  private static final BigDecimal BOUND = new BigDecimal("0.015");
  private static final BigDecimal OPTION_BOUND = new BigDecimal("0.04");
  private static final long NEVER_EXPIRES = 32_503_708_800_000L;
  private static final long CREATED = 1_534_167_754_000L;
  private static final int CENTS = 2;
  private static final int COINS = 8;
  private static final double PERCENT = 100;

  private final Smile smile;

  MarketRows(Smile smile) {
    this.smile = smile;
  }

  ObjectNode instrument(Contract contract) {
    Instrument instrument = contract.instrument();
    boolean option = contract.option();
    boolean inverse = option || instrument.inverse();
    ObjectNode out = DeribitText.object().put("price_index", contract.index());
    out.put("kind", contract.kind()).put("instrument_name", contract.symbol());
    if (option) {
      out.put("option_type", contract.call() ? "call" : "put").put("strike", contract.strike());
    } else {
      out.put("future_type", inverse ? "reversed" : "linear");
      out.put("max_non_default_leverage", 5);
    }
    out.put("max_leverage", option ? 1 : 50);
    out.put("maker_commission", DeribitVenue.DERIBIT.makerFee(instrument));
    out.put("taker_commission", DeribitVenue.DERIBIT.takerFee(instrument));
    out.put("instrument_type", inverse ? "reversed" : "linear");
    long expiry = instrument.expiryMillis();
    out.put("expiration_timestamp", expiry == 0 ? NEVER_EXPIRES : expiry);
    out.put("creation_timestamp", CREATED).put("is_active", true).put("state", "open");
    out.put("tick_size", DeribitText.number(instrument.tick()));
    out.put("contract_size", DeribitText.number(contract.contractSize()));
    out.put("instrument_id", contract.id());
    out.put("min_trade_amount", DeribitText.number(instrument.minimum()));
    out.put("max_liquidation_commission", new BigDecimal("0.0075"));
    out.put("block_trade_commission", new BigDecimal("0.00025"));
    out.put("block_trade_min_trade_amount", option ? 25 : 200_000);
    out.put("block_trade_tick_size", new BigDecimal(option ? "0.0001" : "0.01"));
    out.put("settlement_currency", instrument.settlement());
    out.put("settlement_period", contract.period());
    out.put("base_currency", instrument.base());
    out.put("counter_currency", option ? "USD" : instrument.quote());
    out.put("quote_currency", instrument.quote());
    out.putArray("tick_size_steps");
    return out;
  }

  /** The lowest price of a sale. */
  static BigDecimal lowest(Market market) {
    BigDecimal mark = market.mark();
    BigDecimal lowest =
        market.instrument.option()
            ? mark.subtract(OPTION_BOUND)
            : mark.multiply(BigDecimal.ONE.subtract(BOUND));
    return onTick(lowest, market.instrument, RoundingMode.UP)
        .max(Fixed.decimal(market.instrument.tick()));
  }

  /** The highest price of a purchase. */
  static BigDecimal highest(Market market) {
    BigDecimal mark = market.mark();
    BigDecimal highest =
        market.instrument.option()
            ? mark.add(OPTION_BOUND)
            : mark.multiply(BigDecimal.ONE.add(BOUND));
    return onTick(highest, market.instrument, RoundingMode.DOWN);
  }

  private static BigDecimal onTick(BigDecimal price, Instrument instrument, RoundingMode mode) {
    BigDecimal tick = Fixed.decimal(instrument.tick());
    return price.divide(tick, 0, mode).multiply(tick);
  }

  ObjectNode ticker(MarketState state, long millis) {
    Market market = state.market;
    ObjectNode out = DeribitText.object().put("timestamp", millis).put("state", "open");
    long last = state.last == 0 ? market.book.best(Side.SELL) : state.last;
    long open = state.open == 0 ? last : state.open;
    ObjectNode stats = out.putObject("stats");
    stats.put("high", DeribitText.number(state.high == 0 ? last : state.high));
    stats.put("low", DeribitText.number(state.low == 0 ? last : state.low));
    stats.put("price_change", DeribitText.rounded((last - open) * PERCENT / open, 4));
    volumes(state, last, stats);
    prices(state, last, millis, out);
    top(market, out);
    return out;
  }

  private static void volumes(MarketState state, long last, ObjectNode stats) {
    BigDecimal amount = Fixed.decimal(state.volume);
    BigDecimal price = Fixed.decimal(last);
    boolean inverse = state.market.instrument.inverse();
    BigDecimal coins = inverse ? amount.divide(price, COINS, RoundingMode.HALF_EVEN) : amount;
    BigDecimal notional = inverse ? amount : amount.multiply(price);
    BigDecimal dollars =
        state.contract.option() ? notional.multiply(state.market.index()) : notional;
    stats.put("volume", DeribitText.number(coins));
    stats.put("volume_usd", DeribitText.rounded(dollars, CENTS));
    stats.put("volume_notional", DeribitText.rounded(notional, COINS));
  }

  private void prices(MarketState state, long last, long millis, ObjectNode out) {
    Market market = state.market;
    BigDecimal index = DeribitText.rounded(market.index(), CENTS);
    boolean option = state.contract.option();
    out.put("index_price", index).put("instrument_name", state.contract.symbol());
    out.put("last_price", DeribitText.number(last));
    out.put("settlement_price", DeribitText.rounded(market.mark(), option ? 4 : CENTS));
    out.put("min_price", DeribitText.number(lowest(market)));
    out.put("max_price", DeribitText.number(highest(market)));
    out.put("open_interest", openInterest(state));
    out.put("mark_price", DeribitText.rounded(market.mark(), option ? COINS : CENTS));
    out.put("estimated_delivery_price", index);
    if (option) {
      option(state, millis, out);
    } else if (market.instrument.perpetual()) {
      out.put("interest_value", DeribitText.number(market.fundingRate()));
      out.put("current_funding", DeribitText.number(market.fundingRate()));
      out.put("funding_8h", DeribitText.number(market.fundingRate()));
    }
  }

  private void option(MarketState state, long millis, ObjectNode out) {
    Black76 option =
        smile.option(state.contract.terms(), state.market.index().doubleValue(), millis);
    BigDecimal volatility = DeribitText.rounded(option.volatility() * PERCENT, CENTS);
    out.put("underlying_price", DeribitText.rounded(option.forward(), CENTS));
    String symbol = state.contract.symbol();
    String month = symbol.substring(0, symbol.indexOf('-', symbol.indexOf('-') + 1));
    out.put("underlying_index", month).put("interest_rate", BigDecimal.ZERO);
    out.put("mark_iv", volatility).put("bid_iv", volatility).put("ask_iv", volatility);
    ObjectNode greeks = out.putObject("greeks");
    greeks.put("delta", DeribitText.rounded(option.delta(), 5));
    greeks.put("gamma", DeribitText.rounded(option.gamma(), 5));
    greeks.put("vega", DeribitText.rounded(option.vega(), 5));
    greeks.put("theta", DeribitText.rounded(option.theta(), 5));
    greeks.put("rho", DeribitText.rounded(option.rho(), 5));
  }

  /** Made up: a venue's, not ours. */
  private static BigDecimal openInterest(MarketState state) {
    return DeribitText.number(
        state.contract.contractSize().multiply(BigDecimal.valueOf(100_000 + state.contract.id())));
  }

  /** Best prices and amounts; zero where a side is empty. */
  private static void top(Market market, ObjectNode out) {
    out.put("best_bid_price", DeribitText.number(market.book.best(Side.BUY)));
    out.put("best_bid_amount", DeribitText.number(market.book.bestQuantity(Side.BUY)));
    out.put("best_ask_price", DeribitText.number(market.book.best(Side.SELL)));
    out.put("best_ask_amount", DeribitText.number(market.book.bestQuantity(Side.SELL)));
  }

  ObjectNode quote(Market market, long millis) {
    ObjectNode out = DeribitText.object().put("timestamp", millis);
    out.put("instrument_name", market.instrument.symbol());
    top(market, out);
    return out;
  }

  private static ArrayNode levels(Market market, Side side, int most) {
    ArrayNode rows = DeribitText.array();
    Levels levels = market.book.levels(side);
    for (int rank = 0; rank < Math.min(most, levels.size()); rank++) {
      rows.addArray()
          .add(DeribitText.number(levels.price(rank)))
          .add(DeribitText.number(levels.quantity(rank)));
    }
    return rows;
  }

  /** The best levels, whole. */
  ObjectNode top(MarketState state, int depth, long millis) {
    ObjectNode out = DeribitText.object().put("timestamp", millis);
    out.put("instrument_name", state.contract.symbol()).put("change_id", state.changeId);
    out.set("bids", levels(state.market, Side.BUY, depth));
    out.set("asks", levels(state.market, Side.SELL, depth));
    return out;
  }

  /** As REST has it: the ticker and the levels. */
  ObjectNode book(MarketState state, int depth, long millis) {
    ObjectNode out = ticker(state, millis);
    out.setAll(top(state, depth, millis));
    return out;
  }

  ObjectNode index(MarketState state, long millis) {
    return DeribitText.object()
        .put("timestamp", millis)
        .put("price", DeribitText.rounded(state.market.index(), CENTS))
        .put("index_name", state.contract.index());
  }

  ObjectNode trade(MarketState state, MarketState.Trade trade) {
    Market market = state.market;
    ObjectNode out = DeribitText.object().put("timestamp", trade.millis());
    out.put("price", DeribitText.number(trade.price()));
    out.put("amount", DeribitText.number(trade.quantity()));
    out.put("direction", trade.sale() ? "sell" : "buy");
    out.put("index_price", DeribitText.rounded(market.index(), CENTS));
    out.put("instrument_name", state.contract.symbol()).put("trade_seq", trade.sequence());
    out.put("mark_price", DeribitText.rounded(market.mark(), state.contract.option() ? 8 : CENTS));
    out.put("tick_direction", trade.tick());
    out.put("contracts", contracts(state.contract, trade.quantity()));
    if (state.contract.option()) {
      Black76 option =
          smile.option(state.contract.terms(), market.index().doubleValue(), trade.millis());
      out.put("iv", DeribitText.rounded(option.volatility() * PERCENT, CENTS));
    }
    return out.put("trade_id", id(state.contract, trade.id()));
  }

  static BigDecimal contracts(Contract contract, long quantity) {
    return DeribitText.number(
        Fixed.decimal(quantity).divide(contract.contractSize(), COINS, RoundingMode.HALF_EVEN));
  }

  /** Ids of orders and trades: numbers for Bitcoin, else with the currency before them. */
  static String id(Contract contract, long number) {
    return contract.currency().equals("BTC")
        ? Long.toString(number)
        : contract.currency() + "-" + number;
  }
}
