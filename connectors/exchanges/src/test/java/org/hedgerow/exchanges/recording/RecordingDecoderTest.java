package org.hedgerow.exchanges.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Messages of our own making in the venues' forms; expectations are read off the messages. */
class RecordingDecoderTest {
  /** Of each message its venue and what was in it, in short. */
  private static List<String> decode(String exchange, String... lines) throws IOException {
    List<String> found = new ArrayList<>();
    RecordingDecoder decoder = new RecordingDecoder(exchange);
    try (RecordingReader reader =
        RecordingReader.of(new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)))) {
      for (RecordedMessage message = reader.next(); message != null; message = reader.next()) {
        DecodedMessage decoded = decoder.decode(message);
        if (decoded != null) {
          List<String> parts = new ArrayList<>();
          for (SpecificRecord payload : decoded.payloads()) {
            Object instrument = payload.get(0);
            parts.add(payload.getSchema().getName() + " " + instrument);
          }
          decoded.ignored().forEach(channel -> parts.add("ignored " + channel));
          decoded.rejections().forEach(one -> parts.add(one.reason() + " " + one.channel()));
          found.add(
              decoded.venue()
                  + (decoded.isAnswer() ? " answer: " : ": ")
                  + String.join(", ", parts));
        }
      }
    }
    return found;
  }

  private static final String SPOT_TRADE =
      "{\"e\":\"trade\",\"E\":1700000000123,\"s\":\"XYZUSDT\",\"t\":1,\"p\":\"2\",\"q\":\"3\","
          + "\"T\":1700000000120,\"m\":true,\"M\":true}";
  private static final String LINEAR_TRADE =
      "{\"stream\":\"xyzusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1700000000123,"
          + "\"T\":1700000000120,\"s\":\"XYZUSDT\",\"t\":1,\"p\":\"2\",\"q\":\"3\","
          + "\"X\":\"MARKET\",\"m\":true}}";
  private static final String INVERSE_QUOTE =
      "{\"u\":7,\"e\":\"bookTicker\",\"s\":\"XYZUSD_PERP\",\"ps\":\"XYZUSD\",\"b\":\"1\","
          + "\"B\":\"2\",\"a\":\"3\",\"A\":\"4\",\"T\":1700000000120,\"E\":1700000000123}";

  @Test
  void theMarketComesFromTheFrame() throws IOException {
    assertEquals(
        List.of(
            "BINANCE_SPOT: Trade BINANCE_SPOT:XYZUSDT",
            "BINANCE_USDM: Trade BINANCE_USDM:XYZUSDT",
            "BINANCE_COINM: Quote BINANCE_COINM:XYZUSD_PERP",
            "BINANCE_SPOT: Trade BINANCE_SPOT:XYZUSDT"),
        decode("binance", SPOT_TRADE, LINEAR_TRADE, INVERSE_QUOTE, SPOT_TRADE));
  }

  @Test
  void increments() throws IOException {
    String levels = "\"b\":[[\"1\",\"2\"]],\"a\":[]}";
    assertEquals(
        List.of(
            "BINANCE_SPOT: BookDelta BINANCE_SPOT:XYZUSDT",
            "BINANCE_USDM: BookDelta BINANCE_USDM:XYZUSDT",
            "BINANCE_SPOT: Quote BINANCE_SPOT:XYZUSDT"),
        decode(
            "binance",
            "{\"e\":\"depthUpdate\",\"E\":1700000000200,\"s\":\"XYZUSDT\",\"U\":1,\"u\":2,"
                + levels,
            "{\"e\":\"depthUpdate\",\"E\":1700000000200,\"T\":1700000000190,\"s\":\"XYZUSDT\","
                + "\"U\":1,\"u\":2,\"pu\":0,"
                + levels,
            "{\"u\":77,\"s\":\"XYZUSDT\",\"b\":\"1\",\"B\":\"2\",\"a\":\"3\",\"A\":\"4\"}"));
  }

  /** A summary of trades has the same fields on both futures markets: the address says which. */
  @Test
  void orFromTheConnectLine() throws IOException {
    String kline = "12.5: {\"e\":\"kline\",\"E\":1,\"s\":\"XYZUSDT\",\"k\":{\"t\":1}}";
    assertEquals(
        List.of("BINANCE_USDM: ignored kline", "BINANCE_SPOT: ignored kline"),
        decode(
            "binance",
            "wss://fstream.binance.com/stream?streams=xyzusdt@kline_1m <-> 12",
            kline,
            "wss://stream.binance.com:9443/ws <-> 12",
            kline));
  }

  @Test
  void aBareBookIsAnAnswerAboutTheOnlySymbol() throws IOException {
    String book = "{\"lastUpdateId\":9,\"bids\":[[\"1\",\"2\"]],\"asks\":[]}";
    String linear =
        "{\"lastUpdateId\":9,\"E\":1700000000200,\"T\":1700000000190,\"bids\":[[\"1\",\"2\"]],"
            + "\"asks\":[]}";
    assertEquals(
        List.of(
            "BINANCE_SPOT answer: UNKNOWN_CHANNEL ",
            "BINANCE_SPOT: Trade BINANCE_SPOT:XYZUSDT",
            "BINANCE_SPOT answer: BookDelta BINANCE_SPOT:XYZUSDT",
            "BINANCE_USDM: Trade BINANCE_USDM:XYZUSDT",
            "BINANCE_USDM answer: BookDelta BINANCE_USDM:XYZUSDT"),
        decode("binance", book, SPOT_TRADE, book, LINEAR_TRADE, linear));
  }

  @Test
  void answersByTheirAddress() throws IOException {
    assertEquals(
        List.of(
            "BINANCE_USDM answer: BookDelta BINANCE_USDM:XYZUSDT",
            "BINANCE_SPOT: Trade BINANCE_SPOT:XYZUSDT"),
        decode(
            "binance",
            "wss://stream.binance.com:9443/ws <-> 12",
            "https://fapi.binance.com/fapi/v1/depth?symbol=XYZUSDT&limit=5 -> 12.5:"
                + " {\"lastUpdateId\":9,\"bids\":[[\"1\",\"2\"]],\"asks\":[]}",
            "13: " + SPOT_TRADE));
  }

  @Test
  void generationsOfKraken() throws IOException {
    assertEquals(
        List.of(
            "KRAKEN_SPOT: Trade KRAKEN_SPOT:BTC/USD",
            "KRAKEN_SPOT: Trade KRAKEN_SPOT:BTC/USD",
            "KRAKEN_FUTURES: BookDelta KRAKEN_FUTURES:PI_XBTUSD",
            "KRAKEN_FUTURES: ignored info",
            "KRAKEN_SPOT: ignored systemStatus"),
        decode(
            "kraken",
            "[337,[[\"5541.2\",\"0.1\",\"1534614057.3215\",\"s\",\"l\",\"\"]],\"trade\",\"XBT/USD\"]",
            "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\","
                + "\"side\":\"sell\",\"price\":6,\"qty\":1,\"ord_type\":\"limit\",\"trade_id\":7,"
                + "\"timestamp\":\"2023-11-14T22:13:20.123456Z\"}]}",
            "{\"feed\":\"book\",\"product_id\":\"PI_XBTUSD\",\"side\":\"buy\",\"seq\":12,"
                + "\"price\":6,\"qty\":0,\"timestamp\":1700000000300}",
            "{\"event\":\"info\",\"version\":1}",
            "{\"event\":\"systemStatus\",\"connectionID\":1,\"status\":\"online\"}"));
  }

  /** Their decoders pass over rows of instruments that they do not know. */
  @Test
  void everyRowOfAListIsTakenUp() throws IOException {
    assertEquals(
        List.of(
            "OKX: OpenInterest OKX:XYZ-USDT-SWAP",
            "OKX: OptionQuote OKX:XYZ-USD-231229-12-C, OptionQuote OKX:XYZ-USD-231229-99-C"),
        decode(
            "okx",
            "{\"arg\":{\"channel\":\"open-interest\",\"instId\":\"XYZ-USDT-SWAP\"},\"data\":[{"
                + "\"instId\":\"XYZ-USDT-SWAP\",\"instType\":\"SWAP\",\"oi\":\"5000\","
                + "\"oiCcy\":\"500\",\"ts\":\"1700000000360\"}]}",
            "{\"arg\":{\"channel\":\"opt-summary\",\"instFamily\":\"XYZ-USD\"},\"data\":["
                + option("XYZ-USD-231229-12-C")
                + ","
                + option("XYZ-USD-231229-99-C")
                + "]}"));
  }

  private static String option(String symbol) {
    return "{\"instType\":\"OPTION\",\"instId\":\""
        + symbol
        + "\",\"uly\":\"XYZ-USD\",\"delta\":\"0.4\",\"deltaBS\":\"0.5\",\"gammaBS\":\"0.01\","
        + "\"thetaBS\":\"-0.02\",\"vegaBS\":\"0.03\",\"markVol\":\"0.8\",\"bidVol\":\"\","
        + "\"askVol\":\"0.9\",\"fwdPx\":\"12.4\",\"ts\":\"1700000000370\"}";
  }

  /** A frame of Luno's names no pair, and its book is kept while other pairs are learned. */
  @Test
  void pairsOfLunoComeFromTheConnection() throws IOException {
    String snapshot =
        "{\"sequence\":\"1\",\"asks\":[{\"id\":\"A\",\"price\":\"3\",\"volume\":\"1\"}],"
            + "\"bids\":[{\"id\":\"B\",\"price\":\"2\",\"volume\":\"1\"}],\"status\":\"ACTIVE\","
            + "\"timestamp\":1700000000000}";
    String delete =
        "{\"sequence\":\"2\",\"trade_updates\":[],\"create_update\":null,"
            + "\"delete_update\":{\"order_id\":\"B\"},\"status_update\":null,"
            + "\"timestamp\":1700000000001}";
    assertEquals(
        List.of(
            "LUNO: UNKNOWN_INSTRUMENT ",
            "LUNO: InstrumentStatus LUNO:XBTZAR, BookDelta LUNO:XBTZAR, Quote LUNO:XBTZAR",
            "LUNO answer: Trade LUNO:ETHZAR",
            "LUNO: BookDelta LUNO:XBTZAR",
            "LUNO: ignored keep-alive"),
        decode(
            "luno",
            snapshot,
            "wss://ws.luno.com/api/1/stream/XBTZAR <-> 12",
            "13: " + snapshot,
            "https://api.luno.com/api/1/trades?pair=ETHZAR -> 13: {\"trades\":[{\"sequence\":1,"
                + "\"timestamp\":1700000000000,\"price\":\"3\",\"volume\":\"1\",\"is_buy\":true}]}",
            "14: " + delete,
            "15: \"\""));
  }

  @Test
  void combinationsOfDeribitAreNotTraded() throws IOException {
    assertEquals(
        List.of("DERIBIT: UNKNOWN_INSTRUMENT quote", "DERIBIT: Quote DERIBIT:XYZ-PERPETUAL"),
        decode("deribit", quote("XYZ-FS-27MAR26_PERP"), quote("XYZ-PERPETUAL")));
  }

  private static String quote(String symbol) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"subscription\",\"params\":{\"channel\":\"quote."
        + symbol
        + "\",\"data\":{\"timestamp\":1700000000300,\"instrument_name\":\""
        + symbol
        + "\",\"best_bid_price\":100.0,\"best_bid_amount\":70.0,\"best_ask_price\":100.5,"
        + "\"best_ask_amount\":90.0}}}";
  }

  @Test
  void whatIsBrokenIsADeadLetter() throws IOException {
    for (String exchange : List.of("binance", "okx", "kraken", "deribit", "luno", "ftx")) {
      for (String line : List.of("garbage", "{\"a\":", "\u0000\u0001", "12: {", "{}{}")) {
        List<String> found = decode(exchange, "\"first\"", line);
        assertEquals(2, found.size(), exchange);
        assertEquals(
            true,
            found.get(1).contains("MALFORMED") || found.get(1).contains("UNKNOWN"),
            exchange + ": " + found);
      }
    }
  }

  @Test
  void noSuchExchange() {
    assertThrows(IllegalArgumentException.class, () -> new RecordingDecoder("mtgox"));
    assertThrows(IllegalArgumentException.class, () -> new RecordingDecoder("bin"));
  }
}
