package org.hedgerow.exchanges.okx;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.RawFrame;

/** Frames of our own making, in OKX's form, and the decoder for their instruments. */
final class Samples {
  static final String TRADE =
      "{\"arg\":{\"channel\":\"trades-all\",\"instId\":\"XYZ-USDT\"},\"data\":[{\"instId\":"
          + "\"XYZ-USDT\",\"tradeId\":\"901\",\"px\":\"12.340\",\"sz\":\"0.5\",\"side\":\"sell\","
          + "\"ts\":\"1700000000123\",\"source\":\"0\"}]}";
  static final String BEST =
      "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"XYZ-USDT-SWAP\"},\"data\":[{\"asks\":"
          + "[[\"12.35\",\"7\",\"0\",\"2\"]],\"bids\":[[\"12.34\",\"4\",\"0\",\"1\"]],"
          + "\"ts\":\"1700000000200\",\"seqId\":77}]}";
  static final String TICKER =
      "{\"arg\":{\"channel\":\"tickers\",\"instId\":\"XYZ-USDT\"},\"data\":[{\"instType\":\"SPOT\","
          + "\"instId\":\"XYZ-USDT\",\"last\":\"12.3\",\"askPx\":\"12.35\",\"askSz\":\"3\","
          + "\"bidPx\":\"12.34\",\"bidSz\":\"0.25\",\"ts\":\"1700000000210\"}]}";
  static final String SNAPSHOT =
      "{\"arg\":{\"channel\":\"books\",\"instId\":\"XYZ-USDT\"},\"action\":\"snapshot\",\"data\":[{"
          + "\"asks\":[[\"12.35\",\"7.0\",\"0\",\"2\"]],\"bids\":[[\"12.34\",\"4\",\"0\",\"1\"]],"
          + "\"ts\":\"1700000000220\",\"checksum\":0,\"prevSeqId\":-1,\"seqId\":100}]}";
  static final String UPDATE =
      "{\"arg\":{\"channel\":\"books\",\"instId\":\"XYZ-USDT\"},\"action\":\"update\",\"data\":[{"
          + "\"asks\":[],\"bids\":[[\"12.34\",\"0\",\"0\",\"0\"],[\"12.33\",\"2\",\"0\",\"1\"]],"
          + "\"ts\":\"1700000000320\",\"checksum\":-5,\"prevSeqId\":100,\"seqId\":107}]}";
  static final String MARK =
      "{\"arg\":{\"channel\":\"mark-price\",\"instId\":\"XYZ-USD-SWAP\"},\"data\":[{\"instType\":"
          + "\"SWAP\",\"instId\":\"XYZ-USD-SWAP\",\"markPx\":\"12.36\",\"ts\":\"1700000000330\"}]}";
  static final String INDEX =
      "{\"arg\":{\"channel\":\"index-tickers\",\"instId\":\"XYZ-USD\"},\"data\":[{\"instId\":"
          + "\"XYZ-USD\",\"idxPx\":\"12.37\",\"high24h\":\"13\",\"ts\":\"1700000000340\"}]}";
  static final String FUNDING =
      "{\"arg\":{\"channel\":\"funding-rate\",\"instId\":\"XYZ-USDT-SWAP\"},\"data\":[{"
          + "\"fundingRate\":\"-0.000125\",\"fundingTime\":\"1700006400000\",\"instId\":"
          + "\"XYZ-USDT-SWAP\",\"instType\":\"SWAP\",\"nextFundingRate\":\"\","
          + "\"nextFundingTime\":\"1700035200000\",\"ts\":\"1700000000350\"}]}";
  static final String OPEN_INTEREST =
      "{\"arg\":{\"channel\":\"open-interest\",\"instId\":\"XYZ-USDT-SWAP\"},\"data\":[{\"instId\":"
          + "\"XYZ-USDT-SWAP\",\"instType\":\"SWAP\",\"oi\":\"5000\",\"oiCcy\":\"500\","
          + "\"ts\":\"1700000000360\"}]}";
  static final String SUMMARY =
      "{\"arg\":{\"channel\":\"opt-summary\",\"instFamily\":\"XYZ-USD\"},\"data\":[{\"instType\":"
          + "\"OPTION\",\"instId\":\"XYZ-USD-231229-12-C\",\"uly\":\"XYZ-USD\",\"delta\":\"0.4\","
          + "\"deltaBS\":\"0.5\",\"gammaBS\":\"0.01\",\"thetaBS\":\"-0.02\",\"vegaBS\":\"0.03\","
          + "\"markVol\":\"0.8\",\"bidVol\":\"\",\"askVol\":\"0.9\",\"fwdPx\":\"12.4\","
          + "\"ts\":\"1700000000370\"},{\"instId\":\"XYZ-USD-231229-99-C\",\"uly\":\"XYZ-USD\","
          + "\"markVol\":\"0.8\",\"ts\":\"1700000000370\"}]}";
  static final String LIQUIDATION =
      "{\"arg\":{\"channel\":\"liquidation-orders\",\"instType\":\"SWAP\"},\"data\":[{\"details\":[{"
          + "\"bkLoss\":\"0\",\"bkPx\":\"11.9\",\"ccy\":\"\",\"posSide\":\"long\",\"side\":\"sell\","
          + "\"sz\":\"13\",\"ts\":\"1700000000380\"}],\"instFamily\":\"XYZ-USDT\",\"instId\":"
          + "\"XYZ-USDT-SWAP\",\"instType\":\"SWAP\",\"uly\":\"XYZ-USDT\"}]}";
  static final String ORDER_ROW =
      "{\"instType\":\"SWAP\",\"instId\":\"XYZ-USDT-SWAP\",\"ordId\":\"555\",\"clOrdId\":\"mine1\","
          + "\"px\":\"12.34\",\"sz\":\"2\",\"ordType\":\"post_only\",\"side\":\"sell\","
          + "\"posSide\":\"net\",\"tdMode\":\"cross\",\"fillSz\":\"0.5\",\"fillPx\":\"12.34\","
          + "\"tradeId\":\"902\",\"accFillSz\":\"1.5\",\"fillTime\":\"1700000000390\","
          + "\"fillFee\":\"-0.001234\",\"fillFeeCcy\":\"USDT\",\"execType\":\"M\","
          + "\"state\":\"partially_filled\",\"avgPx\":\"12.345\",\"reduceOnly\":\"true\","
          + "\"cancelSource\":\"\",\"amendResult\":\"\",\"uTime\":\"1700000000391\"}";
  static final String ORDER =
      "{\"arg\":{\"channel\":\"orders\",\"instType\":\"ANY\",\"uid\":\"7\"},\"data\":["
          + ORDER_ROW
          + "]}";
  static final String BALANCE_AND_POSITION =
      "{\"arg\":{\"channel\":\"balance_and_position\",\"uid\":\"7\"},\"data\":[{\"pTime\":"
          + "\"1700000000400\",\"eventType\":\"filled\",\"balData\":[{\"ccy\":\"USDT\","
          + "\"cashBal\":\"1000.5\",\"uTime\":\"1700000000399\"}],\"posData\":[{\"posId\":\"1\","
          + "\"tradeId\":\"902\",\"instId\":\"XYZ-USDT-SWAP\",\"instType\":\"SWAP\","
          + "\"mgnMode\":\"cross\",\"posSide\":\"net\",\"pos\":\"-1.5\",\"avgPx\":\"12.3\","
          + "\"uTime\":\"1700000000399\"}],\"trades\":[{\"instId\":\"XYZ-USDT-SWAP\","
          + "\"tradeId\":\"902\"}]}]}";
  static final String ACCOUNT =
      "{\"arg\":{\"channel\":\"account\"},\"data\":[{\"uTime\":\"1700000000410\",\"details\":[{"
          + "\"ccy\":\"XYZ\",\"cashBal\":\"12.75\",\"eq\":\"13\",\"uTime\":\"1700000000409\"}]}]}";
  static final String POSITION =
      "{\"arg\":{\"channel\":\"positions\",\"instType\":\"ANY\"},\"data\":[{\"instType\":\"SWAP\","
          + "\"instId\":\"XYZ-USD-SWAP\",\"posSide\":\"net\",\"pos\":\"3\",\"avgPx\":\"12.2\","
          + "\"upl\":\"0.25\",\"uTime\":\"1700000000420\"}]}";
  static final String INSTRUMENTS =
      "{\"arg\":{\"channel\":\"instruments\",\"instType\":\"SWAP\"},\"data\":[{\"instType\":"
          + "\"SWAP\",\"instId\":\"XYZ-USDT-SWAP\",\"uly\":\"XYZ-USDT\",\"settleCcy\":\"USDT\","
          + "\"ctVal\":\"0.1\",\"ctMult\":\"1\",\"ctType\":\"linear\",\"tickSz\":\"0.01\","
          + "\"lotSz\":\"1\",\"minSz\":\"1\",\"maxLmtSz\":\"1000\",\"expTime\":\"\",\"stk\":\"\","
          + "\"optType\":\"\",\"state\":\"suspend\"}]}";

  static final List<String> ALL =
      List.of(
          TRADE,
          BEST,
          TICKER,
          SNAPSHOT,
          UPDATE,
          MARK,
          INDEX,
          FUNDING,
          OPEN_INTEREST,
          SUMMARY,
          LIQUIDATION,
          ORDER,
          BALANCE_AND_POSITION,
          ACCOUNT,
          POSITION,
          INSTRUMENTS);

  static final List<Listing> LISTINGS =
      List.of(
          listing("XYZ-USDT", InstrumentKind.SPOT),
          listing("XYZ-USDT-SWAP", InstrumentKind.LINEAR_PERPETUAL),
          listing("XYZ-USD-SWAP", InstrumentKind.INVERSE_PERPETUAL),
          listing("XYZ-USD-231229", InstrumentKind.INVERSE_FUTURE),
          listing("XYZ-USD-231229-12-C", InstrumentKind.OPTION));

  private Samples() {}

  static Listing listing(String symbol, InstrumentKind kind) {
    return new Listing("OKX:" + symbol, symbol, kind, BigDecimal.TEN);
  }

  static OkxDecoder decoder() {
    return new OkxDecoder(LISTINGS, Set.of("USDT", "XYZ"));
  }

  static RawFrame stream(String account, byte[] json) {
    return new RawFrame(
        "OKX",
        "OKX/test/0",
        1L,
        4L,
        1_700_000_000_000_000L,
        FrameKind.STREAM,
        account,
        null,
        ByteBuffer.wrap(json));
  }

  static RawFrame rest(String account, String request, byte[] json) {
    RawFrame frame = stream(account, json);
    frame.setKind(FrameKind.REST);
    frame.setRequest(request);
    return frame;
  }

  static Collected decode(String json) {
    Collected found = new Collected();
    decoder().decode(stream("acct", bytes(json)), found);
    return found;
  }

  static Collected decodeRest(String account, String request, String json) {
    Collected found = new Collected();
    decoder().decode(rest(account, request, bytes(json)), found);
    return found;
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
