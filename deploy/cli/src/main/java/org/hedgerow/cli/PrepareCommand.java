package org.hedgerow.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.DatabaseAddress;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.stack.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes topics and tables where somebody else runs Kafka and TimescaleDB. */
@Command(
    name = "prepare",
    description =
        "Creates the topics and brings the tables to this version, on a Kafka and a TimescaleDB that run elsewhere.",
    mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT,...",
      description = "Kafka.")
  private String bootstrapServers;

  @Option(
      names = "--database",
      required = true,
      paramLabel = "JDBC_URL",
      description =
          "TimescaleDB, without user and password: those are the credentials named database.")
  private String database;

  @Option(
      names = "--copies",
      paramLabel = "catalogue|one",
      defaultValue = "catalogue",
      description =
          "Replication as the catalogue says, or one where there is one broker (default: ${DEFAULT-VALUE}).")
  private Topics.Copies copies;

  @Override
  public Integer call() {
    Progress progress = Progress.toStandardOutput();
    List<String> made = Topics.create(bootstrapServers, copies);
    progress.say(
        made.isEmpty()
            ? "All topics are there."
            : "Created topics " + String.join(", ", made) + ".");
    int migrations =
        Database.migrate(
            new DatabaseAddress(DatabaseAddress.Kind.CONFIGURED, database, null, null),
            new Credentials(StackLayout.ofLauncher().credentials()));
    progress.say(
        migrations == 0 ? "The tables are up to date." : "Ran " + migrations + " migrations.");
    return 0;
  }
}
