package org.hedgerow.cli.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.stack.LocalStack;

/** Looks at the gateway's intent log: which orders are between reserve and outcome. */
final class IntentWatch {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Duration RECONNECT = Duration.ofMillis(200);

  private final LocalStack stack;

  IntentWatch(LocalStack stack) {
    this.stack = stack;
  }

  /**
   * Waits until some order was reserved and has no outcome; false if that did not happen in time.
   */
  boolean awaitInFlight(Duration limit) {
    return await("SELECT 1 FROM gateway_order WHERE report IS NULL LIMIT 1", limit);
  }

  /** Waits until some outcome is in its row and not in the journal. */
  boolean awaitUnpublished(Duration limit) {
    return await(
        "SELECT 1 FROM gateway_order WHERE report IS NOT NULL AND NOT published LIMIT 1", limit);
  }

  /** Waits until no order is without an outcome; how many are when the time is over. */
  long awaitNoneOpen(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    long open = -1;
    while (open != 0 && System.nanoTime() < end) {
      try (Connection connection = stack.connectDatabase();
          PreparedStatement query =
              connection.prepareStatement(
                  "SELECT count(*) FROM gateway_order WHERE report IS NULL");
          ResultSet result = query.executeQuery()) {
        result.next();
        open = result.getLong(1);
      } catch (SQLException down) {
        open = -1;
      }
      if (open != 0) {
        ChaosStage.sleep(RECONNECT);
      }
    }
    return open;
  }

  private boolean await(String sql, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      try (Connection connection = stack.connectDatabase();
          PreparedStatement query = connection.prepareStatement(sql)) {
        while (System.nanoTime() < end) {
          try (ResultSet result = query.executeQuery()) {
            if (result.next()) {
              return true;
            }
          }
          ChaosStage.sleep(PAUSE);
        }
      } catch (SQLException down) {
        ChaosStage.sleep(RECONNECT);
      } catch (CommandFailed down) {
        ChaosStage.sleep(RECONNECT);
      }
    }
    return false;
  }
}
