package org.hedgerow.engine.risk.limits;

import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.state.TradingState;

/**
 * What stops trading by itself, and how far. A stop holds until a person takes it back.
 *
 * @param onLoss when a daily loss or a drawdown is reached, of the book or the group that it is of
 * @param rejects own orders that a venue rejected on an account, in a minute of the clock and the
 *     one before; 0: no guard
 * @param onRejects of the account
 * @param errors own orders of which nobody knew what became of them, counted alike; 0: no guard
 * @param onErrors of the account
 * @param onBreak when venue and engine differ in what is held, of the account; ACTIVE: no guard
 */
public record GuardTerms(
    TradingState onLoss,
    int rejects,
    TradingState onRejects,
    int errors,
    TradingState onErrors,
    TradingState onBreak) {

  static GuardTerms read(Parameters given) {
    return new GuardTerms(
        state(given, "on_loss", "halt"),
        given.whole("rejects", 0, 0, 1_000_000),
        state(given, "on_rejects", "halt"),
        given.whole("errors", 0, 0, 1_000_000),
        state(given, "on_errors", "halt"),
        state(given, "on_break", "none"));
  }

  private static TradingState state(Parameters given, String key, String otherwise) {
    String word =
        otherwise.equals("none")
            ? given.choice(key, "none", "halt", "cancel_only", "reduce")
            : given.choice(key, "halt", "cancel_only", "reduce");
    return switch (word) {
      case "halt" -> TradingState.HALTED;
      case "cancel_only" -> TradingState.CANCEL_ONLY;
      case "reduce" -> TradingState.REDUCING;
      default -> TradingState.ACTIVE;
    };
  }
}
