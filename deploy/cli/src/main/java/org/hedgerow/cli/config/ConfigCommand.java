package org.hedgerow.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.ConfigurationText;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.why.RecordJson;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.TopicCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes the configuration of what runs. Every decision names the version that it was made by. */
@Command(
    name = "config",
    description =
        "Changes strategies, books, bands and limits while the jobs run, shows what that causes, and takes it back.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of apply, rollback, list");
  }

  /** Where the journal is. */
  static final class Journal {
    @Option(
        names = "--bootstrap-servers",
        paramLabel = "HOST:PORT,...",
        description = "Kafka (default: the local stack's).")
    private String bootstrapServers;

    private final Progress out = Progress.toStandardOutput();

    JournalConfig read() {
      String servers =
          bootstrapServers == null
              ? new LocalStack(StackLayout.ofLauncher(), out).addresses().bootstrapServers()
              : bootstrapServers;
      return new JournalConfig(servers, out);
    }
  }

  @Command(
      name = "apply",
      description =
          "Validates a file whole, shows its difference to what is in force and the orders that it would cause now, and puts it into the journal.",
      mixinStandardHelpOptions = true)
  int apply(
      @Mixin Journal journal,
      @Parameters(paramLabel = "FILE", description = "The YAML file, with a higher version.")
          Path file,
      @Option(names = "--dry-run", description = "Write nothing.") boolean dryRun) {
    Configuration configuration = ConfigurationText.parse(text(file), System.getenv());
    JournalConfig config = journal.read();
    config.apply(
        ConfigurationSnapshot.of(
            configuration,
            config.inForce().getJournalId(),
            TopicCatalogue.topic(TopicCatalogue.JOURNAL).partitions(),
            EngineVersion.CURRENT),
        dryRun);
    return 0;
  }

  @Command(
      name = "rollback",
      description =
          "Puts an earlier version in force again, under the next number, after showing what that causes.",
      mixinStandardHelpOptions = true)
  int rollback(
      @Mixin Journal journal,
      @Parameters(paramLabel = "VERSION", description = "Of the list.") long version,
      @Option(names = "--dry-run", description = "Write nothing.") boolean dryRun) {
    JournalConfig config = journal.read();
    JournalReplay.Version old = config.replay().versions().get(version);
    if (old == null) {
      throw new CommandFailed(
          "version "
              + version
              + " was never in force; these were: "
              + config.replay().versions().keySet());
    }
    config.apply(
        ConfigChange.newBuilder(old.change())
            .setVersion(config.inForce().getVersion() + 1)
            .setEngineVersion(EngineVersion.CURRENT)
            .build(),
        dryRun);
    return 0;
  }

  @Command(
      name = "list",
      description = "The versions that were in force, and when they came.",
      mixinStandardHelpOptions = true)
  int list(@Mixin Journal journal) {
    journal
        .read()
        .replay()
        .versions()
        .forEach(
            (number, version) ->
                journal.out.say(
                    number
                        + "  "
                        + RecordJson.time(version.receivedMicros())
                        + "  groups "
                        + String.join(", ", version.groups())
                        + "  file "
                        + version.change().getSource().substring(0, 12)));
    return 0;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
