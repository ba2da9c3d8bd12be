package org.hedgerow.gateway;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.TradingScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes stops on a thread of its own, the oldest first, each until it is written. See {@link
 * TradingStopSink}.
 */
final class TradingStopWriter implements StatefulSinkWriter<Command, Command> {
  private static final Logger LOG = LoggerFactory.getLogger(TradingStopWriter.class);

  /** After a failure. */
  static final Duration RETRY = Duration.ofSeconds(1);

  private final LogConnections connections;
  private final Duration retry;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "trading-stops");
            made.setDaemon(true);
            return made;
          });

  /** Not written yet, by id; guarded by this. At most a stop for each limit and change of it. */
  private final Map<String, Command> unwritten = new LinkedHashMap<>();

  /** Of the thread; null while there is none. */
  private Connection connection;

  private final Outage outage = new Outage();

  TradingStopWriter(LogConnections connections, Collection<Command> unwritten, Duration retry) {
    this.connections = connections;
    this.retry = retry;
    unwritten.forEach(command -> this.unwritten.put(command.getCommandId(), command));
    // Connects even if there is nothing to write: the first stop is not to wait for it.
    later(Duration.ZERO);
  }

  @Override
  public void write(Command command, Context context) {
    state(command);
    synchronized (this) {
      unwritten.put(command.getCommandId(), command);
    }
    later(Duration.ZERO);
  }

  @Override
  public void flush(boolean endOfInput) {
    // What is not written is in the state; a checkpoint waits for no database.
  }

  @Override
  public synchronized List<Command> snapshotState(long checkpoint) {
    return List.copyOf(unwritten.values());
  }

  @Override
  public void close() throws InterruptedException {
    thread.shutdownNow();
    if (thread.awaitTermination(retry.toMillis(), TimeUnit.MILLISECONDS)) {
      disconnect();
    }
  }

  private void later(Duration delay) {
    try {
      ScheduledFuture<?> unused =
          thread.schedule(this::writeAll, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: it is in the state, or is said again after the recovery.
    }
  }

  private void writeAll() {
    try {
      if (connection == null || connection.isClosed()) {
        connection = connections.open();
      }
      for (Command command : snapshotState(0)) {
        boolean stops =
            new TradingFence(connection)
                .stopOnce(
                    command.getCommandId(),
                    command.getType().name(),
                    TradingScope.parse(command.getScope()),
                    state(command),
                    command.getBy(),
                    command.getReason());
        LOG.warn(
            "{} of {} by {}: {}: {}",
            command.getType(),
            command.getScope(),
            command.getBy(),
            command.getReason(),
            stops
                ? "the gateways are under it"
                : "was said before, or is no stricter than what holds");
        synchronized (this) {
          unwritten.remove(command.getCommandId());
        }
      }
      int failures = outage.ends();
      if (failures > 0) {
        LOG.warn("DATABASE_BACK: stops are written again; {} times in vain", failures);
      }
    } catch (SQLException e) {
      if (outage.begins()) {
        LOG.error("DATABASE_DOWN: stops wait for the gateways' row: {}", e.getMessage());
      }
      disconnect();
      later(retry);
    }
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // The connection is given up either way.
    }
    connection = null;
  }

  /**
   * What lets nothing through but what the command does.
   *
   * @throws IllegalArgumentException where it is no stop
   */
  private static TradingFence.State state(Command command) {
    return switch (command.getType()) {
      case REDUCE -> TradingFence.State.REDUCING;
      case CANCEL_ONLY -> TradingFence.State.CANCEL_ONLY;
      case HALT -> TradingFence.State.HALTED;
      default ->
          throw new IllegalArgumentException(
              command.getType() + " of " + command.getScope() + " is no stop");
    };
  }
}
