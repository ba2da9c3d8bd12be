package org.hedgerow.gateway;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.TradingScope;

/**
 * What a person says of trading, written where every gateway reserves: once this has committed,
 * none reserves what it forbids, whatever still waits in {@code orders}, and what was reserved
 * before and has not left for 50 ms is looked at again before it leaves.
 */
public final class TradingFence {
  private static final String COMMAND =
      "INSERT INTO trading_command (command_id, command, scope, said_by, reason)"
          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String STOP_ONCE = "SELECT stop_once(?, ?, ?, ?, ?, ?)";
  private static final String STOP =
      "INSERT INTO trading_stop (scope, state, command_id) VALUES (?, ?, ?)"
          + " ON CONFLICT (scope) DO UPDATE SET state = excluded.state,"
          + " command_id = excluded.command_id, since = clock_timestamp()";
  private static final String RESUME = "DELETE FROM trading_stop WHERE scope = ?";
  private static final String TELL =
      "UPDATE gateway_account SET stops = (" + IntentLogSql.STOPS + ")";
  private static final String LIST =
      "SELECT stop.scope, stop.state, command.said_by, command.reason, stop.since"
          + " FROM trading_stop stop JOIN trading_command command USING (command_id)"
          + " ORDER BY stop.since, stop.scope";

  private final Connection connection;

  /**
   * Writes over a connection that stays the caller's.
   *
   * @param connection in auto-commit mode
   */
  public TradingFence(Connection connection) {
    this.connection = connection;
  }

  /** What is let through while it holds. */
  public enum State {
    /** Everything: a stop of that scope is taken back. */
    ACTIVE,
    /** Orders that only reduce a position, and cancels. */
    REDUCING,
    /** Cancels. */
    CANCEL_ONLY,
    /** Cancels; the engine sends one for everything that works. */
    HALTED
  }

  /**
   * A stop that holds.
   *
   * @param state never ACTIVE
   */
  public record Stop(TradingScope scope, State state, String by, String reason, Instant since) {}

  /**
   * Puts a state in force. The same command twice is once.
   *
   * @param commandId which other commands do not have
   * @param command the word that was used, for the record
   * @throws SQLException if the database cannot be used; then nothing has changed, unless the
   *     connection broke at the commit
   */
  public void set(
      String commandId, String command, TradingScope scope, State state, String by, String reason)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      try (Statement lock = connection.createStatement()) {
        // Reserves in flight are waited for by TELL.
        lock.execute(IntentLogSql.LOCK_STOPS);
      }
      run(COMMAND, commandId, command, scope.toString(), by, reason);
      if (state == State.ACTIVE) {
        run(RESUME, scope.toString());
      } else {
        run(STOP, scope.toString(), state.name(), commandId);
      }
      run(TELL);
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      undo(e);
      throw e;
    }
  }

  /**
   * Puts a stop in force by one who may only stop, as often as he likes: what was said before is
   * left alone, since a person may have taken it back, and so is a stop of that scope that is as
   * strict.
   *
   * @return whether it holds now and did not before
   * @throws SQLException as {@link #set}
   */
  public boolean stopOnce(
      String commandId, String command, TradingScope scope, State state, String by, String reason)
      throws SQLException {
    try (PreparedStatement call = connection.prepareStatement(STOP_ONCE)) {
      List<String> texts = List.of(commandId, command, scope.toString(), state.name(), by, reason);
      for (int i = 0; i < texts.size(); i++) {
        call.setString(i + 1, texts.get(i));
      }
      try (ResultSet row = call.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** What went wrong is told, and not that a broken connection cannot be rolled back either. */
  private void undo(SQLException failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException broken) {
      failure.addSuppressed(broken);
    }
  }

  /** The stops that hold, the oldest first. */
  public List<Stop> stops() throws SQLException {
    List<Stop> stops = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LIST);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        stops.add(
            new Stop(
                TradingScope.parse(row.getString(1)),
                State.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getTimestamp(5).toInstant()));
      }
    }
    return stops;
  }

  private void run(String sql, String... texts) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < texts.length; i++) {
        statement.setString(i + 1, texts[i]);
      }
      int unused = statement.executeUpdate();
    }
  }
}
