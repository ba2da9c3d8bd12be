package org.hedgerow.jobs.hedging;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.schema.Order;

/**
 * What the hedging job counts: entries by outcome, orders, status requests, heartbeats, decisions,
 * alerts, valuations, exposures, and the time from tick to order.
 */
final class HedgingMetrics {
  private static final int HISTOGRAM_WINDOW = 1_000;

  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
  private final Counter orders;
  private final Counter statusRequests;
  private final Counter heartbeats;
  private final Counter decisions;
  private final Counter alerts;
  private final Counter valuations;
  private final Counter exposures;
  private final Histogram tickToOrderMicros;
  private volatile long lagMicros;

  HedgingMetrics(MetricGroup group) {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, group.counter("entries_" + outcome));
    }
    orders = group.counter("orders");
    statusRequests = group.counter("statusRequests");
    heartbeats = group.counter("heartbeats");
    decisions = group.counter("decisions");
    alerts = group.counter("alerts");
    valuations = group.counter("valuations");
    exposures = group.counter("exposures");
    tickToOrderMicros =
        group.histogram("tickToOrderMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    group.gauge("journalLagMicros", () -> lagMicros);
  }

  void entry(Outcome outcome, long receiveTimeMicros) {
    outcomes.get(outcome).inc();
    lagMicros = nowMicros() - receiveTimeMicros;
  }

  void order(Order order) {
    switch (order.getCommand()) {
      case HEARTBEAT -> heartbeats.inc();
      case STATUS_REQUEST -> statusRequests.inc();
      default -> {
        orders.inc();
        tickToOrderMicros.update(nowMicros() - order.getCauseReceiveTimeMicros());
      }
    }
  }

  void decision() {
    decisions.inc();
  }

  void alert() {
    alerts.inc();
  }

  void valuation() {
    valuations.inc();
  }

  void exposure() {
    exposures.inc();
  }

  private static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
