package org.hedgerow.exchanges.ftx;

import org.hedgerow.exchanges.json.FieldNames;

/** The names in FTX's frames. */
final class FtxFields {
  static final FieldNames NAMES =
      new FieldNames(
          "channel",
          "market",
          "type",
          "data",
          "code",
          "msg",
          "time",
          "checksum",
          "bids",
          "asks",
          "id",
          "price",
          "size",
          "side",
          "liquidation",
          "bid",
          "ask",
          "bidSize",
          "askSize",
          "stats",
          "info",
          "nextFundingRate",
          "nextFundingTime",
          "openInterest",
          "index",
          "mark",
          "underlying");

  static final int CHANNEL = NAMES.slot("channel");
  static final int MARKET = NAMES.slot("market");
  static final int TYPE = NAMES.slot("type");
  static final int DATA = NAMES.slot("data");
  static final int CODE = NAMES.slot("code");
  static final int MSG = NAMES.slot("msg");
  static final int TIME = NAMES.slot("time");
  static final int CHECKSUM = NAMES.slot("checksum");
  static final int BIDS = NAMES.slot("bids");
  static final int ASKS = NAMES.slot("asks");
  static final int ID = NAMES.slot("id");
  static final int PRICE = NAMES.slot("price");
  static final int SIZE = NAMES.slot("size");
  static final int SIDE = NAMES.slot("side");
  static final int LIQUIDATION = NAMES.slot("liquidation");
  static final int BID = NAMES.slot("bid");
  static final int ASK = NAMES.slot("ask");
  static final int BID_SIZE = NAMES.slot("bidSize");
  static final int ASK_SIZE = NAMES.slot("askSize");
  static final int STATS = NAMES.slot("stats");
  static final int INFO = NAMES.slot("info");
  static final int NEXT_FUNDING_RATE = NAMES.slot("nextFundingRate");
  static final int NEXT_FUNDING_TIME = NAMES.slot("nextFundingTime");
  static final int OPEN_INTEREST = NAMES.slot("openInterest");
  static final int INDEX = NAMES.slot("index");
  static final int MARK = NAMES.slot("mark");
  static final int UNDERLYING = NAMES.slot("underlying");

  private FtxFields() {}
}
