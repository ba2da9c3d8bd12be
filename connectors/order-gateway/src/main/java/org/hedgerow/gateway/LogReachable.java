package org.hedgerow.gateway;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks whether the intent log is back, by a connection of its own each time. */
final class LogReachable implements AutoCloseable {
  private final LogConnections connections;
  private final Duration every;
  private final ScheduledExecutorService thread;

  LogReachable(LogConnections connections, Duration every) {
    this.connections = connections;
    this.every = every;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "gateway-log");
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Looks from now on.
   *
   * @param back run once, on a thread of this
   */
  void watch(Runnable back) {
    ScheduledFuture<?> unused =
        thread.schedule(() -> look(back), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Runnable back) {
    boolean there;
    try (Connection connection = connections.open()) {
      there = connection.isValid(1);
    } catch (SQLException e) {
      there = false;
    }
    if (there) {
      back.run();
    } else if (!thread.isShutdown()) {
      watch(back);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
