package org.hedgerow.timescaledb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes one file of history in one transaction: rows are copied into tables of the session, and
 * {@link #commit} moves them by their keys. A file that was written before adds nothing. Not
 * committed, nothing was written. Times are microseconds since the Unix epoch.
 */
public final class HistoryStore implements AutoCloseable {
  private static final int FLUSH_BYTES = 4 << 20;

  private final Connection connection;
  private final String source;
  private final Map<HistoryTable, CopyText> batches = new EnumMap<>(HistoryTable.class);

  /** How many rows of a table were not there before, and how many said something else. */
  public record Written(long added, long changed) {}

  /**
   * Begins.
   *
   * @param connection of its own; closed with it
   * @param source the file's name, kept with each row
   */
  public HistoryStore(Connection connection, String source) throws SQLException {
    this.connection = connection;
    this.source = source;
    connection.setAutoCommit(false);
  }

  /** A candle; of volumes and trades each may be null. */
  public void candle(
      String instrument,
      String price,
      long lengthMicros,
      long openedMicros,
      Decimal[] openHighLowClose,
      Decimal volume,
      Decimal quoteVolume,
      Long trades)
      throws SQLException {
    CopyText row =
        rows(HistoryTable.CANDLE)
            .text(instrument)
            .text(price)
            .text(lengthMicros + " microseconds")
            .time(openedMicros);
    for (Decimal one : openHighLowClose) {
      row.number(one);
    }
    row.number(volume).number(quoteVolume).text(trades == null ? null : trades.toString());
    end(row);
  }

  /** A rate of funding that was paid. */
  public void funding(String instrument, long paidMicros, Decimal rate) throws SQLException {
    end(rows(HistoryTable.FUNDING_RATE).text(instrument).time(paidMicros).number(rate));
  }

  /** An option's row of a chain. */
  public void option(long quotedMicros, OptionQuote quote) throws SQLException {
    end(
        rows(HistoryTable.OPTION_QUOTE)
            .text(quote.getInstrument())
            .time(quotedMicros)
            .number(quote.getBidPrice())
            .number(quote.getBidQuantity())
            .number(quote.getAskPrice())
            .number(quote.getAskQuantity())
            .number(quote.getMarkPrice())
            .number(quote.getUnderlyingPrice())
            .text(text(quote.getMarkVolatility()))
            .text(text(quote.getDelta()))
            .text(text(quote.getGamma()))
            .text(text(quote.getVega()))
            .text(text(quote.getTheta()))
            .text(text(quote.getRho()))
            .number(quote.getOpenInterest()));
  }

  private static String text(Double number) {
    return number == null ? null : number.toString();
  }

  /** A trade. */
  public void trade(long tradedMicros, Trade trade) throws SQLException {
    end(
        rows(HistoryTable.RECORDED_TRADE)
            .text(trade.getInstrument())
            .text(trade.getTradeId())
            .time(tradedMicros)
            .number(trade.getPrice())
            .number(trade.getQuantity())
            .text(trade.getAggressor().name()));
  }

  /** A quote, and its place among those of the same time. */
  public void quote(long quotedMicros, int place, Quote quote) throws SQLException {
    end(
        rows(HistoryTable.RECORDED_QUOTE)
            .text(quote.getInstrument())
            .time(quotedMicros)
            .whole(place)
            .number(quote.getBidPrice())
            .number(quote.getBidQuantity())
            .number(quote.getAskPrice())
            .number(quote.getAskQuantity()));
  }

  /** A mark, an index, an expected rate of funding, or an open interest. */
  public void price(String kind, String instrument, long toldMicros, int place, Decimal value)
      throws SQLException {
    end(
        rows(HistoryTable.RECORDED_PRICE)
            .text(kind)
            .text(instrument)
            .time(toldMicros)
            .whole(place)
            .number(value));
  }

  private CopyText rows(HistoryTable table) throws SQLException {
    CopyText rows = batches.get(table);
    if (rows == null) {
      rows = new CopyText();
      batches.put(table, rows);
      execute(table.stage());
    } else if (rows.length() > FLUSH_BYTES) {
      copy(table, rows);
    }
    return rows;
  }

  private void end(CopyText row) {
    row.text(source).endRow();
  }

  private void copy(HistoryTable table, CopyText rows) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copy());
    try {
      copy.writeToCopy(rows.array(), 0, rows.length());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    rows.clear();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes all of it, and says what became of the rows, by table. */
  public Map<String, Written> commit() throws SQLException {
    Map<String, Written> written = new TreeMap<>();
    for (Map.Entry<HistoryTable, CopyText> batch : batches.entrySet()) {
      copy(batch.getKey(), batch.getValue());
      try (Statement statement = connection.createStatement();
          ResultSet counts = statement.executeQuery(batch.getKey().move())) {
        counts.next();
        written.put(batch.getKey().table(), new Written(counts.getLong(1), counts.getLong(2)));
      }
    }
    connection.commit();
    batches.clear();
    return written;
  }

  /** Takes back what was not committed. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
