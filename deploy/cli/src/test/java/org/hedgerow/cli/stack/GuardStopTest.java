package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The view of what guards have stopped, over alerts as the engine writes them. */
@Timeout(60)
class GuardStopTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static void told(String raised, String code, String group, String scope, int offset)
      throws SQLException {
    DATABASE.execute(
        "INSERT INTO alert VALUES ('"
            + raised
            + "', '"
            + String.join("/", code, group, scope, "3", Integer.toString(offset))
            + "', 'CRITICAL', '"
            + scope
            + "', '"
            + code
            + "', 'why "
            + offset
            + "', NULL, 3, "
            + offset
            + ", 0, "
            + offset
            + ")");
  }

  private static List<String> held() throws SQLException {
    List<String> held = new ArrayList<>();
    try (Connection connection = DATABASE.login(DATABASE.credential("reader")).open();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT grp || ' ' || scope || ' ' || state || ' ' || reason FROM guard_stop"
                    + " ORDER BY since, grp, scope")) {
      while (row.next()) {
        held.add(row.getString(1));
      }
    }
    return held;
  }

  @Test
  void thoseThatHoldByGroupAndScope() throws SQLException {
    told("2026-03-01 10:00", "GUARD_HALTED", "BTC", "book:treasury/BTC", 1);
    told("2026-03-01 10:00", "GUARD_REDUCING", "ETH", "account:perp", 2);
    told("2026-03-01 10:01", "GUARD_HALTED", "BTC", "account:perp", 3);
    told("2026-03-01 10:01", "TRADING_STATE", "BTC", "BTC", 4);
    assertEquals(
        List.of(
            "BTC book:treasury/BTC HALTED why 1",
            "ETH account:perp REDUCING why 2",
            "BTC account:perp HALTED why 3"),
        held());
    told("2026-03-01 10:02", "GUARD_RELEASED", "BTC", "book:treasury/BTC", 5);
    told("2026-03-01 10:02", "GUARD_RELEASED", "BTC", "account:perp", 6);
    // At the same time by the engine's clock, and after it in the journal.
    told("2026-03-01 10:02", "GUARD_CANCEL_ONLY", "BTC", "account:perp", 7);
    assertEquals(
        List.of("ETH account:perp REDUCING why 2", "BTC account:perp CANCEL_ONLY why 7"), held());
  }
}
