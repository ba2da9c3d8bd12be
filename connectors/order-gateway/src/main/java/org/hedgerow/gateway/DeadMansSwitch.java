package org.hedgerow.gateway;

import java.util.HashSet;
import java.util.Set;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.TimeInForce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venue's timer, which cancels what works in the book unless it is renewed. It is renewed only
 * while the engine lives: a dead hedging job is not kept alive by a live gateway. A heartbeat
 * counts by the engine's clock in it, so an old one that is read again does not.
 */
final class DeadMansSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(DeadMansSwitch.class);

  private final String account;
  private final OrderVenue venue;
  private final JournalClock clock;
  private final Lane lane;
  private final Timing timing;
  private final GatewayMetrics metrics;
  private final Set<String> symbols = new HashSet<>();
  private long heartbeatMicros = Long.MIN_VALUE;
  private boolean saidSilent;

  DeadMansSwitch(
      String account,
      OrderVenue venue,
      JournalClock clock,
      Lane lane,
      Timing timing,
      GatewayMetrics metrics) {
    this.account = account;
    this.venue = venue;
    this.clock = clock;
    this.lane = lane;
    this.timing = timing;
    this.metrics = metrics;
  }

  /** Whether the order may stay in the book, so that it has to be canceled when nobody watches. */
  static boolean covers(Order order) {
    return order.getOrderType() == OrderType.LIMIT
        && (order.getTimeInForce() == TimeInForce.GTC
            || order.getTimeInForce() == TimeInForce.POST_ONLY);
  }

  /** Begins to renew, where the venue has a timer. */
  void start(Set<String> workingSymbols) {
    symbols.addAll(workingSymbols);
    if (venue.hasDeadMansSwitch()) {
      renewAgain();
    }
  }

  /** The engine lives, or lived when this was written. */
  void heartbeat(Order heartbeat) {
    long micros = heartbeat.getDecisionTimeMicros();
    if (micros > heartbeatMicros && isYoung(micros)) {
      heartbeatMicros = micros;
      metrics.heartbeat(micros);
      saidSilent = false;
    }
  }

  /** An order leaves. A symbol that is new to the timer is covered at once. */
  void placing(Order order) {
    if (covers(order) && symbols.add(order.getSymbol()) && venue.hasDeadMansSwitch()) {
      renew();
    }
  }

  private void renewAgain() {
    renew();
    lane.later(this::renewAgain, timing.deadMan().toMillis() / 3);
  }

  private void renew() {
    if (symbols.isEmpty()) {
      return;
    }
    if (!isYoung(heartbeatMicros)) {
      if (!saidSilent) {
        LOG.error("ENGINE_SILENT: account {}: the venue's timer is not renewed", account);
      }
      saidSilent = true;
      return;
    }
    lane.whenAnswered(
        venue.cancelAllAfter(Set.copyOf(symbols), timing.deadMan()),
        answer -> {
          if (answer.kind() == Answer.Kind.ACCEPTED) {
            metrics.timerArmed();
          } else {
            LOG.error(
                "DEAD_MANS_SWITCH: account {}: not armed: {} {} {}",
                account,
                answer.kind(),
                answer.code(),
                answer.text());
          }
        });
  }

  private boolean isYoung(long micros) {
    long now = clock.nowMicros();
    return micros <= now + JournalClock.BOUND_MICROS
        && micros > now - timing.deadMan().toNanos() / 1_000;
  }
}
