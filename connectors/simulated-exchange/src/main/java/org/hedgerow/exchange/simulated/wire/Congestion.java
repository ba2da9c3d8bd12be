package org.hedgerow.exchange.simulated.wire;

import java.util.ArrayList;
import java.util.List;

/** Counts the clients that do not read as fast as they are written to. */
public final class Congestion {
  private final List<Runnable> whenClear = new ArrayList<>();
  private final boolean closesTheSlow;
  private int slow;

  /**
   * @param closesTheSlow whether a client that stays behind is closed, as venues do; otherwise the
   *     market waits for it
   */
  public Congestion(boolean closesTheSlow) {
    this.closesTheSlow = closesTheSlow;
  }

  boolean closesTheSlow() {
    return closesTheSlow;
  }

  public boolean clear() {
    return slow == 0;
  }

  /** Runs {@code action} once no client is behind any more. */
  public void whenClear(Runnable action) {
    if (slow == 0) {
      action.run();
    } else {
      whenClear.add(action);
    }
  }

  void behind() {
    slow++;
  }

  void caughtUp() {
    slow--;
    if (slow == 0) {
      List<Runnable> actions = List.copyOf(whenClear);
      whenClear.clear();
      actions.forEach(Runnable::run);
    }
  }
}
