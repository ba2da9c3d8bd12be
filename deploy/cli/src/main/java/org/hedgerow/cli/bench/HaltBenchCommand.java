package org.hedgerow.cli.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The kill switch with many orders working. */
@Command(
    name = "halt",
    description =
        "From the command halt to the last cancel that the exchange acknowledges, with orders"
            + " working and others waiting behind the venues' rate limits; and what the exchange"
            + " was asked to place afterwards.",
    mixinStandardHelpOptions = true)
final class HaltBenchCommand implements Callable<Integer> {
  private static final int MOST_ORDERS = 1_300;

  @Mixin private BenchOptions options;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "1000",
      description = "That work when trading is halted (default: ${DEFAULT-VALUE}).")
  private int orders;

  @Option(names = "--database-down", description = "Stops the database before each halt.")
  private boolean databaseDown;

  @Option(
      names = "--kafka-down",
      description =
          "Kills the broker before each halt, which then is halt --direct; afterwards it is started"
              + " again and the gateways have half a minute to place what they must not.")
  private boolean kafkaDown;

  @Option(
      names = "--nothing-resident",
      description = "Stops the process that waits for such commands: each starts a JVM of its own.")
  private boolean nothingResident;

  @Override
  public Integer call() {
    if (orders < 1 || orders > MOST_ORDERS) {
      throw options.wrong(
          "--orders: '" + orders + "'; expected a whole number from 1 to " + MOST_ORDERS);
    }
    int rounds = options.rounds();
    Optional<Path> json = options.json();
    return BenchStack.run(
        stack ->
            new HaltBench(stack, orders, databaseDown, kafkaDown, nothingResident).measure(rounds),
        json);
  }
}
