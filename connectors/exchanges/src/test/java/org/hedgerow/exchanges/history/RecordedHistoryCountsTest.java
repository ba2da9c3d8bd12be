package org.hedgerow.exchanges.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.hedgerow.schema.Decimals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real exports, held against counts that a Python script made of them without this code: the text
 * read by Python's csv module, times by {@code strptime} and by size of the number, bars sorted out
 * by {@code low <= open, close <= high}, positive prices and a volume; of each time the row with
 * the most fields that are not empty or NULL, then the most volume, then the first; jumps by {@code
 * statistics.median} over 12 closes on either side; holes as steps of more than 3,600 s between
 * what is left. The sum of closes holds the rows that were chosen. Lines of recordings were counted
 * by grep.
 */
class RecordedHistoryCountsTest {
  private final CollectedRows rows = new CollectedRows();

  private HistoryTally read(Path file, Format format, String venue) throws IOException {
    HistoryTally tally = new HistoryFile(file, format, venue, null, 0).read(rows);
    long gone =
        Stream.of(tally.dropped(), tally.leftOut())
            .flatMap(counts -> counts.values().stream())
            .mapToLong(Long::longValue)
            .sum();
    assertEquals(tally.rowsRead(), tally.rowsKept() + gone, "nothing is lost");
    return tally;
  }

  @ParameterizedTest
  @CsvSource({
    "dirty/Binance_BTCUSDT_1h, BINANCE_SPOT, CANDLES, 36062, 33295, 2649, 117, 1, 7476, 91, 29, 133, 432293502.62",
    "dirty/Binance_ETHUSDT_1h, BINANCE_SPOT, CANDLES, 36062, 33293, 2649, 119, 1, 7476, 91, 31, 135, 17543536.71",
    "dirty/Bitstamp_BTCUSD_1h, BITSTAMP, CANDLES, 21750, 21750, 0, 0, 0, 0, 0, 1, 1209, 160895690.99",
    "series/binance-spot-BTCUSDT-1h, BINANCE_SPOT, CANDLES, 43703, 43701, 0, 2, 0, 0, 0, 27, 123, 888254825.14",
    "series/binance-spot-ETHUSDT-1h, BINANCE_SPOT, CANDLES, 43703, 43701, 0, 2, 0, 0, 0, 27, 123, 50110094.97",
    "series/binance-usdm-BTCUSDT-1h, BINANCE_USDM, CANDLES, 29047, 29044, 0, 3, 0, 0, 0, 2, 3, 782215394.45",
    "series/binance-usdm-ETHUSDT-1h, BINANCE_USDM, CANDLES, 27137, 27136, 0, 1, 0, 0, 0, 1, 1, 44510451.93",
    "series/binance-usdm-BTCUSDT-mark-1h, BINANCE_USDM, MARK_CANDLES, 26509, 26509, 0, 0, 0, 0, 0, 0, 0, 760990051.65",
    "series/binance-usdm-ETHUSDT-mark-1h, BINANCE_USDM, MARK_CANDLES, 26509, 26509, 0, 0, 0, 0, 0, 0, 0, 44420752.08"
  })
  void candles(
      String name,
      String venue,
      Format format,
      long read,
      long kept,
      long repeats,
      long empty,
      long jumps,
      long units,
      long dates,
      int holes,
      long missing,
      double closes)
      throws IOException {
    HistoryTally tally = read(RecordedData.path(name + ".csv.gz"), format, venue);
    assertEquals(read, tally.rowsRead());
    assertEquals(kept, tally.rowsKept());
    assertEquals(kept, rows.candles.size());
    Map<String, Long> dropped = tally.dropped();
    assertEquals(repeats, dropped.getOrDefault("duplicate_that_differs", 0L));
    assertEquals(empty, dropped.getOrDefault("no_volume", 0L));
    assertEquals(jumps, dropped.getOrDefault("jump", 0L));
    assertEquals(units, tally.repaired().getOrDefault("time_unit", 0L));
    assertEquals(units, tally.repaired().getOrDefault("date_format", 0L));
    assertEquals(dates, tally.repaired().getOrDefault("date_differs", 0L));
    assertEquals(holes, tally.holes().size());
    assertEquals(missing, tally.holes().stream().mapToLong(Hole::missing).sum());
    double sum = rows.candles.stream().mapToDouble(c -> Decimals.toDouble(c.close())).sum();
    assertEquals(closes, sum, 0.006);
  }

  @ParameterizedTest
  @CsvSource({"BTCUSDT, 3626", "ETHUSDT, 3392"})
  void funding(String symbol, long kept) throws IOException {
    HistoryTally tally =
        read(
            RecordedData.path("series/binance-usdm-" + symbol + "-funding-8h.csv.gz"),
            Format.FUNDING,
            "BINANCE_USDM");
    assertEquals(kept, tally.rowsRead());
    assertEquals(kept, tally.rowsKept());
    assertEquals(List.of(), tally.holes());
  }

  @Test
  void optionChains() throws IOException {
    long read = 0;
    long kept = 0;
    long withoutBid = 0;
    long withoutAsk = 0;
    try (Stream<Path> files = Files.list(RecordedData.path("options"))) {
      for (Path file : files.sorted().toList()) {
        HistoryTally tally = read(file, Format.OPTIONS, "DERIBIT");
        read += tally.rowsRead();
        kept += tally.rowsKept();
        withoutBid += tally.notes().getOrDefault("without_bid", 0L);
        withoutAsk += tally.notes().getOrDefault("without_ask", 0L);
      }
    }
    assertEquals(39_756, read);
    assertEquals(39_756, kept);
    assertEquals(2_299, withoutBid);
    assertEquals(1_057, withoutAsk);
  }

  /** The recording has no break of its book, with its snapshot in the midst of updates. */
  @Test
  void aRecording() throws IOException {
    HistoryTally tally =
        read(
            RecordedData.path("frames/binance-2024-08-08/spot-btcusdt_20240808.gz"),
            Format.RECORDING,
            "binance");
    assertEquals(41_249, tally.rowsRead());
    assertEquals(Map.of("BookDelta", 3_452L), tally.leftOut());
    assertEquals(Map.of(), tally.dropped());
    assertEquals(List.of(), tally.holes());
  }
}
