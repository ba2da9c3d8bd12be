package org.hedgerow.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.state.AlertNotice;
import org.hedgerow.schema.state.NoticeKind;

/** A notice in words. */
final class NoticeText {
  private NoticeText() {}

  /** A line that says what it is about, and under it what the alert says and how often. */
  static String of(AlertNotice notice) {
    Alert alert = notice.getNewest();
    StringBuilder text = new StringBuilder();
    text.append(notice.getKind() == NoticeKind.ENDED ? "OVER" : notice.getSeverity().toString());
    text.append(' ').append(alert.getCode()).append(" · ").append(alert.getScope());
    text.append('\n').append(alert.getText());
    if (alert.getClientOrderId() != null) {
      text.append("\norder ").append(alert.getClientOrderId());
    }
    text.append('\n').append(time(alert.getTimeMicros()));
    if (notice.getKind() == NoticeKind.REPEATED) {
      text.append(" · ")
          .append(notice.getCount())
          .append(" more, ")
          .append(notice.getTotal())
          .append(" since ")
          .append(time(notice.getFirstMicros()));
    } else if (notice.getKind() == NoticeKind.ENDED) {
      long seconds =
          Duration.of(alert.getTimeMicros() - notice.getFirstMicros(), ChronoUnit.MICROS)
              .toSeconds();
      text.append(" · after ").append(seconds).append(" s");
      if (notice.getTotal() > 1) {
        text.append(", told ").append(notice.getTotal()).append(" times");
      }
    }
    return text.toString();
  }

  /** Of microseconds since 1970, to the second, as ISO 8601. */
  static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
  }
}
