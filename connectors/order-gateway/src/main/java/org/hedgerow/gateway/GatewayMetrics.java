package org.hedgerow.gateway;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.hedgerow.exchanges.order.Answer;

/** What the gateway counts, of all accounts together; every account counts in its own thread. */
final class GatewayMetrics {
  private final Counter sent;
  private final Counter resent;
  private final Counter repeated;
  private final Counter expired;
  private final Counter halted;
  private final Counter conflicts;
  private final Counter slowedDown;
  private final Counter clockSkewed;
  private final Counter timersArmed;
  private final Map<Answer.Kind, Counter> answers = new EnumMap<>(Answer.Kind.class);
  private final AtomicInteger unknown = new AtomicInteger();
  private volatile long lastAnswerMicros;
  private volatile long lastHeartbeatMicros;

  GatewayMetrics(MetricGroup group) {
    sent = counter(group, "ordersSent");
    resent = counter(group, "ordersResent");
    repeated = counter(group, "ordersRepeated");
    expired = counter(group, "ordersExpiredUnsent");
    halted = counter(group, "ordersHalted");
    conflicts = counter(group, "ordersConflicting");
    slowedDown = counter(group, "rateLimited");
    clockSkewed = counter(group, "clockSkewed");
    timersArmed = counter(group, "deadMansSwitchArmed");
    for (Answer.Kind kind : Answer.Kind.values()) {
      answers.put(kind, counter(group, "answers_" + kind));
    }
    group.gauge("lastAnswerMicros", () -> lastAnswerMicros);
    group.gauge("ordersUnknown", unknown::get);
    // The engine's clock in its last sign of life that counted.
    group.gauge("lastHeartbeatMicros", () -> lastHeartbeatMicros);
  }

  private static Counter counter(MetricGroup group, String name) {
    return group.counter(name, new ThreadSafeSimpleCounter());
  }

  void sent() {
    sent.inc();
  }

  /** A further attempt of an order was reserved. */
  void resent() {
    resent.inc();
  }

  void repeated() {
    repeated.inc();
  }

  void expired() {
    expired.inc();
  }

  void halted() {
    halted.inc();
  }

  void conflicting() {
    conflicts.inc();
  }

  void slowedDown() {
    slowedDown.inc();
  }

  void clockSkewed() {
    clockSkewed.inc();
  }

  void timerArmed() {
    timersArmed.inc();
  }

  void heartbeat(long micros) {
    lastHeartbeatMicros = micros;
  }

  /** One more order, or with -1 one less, whose fate nobody knows. */
  void unknown(int more) {
    unknown.addAndGet(more);
  }

  void answered(Answer.Kind kind, long micros) {
    answers.get(kind).inc();
    lastAnswerMicros = micros;
  }
}
