package org.hedgerow.exchanges.rest;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far the answers to an account's questions for executions were read: the number of the newest
 * one, by question. Marks belong to the connection that asks. The next one begins without any, and
 * an answer that an earlier connection asked for moves none of its marks: what that answer held was
 * told to nobody.
 */
public final class ReadMarks {
  private final Map<String, Long> marks = new HashMap<>();
  private int connection;

  /** Forgets all: another connection begins. */
  public synchronized void reset() {
    connection++;
    marks.clear();
  }

  /** Stands for the connection under way; to be taken when a question is asked. */
  public synchronized int asking() {
    return connection;
  }

  /** The newest that was read; empty if the question has not been answered yet. */
  public synchronized OptionalLong last(String question) {
    Long last = marks.get(question);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }

  /** Moves a mark forward, never back; does nothing for an earlier connection. */
  public synchronized void move(String question, long number, int asking) {
    if (asking == connection) {
      marks.merge(question, number, Math::max);
    }
  }

  /**
   * Moves a mark up to the first execution whose order could not be had: that one is asked for
   * again.
   *
   * @param orders the order of each execution, by the execution's number
   * @param unknown orders that are in no answer
   */
  public synchronized void move(
      String question, NavigableMap<Long, String> orders, Set<String> unknown, int asking) {
    for (Map.Entry<Long, String> execution : orders.entrySet()) {
      if (unknown.contains(execution.getValue())) {
        return;
      }
      move(question, execution.getKey(), asking);
    }
  }

  /** Gives a mark up, so that the newest are asked for; does nothing for an earlier connection. */
  public synchronized void forget(String question, int asking) {
    if (asking == connection) {
      marks.remove(question);
    }
  }
}
