package org.hedgerow.alerts;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hedgerow.engine.configuration.AlertSinkDefinition;
import org.hedgerow.engine.configuration.AlertSinkKind;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.schema.state.AlertNotice;

/**
 * Sends notices to one place: at least once, in their order, those of its severity and above. What
 * could not be sent yet is its state. Secrets are looked up where it runs.
 *
 * <p>It wants a parallelism of 1: the other side counts messages.
 */
public final class AlertSink
    implements Sink<AlertNotice>, SupportsWriterState<AlertNotice, AlertNotice> {
  private static final long serialVersionUID = 1L;

  private final AlertSinkDefinition definition;

  public AlertSink(AlertSinkDefinition definition) {
    this.definition = definition;
  }

  @Override
  public StatefulSinkWriter<AlertNotice, AlertNotice> createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<AlertNotice, AlertNotice> restoreWriter(
      WriterInitContext context, Collection<AlertNotice> waiting) {
    List<Pace.Limit> limits =
        definition.kind() == AlertSinkKind.TELEGRAM ? Pace.ofTelegram(definition.chat()) : Pace.ANY;
    return new AlertWriter(definition, channel(), new Outbox(waiting, new Pace(limits)), context);
  }

  private AlertChannel channel() {
    return switch (definition.kind()) {
      case LOG -> new LogChannel();
      case WEBHOOK ->
          new WebhookChannel(
              definition.url(),
              Credentials.load(definition.credentials()),
              // The receiver's clock is the machine's, not the journal's.
              Clock.systemUTC());
      case TELEGRAM ->
          new TelegramChannel(
              definition.url(), Credentials.load(definition.credentials()), definition.chat());
    };
  }

  @Override
  public SimpleVersionedSerializer<AlertNotice> getWriterStateSerializer() {
    return new NoticeSerializer();
  }
}
