package org.hedgerow.exchanges.deribit;

import org.hedgerow.exchanges.json.FieldNames;

/** The names in Deribit's messages that are read. */
final class DeribitFields {
  static final FieldNames NAMES =
      new FieldNames(
          "id",
          "method",
          "params",
          "channel",
          "data",
          "result",
          "error",
          "code",
          "message",
          "type",
          "timestamp",
          "instrument_name",
          "state",
          "best_bid_price",
          "best_bid_amount",
          "best_ask_price",
          "best_ask_amount",
          "mark_price",
          "mark_iv",
          "index_price",
          "current_funding",
          "funding_8h",
          "open_interest",
          "underlying_price",
          "greeks",
          "delta",
          "gamma",
          "vega",
          "theta",
          "rho",
          "change_id",
          "prev_change_id",
          "bids",
          "asks",
          "trades",
          "trade_id",
          "trade_seq",
          "price",
          "amount",
          "direction",
          "liquidation",
          "has_more",
          "index_name",
          "price_index",
          "locked",
          "maintenance",
          "order",
          "orders",
          "order_id",
          "order_state",
          "order_type",
          "time_in_force",
          "post_only",
          "reduce_only",
          "label",
          "filled_amount",
          "average_price",
          "creation_timestamp",
          "last_update_timestamp",
          "cancel_reason",
          "fee",
          "fee_currency",
          "liquidity",
          "position",
          "positions",
          "size",
          "floating_profit_loss",
          "balances",
          "summaries",
          "currency",
          "balance");

  static final int ID = NAMES.slot("id");
  static final int METHOD = NAMES.slot("method");
  static final int PARAMS = NAMES.slot("params");
  static final int CHANNEL = NAMES.slot("channel");
  static final int DATA = NAMES.slot("data");
  static final int RESULT = NAMES.slot("result");
  static final int ERROR = NAMES.slot("error");
  static final int CODE = NAMES.slot("code");
  static final int MESSAGE = NAMES.slot("message");
  static final int TYPE = NAMES.slot("type");
  static final int TIMESTAMP = NAMES.slot("timestamp");
  static final int INSTRUMENT_NAME = NAMES.slot("instrument_name");
  static final int STATE = NAMES.slot("state");
  static final int BEST_BID_PRICE = NAMES.slot("best_bid_price");
  static final int BEST_BID_AMOUNT = NAMES.slot("best_bid_amount");
  static final int BEST_ASK_PRICE = NAMES.slot("best_ask_price");
  static final int BEST_ASK_AMOUNT = NAMES.slot("best_ask_amount");
  static final int MARK_PRICE = NAMES.slot("mark_price");
  static final int MARK_IV = NAMES.slot("mark_iv");
  static final int INDEX_PRICE = NAMES.slot("index_price");
  static final int CURRENT_FUNDING = NAMES.slot("current_funding");
  static final int FUNDING_8H = NAMES.slot("funding_8h");
  static final int OPEN_INTEREST = NAMES.slot("open_interest");
  static final int UNDERLYING_PRICE = NAMES.slot("underlying_price");
  static final int GREEKS = NAMES.slot("greeks");
  static final int DELTA = NAMES.slot("delta");
  static final int GAMMA = NAMES.slot("gamma");
  static final int VEGA = NAMES.slot("vega");
  static final int THETA = NAMES.slot("theta");
  static final int RHO = NAMES.slot("rho");
  static final int CHANGE_ID = NAMES.slot("change_id");
  static final int PREV_CHANGE_ID = NAMES.slot("prev_change_id");
  static final int BIDS = NAMES.slot("bids");
  static final int ASKS = NAMES.slot("asks");
  static final int TRADES = NAMES.slot("trades");
  static final int TRADE_ID = NAMES.slot("trade_id");
  static final int TRADE_SEQ = NAMES.slot("trade_seq");
  static final int PRICE = NAMES.slot("price");
  static final int AMOUNT = NAMES.slot("amount");
  static final int DIRECTION = NAMES.slot("direction");
  static final int LIQUIDATION = NAMES.slot("liquidation");
  static final int HAS_MORE = NAMES.slot("has_more");
  static final int INDEX_NAME = NAMES.slot("index_name");
  static final int PRICE_INDEX = NAMES.slot("price_index");
  static final int LOCKED = NAMES.slot("locked");
  static final int MAINTENANCE = NAMES.slot("maintenance");
  static final int ORDER = NAMES.slot("order");
  static final int ORDERS = NAMES.slot("orders");
  static final int ORDER_ID = NAMES.slot("order_id");
  static final int ORDER_STATE = NAMES.slot("order_state");
  static final int ORDER_TYPE = NAMES.slot("order_type");
  static final int TIME_IN_FORCE = NAMES.slot("time_in_force");
  static final int POST_ONLY = NAMES.slot("post_only");
  static final int REDUCE_ONLY = NAMES.slot("reduce_only");
  static final int LABEL = NAMES.slot("label");
  static final int FILLED_AMOUNT = NAMES.slot("filled_amount");
  static final int AVERAGE_PRICE = NAMES.slot("average_price");
  static final int CREATION_TIMESTAMP = NAMES.slot("creation_timestamp");
  static final int LAST_UPDATE_TIMESTAMP = NAMES.slot("last_update_timestamp");
  static final int CANCEL_REASON = NAMES.slot("cancel_reason");
  static final int FEE = NAMES.slot("fee");
  static final int FEE_CURRENCY = NAMES.slot("fee_currency");
  static final int LIQUIDITY = NAMES.slot("liquidity");
  static final int POSITION = NAMES.slot("position");
  static final int POSITIONS = NAMES.slot("positions");
  static final int SIZE = NAMES.slot("size");
  static final int FLOATING_PROFIT_LOSS = NAMES.slot("floating_profit_loss");
  static final int BALANCES = NAMES.slot("balances");
  static final int SUMMARIES = NAMES.slot("summaries");
  static final int CURRENCY = NAMES.slot("currency");
  static final int BALANCE = NAMES.slot("balance");

  private DeribitFields() {}
}
