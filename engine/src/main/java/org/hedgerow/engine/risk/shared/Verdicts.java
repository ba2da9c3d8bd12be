package org.hedgerow.engine.risk.shared;

import org.hedgerow.engine.risk.TradingStates;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.state.TradingState;

/** What the risk job says of trading, which it does by the same commands as people. */
public final class Verdicts {
  /** Who says it. */
  public static final String BY = "risk";

  private Verdicts() {}

  /**
   * Whether a verdict would loosen what somebody has said of the same scope, or say it once more:
   * it is then left alone. A guard stops; only people let go on.
   */
  public static boolean isLooser(Command command, TradingStates states) {
    return command.getBy().equals(BY)
        && states.of(command.getScope()).compareTo(state(command.getType())) >= 0;
  }

  private static TradingState state(CommandType type) {
    return switch (type) {
      case REDUCE -> TradingState.REDUCING;
      case CANCEL_ONLY -> TradingState.CANCEL_ONLY;
      case HALT -> TradingState.HALTED;
      default -> TradingState.ACTIVE;
    };
  }
}
