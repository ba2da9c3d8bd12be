package org.hedgerow.jobs.verify;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Valuation;

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
  private transient RecordCodec<Alert> alerts;
  private transient RecordCodec<Valuation> valuations;

  RecordedCopy(RecordKind kind, JournalRange range) {
    this.kind = kind;
    this.range = range;
  }

  @Override
  public void open(OpenContext context) {
    orders = RecordCodec.of(Order.class);
    decisions = RecordCodec.of(Decision.class);
    alerts = RecordCodec.of(Alert.class);
    valuations = RecordCodec.of(Valuation.class);
  }

  @Override
  public void flatMap(PlacedRecord record, Collector<Copy> out) throws IOException {
    byte[] value = record.value();
    switch (kind) {
      case ORDER -> {
        Order order = orders.decode(value);
        if (range.contains(order.getCause())) {
          String id = RecordKind.id(order);
          requireOwn(id, order.getEngineVersion());
          collect(order.getCause(), id, value, out);
        }
      }
      case DECISION -> {
        Decision decision = decisions.decode(value);
        if (range.contains(decision.getCause())) {
          String id = RecordKind.id(decision);
          requireOwn(id, decision.getEngineVersion());
          collect(decision.getCause(), id, value, out);
        }
      }
      case ALERT -> {
        Alert alert = alerts.decode(value);
        // What has no cause in the journal was not told by the engine.
        if (alert.getCause() != null && range.contains(alert.getCause())) {
          collect(alert.getCause(), RecordKind.id(alert), value, out);
        }
      }
      case VALUATION -> {
        Valuation valuation = valuations.decode(value);
        if (range.contains(valuation.getCause())) {
          String id = RecordKind.id(valuation);
          requireOwn(id, valuation.getEngineVersion());
          collect(valuation.getCause(), id, value, out);
        }
      }
    }
  }

  private void collect(Coordinate cause, String id, byte[] value, Collector<Copy> out) {
    out.collect(new Copy(id, kind, false, cause.getOffset(), value));
  }

  private void requireOwn(String id, String version) {
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
  }
}
