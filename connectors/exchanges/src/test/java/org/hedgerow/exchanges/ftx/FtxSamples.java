package org.hedgerow.exchanges.ftx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.RawFrame;

/** Frames of our own making, in FTX's form, and the decoder for their instruments. */
final class FtxSamples {
  static final String TRADES =
      "{\"channel\":\"trades\",\"market\":\"XYZ-PERP\",\"type\":\"update\",\"data\":["
          + "{\"id\":901,\"price\":12.34,\"size\":0.5,\"side\":\"sell\",\"liquidation\":false,"
          + "\"time\":\"2021-04-17T16:44:41.605564+00:00\"},"
          + "{\"id\":902,\"price\":12.33,\"size\":2.0,\"side\":\"buy\",\"liquidation\":true,"
          + "\"time\":\"2021-04-17T16:44:41+00:00\"}]}";
  static final String TICKER =
      "{\"channel\":\"ticker\",\"market\":\"XYZ/USD\",\"type\":\"update\",\"data\":{\"bid\":1.5e-05,"
          + "\"ask\":12.35,\"bidSize\":2.0,\"askSize\":1100.0,\"last\":12.3,"
          + "\"time\":1618677880.877571}}";
  static final String BOOK =
      "{\"channel\":\"orderbook\",\"market\":\"XYZ-PERP\",\"type\":\"partial\",\"data\":{"
          + "\"time\":1618677881.0430884,\"checksum\":3430105248,\"bids\":[[12.33,4.0],[12.3,1.0]],"
          + "\"asks\":[[12.34,0.5]],\"action\":\"partial\"}}";
  static final String BOOK_UPDATE =
      "{\"channel\":\"orderbook\",\"market\":\"XYZ-PERP\",\"type\":\"update\",\"data\":{"
          + "\"time\":1618677882,\"checksum\":7,\"bids\":[[12.33,0]],\"asks\":[],"
          + "\"action\":\"update\"}}";
  static final String STATE =
      "{\"channel\":\"instrument\",\"generated\":true,\"market\":\"XYZ-PERP\",\"type\":\"update\","
          + "\"data\":{\"stats\":{\"nextFundingRate\":-0.00001,"
          + "\"nextFundingTime\":\"2021-04-17T17:00:00+00:00\",\"openInterest\":77.5},"
          + "\"info\":{\"index\":12.31,\"mark\":12.32,\"underlying\":\"XYZ\"}}}";

  static final List<String> ALL = List.of(TRADES, TICKER, BOOK, BOOK_UPDATE, STATE);

  private FtxSamples() {}

  static FtxDecoder decoder(Collection<String> markets) {
    return new FtxDecoder(markets.stream().map(FtxSamples::listing).toList());
  }

  static FtxListing listing(String market) {
    return new FtxListing(
        "FTX:" + market,
        market,
        InstrumentDefinition.newBuilder()
            .setInstrument("FTX:" + market)
            .setVenue("FTX")
            .setSymbol(market)
            .setKind(InstrumentKind.LINEAR_PERPETUAL)
            .setBase("XYZ")
            .setQuote("USD")
            .setSettlement("USD")
            .setContractValue(Decimals.of(1))
            .setTickSize(Decimals.of(9))
            .setLotSize(Decimals.of(9))
            .setMinimumQuantity(Decimals.of(9))
            .setMaximumQuantity(Decimals.of(1000))
            .setMinimumNotional(Decimals.ZERO)
            .build());
  }

  static RawFrame stream(byte[] json) {
    return new RawFrame(
        "FTX",
        "FTX/replay/0",
        1L,
        0L,
        1_700_000_000_000_000L,
        FrameKind.STREAM,
        null,
        null,
        ByteBuffer.wrap(json));
  }

  static RawFrame rest(String request, String json) {
    RawFrame frame = stream(json.getBytes(StandardCharsets.UTF_8));
    frame.setKind(FrameKind.REST);
    frame.setRequest(request);
    return frame;
  }

  static Collected decode(FtxDecoder decoder, RawFrame frame) {
    Collected found = new Collected();
    decoder.decode(frame, found);
    return found;
  }

  static Collected decode(byte[] json) {
    return decode(decoder(List.of("XYZ-PERP", "XYZ/USD")), stream(json));
  }

  static Collected decode(String json) {
    return decode(json.getBytes(StandardCharsets.UTF_8));
  }
}
