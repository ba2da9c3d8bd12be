package org.hedgerow.cli.trading;

import java.nio.file.Path;
import java.util.Optional;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackAddresses;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.TradingScope;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands about trading have in common: where, who, why, and whom to tell. */
final class TradingWord {
  /** Port 1 of this machine, where nothing listens. */
  private static final String NOBODYS_DATABASE = "jdbc:postgresql://127.0.0.1:1/nobody";

  private static final String NOBODYS_KAFKA = "127.0.0.1:1";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      defaultValue = "all",
      description =
          "all, or venue:V, account:A, portfolio:P, group:G, book:P/G, instrument:VENUE:SYMBOL"
              + " (default: all).")
  private String scope;

  @Mixin private Speaker speaker;

  @Option(
      names = "--database",
      paramLabel = "JDBC_URL",
      description = "TimescaleDB, without user and password (default as for Kafka).")
  private String url;

  @Option(
      names = "--rehearse",
      hidden = true,
      description = "Go all the way to where nobody listens: the launcher keeps the classes.")
  private boolean rehearse;

  private final Optional<StateChange> kept;

  TradingWord() {
    this.kept = Optional.empty();
  }

  /** By one who is connected. */
  TradingWord(StateChange kept) {
    this.kept = Optional.of(kept);
  }

  /** Whether it is for others than a stack's own, or no word at all. */
  boolean isElsewhere() {
    return speaker.bootstrapServers().isPresent() || url != null || rehearse;
  }

  /** Says it, and what came of it; returns the exit code. */
  int say(CommandType type, TradingFence.State state) {
    TradingScope where = where();
    if (kept.isPresent()) {
      return kept.get().announce(type, state, where, speaker.by(), speaker.reason()) ? 0 : 1;
    }
    Progress out = Progress.toStandardOutput();
    if (rehearse) {
      new StateChange(NOBODYS_DATABASE, NOBODYS_KAFKA, new Credentials(Path.of("nobody")), out)
          .announce(type, state, where, speaker.by(), speaker.reason());
      return 0;
    }
    StackLayout layout = StackLayout.ofRunning();
    HandedWords.forget(layout, where);
    return change(layout, Optional.empty(), out)
            .announce(type, state, where, speaker.by(), speaker.reason())
        ? 0
        : 1;
  }

  /**
   * Halts, and cancels at the venues by itself.
   *
   * @param configuration of the accounts; empty: what the stack's gateway was submitted with
   */
  int haltDirectly(Optional<Path> configuration) {
    TradingScope where = where();
    StackLayout layout = StackLayout.ofRunning();
    Progress out = Progress.toStandardOutput();
    DirectHalt direct;
    try {
      direct = new DirectHalt(GatewayConfiguration.read(layout, configuration), where, out);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--scope: " + e.getMessage(), e);
    }
    HandedWords handed = new HandedWords(layout);
    StateChange change = change(layout, Optional.of(handed.words()), out);
    return direct.run(
            layout,
            () ->
                change.announce(
                    CommandType.HALT,
                    TradingFence.State.HALTED,
                    where,
                    speaker.by(),
                    speaker.reason()))
        ? 0
        : 1;
  }

  private TradingScope where() {
    Optional<String> mistake = speaker.mistake();
    if (mistake.isPresent()) {
      throw new ParameterException(spec.commandLine(), mistake.get());
    }
    try {
      return TradingScope.parse(scope);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--scope: " + e.getMessage(), e);
    }
  }

  private StateChange change(StackLayout layout, Optional<PendingWords> pending, Progress out) {
    Optional<String> kafka = speaker.bootstrapServers();
    StackAddresses stack =
        url != null && kafka.isPresent() ? null : new LocalStack(layout, out).addresses();
    return new StateChange(
        new OpenedVoices(
            url == null ? stack.jdbcUrl() : url,
            kafka.isPresent() ? kafka.get() : stack.bootstrapServers(),
            new Credentials(layout.credentials())),
        pending,
        out);
  }
}
