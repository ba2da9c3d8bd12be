package org.hedgerow.cli.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;

/**
 * A TimescaleDB with today's tables and nothing else of the stack around it, for who measures the
 * database alone. Its data is deleted when it is closed.
 */
public final class LoneDatabase implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  private final StackLayout layout;
  private final Credentials credentials;
  private final Database database;
  private final ManagedProcess process;

  private LoneDatabase(StackLayout layout, Database database, ManagedProcess process) {
    this.layout = layout;
    this.credentials = new Credentials(layout.credentials());
    this.database = database;
    this.process = process;
  }

  /**
   * Starts one in that home, with the stack's own settings.
   *
   * @throws CommandFailed if {@code HEDGEROW_JDBC_URL} names somebody's, or none can be had
   */
  public static LoneDatabase start(StackLayout layout, Progress progress) {
    if (System.getenv("HEDGEROW_JDBC_URL") != null) {
      throw new CommandFailed("this wants a database of its own; unset HEDGEROW_JDBC_URL");
    }
    int port = Ports.anyFree();
    Database database = Database.choose(layout, port, progress);
    database.wipe();
    database.prepare(progress);
    Folders.create(layout.logs());
    ManagedProcess process = ManagedProcess.start(database.process().orElseThrow());
    LoneDatabase started = new LoneDatabase(layout, database, process);
    try {
      process.awaitReady(
          port, () -> Database.missing(database.address(), started.credentials), READY_LIMIT);
      Database.migrate(database.address(), started.credentials);
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** A session as the tables' owner, to be closed by the caller. */
  public Connection connect() throws SQLException {
    return Database.connect(database.address(), credentials);
  }

  @Override
  public void close() {
    process.stop();
    database.wipe();
    Folders.delete(layout.run());
  }
}
