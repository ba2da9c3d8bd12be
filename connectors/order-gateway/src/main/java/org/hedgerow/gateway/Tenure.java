package org.hedgerow.gateway;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.schema.Order;

/**
 * What an owner of an account knows of orders that come too late. One that was decided after it
 * took the account, and that it has not begun with itself, nobody can have sent: whoever owned the
 * account before could not reserve any more when it was decided. That holds whatever the log has
 * lost, so nothing of it comes from there. Of all others the venue has to be asked.
 */
final class Tenure {
  /** Orders that are remembered; of what was decided before those forgotten nothing is known. */
  static final int MOST = 100_000;

  /** Decision times by client order id, in the order in which they began. */
  private final Map<String, Long> begun = new LinkedHashMap<>();

  /** Nothing is known of orders that were decided until then; microseconds. */
  private volatile long sinceMicros = Long.MAX_VALUE;

  /**
   * The account is taken.
   *
   * @param nowMicros decisions are timed by a ticker, whose clock may be ahead of that by {@link
   *     JournalClock#BOUND_MICROS}; what is ahead by more, no owner sends ({@link
   *     JournalClock#isLate})
   */
  void begins(long nowMicros) {
    sinceMicros = nowMicros + JournalClock.BOUND_MICROS;
  }

  /**
   * Remembers that it begins with an order; whether nobody can have begun with it before.
   *
   * @param nowMicros of an order that was decided later than clocks differ, nobody can say when
   *     that was
   */
  boolean isFirst(Order order, long nowMicros) {
    long decided = order.getDecisionTimeMicros();
    boolean first =
        begun.putIfAbsent(order.getClientOrderId(), decided) == null
            && decided > sinceMicros
            && decided <= nowMicros + JournalClock.BOUND_MICROS;
    if (begun.size() > MOST) {
      Iterator<Long> oldest = begun.values().iterator();
      sinceMicros = Math.max(sinceMicros, oldest.next());
      oldest.remove();
    }
    return first;
  }
}
