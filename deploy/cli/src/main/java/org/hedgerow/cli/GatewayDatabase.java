package org.hedgerow.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.DatabaseAddress;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.gateway.OrderResolution;
import picocli.CommandLine.Option;

/** Where the gateway's intent log is, for the commands that read it or write into it. */
final class GatewayDatabase {
  @Option(
      names = "--database",
      paramLabel = "JDBC_URL",
      description = "TimescaleDB, without user and password (default: the local stack's).")
  private String url;

  /** What to do with the log. */
  @FunctionalInterface
  interface Work<T> {
    T with(OrderResolution orders) throws SQLException, IOException, OrderResolution.Refused;
  }

  /**
   * Does it over a connection of its own.
   *
   * @throws CommandFailed if the database cannot be used, or the order not resolved
   */
  <T> T run(Work<T> work) {
    StackLayout layout = StackLayout.ofLauncher();
    String address =
        url == null
            ? new LocalStack(layout, Progress.toStandardOutput()).addresses().jdbcUrl()
            : url;
    try (Connection connection =
        Database.connect(
            new DatabaseAddress(DatabaseAddress.Kind.CONFIGURED, address, null, null),
            new Credentials(layout.credentials()))) {
      return work.with(new OrderResolution(connection));
    } catch (OrderResolution.Refused e) {
      throw new CommandFailed(e.getMessage(), e);
    } catch (SQLException | IOException e) {
      throw new CommandFailed("the intent log cannot be used: " + e.getMessage(), e);
    }
  }
}
