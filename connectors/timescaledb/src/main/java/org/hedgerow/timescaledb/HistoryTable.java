package org.hedgerow.timescaledb;

/**
 * The tables of history, with the columns in the order in which {@link HistoryStore} writes them;
 * the first ones are the key.
 */
enum HistoryTable {
  CANDLE(
      "candle",
      "instrument, price, length, opened",
      "open, high, low, close, volume, quote_volume, trades"),
  FUNDING_RATE("funding_rate", "instrument, paid", "rate"),
  OPTION_QUOTE(
      "option_quote",
      "instrument, quoted",
      "bid_price, bid_quantity, ask_price, ask_quantity, mark_price, forward, volatility, delta, gamma,"
          + " vega, theta, rho, open_interest"),
  RECORDED_TRADE("recorded_trade", "instrument, trade_id, traded", "price, quantity, aggressor"),
  RECORDED_QUOTE(
      "recorded_quote",
      "instrument, quoted, place",
      "bid_price, bid_quantity, ask_price, ask_quantity"),
  RECORDED_PRICE("recorded_price", "kind, instrument, told, place", "value");

  private static final String SOURCE = "source";

  private final String table;
  private final String key;
  private final String values;

  HistoryTable(String table, String key, String values) {
    this.table = table;
    this.key = key;
    this.values = values;
  }

  String table() {
    return table;
  }

  private String columns() {
    return key + ", " + values + ", " + SOURCE;
  }

  private String staged() {
    return "staged_" + table;
  }

  /** Makes the session's own table that rows are copied into first, without the keys. */
  String stage() {
    return "CREATE TEMPORARY TABLE IF NOT EXISTS "
        + staged()
        + " (LIKE "
        + table
        + ") ON COMMIT DROP";
  }

  /** The statement that takes rows. */
  String copy() {
    return "COPY " + staged() + " (" + columns() + ") FROM STDIN";
  }

  /**
   * Moves what was copied to where it belongs, and says how many rows are new and how many say
   * something else than those that were there. A row that says the same is left alone, whatever
   * file it is from.
   */
  String move() {
    StringBuilder set = new StringBuilder(SOURCE + " = excluded." + SOURCE);
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (String column : values.split(", ")) {
      set.append(", ").append(column).append(" = excluded.").append(column);
      before.append(before.isEmpty() ? "" : ", ").append(table).append('.').append(column);
      after.append(after.isEmpty() ? "" : ", ").append("excluded.").append(column);
    }
    // xmax is 0 of a row version that no update made.
    return """
        WITH moved AS (
          INSERT INTO %1$s (%2$s)
          SELECT DISTINCT ON (%3$s) %2$s FROM %4$s ORDER BY %3$s
          ON CONFLICT (%3$s) DO UPDATE SET %5$s WHERE (%6$s) IS DISTINCT FROM (%7$s)
          RETURNING (xmax = 0) AS added)
        SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM moved"""
        .formatted(table, columns(), key, staged(), set, before, after);
  }
}
