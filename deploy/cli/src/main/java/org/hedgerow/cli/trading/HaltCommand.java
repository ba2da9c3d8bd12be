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
  @Mixin private TradingWord word;

  @Override
  public Integer call() {
    return word.say(CommandType.HALT, TradingFence.State.HALTED);
  }
}
