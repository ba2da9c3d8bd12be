package org.hedgerow.exchanges.stream.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Up to when a connection's trades were had, list by list, over all its attempts. What an attempt
 * heard counts once the trades before it are had too: until then its end leaves the mark where it
 * was, and the next attempt asks from there on.
 *
 * <p>Times are our receive times, microseconds since the Unix epoch.
 */
final class TradeMarks {
  /** Stands for a connection that was never heard. */
  static final long NEVER = Long.MIN_VALUE;

  private final List<String> lists;
  private final Map<String, Long> until = new HashMap<>();
  private final Set<String> had = new HashSet<>();
  private int attempt;
  private long firstHeard = NEVER;
  private long heard = NEVER;
  private long least;

  /**
   * @param lists the subscription's snapshots that are lists of trades
   * @param restored up to when an earlier reader had all of them; {@link #NEVER} if it had not
   */
  TradeMarks(List<String> lists, long restored) {
    this.lists = lists;
    this.least = lists.isEmpty() ? NEVER : restored;
    lists.forEach(list -> until.put(list, restored));
  }

  List<String> lists() {
    return lists;
  }

  /** Stands for the attempt under way. */
  synchronized int attempt() {
    return attempt;
  }

  /**
   * The attempt under way is over. To be called under the lock that also decides whether a frame
   * still belongs to it: what is had after that is not believed.
   */
  synchronized void end() {
    attempt++;
    if (heard != NEVER) {
      had.forEach(list -> until.put(list, heard));
      // What was never had before is wanted from the first message on.
      until.replaceAll((list, mark) -> mark == NEVER ? firstHeard : mark);
      least = until.values().stream().mapToLong(Long::longValue).min().orElse(NEVER);
    }
    had.clear();
    firstHeard = NEVER;
    heard = NEVER;
  }

  /** From when on a list is wanted; empty if it was never had. */
  synchronized OptionalLong since(String list) {
    long mark = until.get(list);
    return mark == NEVER ? OptionalLong.empty() : OptionalLong.of(mark);
  }

  /** All of a list before that attempt is had, or told as missing; nothing if it is over. */
  synchronized void had(String list, int ofAttempt) {
    if (ofAttempt == attempt) {
      had.add(list);
    }
  }

  /**
   * The attempt under way has heard something.
   *
   * @return up to when all lists are had; {@link #NEVER} where there are none or that is not known
   */
  synchronized long heard(long micros) {
    heard = micros;
    if (firstHeard == NEVER) {
      firstHeard = micros;
    }
    return !lists.isEmpty() && had.size() == lists.size() ? micros : least;
  }
}
