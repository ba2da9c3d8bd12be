package org.hedgerow.cli.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether an order waits for a checkpoint. */
@Command(
    name = "checkpoint-interval",
    description =
        "Tick to order with a checkpoint every second, beside the same jobs with one every minute, in turns.",
    mixinStandardHelpOptions = true)
final class CheckpointIntervalCommand implements Callable<Integer> {
  @Mixin private BenchOptions options;

  @Override
  public Integer call() {
    int rounds = options.rounds();
    Optional<Path> json = options.json();
    return BenchStack.run(stack -> CheckpointInterval.measure(stack, rounds), json);
  }
}
