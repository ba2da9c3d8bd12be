package org.hedgerow.cli.trading;

import java.util.concurrent.Callable;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The kill switch. */
@Command(
    name = "halt",
    description = "Stops trading and cancels what works. It holds until resume of the same scope.",
    mixinStandardHelpOptions = true)
public final class HaltCommand implements Callable<Integer> {
  @Mixin private final TradingWord word;

  /** Said to those who are found when it is called. */
  public HaltCommand() {
    this(new TradingWord());
  }

  HaltCommand(TradingWord word) {
    this.word = word;
  }

  @Override
  public Integer call() {
    return word.say(CommandType.HALT, TradingFence.State.HALTED);
  }
}
