package org.hedgerow.cli.trading;

import java.util.concurrent.Callable;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Positions may only shrink. */
@Command(
    name = "reduce",
    description =
        "Lets through only what makes a venue's position smaller, and cancels what would make one larger.",
    mixinStandardHelpOptions = true)
public final class ReduceCommand implements Callable<Integer> {
  @Mixin private final TradingWord word;

  /** Said to those who are found when it is called. */
  public ReduceCommand() {
    this(new TradingWord());
  }

  ReduceCommand(TradingWord word) {
    this.word = word;
  }

  @Override
  public Integer call() {
    return word.say(CommandType.REDUCE, TradingFence.State.REDUCING);
  }
}
