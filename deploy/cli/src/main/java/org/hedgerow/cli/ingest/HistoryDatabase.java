package org.hedgerow.cli.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.DatabaseAddress;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.timescaledb.DatabaseConnections;

/**
 * Where history is written: {@code HEDGEROW_JDBC_URL} if it is set, as {@code up} takes it, else
 * the stack that is up. Its tables are brought to this version first.
 */
final class HistoryDatabase {
  /** Of the configured database, beside the stack's own. */
  private static final String CREDENTIALS = "ingest-credentials";

  private HistoryDatabase() {}

  /** The way in. */
  static DatabaseConnections open() {
    StackLayout layout = StackLayout.ofLauncher();
    String configured = System.getenv("HEDGEROW_JDBC_URL");
    boolean isConfigured = configured != null && !configured.isBlank();
    Credentials credentials =
        new Credentials(
            isConfigured ? layout.credentials().resolveSibling(CREDENTIALS) : layout.credentials());
    DatabaseAddress address =
        isConfigured ? Database.configured(configured, credentials) : ofStack(layout);
    try {
      String missing = Database.missing(address, credentials);
      if (!missing.isEmpty()) {
        throw new CommandFailed("the database cannot take history: " + missing);
      }
    } catch (SQLException e) {
      throw new CommandFailed("the database does not answer: " + e.getMessage(), e);
    }
    Database.migrate(address, credentials);
    return new DatabaseConnections() {
      private static final long serialVersionUID = 1L;

      @Override
      public Connection open() throws SQLException {
        return Database.connect(address, credentials);
      }
    };
  }

  private static DatabaseAddress ofStack(StackLayout layout) {
    String url = new LocalStack(layout, Progress.toStandardOutput()).addresses().jdbcUrl();
    return new DatabaseAddress(DatabaseAddress.Kind.CONFIGURED, url, null, null);
  }
}
