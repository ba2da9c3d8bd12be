package org.hedgerow.exchanges.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file of history and what is known of it beforehand.
 *
 * @param venue as in the configuration, e.g. BINANCE_USDM; of a recording the exchange, e.g.
 *     binance
 * @param symbol for exports without a column of symbols; null to take the one word of the file's
 *     name that may be one
 * @param intervalMicros of candles; 0 to tell it from their times
 */
public record HistoryFile(
    Path file, Format format, String venue, String symbol, long intervalMicros) {
  /** What is in it. */
  public enum Format {
    CANDLES,
    MARK_CANDLES,
    INDEX_CANDLES,
    TRADES,
    FUNDING,
    OPTIONS,
    /** Frames, as {@code decode} reads them. */
    RECORDING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int SHORTEST_SYMBOL = 5;

  /**
   * Reads it to its end.
   *
   * @return what it came to
   * @throws IOException if it cannot be read, or is of another format
   */
  public HistoryTally read(HistoryRows out) throws IOException {
    return switch (format) {
      case RECORDING -> new RecordedHistory(venue, out).read(file);
      case CANDLES -> new CandleExport(this, Candle.Price.TRADE, out).read();
      case MARK_CANDLES -> new CandleExport(this, Candle.Price.MARK, out).read();
      case INDEX_CANDLES -> new CandleExport(this, Candle.Price.INDEX, out).read();
      case TRADES, FUNDING, OPTIONS -> new RowExport(this, out).read();
    };
  }

  /** The symbol of rows that name none. */
  String symbolOfFile() throws IOException {
    if (symbol != null) {
      return symbol;
    }
    List<String> words =
        Arrays.stream(file.getFileName().toString().split("[^A-Za-z0-9]+"))
            .filter(word -> word.length() >= SHORTEST_SYMBOL && word.matches("[A-Z][A-Z0-9]+"))
            .toList();
    if (words.size() != 1) {
      throw new IOException("has no column of symbols; name it with --symbol");
    }
    return words.get(0);
  }

  /** VENUE:SYMBOL as the venue writes it: exports put a slash where most venues have none. */
  String instrument(String written) {
    boolean slashed = venue.startsWith("KRAKEN") || venue.equals("FTX");
    return venue + ":" + (slashed ? written : written.replace("/", ""));
  }
}
