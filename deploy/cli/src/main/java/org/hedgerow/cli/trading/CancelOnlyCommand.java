package org.hedgerow.cli.trading;

import java.util.concurrent.Callable;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Nothing is placed. */
@Command(
    name = "cancel-only",
    description = "Lets nothing be placed, and cancels what would make a position larger.",
    mixinStandardHelpOptions = true)
public final class CancelOnlyCommand implements Callable<Integer> {
  @Mixin private final TradingWord word;

  /** Said to those who are found when it is called. */
  public CancelOnlyCommand() {
    this(new TradingWord());
  }

  CancelOnlyCommand(TradingWord word) {
    this.word = word;
  }

  @Override
  public Integer call() {
    return word.say(CommandType.CANCEL_ONLY, TradingFence.State.CANCEL_ONLY);
  }
}
