package org.hedgerow.cli.trading;

import java.util.concurrent.Callable;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trading goes on. */
@Command(
    name = "resume",
    description = "Takes back the stop of exactly that scope; others hold on.",
    mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private final TradingWord word;

  /** Said to those who are found when it is called. */
  public ResumeCommand() {
    this(new TradingWord());
  }

  ResumeCommand(TradingWord word) {
    this.word = word;
  }

  @Override
  public Integer call() {
    return word.say(CommandType.RESUME, TradingFence.State.ACTIVE);
  }
}
