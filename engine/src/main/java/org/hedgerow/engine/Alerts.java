package org.hedgerow.engine;

import org.hedgerow.engine.state.BoundedSet;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;

/**
 * What the engine tells a person, each once. The id is made of what is told, so that a replay tells
 * the same.
 */
final class Alerts {
  private final String group;
  private final BoundedSet raised;

  Alerts(String group, GroupTables tables) {
    this.group = group;
    this.raised = new BoundedSet("alerts", tables, forgotten -> {});
  }

  /**
   * About an order.
   *
   * @param number tells alerts of one code and order apart; the same number is told once
   */
  void order(
      AlertSeverity severity,
      String code,
      String clientOrderId,
      long number,
      String text,
      Cause cause,
      Actions actions) {
    String id = code + "/" + clientOrderId + "/" + number;
    if (raised.add(id)) {
      actions.alert(alert(id, severity, group, code, text, clientOrderId, cause));
    }
  }

  /** About an account, told as often as an entry gives reason to. */
  void account(
      AlertSeverity severity,
      String code,
      String account,
      String text,
      Cause cause,
      Actions actions) {
    String id = code + "/" + cause.partition() + "/" + cause.offset();
    actions.alert(alert(id, severity, account, code, text, null, cause));
  }

  /** About an account of a book. */
  void book(
      AlertSeverity severity,
      String code,
      String portfolio,
      String account,
      String text,
      Cause cause,
      Actions actions) {
    String id =
        code + "/" + portfolio + "/" + account + "/" + cause.partition() + "/" + cause.offset();
    actions.alert(alert(id, severity, account, code, text, null, cause));
  }

  /** About the group. */
  void group(AlertSeverity severity, String code, String text, Cause cause, Actions actions) {
    account(severity, code, group, text, cause, actions);
  }

  private static Alert alert(
      String id,
      AlertSeverity severity,
      String scope,
      String code,
      String text,
      String clientOrderId,
      Cause cause) {
    return Alert.newBuilder()
        .setAlertId(id)
        .setSeverity(severity)
        .setScope(scope)
        .setCode(code)
        .setText(text)
        .setClientOrderId(clientOrderId)
        .setCause(cause.coordinate())
        .setTimeMicros(cause.clockMicros())
        .build();
  }
}
