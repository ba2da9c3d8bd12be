package org.hedgerow.gateway;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
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
    sent = group.counter("ordersSent");
    repeated = group.counter("ordersRepeated");
    expired = group.counter("ordersExpiredUnsent");
    for (Answer.Kind kind : Answer.Kind.values()) {
      answers.put(kind, group.counter("answers_" + kind));
    }
    group.gauge("lastAnswerMicros", () -> lastAnswerMicros);
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
