package org.hedgerow.jobs.alerts;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/** An alert from its topic. One that cannot be read is itself something to be told. */
final class AlertDecoder extends RichMapFunction<PlacedRecord, Alert> {
  private static final long serialVersionUID = 1L;

  private transient RecordCodec<Alert> codec;

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(Alert.class);
  }

  @Override
  public Alert map(PlacedRecord record) {
    try {
      return codec.decode(record.value());
    } catch (IOException e) {
      String place = record.partition() + "/" + record.offset();
      return Alert.newBuilder()
          .setAlertId("ALERT_UNREADABLE/" + place)
          .setSeverity(AlertSeverity.CRITICAL)
          .setScope(TopicCatalogue.ALERTS)
          .setCode("ALERT_UNREADABLE")
          .setText("the record at " + place + " of topic alerts is none: " + e.getMessage())
          .setTimeMicros(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()))
          .build();
    }
  }
}
