package org.hedgerow.exchanges.kraken;

import org.hedgerow.exchanges.json.FieldNames;

/** The names in frames of the futures market. */
final class FuturesFields {
  static final FieldNames NAMES =
      new FieldNames(
              "feed",
              "event",
              "message",
              "product_id",
              "side",
              "seq",
              "price",
              "qty",
              "timestamp",
              "time",
              "uid",
              "type",
              "bids",
              "asks",
              "trades",
              "bid",
              "ask",
              "bid_size",
              "ask_size",
              "index",
              "markPrice",
              "openInterest",
              "relative_funding_rate",
              "next_funding_rate_time",
              "suspended",
              "post_only",
              "fills",
              "instrument",
              "buy",
              "remaining_order_qty",
              "order_id",
              "cli_ord_id",
              "fill_id",
              "fill_type",
              "fee_paid",
              "fee_currency",
              "order_type",
              "order",
              "orders",
              "is_cancel",
              "reason",
              "limit_price",
              "filled",
              "direction",
              "reduce_only",
              "last_update_time",
              "positions",
              "balance",
              "entry_price",
              "pnl",
              "orderBook",
              "result",
              "error")
          .withLevels("price", "qty", "bids", "asks");

  static final int FEED = NAMES.slot("feed");
  static final int EVENT = NAMES.slot("event");
  static final int MESSAGE = NAMES.slot("message");
  static final int PRODUCT_ID = NAMES.slot("product_id");
  static final int SIDE = NAMES.slot("side");
  static final int SEQ = NAMES.slot("seq");
  static final int PRICE = NAMES.slot("price");
  static final int QTY = NAMES.slot("qty");
  static final int TIMESTAMP = NAMES.slot("timestamp");
  static final int TIME = NAMES.slot("time");
  static final int UID = NAMES.slot("uid");
  static final int TYPE = NAMES.slot("type");
  static final int BIDS = NAMES.slot("bids");
  static final int ASKS = NAMES.slot("asks");
  static final int TRADES = NAMES.slot("trades");
  static final int BID = NAMES.slot("bid");
  static final int ASK = NAMES.slot("ask");
  static final int BID_SIZE = NAMES.slot("bid_size");
  static final int ASK_SIZE = NAMES.slot("ask_size");
  static final int INDEX = NAMES.slot("index");
  static final int MARK_PRICE = NAMES.slot("markPrice");
  static final int OPEN_INTEREST = NAMES.slot("openInterest");
  static final int RELATIVE_FUNDING_RATE = NAMES.slot("relative_funding_rate");
  static final int NEXT_FUNDING_RATE_TIME = NAMES.slot("next_funding_rate_time");
  static final int SUSPENDED = NAMES.slot("suspended");
  static final int POST_ONLY = NAMES.slot("post_only");
  static final int FILLS = NAMES.slot("fills");
  static final int INSTRUMENT = NAMES.slot("instrument");
  static final int BUY = NAMES.slot("buy");
  static final int REMAINING_ORDER_QTY = NAMES.slot("remaining_order_qty");
  static final int ORDER_ID = NAMES.slot("order_id");
  static final int CLI_ORD_ID = NAMES.slot("cli_ord_id");
  static final int FILL_ID = NAMES.slot("fill_id");
  static final int FILL_TYPE = NAMES.slot("fill_type");
  static final int FEE_PAID = NAMES.slot("fee_paid");
  static final int FEE_CURRENCY = NAMES.slot("fee_currency");
  static final int ORDER_TYPE = NAMES.slot("order_type");
  static final int ORDER = NAMES.slot("order");
  static final int ORDERS = NAMES.slot("orders");
  static final int IS_CANCEL = NAMES.slot("is_cancel");
  static final int REASON = NAMES.slot("reason");
  static final int LIMIT_PRICE = NAMES.slot("limit_price");
  static final int FILLED = NAMES.slot("filled");
  static final int DIRECTION = NAMES.slot("direction");
  static final int REDUCE_ONLY = NAMES.slot("reduce_only");
  static final int LAST_UPDATE_TIME = NAMES.slot("last_update_time");
  static final int POSITIONS = NAMES.slot("positions");
  static final int BALANCE = NAMES.slot("balance");
  static final int ENTRY_PRICE = NAMES.slot("entry_price");
  static final int PNL = NAMES.slot("pnl");
  static final int ORDER_BOOK = NAMES.slot("orderBook");
  static final int RESULT = NAMES.slot("result");
  static final int ERROR = NAMES.slot("error");

  private FuturesFields() {}
}
