package org.hedgerow.alerts;

import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.state.AlertNotice;
import org.hedgerow.schema.state.NoticeKind;

/** Alerts and notices of tests. */
final class Made {
  private Made() {}

  static Alert alert(String id, AlertSeverity severity, String code, String scope, long seconds) {
    return Alert.newBuilder()
        .setAlertId(id)
        .setSeverity(severity)
        .setScope(scope)
        .setCode(code)
        .setText("text of " + id)
        .setCause(new Coordinate(3, 77L))
        .setTimeMicros(seconds * 1_000_000)
        .build();
  }

  static AlertNotice notice(String id, AlertSeverity severity) {
    return AlertNotice.newBuilder()
        .setNoticeId(id)
        .setKind(NoticeKind.RAISED)
        .setSeverity(severity)
        .setCount(1)
        .setTotal(1)
        .setFirstMicros(0)
        .setNewest(alert("alert of " + id, severity, "OVERFILL", "BTC", 0))
        .build();
  }
}
