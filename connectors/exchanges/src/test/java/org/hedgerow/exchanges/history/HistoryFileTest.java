package org.hedgerow.exchanges.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.hedgerow.schema.Decimals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of our own making, with every kind of dirt; expected values are counted by hand. */
class HistoryFileTest {
  /** 2021-01-01T00:00:00Z. */
  private static final long START = 1_609_459_200L;

  @TempDir Path folder;
  private final CollectedRows rows = new CollectedRows();

  private HistoryTally read(String name, Format format, String venue, String... lines)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    HistoryTally tally = new HistoryFile(file, format, venue, null, 0).read(rows);
    long dropped = tally.dropped().values().stream().mapToLong(Long::longValue).sum();
    long leftOut = tally.leftOut().values().stream().mapToLong(Long::longValue).sum();
    assertEquals(tally.rowsRead(), tally.rowsKept() + dropped + leftOut, "nothing is lost");
    return tally;
  }

  private static String bar(int hour, String prices) {
    return (START + hour * 3_600L) + "000,2021-01-01 %02d:00:00,XY/USDT,%s".formatted(hour, prices);
  }

  private static final String HEADER =
      "unix,date,symbol,open,high,low,close,Volume XY,Volume USDT,tradecount";

  @Test
  void aDirtyExportIsMendedAndCounted() throws IOException {
    HistoryTally tally =
        read(
            "any.csv",
            Format.CANDLES,
            "BINANCE_SPOT",
            "Times are UTC,https://example.org",
            HEADER,
            bar(12, "10,11,9,10,5,50,7"),
            bar(11, "10,11,9,10,5,50,7"),
            bar(10, "10,9,11,10,5,50,7"),
            bar(9, "10,11,9,12,5,50,7"),
            bar(8, "10,11,0,10,5,50,7"),
            bar(7, "10,11,9,10,0,0,0"),
            bar(6, "10,11,9,ten,5,50,7"),
            bar(5, "10,11,9,10,5,50,NULL"),
            bar(5, "10,11,9,10,4,40,7"),
            bar(4, "10,11,9,10,5,50,7"),
            bar(4, "10,11,9,10,5,50,7"),
            "1609470000.0,2021-01-01 03-AM,XY/USDT,10,11,9,10,5,50,7",
            "1609466400.0,2021-01-01 03-AM,XY/USDT,10,11,9,10,5,50,7",
            "1609462800,2021-01-01 01-AM,XY/USDT,10,11,9,10,5,50",
            "yesterday,,XY/USDT,10,11,9,10,5,50,7",
            "1609459200.0,2021-01-01 12-AM,XY/USDT,40,40,9,10,5,50,7");
    assertEquals(16, tally.rowsRead());
    assertEquals(6, tally.rowsKept());
    assertEquals(
        Map.of(
            "high_below_low", 1L,
            "price_outside_range", 1L,
            "price_not_positive", 1L,
            "no_volume", 1L,
            "unreadable_value", 1L,
            "duplicate_that_differs", 1L,
            "duplicate", 1L,
            "fields_missing", 1L,
            "unreadable_time", 1L,
            "jump", 1L),
        tally.dropped());
    // Kept are hours 12, 11, 5, 4 in milliseconds, 3 and 2 in seconds; the date of hour 2 says 3.
    assertEquals(
        Map.of("time_unit", 2L, "date_format", 2L, "date_differs", 1L, "order", 4L),
        tally.repaired());
    assertEquals(Map.of("comment_lines", 1L), tally.notes());
    assertEquals(
        List.of(
            new Hole(
                "BINANCE_SPOT:XYUSDT",
                Hole.Unit.TIME,
                (START + 6 * 3_600) * 1_000_000,
                (START + 10 * 3_600) * 1_000_000,
                5)),
        tally.holes());
    List<Long> hours =
        rows.candles.stream().map(c -> (c.openedMicros() / 1_000_000 - START) / 3_600).toList();
    assertEquals(List.of(2L, 3L, 4L, 5L, 11L, 12L), hours);
    Candle five = rows.candles.get(3);
    assertEquals(3_600_000_000L, five.intervalMicros());
    assertEquals(7L, five.trades(), "the row with more fields, although its volume is less");
    assertEquals(Decimals.parse("40"), five.quoteVolume());
  }

  @Test
  void aWickIsNoJumpAndAFallByHalfInADayIsNone() throws IOException {
    String[] lines = new String[31];
    lines[0] = "ts_ms,open,high,low,close";
    for (int i = 0; i < 30; i++) {
      double close = i < 15 ? 100 : 55;
      double open = i <= 15 ? 100 : 55;
      double high = i == 20 ? 300 : Math.max(open, close);
      lines[i + 1] = (START + i * 3_600L) + "000," + open + "," + high + ",50," + close;
    }
    HistoryTally tally = read("m-XYUSDT-1h.csv", Format.MARK_CANDLES, "BINANCE_USDM", lines);
    assertEquals(30, tally.rowsKept(), tally.dropped().toString());
    assertEquals(Map.of("BINANCE_USDM:XYUSDT", 30L), tally.series());
  }

  @Test
  void ofSeveralWordsInItsNameNoneIsTheSymbol() {
    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                read("ABCUSDT-XYZUSDT.csv", Format.CANDLES, "V", "unix,open,high,low,close", "1"));
    assertTrue(refused.getMessage().contains("--symbol"), refused.getMessage());
  }

  @Test
  void aFileOfAnotherFormatIsRefused() {
    assertThrows(
        IOException.class, () -> read("ABCUSDT.csv", Format.FUNDING, "V", "unix,open", "1,2"));
    assertThrows(
        IOException.class, () -> read("ABCUSDT.csv", Format.CANDLES, "V", "one,two", "1,2"));
    assertThrows(IOException.class, () -> read("ABCUSDT.csv", Format.RECORDING, "nowhere", "{}"));
  }

  @Test
  void fundingHasHolesAndIsStampedLate() throws IOException {
    HistoryTally tally =
        read(
            "XYUSDT.csv",
            Format.FUNDING,
            "BINANCE_USDM",
            "ts_ms,funding_rate",
            "1609459200004,0.0001",
            "1609488000000,1.401e-05",
            "1609516800000,-0.0001",
            "1609516800000,-0.0001",
            "1609574400007,0.0002");
    assertEquals(4, tally.rowsKept());
    assertEquals(Map.of("duplicate", 1L), tally.dropped());
    assertEquals(
        List.of(
            new Hole(
                "BINANCE_USDM:XYUSDT",
                Hole.Unit.TIME,
                1_609_545_600_000_000L,
                1_609_545_600_000_000L,
                1)),
        tally.holes());
    assertEquals("funding BINANCE_USDM:XYUSDT 1609488000000000 0.00001401", rows.others.get(1));
  }

  @Test
  void anOptionMayLackASide() throws IOException {
    HistoryTally tally =
        read(
            "chain.csv",
            Format.OPTIONS,
            "DERIBIT",
            "timestamp,instrument_name,bid_price,ask_price,mark_price,implied_volatility",
            "2025-12-30T17:31:15.944181+00:00,XY-1-C,,0.02,0.015,0.5",
            "2025-12-30T17:31:15.944181+00:00,XY-2-C,0.01,0.02,0.015,0.5",
            "2025-12-30T17:31:15.944181+00:00,XY-2-C,0.01,0.02,0.015,0.5",
            "2025-12-30T17:31:15.944181+00:00,XY-3-C,0.03,0.02,0.015,0.5",
            "2025-12-30T17:31:15.944181+00:00,XY-4-C,0.01,0.02,-1,0.5",
            "2025-12-30T17:31:15.944181+00:00,XY-5-C,0.01,nan,0.01,1e400");
    assertEquals(Map.of("duplicate", 1L, "implausible", 3L), tally.dropped());
    assertEquals(Map.of("without_bid", 1L), tally.notes());
    assertEquals(
        List.of(
            "option DERIBIT:XY-1-C 1767115875944181 none 0.02",
            "option DERIBIT:XY-2-C 1767115875944181 0.01 0.02"),
        rows.others);
  }

  @Test
  void tradesHaveAnIdAndASide() throws IOException {
    HistoryTally tally =
        read(
            "t-XYUSDT.csv",
            Format.TRADES,
            "BINANCE_SPOT",
            "id,price,qty,time,is_buyer_maker",
            "1,10,2,1609459200123,True",
            "2,10,2,1609459200123456,false",
            "2,10,2,1609459200123456,false",
            "3,10,0,1609459200123456,false",
            "4,10,1,1609459200123456,");
    assertEquals(
        Map.of("duplicate", 1L, "implausible", 1L, "unreadable_value", 1L), tally.dropped());
    assertEquals(
        List.of(
            "trade BINANCE_SPOT:XYUSDT 1609459200123000 1 SELL",
            "trade BINANCE_SPOT:XYUSDT 1609459200123456 2 BUY"),
        rows.others);
  }

  /** A snapshot that was asked for comes after updates beyond it: with those no id is missing. */
  @Test
  void aRecordingIsCleanedAsAStreamIs() throws IOException {
    String trade =
        "{\"stream\":\"xyusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1700000000123,\"s\":\"XYUSDT\",\"t\":%d,"
            + "\"p\":\"2\",\"q\":\"%s\",\"T\":1700000000120,\"m\":true,\"M\":true}}";
    String depth =
        "{\"stream\":\"xyusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1700000000123,\"s\":\"XYUSDT\","
            + "\"U\":%d,\"u\":%d,\"b\":[],\"a\":[]}}";
    String quote =
        "{\"stream\":\"xyusdt@bookTicker\",\"data\":{\"u\":9,\"s\":\"XYUSDT\",\"b\":\"%s\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"}}";
    HistoryTally tally =
        read(
            "recording",
            Format.RECORDING,
            "binance",
            "1700000000000000001 " + depth.formatted(11, 12),
            "1700000000000000001 " + depth.formatted(13, 14),
            "https://api.binance.com/api/v3/depth?symbol=XYUSDT -> 1700000000.5: "
                + "{\"lastUpdateId\":12,\"bids\":[],\"asks\":[]}",
            "1700000001000000001 " + depth.formatted(15, 16),
            "1700000001000000001 " + depth.formatted(19, 20),
            "1700000001000001001 " + trade.formatted(1, "1"),
            "1700000001000001001 " + trade.formatted(1, "1"),
            "1700000001000001001 " + trade.formatted(2, "0"),
            "1700000001000001001 " + quote.formatted("1"),
            "1700000001000001001 " + quote.formatted("1.5"),
            "1700000001000001001 " + quote.formatted("3"));
    assertEquals(Map.of("duplicate", 1L, "implausible", 2L), tally.dropped());
    assertEquals(Map.of("BookDelta", 5L), tally.leftOut());
    assertEquals(
        List.of(new Hole("BINANCE_SPOT:XYUSDT", Hole.Unit.UPDATE, 17, 18, 2)), tally.holes());
    assertEquals(
        List.of(
            "trade BINANCE_SPOT:XYUSDT 1700000000120000 1 SELL",
            "quote BINANCE_SPOT:XYUSDT 1700000001000001 0",
            "quote BINANCE_SPOT:XYUSDT 1700000001000001 1"),
        rows.others);
  }
}
