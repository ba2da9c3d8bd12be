package org.hedgerow.engine.statistics.risk;

import org.hedgerow.engine.statistics.Restorable;

/**
 * How often losses went beyond the value at risk, and what followed: all that the back-tests need
 * to know of the past.
 */
public final class Exceedances implements Restorable {
  private static final int NONE_YET = -1;

  /** Places are 2 * before + now, with 1 for an exceedance. */
  private final long[] transitions = new long[4];

  private long observations;
  private long failures;
  private int last = NONE_YET;

  /** Nothing observed yet. */
  public Exceedances() {}

  /**
   * From counts that are known: for example {@code n01} is how often a period without an exceedance
   * was followed by one with it.
   *
   * @throws IllegalArgumentException if there are more failures than observations, or a count is
   *     negative
   */
  public static Exceedances counted(
      long observations, long failures, long n00, long n01, long n10, long n11) {
    if (failures < 0
        || failures > observations
        || Math.min(Math.min(n00, n01), Math.min(n10, n11)) < 0) {
      throw new IllegalArgumentException(
          failures + " failures in " + observations + " observations, or a negative count");
    }
    Exceedances counted = new Exceedances();
    counted.observations = observations;
    counted.failures = failures;
    counted.transitions[0] = n00;
    counted.transitions[1] = n01;
    counted.transitions[2] = n10;
    counted.transitions[3] = n11;
    return counted;
  }

  /** Takes in a period: whether its loss went beyond the value at risk stated before it. */
  public void add(boolean exceeded) {
    int now = exceeded ? 1 : 0;
    observations++;
    failures += now;
    if (last != NONE_YET) {
      transitions[2 * last + now]++;
    }
    last = now;
  }

  /** How many periods there were. */
  public long observations() {
    return observations;
  }

  /** In how many the loss went beyond. */
  public long failures() {
    return failures;
  }

  /** How often a period of the one kind was followed by one of the other; true is beyond. */
  public long transitions(boolean before, boolean now) {
    return transitions[(before ? 2 : 0) + (now ? 1 : 0)];
  }

  @Override
  public int stateLength() {
    return 7;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = observations;
    into[at + 1] = failures;
    into[at + 2] = last;
    for (int i = 0; i < 4; i++) {
      into[at + 3 + i] = transitions[i];
    }
    return at + 7;
  }

  @Override
  public int restore(double[] from, int at) {
    observations = (long) from[at];
    failures = (long) from[at + 1];
    last = (int) from[at + 2];
    for (int i = 0; i < 4; i++) {
      transitions[i] = (long) from[at + 3 + i];
    }
    return at + 7;
  }
}
