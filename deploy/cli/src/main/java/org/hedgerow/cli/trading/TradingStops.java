package org.hedgerow.cli.trading;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.DatabaseAddress;
import org.hedgerow.gateway.TradingFence;

/** The stops that the gateways of a stack are under. */
public final class TradingStops {
  private TradingStops() {}

  /** Those that hold, the oldest first; empty if the database does not say. */
  public static Optional<List<TradingFence.Stop>> read(String jdbcUrl, Credentials credentials) {
    try (Connection connection =
        Database.connect(
            new DatabaseAddress(DatabaseAddress.Kind.CONFIGURED, jdbcUrl, null, null),
            credentials)) {
      return Optional.of(new TradingFence(connection).stops());
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
