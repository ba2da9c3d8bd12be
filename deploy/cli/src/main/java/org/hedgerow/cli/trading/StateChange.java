package org.hedgerow.cli.trading;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.DatabaseAddress;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.TradingScope;

/**
 * A word about trading and its way to the two who act on it, at once and each by itself: the
 * gateways, by a row that every reserve is under, and the engine, by an entry of the journal. One
 * of them is enough to keep new orders from the venues; what works is canceled by the engine.
 */
public final class StateChange {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

  /** After one group has said that it is concerned, how long others may take. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final String jdbcUrl;
  private final String bootstrapServers;
  private final Credentials credentials;
  private final Progress out;

  /** For those who are told there. */
  public StateChange(
      String jdbcUrl, String bootstrapServers, Credentials credentials, Progress out) {
    this.jdbcUrl = jdbcUrl;
    this.bootstrapServers = bootstrapServers;
    this.credentials = credentials;
    this.out = out;
  }

  /** What came of the journal's half. */
  private record Heard(Map<Coordinate, String> written, Map<String, Alert> answers) {}

  /**
   * Tells both, and says what came of it.
   *
   * @return whether the gateways are under it and every group that is concerned has answered
   */
  public boolean announce(
      CommandType type, TradingFence.State state, TradingScope where, String by, String reason) {
    Command command = new Command(UUID.randomUUID().toString(), type, where.toString(), by, reason);
    CompletableFuture<Void> fence = CompletableFuture.runAsync(() -> fence(command, where, state));
    CompletableFuture<Heard> journal = CompletableFuture.supplyAsync(() -> journal(command, where));
    Optional<String> fenceFailed = failure(fence);
    fenceFailed.ifPresentOrElse(
        why ->
            out.say(
                "Gateways: NOT TOLD ("
                    + why
                    + "). Only a database that is down keeps them from placing meanwhile: say it"
                    + " again until this line is another."),
        () -> out.say("Gateways: " + where + " is " + state + " for every order from now on."));
    Optional<String> journalFailed = failure(journal);
    if (journalFailed.isPresent()) {
      out.say(
          "Engine: NOT TOLD, the journal does not take it ("
              + journalFailed.get()
              + "). What works at the venues is not canceled.");
      return false;
    }
    return tell(journal.join(), where) && fenceFailed.isEmpty();
  }

  private void fence(Command command, TradingScope where, TradingFence.State state) {
    try (Connection connection =
        Database.connect(
            new DatabaseAddress(DatabaseAddress.Kind.CONFIGURED, jdbcUrl, null, null),
            credentials)) {
      new TradingFence(connection)
          .set(
              command.getCommandId(),
              command.getType().name(),
              where,
              state,
              command.getBy(),
              command.getReason());
    } catch (SQLException e) {
      throw new CommandFailed(e.getMessage(), e);
    }
  }

  private Heard journal(Command command, TradingScope where) {
    try (TradingJournal journal = new TradingJournal(bootstrapServers, ANSWER_LIMIT)) {
      Set<String> groups = journal.groups();
      if (groups.isEmpty()) {
        throw new CommandFailed("nothing was written to it for a day: no group is known");
      }
      Map<Coordinate, String> written = journal.write(command, groups);
      boolean all = where.kind() == TradingScope.Kind.ALL;
      Map<String, Alert> answers =
          new TreeMap<>(journal.answers(written, all ? ANSWER_LIMIT : GRACE));
      if (answers.isEmpty() && !all) {
        answers.putAll(journal.answers(written, ANSWER_LIMIT));
      }
      return new Heard(written, answers);
    } catch (KafkaException | IOException e) {
      throw new CommandFailed(e.getMessage(), e);
    }
  }

  /** Whether everybody who had to answer has. */
  private boolean tell(Heard heard, TradingScope where) {
    heard
        .answers()
        .forEach(
            (group, alert) ->
                out.say(
                    "Engine, group " + group + ": " + alert.getCode() + ": " + alert.getText()));
    if (where.kind() == TradingScope.Kind.ALL) {
      Set<String> silent = new TreeSet<>(heard.written().values());
      silent.removeAll(heard.answers().keySet());
      if (!silent.isEmpty()) {
        out.say(
            "Engine: groups "
                + silent
                + " have not answered within "
                + ANSWER_LIMIT.toSeconds()
                + " s; the journal has the word, and they take it when they come to it.");
      }
      return silent.isEmpty();
    }
    if (heard.answers().isEmpty()) {
      out.say(
          "Engine: no group trades at "
              + where
              + ", or the hedging job does not run. The journal has the word all the same; is the"
              + " name right?");
    }
    return !heard.answers().isEmpty();
  }

  private static Optional<String> failure(CompletableFuture<?> future) {
    try {
      Object unused = future.join();
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(
          e.getCause() instanceof CommandFailed failed
              ? failed.getMessage()
              : String.valueOf(e.getCause()));
    }
  }
}
