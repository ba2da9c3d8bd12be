package org.hedgerow.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.state.AlertNotice;

/** A notice as a webhook's body; docs/alerts.md tells its fields. */
final class NoticeJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NoticeJson() {}

  static byte[] of(AlertNotice notice) {
    Alert alert = notice.getNewest();
    ObjectNode body = JSON.createObjectNode();
    body.put("id", notice.getNoticeId());
    body.put("kind", notice.getKind().toString());
    body.put("severity", notice.getSeverity().toString());
    body.put("code", alert.getCode());
    body.put("scope", alert.getScope());
    body.put("text", alert.getText());
    body.put("count", notice.getCount());
    body.put("total", notice.getTotal());
    body.put("firstTime", NoticeText.time(notice.getFirstMicros()).toString());
    body.put("time", NoticeText.time(alert.getTimeMicros()).toString());
    body.put("alertId", alert.getAlertId());
    if (alert.getClientOrderId() != null) {
      body.put("clientOrderId", alert.getClientOrderId());
    }
    if (alert.getCause() != null) {
      body.putObject("cause")
          .put("topic", "journal")
          .put("partition", alert.getCause().getPartition())
          .put("offset", alert.getCause().getOffset());
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }
}
