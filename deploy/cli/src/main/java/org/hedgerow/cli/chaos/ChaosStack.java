package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.cli.ConfigurationText;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.demo.DemoOptions;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.flink.JobArguments;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.flink.JobSubmission;
import org.hedgerow.cli.journal.JournalOpening;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackAddresses;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.engine.configuration.Configuration;

/**
 * The jobs on a stack that runs, hedging against the simulated exchange.
 *
 * @param text the configuration with its addresses
 * @param jobs what runs, with the ids of the cluster
 */
record ChaosStack(
    String text,
    Configuration configuration,
    JobArguments arguments,
    Map<JobCatalogue, String> jobs) {

  /**
   * Starts the exchange, opens the journal and submits the jobs.
   *
   * @param more words of the exchange's command line
   */
  static ChaosStack start(
      LocalStack stack,
      StackLayout layout,
      ExchangeProcess exchange,
      Path file,
      List<String> more,
      Progress out)
      throws IOException {
    StackAddresses addresses = stack.addresses();
    String yaml = Files.readString(file);
    exchange.start(
        stack,
        new DemoOptions(
            Optional.empty(),
            "1",
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.empty(),
            false),
        ConfigurationText.parse(yaml, exchange.placeholders()),
        more);
    String text = ConfigurationText.substitute(yaml, exchange.addresses());
    JournalOpening opening = new JournalOpening(addresses.bootstrapServers());
    String journal = opening.identity();
    Configuration configuration = ConfigurationText.parse(text, Map.of());
    opening.configure(configuration, journal);
    JobArguments arguments =
        new JobArguments(
            addresses.bootstrapServers(),
            addresses.jdbcUrl(),
            text,
            journal,
            false,
            List.of("--delivery-timeout", "10s", "--checkpoint-interval", "5s"));
    Map<JobCatalogue, String> jobs =
        new LinkedHashMap<>(
            new JobSubmission(new FlinkRest(addresses.flink()), layout.jobsJar(), out)
                .submit(JobCatalogue.of(configuration), arguments));
    return new ChaosStack(text, configuration, arguments, jobs);
  }
}
