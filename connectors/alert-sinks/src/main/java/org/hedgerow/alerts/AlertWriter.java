package org.hedgerow.alerts;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.hedgerow.engine.configuration.AlertSinkDefinition;
import org.hedgerow.schema.state.AlertNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thin shell around an outbox: one request under way, its end handed back to the task's thread,
 * and a timer for what has to wait. A checkpoint takes what waits and waits for nothing.
 */
final class AlertWriter implements StatefulSinkWriter<AlertNotice, AlertNotice> {
  private static final Logger LOG = LoggerFactory.getLogger(AlertWriter.class);

  /** Folded, that many come in hours; then the topic itself has to hold them. */
  static final int MOST_WAITING = 10_000;

  private final AlertSinkDefinition definition;
  private final AlertChannel channel;
  private final Outbox outbox;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService time;
  private final Counter delivered;
  private final Counter failed;
  private final Counter givenUp;

  /** Null: none. Its end is told in the mailbox, so after it is assigned. */
  private CompletableFuture<Void> underWay;

  private ScheduledFuture<?> timer;

  AlertWriter(
      AlertSinkDefinition definition,
      AlertChannel channel,
      Outbox outbox,
      WriterInitContext context) {
    this.definition = definition;
    this.channel = channel;
    this.outbox = outbox;
    this.mailbox = context.getMailboxExecutor();
    this.time = context.getProcessingTimeService();
    SinkWriterMetricGroup metrics = context.metricGroup();
    this.delivered = metrics.counter("noticesDelivered");
    this.failed = metrics.counter("attemptsFailed");
    this.givenUp = metrics.counter("noticesGivenUp");
    metrics.gauge("noticesWaiting", outbox::size);
    mailbox.execute(this::next, "send what waited in the state");
  }

  @Override
  public void write(AlertNotice notice, Context context) throws InterruptedException {
    if (notice.getSeverity().compareTo(definition.severity()) < 0) {
      return;
    }
    while (outbox.size() >= MOST_WAITING) {
      mailbox.yield();
    }
    outbox.add(notice);
    next();
  }

  /** At the end of the input waits until all is sent; at a checkpoint there is nothing to do. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    while (endOfInput && outbox.size() > 0) {
      mailbox.yield();
    }
  }

  @Override
  public List<AlertNotice> snapshotState(long checkpointId) {
    return outbox.waiting();
  }

  private void next() {
    if (underWay != null || timer != null || outbox.size() == 0) {
      return;
    }
    long now = time.getCurrentProcessingTime();
    long wait = outbox.waitMillis(now);
    if (wait > 0) {
      timer =
          time.registerTimer(
              now + wait,
              at -> {
                timer = null;
                next();
              });
      return;
    }
    underWay =
        channel
            .send(outbox.begin(now))
            .thenAccept(
                delivery -> {
                  try {
                    mailbox.execute(() -> ended(delivery), "the end of an attempt");
                  } catch (RejectedExecutionException e) {
                    // The task ends; what was sent may be sent again.
                    LOG.debug("{} after the task's end", definition.sink(), e);
                  }
                });
  }

  private void ended(Delivery delivery) {
    underWay = null;
    switch (outbox.end(delivery, time.getCurrentProcessingTime())) {
      case DELIVERED -> delivered.inc();
      case FAILED -> {
        failed.inc();
        LOG.warn(
            "alerts to {} ({}) have to wait, {} of them: {}",
            definition.sink(),
            definition.place(),
            outbox.size(),
            delivery.said());
      }
      case GIVEN_UP -> {
        givenUp.inc();
        LOG.error(
            "an alert to {} ({}) was refused {} times and is given up; the topic and table alert"
                + " have it: {}",
            definition.sink(),
            definition.place(),
            Outbox.REFUSALS,
            delivery.said());
      }
    }
    next();
  }

  @Override
  public void close() {
    // The client's threads end with it.
  }
}
