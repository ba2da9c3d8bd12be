package org.hedgerow.alerts;

import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;

/**
 * What is known of codes of alerts: which of them tell of a condition that lasts, and which tell
 * that it is over. A code that is not here tells of something that has happened.
 */
final class AlertConditions {
  /** The condition that a code tells of. */
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "RECONCILIATION_BREAK", "RECONCILIATION",
          "RECONCILIATION_AGREES", "RECONCILIATION",
          "LEVERAGE_HIGH", "LEVERAGE",
          "LEVERAGE_LOW", "LEVERAGE",
          "LEVERAGE_IN_BAND", "LEVERAGE",
          "HEDGE_HELD_UP", "HEDGE",
          "HEDGE_GOES_ON", "HEDGE",
          "TRADING_STATE", "TRADING_STATE");

  private static final Set<String> ENDS =
      Set.of("RECONCILIATION_AGREES", "LEVERAGE_IN_BAND", "HEDGE_GOES_ON");

  /** What a person did, or has to do again: never many, and each another. */
  private static final Set<String> EACH_TOLD =
      Set.of("TRADING_STATE", "COMMAND_REFUSED", "CONFIGURATION_REFUSED");

  private AlertConditions() {}

  /** What alerts of the same scope have to have in common to be told together. */
  static String of(Alert alert) {
    return CONDITIONS.getOrDefault(alert.getCode(), alert.getCode());
  }

  /** Whether it lasts until an alert tells that it is over. */
  static boolean lasts(Alert alert) {
    return CONDITIONS.containsKey(alert.getCode());
  }

  /** Whether it tells that a condition is over; of a state of trading the one without a stop. */
  static boolean ends(Alert alert) {
    return ENDS.contains(alert.getCode())
        || (alert.getCode().equals("TRADING_STATE") && alert.getSeverity() == AlertSeverity.INFO);
  }

  /** Whether it is told at once, however many came before it. */
  static boolean eachIsTold(Alert alert) {
    return EACH_TOLD.contains(alert.getCode());
  }
}
