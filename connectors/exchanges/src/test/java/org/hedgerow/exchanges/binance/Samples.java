package org.hedgerow.exchanges.binance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/** Frames of our own making, in Binance's form, and the decoder for their instruments. */
final class Samples {
  static final String TRADE =
      "{\"stream\":\"xyzusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1700000000123,"
          + "\"T\":1700000000120,\"s\":\"XYZUSDT\",\"t\":901,\"p\":\"12.3400\",\"q\":\"0.500\","
          + "\"X\":\"MARKET\",\"m\":true}}";
  static final String TRADE_DATA =
      TRADE.substring(TRADE.indexOf("\"data\":") + 7, TRADE.length() - 1);
  static final String SPOT_QUOTE =
      "{\"u\":77,\"s\":\"XYZUSDT\",\"b\":\"12.33\",\"B\":\"4\",\"a\":\"12.34\",\"A\":\"5.25\"}";
  static final String DEPTH =
      "{\"e\":\"depthUpdate\",\"E\":1700000000200,\"T\":1700000000190,\"s\":\"XYZUSDT\",\"U\":10,"
          + "\"u\":12,\"pu\":9,\"b\":[[\"12.33\",\"4\"],[\"12.30\",\"0\"]],\"a\":[]}";
  static final String MARK =
      "{\"e\":\"markPriceUpdate\",\"E\":1700000000300,\"s\":\"XYZUSDT\",\"p\":\"12.35\","
          + "\"i\":\"12.36\",\"P\":\"12.4\",\"r\":\"-0.00010000\",\"T\":1700006400000}";
  static final String ORDER =
      "{\"e\":\"ORDER_TRADE_UPDATE\",\"E\":1700000000400,\"T\":1700000000390,\"o\":{"
          + "\"s\":\"XYZUSDT\",\"c\":\"mine-1\",\"S\":\"SELL\",\"o\":\"LIMIT\",\"f\":\"GTX\","
          + "\"q\":\"2\",\"p\":\"12.34\",\"ap\":\"12.340\",\"x\":\"TRADE\","
          + "\"X\":\"PARTIALLY_FILLED\",\"i\":555,\"l\":\"0.5\",\"z\":\"1.5\",\"L\":\"12.34\","
          + "\"n\":\"0.001234\",\"N\":\"USDT\",\"T\":1700000000389,\"t\":902,\"m\":true,"
          + "\"R\":true}}";
  static final String SPOT_EXECUTION =
      "{\"e\":\"executionReport\",\"E\":1700000000500,\"s\":\"XYZUSDT\",\"c\":\"mine-2\","
          + "\"S\":\"BUY\",\"o\":\"LIMIT_MAKER\",\"f\":\"GTC\",\"q\":\"2.0\",\"p\":\"12.30\","
          + "\"C\":\"\",\"x\":\"TRADE\",\"X\":\"FILLED\",\"r\":\"NONE\",\"i\":556,\"l\":\"2.0\","
          + "\"z\":\"2.0\",\"L\":\"12.30\",\"n\":\"0.002\",\"N\":\"XYZ\",\"T\":1700000000490,"
          + "\"t\":903,\"m\":false,\"Z\":\"24.60\"}";
  static final String ACCOUNT_UPDATE =
      "{\"e\":\"ACCOUNT_UPDATE\",\"E\":1700000000600,\"T\":1700000000590,\"a\":{\"m\":\"ORDER\","
          + "\"B\":[{\"a\":\"USDT\",\"wb\":\"1000.5\",\"cw\":\"990\",\"bc\":\"0\"}],"
          + "\"P\":[{\"s\":\"XYZUSDT\",\"pa\":\"-1.5\",\"ep\":\"12.34\",\"up\":\"0.25\","
          + "\"ps\":\"BOTH\"}]}}";
  static final String POSITION =
      "{\"e\":\"outboundAccountPosition\",\"E\":1700000000700,\"u\":1700000000690,\"B\":["
          + "{\"a\":\"XYZ\",\"f\":\"10.5\",\"l\":\"2.25\"},"
          + "{\"a\":\"USDT\",\"f\":\"7\",\"l\":\"0\"}]}";
  static final String SNAPSHOT =
      "{\"lastUpdateId\":9,\"bids\":[[\"12.33\",\"3\"]],\"asks\":[[\"12.34\",\"1\",[]]]}";

  static final List<String> ALL =
      List.of(
          TRADE,
          SPOT_QUOTE,
          DEPTH,
          MARK,
          ORDER,
          SPOT_EXECUTION,
          ACCOUNT_UPDATE,
          POSITION,
          SNAPSHOT);

  private Samples() {}

  static BinanceDecoder decoder(BinanceMarket market) {
    return new BinanceDecoder(
        market,
        List.of(
            new Listing(market.venue() + ":XYZUSDT", "XYZUSDT", "XYZUSDT", false),
            new Listing(market.venue() + ":XYZUSD_PERP", "XYZUSD_PERP", "XYZUSD", false),
            new Listing(market.venue() + ":AGGUSDT", "AGGUSDT", "AGGUSDT", true)));
  }

  static RawFrame stream(BinanceMarket market, String account, byte[] json) {
    return new RawFrame(
        market.venue(),
        market.venue() + "/test/0",
        1L,
        0L,
        1_700_000_000_000_000L,
        FrameKind.STREAM,
        account,
        null,
        ByteBuffer.wrap(json));
  }

  static RawFrame rest(BinanceMarket market, String request, byte[] json) {
    RawFrame frame = stream(market, null, json);
    frame.setKind(FrameKind.REST);
    frame.setRequest(request);
    return frame;
  }

  static Collected decode(BinanceMarket market, String json) {
    return decode(decoder(market), market, json);
  }

  static Collected decode(BinanceDecoder decoder, BinanceMarket market, String json) {
    Collected found = new Collected();
    decoder.decode(stream(market, "acct", json.getBytes(StandardCharsets.UTF_8)), found);
    return found;
  }

  static Collected decodeRest(BinanceMarket market, String request, String json) {
    Collected found = new Collected();
    decoder(market).decode(rest(market, request, json.getBytes(StandardCharsets.UTF_8)), found);
    return found;
  }
}
