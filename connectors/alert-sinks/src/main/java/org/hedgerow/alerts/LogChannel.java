package org.hedgerow.alerts;

import java.util.concurrent.CompletableFuture;
import org.hedgerow.schema.state.AlertNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** To the task's log: what is critical as an error, so that whoever watches for errors sees it. */
final class LogChannel implements AlertChannel {
  private static final Logger LOG = LoggerFactory.getLogger("org.hedgerow.alerts");

  @Override
  public CompletableFuture<Delivery> send(AlertNotice notice) {
    String text = NoticeText.of(notice).replace("\n", " | ");
    switch (notice.getSeverity()) {
      case CRITICAL -> LOG.error("{}", text);
      case WARNING -> LOG.warn("{}", text);
      case INFO -> LOG.info("{}", text);
    }
    return CompletableFuture.completedFuture(Delivery.DONE);
  }
}
