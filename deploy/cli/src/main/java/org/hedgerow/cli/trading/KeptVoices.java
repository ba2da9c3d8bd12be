package org.hedgerow.cli.trading;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.TradingScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps both ways open and the groups known, so that a word has only to be said. What is found
 * broken is opened anew: the row's way at the word itself, both when {@link #refresh} is called.
 */
final class KeptVoices implements Voices, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptVoices.class);

  /** A database that neither answers nor refuses is one that is down. */
  private static final Duration DATABASE_LIMIT = Duration.ofSeconds(3);

  private static final int VALID_SECONDS = 1;

  private final OpenedVoices database;
  private final String bootstrapServers;
  private Connection connection;
  private TradingJournal journal;
  private Set<String> groups = new TreeSet<>();

  /** Being said, and waiting to be. */
  private final AtomicInteger words = new AtomicInteger();

  KeptVoices(OpenedVoices database, String bootstrapServers) {
    this.database = database;
    this.bootstrapServers = bootstrapServers;
  }

  /** Looks whether both are there, and for groups that are new. */
  void refresh() {
    synchronized (database) {
      try {
        if (connection == null || !connection.isValid(VALID_SECONDS)) {
          reconnect();
        }
        // As much of what a word will need as can be had without saying one.
        int stops = new TradingFence(connection).stops().size();
        LOG.debug("{} stops hold", stops);
      } catch (SQLException e) {
        LOG.debug("the database does not answer: {}", e.getMessage());
      }
    }
    refreshJournal();
  }

  private synchronized void refreshJournal() {
    try {
      journal().warm();
      groups.addAll(journal().groups());
    } catch (KafkaException e) {
      LOG.debug("Kafka does not answer: {}", e.getMessage());
    }
  }

  @Override
  public void fence(Command command, TradingScope where, TradingFence.State state)
      throws SQLException {
    // A lock of its own: the journal must not wait for a database that hangs.
    synchronized (database) {
      try {
        if (connection != null) {
          OpenedVoices.set(connection, command, where, state);
          return;
        }
      } catch (SQLException e) {
        LOG.info("the row is written over a new connection: {}", e.getMessage());
      }
      // The same command twice is once.
      reconnect();
      OpenedVoices.set(connection, command, where, state);
    }
  }

  private void reconnect() throws SQLException {
    if (connection != null) {
      Connection broken = connection;
      connection = null;
      broken.abort(Runnable::run);
    }
    Connection fresh = database.connect();
    fresh.setNetworkTimeout(Runnable::run, Math.toIntExact(DATABASE_LIMIT.toMillis()));
    connection = fresh;
  }

  @Override
  public Heard journal(Command command, TradingScope where) throws IOException {
    words.incrementAndGet();
    try {
      return say(command, where);
    } finally {
      words.decrementAndGet();
    }
  }

  private synchronized Heard say(Command command, TradingScope where) throws IOException {
    if (groups.isEmpty()) {
      groups.addAll(journal().groups());
    }
    if (groups.isEmpty()) {
      throw new CommandFailed("nothing was written to it for a day: no group is known");
    }
    Heard heard = journal().say(command, groups, where, this::othersWait);
    // Those that began since the last look; what was urgent is under way by now.
    Set<String> missed = new TreeSet<>(journal().groups());
    missed.removeAll(groups);
    if (!missed.isEmpty()) {
      groups.addAll(missed);
      Heard more = journal().say(command, missed, where, this::othersWait);
      heard.written().putAll(more.written());
      heard.answers().putAll(more.answers());
      heard.due().addAll(more.due());
    }
    return heard;
  }

  private boolean othersWait() {
    return words.get() > 1;
  }

  private TradingJournal journal() {
    if (journal == null) {
      journal = new TradingJournal(bootstrapServers, StateChange.ANSWER_LIMIT);
    }
    return journal;
  }

  @Override
  public synchronized void close() {
    if (journal != null) {
      journal.close();
    }
    synchronized (database) {
      try {
        if (connection != null) {
          connection.close();
        }
      } catch (SQLException e) {
        LOG.debug("closing", e);
      }
    }
  }
}
