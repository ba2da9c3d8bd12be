package org.hedgerow.cli.trading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.DatabaseAddress;

/** What the engine's guards have stopped, as its alerts say. */
public final class GuardStops {
  private static final String LIST =
      "SELECT grp, scope, state, reason, since FROM guard_stop ORDER BY since, grp, scope";

  private GuardStops() {}

  /** A scope that a guard of a group has stopped, within that group. */
  public record GuardStop(String group, String scope, String state, String reason, Instant since) {}

  /** Those that hold, the oldest first; empty if the database does not say. */
  public static Optional<List<GuardStop>> read(String jdbcUrl, Credentials credentials) {
    try (Connection connection =
            Database.connect(
                new DatabaseAddress(DatabaseAddress.Kind.CONFIGURED, jdbcUrl, null, null),
                credentials);
        PreparedStatement select = connection.prepareStatement(LIST);
        ResultSet row = select.executeQuery()) {
      List<GuardStop> stops = new ArrayList<>();
      while (row.next()) {
        stops.add(
            new GuardStop(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getTimestamp(5).toInstant()));
      }
      return Optional.of(stops);
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
