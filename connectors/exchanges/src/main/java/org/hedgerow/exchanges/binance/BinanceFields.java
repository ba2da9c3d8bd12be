package org.hedgerow.exchanges.binance;

import org.hedgerow.exchanges.json.FieldNames;

/** The names in Binance's frames that are longer than a letter. */
final class BinanceFields {
  static final FieldNames NAMES =
      new FieldNames(
          "stream",
          "data",
          "event",
          "result",
          "error",
          "code",
          "msg",
          "lastUpdateId",
          "bids",
          "asks",
          "pu",
          "ps",
          "ap",
          "wb",
          "bc",
          "pa",
          "ep",
          "up",
          "eR");

  static final int STREAM = NAMES.slot("stream");
  static final int DATA = NAMES.slot("data");
  static final int EVENT = NAMES.slot("event");
  static final int RESULT = NAMES.slot("result");
  static final int ERROR = NAMES.slot("error");
  static final int CODE = NAMES.slot("code");
  static final int MSG = NAMES.slot("msg");
  static final int LAST_UPDATE_ID = NAMES.slot("lastUpdateId");
  static final int BIDS = NAMES.slot("bids");
  static final int ASKS = NAMES.slot("asks");
  static final int PU = NAMES.slot("pu");
  static final int PS = NAMES.slot("ps");
  static final int AP = NAMES.slot("ap");
  static final int WB = NAMES.slot("wb");
  static final int BC = NAMES.slot("bc");
  static final int PA = NAMES.slot("pa");
  static final int EP = NAMES.slot("ep");
  static final int UP = NAMES.slot("up");
  static final int EXPIRY_REASON = NAMES.slot("eR");

  private BinanceFields() {}
}
