package org.hedgerow.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import org.hedgerow.cli.bench.BenchCommand;
import org.hedgerow.cli.calc.CalcCommand;
import org.hedgerow.cli.chaos.ChaosCommand;
import org.hedgerow.cli.config.ConfigCommand;
import org.hedgerow.cli.decode.DecodeCommand;
import org.hedgerow.cli.demo.DemoCommand;
import org.hedgerow.cli.ingest.IngestCommand;
import org.hedgerow.cli.report.ReportCommand;
import org.hedgerow.cli.trading.ApproveCommand;
import org.hedgerow.cli.trading.CancelOnlyCommand;
import org.hedgerow.cli.trading.FlattenCommand;
import org.hedgerow.cli.trading.HaltCommand;
import org.hedgerow.cli.trading.ReduceCommand;
import org.hedgerow.cli.trading.ResumeCommand;
import org.hedgerow.cli.why.WhyCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The launcher's commands. Exit codes: 0 done, 1 failed (one sentence on standard error says why),
 * 2 not understood.
 */
@Command(
    name = "hedgerow",
    description = "Keeps portfolios of crypto-assets hedged.",
    mixinStandardHelpOptions = true,
    version = "hedgerow 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; standard error says why", "2:not understood"},
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      OrdersCommand.class,
      ResolveCommand.class,
      SubmitCommand.class,
      ConfigCommand.class,
      HaltCommand.class,
      ReduceCommand.class,
      CancelOnlyCommand.class,
      ResumeCommand.class,
      FlattenCommand.class,
      ApproveCommand.class,
      PrepareCommand.class,
      VerifyCommand.class,
      UpgradeCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      WhyCommand.class,
      ReportCommand.class,
      DecodeCommand.class,
      CalcCommand.class,
      IngestCommand.class,
    })
public final class Hedgerow {
  public static void main(String[] arguments) {
    // To read the options of all commands takes longer than why takes for an order, or a halt may.
    Object alone =
        switch (arguments.length == 0 ? "" : arguments[0]) {
          case "why" -> new WhyCommand();
          case "decode" -> new DecodeCommand();
          case "calc" -> new CalcCommand();
          case "halt" -> new HaltCommand();
          case "reduce" -> new ReduceCommand();
          case "cancel-only" -> new CancelOnlyCommand();
          case "resume" -> new ResumeCommand();
          case "flatten" -> new FlattenCommand();
          case "approve" -> new ApproveCommand();
          default -> null;
        };
    System.exit(
        alone == null
            ? commandLine().execute(arguments)
            : configured(new CommandLine(alone).setCommandName("hedgerow " + arguments[0]))
                .execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
  }

  /** The commands, as {@code main} and tests run them. */
  static CommandLine commandLine() {
    return configured(new CommandLine(new Hedgerow()));
  }

  private static CommandLine configured(CommandLine line) {
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Hedgerow::report);
    return line;
  }

  private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    // Not before it is needed: to set up logging takes longer than calc takes for a line.
    Logger log = LoggerFactory.getLogger(Hedgerow.class);
    PrintWriter errors = line.getErr();
    if (failure instanceof CommandFailed) {
      log.info("command failed", failure);
      errors.println("hedgerow: " + failure.getMessage());
    } else {
      log.info("command failed unexpectedly", failure);
      errors.println("hedgerow: unexpected: " + failure + "; the trace is in hedgerow.log");
    }
    errors.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
