package org.hedgerow.cli.trading;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The kill switch. */
@Command(
    name = "halt",
    description = "Stops trading and cancels what works. It holds until resume of the same scope.",
    mixinStandardHelpOptions = true)
public final class HaltCommand implements Callable<Integer> {
  @Mixin private final TradingWord word;

  @Option(
      names = "--direct",
      description =
          "Cancels at the venues by itself, for when Kafka, the engine or the gateways are down.")
  private boolean direct;

  @Option(
      names = "--configuration",
      paramLabel = "FILE",
      description =
          "With --direct: the YAML file of the accounts (default: what the local stack's gateway"
              + " was submitted with).")
  private Path configuration;

  /** Said to those who are found when it is called. */
  public HaltCommand() {
    this(new TradingWord());
  }

  HaltCommand(TradingWord word) {
    this.word = word;
  }

  @Override
  public Integer call() {
    if (direct) {
      return word.haltDirectly(Optional.ofNullable(configuration));
    }
    return word.say(CommandType.HALT, TradingFence.State.HALTED);
  }
}
