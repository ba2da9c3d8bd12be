package org.hedgerow.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** How far the store's offset was, and when: what a look every few milliseconds saw. */
final class StoreProgress {
  /** Until this share is stored, the job's code is still being compiled. */
  static final double WARM_UP = 0.25;

  /** The last rows wait for the store's timer, which is no work. */
  static final double END = 0.95;

  /**
   * A commit, as it was first seen.
   *
   * @param next the offset of each partition
   */
  record Commit(long nanos, List<Long> next) {
    Commit {
      next = List.copyOf(next);
    }

    long total() {
      return next.stream().mapToLong(Long::longValue).sum();
    }
  }

  private final List<Commit> commits = new ArrayList<>();

  /** Takes a look; one that shows nothing new is forgotten. */
  void seen(long nanos, List<Long> next) {
    if (commits.isEmpty() || !commits.get(commits.size() - 1).next().equals(next)) {
      commits.add(new Commit(nanos, next));
    }
  }

  long total() {
    return commits.isEmpty() ? 0 : commits.get(commits.size() - 1).total();
  }

  /** The first commit by which that share of so many records is stored. */
  Commit at(double share, long records) {
    return commits.stream()
        .filter(commit -> commit.total() >= share * records)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("only " + total() + " of " + records));
  }
}
