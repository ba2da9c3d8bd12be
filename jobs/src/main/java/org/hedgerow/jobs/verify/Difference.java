package org.hedgerow.jobs.verify;

import java.io.Serializable;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An id whose copies are not one and the same on both sides, as a line of text: kind, id, the
 * replayed copies and the recorded ones, each in base 64 with commas between, all with blanks
 * between; a side without any is {@code -}.
 *
 * @param causeOffset of the journal entry that made it; the lowest is shown first
 */
record Difference(long causeOffset, String line) implements Serializable, Comparable<Difference> {
  private static final long serialVersionUID = 1L;
  private static final Comparator<Difference> ORDER =
      Comparator.comparingLong(Difference::causeOffset).thenComparing(Difference::line);

  Difference(List<Copy> replayed, List<Copy> recorded) {
    this(
        any(replayed, recorded).causeOffset(),
        any(replayed, recorded).kind()
            + " "
            + any(replayed, recorded).id()
            + " "
            + base64(replayed)
            + " "
            + base64(recorded));
  }

  @Override
  public int compareTo(Difference other) {
    return ORDER.compare(this, other);
  }

  private static Copy any(List<Copy> replayed, List<Copy> recorded) {
    return replayed.isEmpty() ? recorded.get(0) : replayed.get(0);
  }

  private static String base64(List<Copy> copies) {
    return copies.isEmpty()
        ? "-"
        : copies.stream()
            .map(copy -> Base64.getEncoder().encodeToString(copy.value()))
            .collect(Collectors.joining(","));
  }
}
