package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void whatVersionOneHoldsIsThereInTheLast() throws Exception {
    String schema = DATABASE.newSchema();
    try (Connection connection = DATABASE.login(schema).open();
        Statement statement = connection.createStatement()) {
      try {
        DATABASE.migrate(schema, "1");
        statement.execute("INSERT INTO store_offset VALUES ('journal', 0, 7)");
        statement.execute(
            "INSERT INTO trade SELECT now() - i * interval '1 hour', NULL, 'i', 't', 1, 1, 'BUY', 0, i"
                + " FROM generate_series(1, 100) AS i");
        statement.execute(
            "INSERT INTO decision VALUES ('2026-01-01Z', 'BTC', 1, 'p', 's', 0, 5, 'Quote',"
                + " 'raw-frames/0', 1, '2026-01-01Z', 2, 2, 0, -2, 2, 0.1, 0, '{}', '{h1}', '{}',"
                + " '{}', 'why', 1, 'e', 0, 1)");
        statement.execute(
            "INSERT INTO orders VALUES ('2026-01-01Z', 'h1', 1, 'PLACE', 'BTC', 1, 'p', 's', 'V',"
                + " 'a', 'V:X', 'SELL', 'LIMIT', 'IOC', 2, 100, 100, 0, 5, '2026-01-01Z',"
                + " '2026-01-01Z', 1, 'e', 0, 1)");
        statement.execute(
            "INSERT INTO execution VALUES ('2026-01-01Z', NULL, 'BTC', 'V', 'a', 'V:X', 'h1', 'v',"
                + " 'x', 'r', 'STREAM', 'TRADE', 'FILLED', 'SELL', 2, 100, 2, 99, 2, 0.1, 'USD',"
                + " 'TAKER', NULL, NULL, false, 0, 2)");
        DATABASE.migrate(schema, "latest");
        DATABASE.migrate(schema, "latest");
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT (SELECT next FROM store_offset), (SELECT count(*) FROM trade),"
                    + " (SELECT count(*) FROM gateway_order),"
                    + " (SELECT string_agg(client_order_id || ' ' || reason, ',') FROM order_lineage),"
                    + " (SELECT string_agg(grp || ' ' || residual, ',') FROM current_exposure),"
                    + " (SELECT string_agg(concat_ws(' ', fills, orders, fees, notional), ',')"
                    + " FROM execution_cost)")) {
          rows.next();
          assertEquals(7, rows.getLong(1));
          assertEquals(100, rows.getLong(2));
          assertEquals(0, rows.getLong(3), "what came later is there, and empty");
          assertEquals("h1 why", rows.getString(4));
          assertEquals("BTC 2", rows.getString(5));
          assertEquals(
              "1 1 0.1", rows.getString(6), "a contract that nobody configured has no notional");
        }
      } finally {
        statement.execute("DROP SCHEMA " + schema + " CASCADE");
      }
    }
  }

  /**
   * Expected values by Binance's contract sizes: 300 * 100 / 60000, 300 * 10 / 3000 and a third.
   */
  @Test
  void tradesFromBeforeHaveBaseUnitsAfterwards() throws Exception {
    String schema = DATABASE.newSchema();
    try (Connection connection = DATABASE.login(schema).open();
        Statement statement = connection.createStatement()) {
      try {
        DATABASE.migrate(schema, "6");
        for (String trade :
            new String[] {
              "'BINANCE_SPOT:BTCUSDT', 'a', 60000.5, 2",
              "'BINANCE_USDM:ETHUSDT', 'b', 3000, 0.5",
              "'BINANCE_COINM:BTCUSD_PERP', 'c', 60000, 300",
              "'BINANCE_COINM:ETHUSD_261225', 'd', 3000, 300",
              "'BINANCE_COINM:XRPUSD_PERP', 'e', 3, 1",
              "'OTHER:X', 'f', 3, 1"
            }) {
          statement.execute("INSERT INTO trade VALUES (now(), NULL, " + trade + ", 'BUY', 0, 0)");
        }
        DATABASE.migrate(schema, "latest");
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT string_agg(concat_ws(' ', trade_id, trim_scale(base_quantity),"
                    + " trim_scale(notional)), ',' ORDER BY trade_id) FROM trade")) {
          rows.next();
          assertEquals(
              "a 2 120001,b 0.5 1500,c 0.5 30000,d 1 3000,e 3.333333333333 10,f",
              rows.getString(1));
        }
      } finally {
        statement.execute("DROP SCHEMA " + schema + " CASCADE");
      }
    }
  }
}
