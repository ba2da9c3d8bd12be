package org.hedgerow.cli.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From a broken limit to the stop. */
@Command(
    name = "verdicts",
    description =
        "From the report that breaks a limit across groups to the verdict in the journal and in the"
            + " gateways' row; and what the exchange is asked to place afterwards.",
    mixinStandardHelpOptions = true)
final class VerdictsCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  @Mixin private JsonOption json;

  @Option(
      names = "--verdicts",
      paramLabel = "N",
      defaultValue = "120",
      description = "At least so many (default: ${DEFAULT-VALUE}).")
  private int verdicts;

  @Override
  public Integer call() {
    if (verdicts < 1 || verdicts > MOST) {
      throw json.wrong("--verdicts: '" + verdicts + "'; expected a whole number from 1 to " + MOST);
    }
    return BenchStack.run(stack -> new VerdictsBench(stack, verdicts).measure(), json.file());
  }
}
