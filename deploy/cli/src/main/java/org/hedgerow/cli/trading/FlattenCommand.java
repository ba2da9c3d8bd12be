package org.hedgerow.cli.trading;

import java.util.concurrent.Callable;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Hedges are closed. */
@Command(
    name = "flatten",
    description =
        "Cancels what works, closes the hedges' positions by orders that only reduce, and lets nothing else be placed."
            + " Spot stays as it is. It holds until resume of the same scope.",
    mixinStandardHelpOptions = true)
public final class FlattenCommand implements Callable<Integer> {
  @Mixin private final TradingWord word;

  /** Said to those who are found when it is called. */
  public FlattenCommand() {
    this(new TradingWord());
  }

  FlattenCommand(TradingWord word) {
    this.word = word;
  }

  @Override
  public Integer call() {
    return word.say(CommandType.FLATTEN, TradingFence.State.REDUCING);
  }
}
