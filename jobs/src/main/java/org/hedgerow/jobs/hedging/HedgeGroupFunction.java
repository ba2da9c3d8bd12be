package org.hedgerow.jobs.hedging;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.jobs.KeyedStateTables;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Valuation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The shell around {@link HedgeGroup}: feeds it entries, sends its orders on and its decisions,
 * alerts and valuations aside.
 */
public final class HedgeGroupFunction extends KeyedProcessFunction<String, JournalRecord, Order> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HedgeGroupFunction.class);
  private static final String CORRELATION = "correlation";

  /** What a person should know. */
  public static final OutputTag<Alert> ALERTS =
      new OutputTag<>("alerts", new AvroTypeInfo<>(Alert.class));

  /** What portfolios are worth. */
  public static final OutputTag<Valuation> VALUATIONS =
      new OutputTag<>("valuations", new AvroTypeInfo<>(Valuation.class));

  /** What the group holds and uses, where limits are shared. */
  public static final OutputTag<GroupExposure> EXPOSURES =
      new OutputTag<>("exposures", new AvroTypeInfo<>(GroupExposure.class));

  private final OutputTag<Decision> decisions;
  private transient RecordCodec<JournalEntry> codec;
  private transient GroupTables tables;
  private transient Map<String, HedgeGroup> groups;
  private transient HedgingMetrics metrics;

  public HedgeGroupFunction(OutputTag<Decision> decisions) {
    this.decisions = decisions;
  }

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(JournalEntry.class);
    tables = GroupTables.of(new KeyedStateTables(getRuntimeContext()));
    groups = new HashMap<>();
    metrics = new HedgingMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(JournalRecord record, Context context, Collector<Order> out)
      throws IOException {
    JournalEntry entry = codec.decode(record.value());
    // What a group remembers is in the state of its key; this object only saves looking its
    // configuration up again.
    HedgeGroup group = groups.computeIfAbsent(record.group(), name -> new HedgeGroup(name, tables));
    Outcome outcome =
        group.on(
            entry,
            record.partition(),
            record.offset(),
            new Actions() {
              @Override
              public void order(Order order) {
                metrics.order(order);
                out.collect(order);
                // A line costs as much as the cancel itself; a halt has a thousand, and the topic
                // all.
                if (order.getCommand() == OrderCommand.HEARTBEAT
                    || order.getCommand() == OrderCommand.CANCEL) {
                  return;
                }
                try (MDC.MDCCloseable correlation =
                    MDC.putCloseable(CORRELATION, order.getClientOrderId())) {
                  LOG.info(
                      "{} {} {} {} {}",
                      order.getCommand(),
                      order.getClientOrderId(),
                      order.getSide(),
                      order.getQuantity(),
                      order.getInstrument());
                }
              }

              @Override
              public void decision(Decision decision) {
                metrics.decision();
                context.output(decisions, decision);
              }

              @Override
              public void alert(Alert alert) {
                metrics.alert();
                String correlation = alert.getClientOrderId();
                try (MDC.MDCCloseable ignored =
                    MDC.putCloseable(
                        CORRELATION, correlation == null ? alert.getAlertId() : correlation)) {
                  LOG.warn("{} {}: {}", alert.getCode(), alert.getScope(), alert.getText());
                }
                context.output(ALERTS, alert);
              }

              @Override
              public void valuation(Valuation valuation) {
                metrics.valuation();
                context.output(VALUATIONS, valuation);
              }

              @Override
              public void exposure(GroupExposure exposure) {
                metrics.exposure();
                context.output(EXPOSURES, exposure);
              }
            });
    metrics.entry(outcome, entry.getReceiveTimeMicros());
  }
}
