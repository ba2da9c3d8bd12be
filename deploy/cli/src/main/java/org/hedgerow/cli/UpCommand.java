package org.hedgerow.cli;

import java.util.concurrent.Callable;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.Ports;
import org.hedgerow.cli.stack.StackAddresses;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.stack.StackStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the local stack. */
@Command(
    name = "up",
    description = "Starts Kafka, Flink and TimescaleDB on this machine.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Flink TaskManagers, each with slots for all jobs (default: ${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--ports",
      paramLabel = "auto|fixed",
      defaultValue = "auto",
      description =
          "Where a well-known port is busy: take a free one, or refuse (default: ${DEFAULT-VALUE}).")
  private Ports.Policy ports;

  @Option(names = "--no-supervisor", description = "Do not start dead processes again.")
  private boolean unsupervised;

  @Override
  public Integer call() {
    if (taskManagers < 1) {
      throw new ParameterException(spec.commandLine(), "--taskmanagers must be 1 or more");
    }
    long began = System.nanoTime();
    Progress progress = Progress.toStandardOutput();
    LocalStack stack = new LocalStack(StackLayout.ofLauncher(), progress);
    if (stack.start(new LocalStack.Options(taskManagers, ports, !unsupervised))
        == LocalStack.Started.WAS_UP) {
      StackStatus status = stack.status();
      if (!status.isHealthy()) {
        throw new CommandFailed("the stack is up and not healthy; see ./hedgerow status");
      }
      progress.say("The stack is up already.");
    } else {
      progress.say(String.format("The stack is up, in %.1f s.", (System.nanoTime() - began) / 1e9));
    }
    print(stack.addresses(), progress);
    return 0;
  }

  private static void print(StackAddresses addresses, Progress progress) {
    progress.say("  Flink web UI  " + addresses.flink());
    progress.say("  Kafka         " + addresses.bootstrapServers());
    progress.say("  TimescaleDB   " + addresses.jdbcUrl());
    if (!addresses.psql().isEmpty()) {
      progress.say("  psql          " + addresses.psql());
    }
  }
}
