package org.hedgerow.cli.bench;

import org.hedgerow.cli.bench.execution.ExecutionCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the jobs beside their limits. */
@Command(
    name = "bench",
    description = "Measures the jobs on a stack of its own, each beside its limit in the same run.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    subcommands = {
      TickToOrderCommand.class,
      PipelineCommand.class,
      StoreCommand.class,
      CheckpointIntervalCommand.class,
      SignalsCommand.class,
      QuestionsCommand.class,
      ExecutionCommand.class,
      HaltBenchCommand.class,
      OrdersCommand.class,
      VerdictsCommand.class
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which one? expected " + String.join(", ", spec.subcommands().keySet()));
  }
}
