package org.hedgerow.gateway;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.hedgerow.exchanges.order.Answer;

/**
 * What the gateway counts: sent, repeated, expired, and answers by kind with the last one's time.
 */
final class GatewayMetrics {
  private final Counter sent;
  private final Counter repeated;
  private final Counter expired;
  private final Map<Answer.Kind, Counter> answers = new EnumMap<>(Answer.Kind.class);
  private volatile long lastAnswerMicros;

  GatewayMetrics(MetricGroup group) {
    sent = counter(group, "ordersSent");
    repeated = counter(group, "ordersRepeated");
    expired = counter(group, "ordersExpiredUnsent");
    for (Answer.Kind kind : Answer.Kind.values()) {
      answers.put(kind, counter(group, "answers_" + kind));
    }
    group.gauge("lastAnswerMicros", () -> lastAnswerMicros);
  }

  /** Every account counts, each in its own thread. */
  private static Counter counter(MetricGroup group, String name) {
    return group.counter(name, new ThreadSafeSimpleCounter());
  }

  void sent() {
    sent.inc();
  }

  void repeated() {
    repeated.inc();
  }

  void expired() {
    expired.inc();
  }

  void answered(Answer.Kind kind, long micros) {
    answers.get(kind).inc();
    lastAnswerMicros = micros;
  }
}
