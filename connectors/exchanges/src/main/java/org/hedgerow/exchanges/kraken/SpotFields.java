package org.hedgerow.exchanges.kraken;

import org.hedgerow.exchanges.json.FieldNames;

/** The names in frames of the spot market, v2, and the control messages of v1. */
final class SpotFields {
  static final FieldNames NAMES =
      new FieldNames(
              // the envelope
              "channel",
              "type",
              "data",
              "method",
              "success",
              "result",
              "error",
              "event",
              "errorMessage",
              "status",
              // trades, tickers, books
              "symbol",
              "side",
              "price",
              "qty",
              "trade_id",
              "timestamp",
              "bids",
              "asks",
              "checksum",
              "bid",
              "bid_qty",
              "ask",
              "ask_qty",
              // the exchange and its pairs
              "system",
              "pairs",
              "price_increment",
              "tick_size",
              "qty_increment",
              "qty_min",
              "cost_min",
              // executions
              "order_id",
              "cl_ord_id",
              "exec_id",
              "exec_type",
              "order_status",
              "order_type",
              "order_qty",
              "cum_qty",
              "avg_price",
              "limit_price",
              "last_qty",
              "last_price",
              "liquidity_ind",
              "time_in_force",
              "post_only",
              "reduce_only",
              "reason",
              "fees",
              "asset",
              // balances
              "ledger_id",
              "amount",
              "balance",
              "fee",
              "wallet_type",
              "wallets",
              "id")
          .withLevels("price", "qty", "bids", "asks");

  static final int CHANNEL = NAMES.slot("channel");
  static final int TYPE = NAMES.slot("type");
  static final int DATA = NAMES.slot("data");
  static final int METHOD = NAMES.slot("method");
  static final int SUCCESS = NAMES.slot("success");
  static final int RESULT = NAMES.slot("result");
  static final int ERROR = NAMES.slot("error");
  static final int EVENT = NAMES.slot("event");
  static final int ERROR_MESSAGE = NAMES.slot("errorMessage");
  static final int STATUS = NAMES.slot("status");
  static final int SYMBOL = NAMES.slot("symbol");
  static final int SIDE = NAMES.slot("side");
  static final int PRICE = NAMES.slot("price");
  static final int QTY = NAMES.slot("qty");
  static final int TRADE_ID = NAMES.slot("trade_id");
  static final int TIMESTAMP = NAMES.slot("timestamp");
  static final int BIDS = NAMES.slot("bids");
  static final int ASKS = NAMES.slot("asks");
  static final int CHECKSUM = NAMES.slot("checksum");
  static final int BID = NAMES.slot("bid");
  static final int BID_QTY = NAMES.slot("bid_qty");
  static final int ASK = NAMES.slot("ask");
  static final int ASK_QTY = NAMES.slot("ask_qty");
  static final int SYSTEM = NAMES.slot("system");
  static final int PAIRS = NAMES.slot("pairs");
  static final int PRICE_INCREMENT = NAMES.slot("price_increment");
  static final int TICK_SIZE = NAMES.slot("tick_size");
  static final int QTY_INCREMENT = NAMES.slot("qty_increment");
  static final int QTY_MIN = NAMES.slot("qty_min");
  static final int COST_MIN = NAMES.slot("cost_min");
  static final int ORDER_ID = NAMES.slot("order_id");
  static final int CL_ORD_ID = NAMES.slot("cl_ord_id");
  static final int EXEC_ID = NAMES.slot("exec_id");
  static final int EXEC_TYPE = NAMES.slot("exec_type");
  static final int ORDER_STATUS = NAMES.slot("order_status");
  static final int ORDER_TYPE = NAMES.slot("order_type");
  static final int ORDER_QTY = NAMES.slot("order_qty");
  static final int CUM_QTY = NAMES.slot("cum_qty");
  static final int AVG_PRICE = NAMES.slot("avg_price");
  static final int LIMIT_PRICE = NAMES.slot("limit_price");
  static final int LAST_QTY = NAMES.slot("last_qty");
  static final int LAST_PRICE = NAMES.slot("last_price");
  static final int LIQUIDITY_IND = NAMES.slot("liquidity_ind");
  static final int TIME_IN_FORCE = NAMES.slot("time_in_force");
  static final int POST_ONLY = NAMES.slot("post_only");
  static final int REDUCE_ONLY = NAMES.slot("reduce_only");
  static final int REASON = NAMES.slot("reason");
  static final int FEES = NAMES.slot("fees");
  static final int ASSET = NAMES.slot("asset");
  static final int LEDGER_ID = NAMES.slot("ledger_id");
  static final int AMOUNT = NAMES.slot("amount");
  static final int BALANCE = NAMES.slot("balance");
  static final int FEE = NAMES.slot("fee");
  static final int WALLET_TYPE = NAMES.slot("wallet_type");
  static final int WALLETS = NAMES.slot("wallets");
  static final int ID = NAMES.slot("id");

  private SpotFields() {}
}
