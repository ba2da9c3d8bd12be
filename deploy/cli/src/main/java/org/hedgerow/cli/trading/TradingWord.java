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

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who says so.")
  private String by;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka (default: that of the local stack, or of the demo that runs).")
  private String bootstrapServers;

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
    return bootstrapServers != null || url != null || rehearse;
  }

  /** Says it, and what came of it; returns the exit code. */
  int say(CommandType type, TradingFence.State state) {
    if (by.isBlank() || reason.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--by and --reason: expected a text");
    }
    TradingScope where;
    try {
      where = TradingScope.parse(scope);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--scope: " + e.getMessage(), e);
    }
    if (kept.isPresent()) {
      return kept.get().announce(type, state, where, by, reason) ? 0 : 1;
    }
    Progress out = Progress.toStandardOutput();
    if (rehearse) {
      new StateChange(NOBODYS_DATABASE, NOBODYS_KAFKA, new Credentials(Path.of("nobody")), out)
          .announce(type, state, where, by, reason);
      return 0;
    }
    StackLayout layout = StackLayout.ofRunning();
    StackAddresses stack =
        url != null && bootstrapServers != null ? null : new LocalStack(layout, out).addresses();
    StateChange change =
        new StateChange(
            url == null ? stack.jdbcUrl() : url,
            bootstrapServers == null ? stack.bootstrapServers() : bootstrapServers,
            new Credentials(layout.credentials()),
            out);
    return change.announce(type, state, where, by, reason) ? 0 : 1;
  }
}
