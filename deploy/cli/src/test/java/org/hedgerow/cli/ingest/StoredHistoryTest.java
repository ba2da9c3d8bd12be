package org.hedgerow.cli.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.exchanges.history.HistoryFile;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files into a real TimescaleDB, twice; what has to be there is what stands in the files. */
class StoredHistoryTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir Path folder;

  /** Reads a file, and returns what became of its rows, table by table. */
  private String ingest(String name, Format format, String venue, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    IngestReport report = new IngestReport();
    IngestCommand.read(new HistoryFile(file, format, venue, null, 0), DATABASE.login(), report);
    JsonNode json = report.json();
    assertEquals("{}", json.get("unreadable").toString());
    return json.get("files").get(0).get("rows").toString();
  }

  @Test
  void candlesAreThereOnceAndTheNewestFileHasTheWord() throws Exception {
    String text =
        """
        unix,symbol,open,high,low,close,volume
        1609459200,AB/USDT,10,11,9,10.5,5
        1609462800,AB/USDT,10,11,9,10,5
        1609466400,AB/USDT,10,11,9,10,5
        """;
    assertEquals(
        "{\"candle\":{\"added\":3,\"changed\":0}}",
        ingest("a.csv", Format.CANDLES, "BINANCE_SPOT", text));
    assertEquals(
        "{\"candle\":{\"added\":0,\"changed\":0}}",
        ingest("a.csv", Format.CANDLES, "BINANCE_SPOT", text));
    assertEquals(
        "{\"candle\":{\"added\":0,\"changed\":1}}",
        ingest("b.csv", Format.CANDLES, "BINANCE_SPOT", text.replace("10.5,5", "10.5,6")));
    assertEquals(
        "10.5 6 01:00:00 b.csv",
        DATABASE.one(
            "SELECT concat_ws(' ', close, volume, length, source) FROM candle"
                + " WHERE instrument = 'BINANCE_SPOT:ABUSDT' AND price = 'TRADE'"
                + " AND opened = '2021-01-01T00:00:00Z'"));
    assertEquals(3, DATABASE.count("candle WHERE instrument = 'BINANCE_SPOT:ABUSDT'"));
  }

  @Test
  void fundingAndChainsAreThereOnce() throws Exception {
    String funding = "ts_ms,funding_rate\n1609459200000,0.0001\n1609488000000,-0.0003\n";
    String chain =
        """
        timestamp,instrument_name,bid_price,ask_price,mark_price,implied_volatility
        2025-12-30T17:31:15.944181+00:00,XY-1-C,,0.02,0.015,0.5
        """;
    for (int added : new int[] {2, 0}) {
      assertEquals(
          "{\"funding_rate\":{\"added\":" + added + ",\"changed\":0}}",
          ingest("XYZUSDT.csv", Format.FUNDING, "BINANCE_USDM", funding));
      assertEquals(
          "{\"option_quote\":{\"added\":" + added / 2 + ",\"changed\":0}}",
          ingest("chain.csv", Format.OPTIONS, "DERIBIT", chain));
    }
    assertEquals("-0.0002", DATABASE.one("SELECT trim_scale(sum(rate)) FROM funding_rate"));
    assertEquals(
        "t 0.02 0.5 2025-12-30 17:31:15.944181",
        DATABASE.one(
            "SELECT concat_ws(' ', bid_price IS NULL, ask_price, volatility,"
                + " quoted AT TIME ZONE 'UTC') FROM option_quote"));
  }

  @Test
  void recordingsAreThereOnce() throws Exception {
    String quote =
        "1700000001000001001 {\"stream\":\"xyusdt@bookTicker\",\"data\":{\"u\":9,\"s\":\"XYUSDT\",\"b\":\"%s\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"}}\n";
    String text =
        quote.formatted("1")
            + quote.formatted("1.5")
            + "1700000001000001001 {\"stream\":\"xyusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1700000000123,\"s\":\"XYUSDT\",\"t\":7,"
            + "\"p\":\"2\",\"q\":\"3\",\"T\":1700000000120,\"m\":true,\"M\":true}}\n"
            + "1700000001000001001 {\"e\":\"markPriceUpdate\",\"E\":1700000000300,\"s\":\"XYUSDT\",\"p\":\"12.35\","
            + "\"i\":\"12.36\",\"P\":\"12.4\",\"r\":\"-0.0001\",\"T\":1700006400000}\n";
    assertEquals(
        "{\"recorded_price\":{\"added\":3,\"changed\":0},\"recorded_quote\":{\"added\":2,\"changed\":0},"
            + "\"recorded_trade\":{\"added\":1,\"changed\":0}}",
        ingest("r", Format.RECORDING, "binance", text));
    assertEquals(
        "{\"recorded_price\":{\"added\":0,\"changed\":0},\"recorded_quote\":{\"added\":0,\"changed\":0},"
            + "\"recorded_trade\":{\"added\":0,\"changed\":0}}",
        ingest("r", Format.RECORDING, "binance", text));
    assertEquals(
        "SELL 3", DATABASE.one("SELECT concat_ws(' ', aggressor, quantity) FROM recorded_trade"));
  }

  @Test
  void aFileThatBreaksOffWritesNothing() throws Exception {
    Path file = folder.resolve("broken.csv");
    Files.writeString(
        file,
        "timestamp,instrument_name,bid_price,ask_price\n2025-12-30T17:31:15Z,XY-9-C,,0.02\n\"open");
    IngestReport report = new IngestReport();
    IngestCommand.read(
        new HistoryFile(file, Format.CANDLES, "DERIBIT", null, 0), DATABASE.login(), report);
    assertEquals(1, report.json().get("unreadable").size());
    assertEquals(0, DATABASE.count("option_quote WHERE instrument = 'DERIBIT:XY-9-C'"));
  }
}
