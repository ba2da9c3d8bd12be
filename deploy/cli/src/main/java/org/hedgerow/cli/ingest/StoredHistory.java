package org.hedgerow.cli.ingest;

import java.io.IOException;
import java.sql.SQLException;
import org.hedgerow.exchanges.history.Candle;
import org.hedgerow.exchanges.history.HistoryRows;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;
import org.hedgerow.timescaledb.HistoryStore;

/** Gives what was kept of a file to the store, or, in a dry run, to nobody. */
final class StoredHistory implements HistoryRows {
  private final HistoryStore store;

  /**
   * For a file.
   *
   * @param store null in a dry run
   */
  StoredHistory(HistoryStore store) {
    this.store = store;
  }

  /** A row that is on its way. */
  @FunctionalInterface
  private interface Row {
    void write() throws SQLException;
  }

  private void write(Row row) throws IOException {
    if (store == null) {
      return;
    }
    try {
      row.write();
    } catch (SQLException e) {
      throw new DatabaseLostException(e);
    }
  }

  /** It is not the file's fault. */
  static final class DatabaseLostException extends IOException {
    private static final long serialVersionUID = 1L;

    DatabaseLostException(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }

  @Override
  public void candle(Candle candle) throws IOException {
    write(
        () ->
            store.candle(
                candle.instrument(),
                candle.price().name(),
                candle.intervalMicros(),
                candle.openedMicros(),
                new Decimal[] {candle.open(), candle.high(), candle.low(), candle.close()},
                candle.volume(),
                candle.quoteVolume(),
                candle.trades()));
  }

  @Override
  public void funding(String instrument, long timeMicros, Decimal rate) throws IOException {
    write(() -> store.funding(instrument, timeMicros, rate));
  }

  @Override
  public void option(long timeMicros, OptionQuote quote) throws IOException {
    write(() -> store.option(timeMicros, quote));
  }

  @Override
  public void trade(long timeMicros, Trade trade) throws IOException {
    write(() -> store.trade(timeMicros, trade));
  }

  @Override
  public void quote(long timeMicros, int place, Quote quote) throws IOException {
    write(() -> store.quote(timeMicros, place, quote));
  }

  @Override
  public void price(String kind, String instrument, long timeMicros, int place, Decimal value)
      throws IOException {
    write(() -> store.price(kind, instrument, timeMicros, place, value));
  }
}
