package org.hedgerow.cli.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From an entry to the event that it makes. */
@Command(
    name = "signals",
    description =
        "From market entries, written to the journal at a fixed rate, to the signals that they make, in the journal again.",
    mixinStandardHelpOptions = true)
final class SignalsCommand implements Callable<Integer> {
  private static final int MOST_RATE = 1_000_000;
  private static final int MOST_INSTRUMENTS = 1_000;

  @Mixin private BenchOptions options;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Entries a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--instruments",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many take turns (default: ${DEFAULT-VALUE}).")
  private int instruments;

  @Override
  public Integer call() {
    int rounds = options.rounds();
    Optional<Path> json = options.json();
    if (rate < 1 || rate > MOST_RATE) {
      throw options.wrong("--rate: '" + rate + "'; expected a whole number from 1 to " + MOST_RATE);
    }
    if (instruments < 1 || instruments > MOST_INSTRUMENTS) {
      throw options.wrong(
          "--instruments: '"
              + instruments
              + "'; expected a whole number from 1 to "
              + MOST_INSTRUMENTS);
    }
    return BenchStack.run(stack -> Signals.measure(stack, rate, instruments, rounds), json);
  }
}
