package org.hedgerow.exchanges.okx;

import org.hedgerow.exchanges.json.FieldNames;

/** The fields of OKX's frames and answers that are read; the rest are passed over. */
final class OkxFields {
  private static final String[] LONGER = {
    "event",
    "op",
    "table",
    "code",
    "msg",
    "arg",
    "data",
    "action",
    "channel",
    "instId",
    "instType",
    "uly",
    "state",
    "serviceType",
    "tradeId",
    "px",
    "sz",
    "side",
    "ts",
    "asks",
    "bids",
    "seqId",
    "prevSeqId",
    "checksum",
    "bidPx",
    "bidSz",
    "askPx",
    "askSz",
    "markPx",
    "idxPx",
    "fundingRate",
    "fundingTime",
    "oi",
    "markVol",
    "fwdPx",
    "deltaBS",
    "gammaBS",
    "thetaBS",
    "vegaBS",
    "details",
    "bkPx",
    "baseCcy",
    "quoteCcy",
    "settleCcy",
    "ctVal",
    "ctMult",
    "ctType",
    "tickSz",
    "lotSz",
    "minSz",
    "maxLmtSz",
    "expTime",
    "stk",
    "optType",
    "ordId",
    "clOrdId",
    "ordType",
    "tgtCcy",
    "reduceOnly",
    "accFillSz",
    "avgPx",
    "fillPx",
    "fillSz",
    "fillTime",
    "fillFee",
    "fillFeeCcy",
    "fee",
    "feeCcy",
    "execType",
    "uTime",
    "cancelSource",
    "cancelSourceReason",
    "amendResult",
    "pos",
    "posSide",
    "upl",
    "ccy",
    "cashBal",
    "balData",
    "posData",
    "eventType",
    "fills",
    "orders",
    "open",
    "older",
    "positions",
    "balances"
  };

  static final FieldNames NAMES = new FieldNames(LONGER);

  static final int EVENT = NAMES.slot("event");
  static final int OP = NAMES.slot("op");
  static final int TABLE = NAMES.slot("table");
  static final int CODE = NAMES.slot("code");
  static final int MSG = NAMES.slot("msg");
  static final int ARG = NAMES.slot("arg");
  static final int DATA = NAMES.slot("data");
  static final int ACTION = NAMES.slot("action");
  static final int CHANNEL = NAMES.slot("channel");
  static final int INST_ID = NAMES.slot("instId");
  static final int INST_TYPE = NAMES.slot("instType");
  static final int ULY = NAMES.slot("uly");
  static final int STATE = NAMES.slot("state");
  static final int SERVICE_TYPE = NAMES.slot("serviceType");
  static final int TRADE_ID = NAMES.slot("tradeId");
  static final int PX = NAMES.slot("px");
  static final int SZ = NAMES.slot("sz");
  static final int SIDE = NAMES.slot("side");
  static final int TS = NAMES.slot("ts");
  static final int ASKS = NAMES.slot("asks");
  static final int BIDS = NAMES.slot("bids");
  static final int SEQ_ID = NAMES.slot("seqId");
  static final int PREV_SEQ_ID = NAMES.slot("prevSeqId");
  static final int CHECKSUM = NAMES.slot("checksum");
  static final int BID_PX = NAMES.slot("bidPx");
  static final int BID_SZ = NAMES.slot("bidSz");
  static final int ASK_PX = NAMES.slot("askPx");
  static final int ASK_SZ = NAMES.slot("askSz");
  static final int MARK_PX = NAMES.slot("markPx");
  static final int IDX_PX = NAMES.slot("idxPx");
  static final int FUNDING_RATE = NAMES.slot("fundingRate");
  static final int FUNDING_TIME = NAMES.slot("fundingTime");
  static final int OI = NAMES.slot("oi");
  static final int MARK_VOL = NAMES.slot("markVol");
  static final int FWD_PX = NAMES.slot("fwdPx");
  static final int DELTA_BS = NAMES.slot("deltaBS");
  static final int GAMMA_BS = NAMES.slot("gammaBS");
  static final int THETA_BS = NAMES.slot("thetaBS");
  static final int VEGA_BS = NAMES.slot("vegaBS");
  static final int DETAILS = NAMES.slot("details");
  static final int BK_PX = NAMES.slot("bkPx");
  static final int BASE_CCY = NAMES.slot("baseCcy");
  static final int QUOTE_CCY = NAMES.slot("quoteCcy");
  static final int SETTLE_CCY = NAMES.slot("settleCcy");
  static final int CT_VAL = NAMES.slot("ctVal");
  static final int CT_MULT = NAMES.slot("ctMult");
  static final int CT_TYPE = NAMES.slot("ctType");
  static final int TICK_SZ = NAMES.slot("tickSz");
  static final int LOT_SZ = NAMES.slot("lotSz");
  static final int MIN_SZ = NAMES.slot("minSz");
  static final int MAX_LMT_SZ = NAMES.slot("maxLmtSz");
  static final int EXP_TIME = NAMES.slot("expTime");
  static final int STK = NAMES.slot("stk");
  static final int OPT_TYPE = NAMES.slot("optType");
  static final int ORD_ID = NAMES.slot("ordId");
  static final int CL_ORD_ID = NAMES.slot("clOrdId");
  static final int ORD_TYPE = NAMES.slot("ordType");
  static final int TGT_CCY = NAMES.slot("tgtCcy");
  static final int REDUCE_ONLY = NAMES.slot("reduceOnly");
  static final int ACC_FILL_SZ = NAMES.slot("accFillSz");
  static final int AVG_PX = NAMES.slot("avgPx");
  static final int FILL_PX = NAMES.slot("fillPx");
  static final int FILL_SZ = NAMES.slot("fillSz");
  static final int FILL_TIME = NAMES.slot("fillTime");
  static final int FILL_FEE = NAMES.slot("fillFee");
  static final int FILL_FEE_CCY = NAMES.slot("fillFeeCcy");
  static final int FEE = NAMES.slot("fee");
  static final int FEE_CCY = NAMES.slot("feeCcy");
  static final int EXEC_TYPE = NAMES.slot("execType");
  static final int U_TIME = NAMES.slot("uTime");
  static final int CANCEL_SOURCE = NAMES.slot("cancelSource");
  static final int CANCEL_SOURCE_REASON = NAMES.slot("cancelSourceReason");
  static final int AMEND_RESULT = NAMES.slot("amendResult");
  static final int POS = NAMES.slot("pos");
  static final int POS_SIDE = NAMES.slot("posSide");
  static final int UPL = NAMES.slot("upl");
  static final int CCY = NAMES.slot("ccy");
  static final int CASH_BAL = NAMES.slot("cashBal");
  static final int BAL_DATA = NAMES.slot("balData");
  static final int POS_DATA = NAMES.slot("posData");
  static final int EVENT_TYPE = NAMES.slot("eventType");
  static final int FILLS = NAMES.slot("fills");
  static final int ORDERS = NAMES.slot("orders");
  static final int OPEN = NAMES.slot("open");
  static final int OLDER = NAMES.slot("older");
  static final int POSITIONS = NAMES.slot("positions");
  static final int BALANCES = NAMES.slot("balances");

  private static final int FIRST = EVENT;

  private OkxFields() {}

  /** The name in that slot. */
  static String name(int slot) {
    return LONGER[slot - FIRST];
  }
}
