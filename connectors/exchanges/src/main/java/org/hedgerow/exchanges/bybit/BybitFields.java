package org.hedgerow.exchanges.bybit;

import org.hedgerow.exchanges.json.FieldNames;

/** The names in Bybit's frames. */
final class BybitFields {
  static final FieldNames NAMES =
      new FieldNames(
          "topic",
          "type",
          "ts",
          "data",
          "op",
          "success",
          "ret_msg",
          "symbol",
          "markPrice",
          "indexPrice",
          "openInterest",
          "fundingRate",
          "nextFundingTime");

  static final int TOPIC = NAMES.slot("topic");
  static final int TYPE = NAMES.slot("type");
  static final int TS = NAMES.slot("ts");
  static final int DATA = NAMES.slot("data");
  static final int OP = NAMES.slot("op");
  static final int SUCCESS = NAMES.slot("success");
  static final int RET_MSG = NAMES.slot("ret_msg");
  static final int SYMBOL = NAMES.slot("symbol");
  static final int MARK_PRICE = NAMES.slot("markPrice");
  static final int INDEX_PRICE = NAMES.slot("indexPrice");
  static final int OPEN_INTEREST = NAMES.slot("openInterest");
  static final int FUNDING_RATE = NAMES.slot("fundingRate");
  static final int NEXT_FUNDING_TIME = NAMES.slot("nextFundingTime");
  static final int S = NAMES.slot("s");
  static final int B = NAMES.slot("b");
  static final int A = NAMES.slot("a");
  static final int U = NAMES.slot("u");
  static final int TRADE_ID = NAMES.slot("i");
  static final int TRADE_TIME = NAMES.slot("T");
  static final int SIDE = NAMES.slot("S");
  static final int PRICE = NAMES.slot("p");
  static final int QUANTITY = NAMES.slot("v");

  private BybitFields() {}
}
