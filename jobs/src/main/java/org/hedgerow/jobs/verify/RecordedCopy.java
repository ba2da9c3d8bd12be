package org.hedgerow.jobs.verify;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;

/**
 * What stands in a topic, as far as its cause lies in the range. The bytes are compared as they
 * stand, not encoded anew.
 */
final class RecordedCopy extends RichFlatMapFunction<PlacedRecord, Copy> {
  private static final long serialVersionUID = 1L;

  private final RecordKind kind;
  private final JournalRange range;
  private transient RecordCodec<Order> orders;
  private transient RecordCodec<Decision> decisions;

  RecordedCopy(RecordKind kind, JournalRange range) {
    this.kind = kind;
    this.range = range;
  }

  @Override
  public void open(OpenContext context) {
    orders = RecordCodec.of(Order.class);
    decisions = RecordCodec.of(Decision.class);
  }

  @Override
  public void flatMap(PlacedRecord record, Collector<Copy> out) throws IOException {
    if (kind == RecordKind.ORDER) {
      Order order = orders.decode(record.value());
      collect(
          order.getCause(), RecordKind.id(order), order.getEngineVersion(), record.value(), out);
    } else {
      Decision decision = decisions.decode(record.value());
      collect(
          decision.getCause(),
          RecordKind.id(decision),
          decision.getEngineVersion(),
          record.value(),
          out);
    }
  }

  private void collect(
      Coordinate cause, String id, String version, byte[] value, Collector<Copy> out) {
    if (!range.contains(cause)) {
      return;
    }
    if (!version.equals(EngineVersion.CURRENT)) {
      throw new IllegalStateException(
          "engine "
              + version
              + " made the recorded "
              + kind
              + " "
              + id
              + " of the range, and this one is "
              + EngineVersion.CURRENT
              + ": name its jar with --jar "
              + version
              + "=PATH, or verify from the savepoint of the change on");
    }
    out.collect(new Copy(id, kind, false, cause.getOffset(), value));
  }
}
