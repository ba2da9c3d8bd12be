package org.hedgerow.jobs.verify;

import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * The first differences, and how many there are: the number, then a line each. Flink's REST
 * interface shows it as this text once the job is over.
 */
final class Differences implements Accumulator<Difference, String> {
  private static final long serialVersionUID = 1L;

  /** A journal that parts ways differs everywhere after: the first ones tell. */
  private static final int SHOWN = 10;

  private TreeSet<Difference> first = new TreeSet<>();
  private long count;

  @Override
  public void add(Difference difference) {
    count++;
    keep(difference);
  }

  @Override
  public String getLocalValue() {
    return count + first.stream().map(one -> "\n" + one.line()).collect(Collectors.joining());
  }

  @Override
  public void resetLocal() {
    first.clear();
    count = 0;
  }

  @Override
  public void merge(Accumulator<Difference, String> other) {
    Differences others = (Differences) other;
    count += others.count;
    others.first.forEach(this::keep);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // Accumulator asks for a copy by construction.
  public Accumulator<Difference, String> clone() {
    Differences copy = new Differences();
    copy.first = new TreeSet<>(first);
    copy.count = count;
    return copy;
  }

  private void keep(Difference difference) {
    first.add(difference);
    if (first.size() > SHOWN) {
      first.pollLast();
    }
  }
}
