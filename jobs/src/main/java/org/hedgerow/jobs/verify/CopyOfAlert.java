package org.hedgerow.jobs.verify;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.RecordCodec;

/** An alert of the replay, as it would stand in its topic. */
final class CopyOfAlert extends RichMapFunction<Alert, Copy> {
  private static final long serialVersionUID = 1L;
  private transient RecordCodec<Alert> codec;

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(Alert.class);
  }

  @Override
  public Copy map(Alert alert) {
    return new Copy(
        RecordKind.id(alert),
        RecordKind.ALERT,
        true,
        alert.getCause().getOffset(),
        codec.encode(alert));
  }
}
