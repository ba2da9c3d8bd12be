package org.hedgerow.exchanges.history;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.exchanges.history.RowTimes.RowTime;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;

/** An export of candles: time, open, high, low, close, and maybe symbol, volumes and trades. */
final class CandleExport {
  private static final List<String> SYMBOL = List.of("symbol", "pair", "instrument");
  private static final List<String> TRADES =
      List.of("tradecount", "trade_count", "trades", "count", "number_of_trades");
  private static final List<String> QUOTE_VOLUME = List.of("quote_volume", "quote_asset_volume");

  private final HistoryFile file;
  private final Candle.Price price;
  private final HistoryRows out;
  private final HistoryTally tally = new HistoryTally();
  private final Map<String, CandleSeries> series = new TreeMap<>();

  CandleExport(HistoryFile file, Candle.Price price, HistoryRows out) {
    this.file = file;
    this.price = price;
    this.out = out;
  }

  /** Where the columns are; -1 for one that is not there. */
  private record Columns(
      int symbol, int open, int high, int low, int close, int volume, int quoteVolume, int trades) {
    boolean hasPrices() {
      return open >= 0 && high >= 0 && low >= 0 && close >= 0;
    }
  }

  HistoryTally read() throws IOException {
    try (CsvExport export = CsvExport.open(file.file(), RowTimes.NAMES)) {
      Columns columns = columns(export);
      if (!columns.hasPrices()) {
        throw new IOException("has no columns open, high, low, close: " + export.names());
      }
      RowTimes times = new RowTimes(export);
      String symbol = columns.symbol < 0 ? file.symbolOfFile() : null;
      while (export.next()) {
        tally.read();
        row(export, columns, times, symbol);
      }
      tally.note("comment_lines", export.comments());
      for (CandleSeries one : series.values()) {
        one.end(file.intervalMicros(), times, tally, out);
      }
      times.end(tally);
    }
    return tally;
  }

  private static Columns columns(CsvExport export) {
    // "Volume BTC", "Volume USDT": the base comes first, in every export that was seen.
    List<String> volumes = export.names().stream().filter(n -> n.startsWith("volume")).toList();
    int quote = export.column(QUOTE_VOLUME);
    return new Columns(
        export.column(SYMBOL),
        export.column(List.of("open")),
        export.column(List.of("high")),
        export.column(List.of("low")),
        export.column(List.of("close")),
        volumes.isEmpty() ? -1 : export.column(volumes),
        quote < 0 && volumes.size() > 1 ? export.column(volumes.subList(1, 2)) : quote,
        export.column(TRADES));
  }

  private void row(CsvExport export, Columns columns, RowTimes times, String symbol) {
    String where = "line " + export.line();
    RowTime time = times.read(export);
    if (time == null) {
      tally.dropped("unreadable_time", where);
      return;
    }
    String written = symbol == null ? export.get(columns.symbol) : symbol;
    if (!export.isWhole() || written == null) {
      tally.dropped("fields_missing", where);
      return;
    }
    Candle candle;
    try {
      candle =
          new Candle(
              file.instrument(written),
              price,
              0L,
              time.micros(),
              required(export.get(columns.open)),
              required(export.get(columns.high)),
              required(export.get(columns.low)),
              required(export.get(columns.close)),
              optional(export.get(columns.volume)),
              optional(export.get(columns.quoteVolume)),
              whole(export.get(columns.trades)));
    } catch (NumberFormatException | ArithmeticException e) {
      tally.dropped("unreadable_value", where);
      return;
    }
    String objection = BarCheck.objection(candle);
    if (objection != null) {
      tally.dropped(objection, where);
      return;
    }
    series
        .computeIfAbsent(candle.instrument(), CandleSeries::new)
        .add(new CandleSeries.Row(candle, time, export.filled(), export.line()), tally);
  }

  private static Decimal required(String text) {
    if (text == null) {
      throw new NumberFormatException("empty");
    }
    return Decimals.parse(text);
  }

  private static Decimal optional(String text) {
    return text == null ? null : Decimals.parse(text);
  }

  /** Some exports write counts as 10796.0. */
  private static Long whole(String text) {
    return text == null ? null : new BigDecimal(text).longValueExact();
  }
}
