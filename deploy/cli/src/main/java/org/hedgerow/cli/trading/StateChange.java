package org.hedgerow.cli.trading;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.TradingScope;

/**
 * A word about trading and its way to the two who act on it, at once and each by itself: the
 * gateways, by a row that every reserve is under, and the engine, by an entry of the journal. One
 * of them is enough to keep new orders from the venues; what works is canceled by the engine.
 */
public final class StateChange {
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

  private final Voices voices;
  private final Optional<PendingWords> pending;
  private final Progress out;

  /** For those who are told there. */
  public StateChange(
      String jdbcUrl, String bootstrapServers, Credentials credentials, Progress out) {
    this(new OpenedVoices(jdbcUrl, bootstrapServers, credentials), Optional.empty(), out);
  }

  /**
   * The same.
   *
   * @param pending where a word is kept for whom it did not reach, by one who will say it again
   */
  StateChange(Voices voices, Optional<PendingWords> pending, Progress out) {
    this.voices = voices;
    this.pending = pending;
    this.out = out;
  }

  /**
   * Tells both, and says what came of it.
   *
   * @return whether the gateways are under it and every group that is concerned has answered
   */
  public boolean announce(
      CommandType type, TradingFence.State state, TradingScope where, String by, String reason) {
    return announce(
        new Command(UUID.randomUUID().toString(), type, where.toString(), by, reason), state);
  }

  private boolean announce(Command command, TradingFence.State state) {
    TradingScope where = TradingScope.parse(command.getScope());
    pending.ifPresent(kept -> kept.begin(command, state));
    CompletableFuture<Void> fence = CompletableFuture.runAsync(() -> fence(command, where, state));
    CompletableFuture<Voices.Heard> journal =
        CompletableFuture.supplyAsync(() -> journal(command, where));
    Optional<String> fenceFailed = failure(fence);
    fenceFailed.ifPresentOrElse(
        why -> out.say("Gateways: NOT TOLD (" + why + "). " + meanwhile()),
        () -> out.say("Gateways: " + where + " is " + state + " for every order from now on."));
    Optional<String> journalFailed = failure(journal);
    pending.ifPresent(
        kept -> kept.keep(command, state, fenceFailed.isPresent(), journalFailed.isPresent()));
    if (journalFailed.isPresent()) {
      out.say(
          "Engine: NOT TOLD, the journal does not take it ("
              + journalFailed.get()
              + "). It cancels nothing."
              + (pending.isPresent() ? " It is told when Kafka is back." : ""));
      return false;
    }
    return tell(journal.join(), where) && fenceFailed.isEmpty();
  }

  private String meanwhile() {
    return "Only a database that is down keeps them from placing meanwhile: "
        + (pending.isPresent()
            ? "it is written as soon as the database is back."
            : "say it again until this line is another.");
  }

  private void fence(Command command, TradingScope where, TradingFence.State state) {
    try {
      voices.fence(command, where, state);
    } catch (SQLException e) {
      throw new CommandFailed(e.getMessage(), e);
    }
  }

  private Voices.Heard journal(Command command, TradingScope where) {
    try {
      return voices.journal(command, where);
    } catch (KafkaException | IOException e) {
      throw new CommandFailed(e.getMessage(), e);
    }
  }

  /** Whether everybody who had to answer has. */
  private boolean tell(Voices.Heard heard, TradingScope where) {
    heard
        .answers()
        .forEach(
            (group, alert) ->
                out.say(
                    "Engine, group " + group + ": " + alert.getCode() + ": " + alert.getText()));
    Set<String> silent = new TreeSet<>(heard.due());
    silent.removeAll(heard.answers().keySet());
    if (!silent.isEmpty()) {
      out.say(
          "Engine: groups "
              + silent
              + " have not answered; the journal has the word, and they take it when they come to"
              + " it. Does the hedging job run, and is it far behind?");
    } else if (heard.answers().isEmpty()) {
      out.say(
          "Engine: no group says that it trades at "
              + where
              + ". The journal has the word all the same; is the name right, does the hedging job"
              + " run, and is it far behind?");
    }
    return silent.isEmpty() && !heard.answers().isEmpty();
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
