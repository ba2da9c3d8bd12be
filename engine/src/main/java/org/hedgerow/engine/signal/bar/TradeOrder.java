package org.hedgerow.engine.signal.bar;

/**
 * Which of two trades was first: by the venue's time, then by id. Ids that are numbers are compared
 * as numbers and come before those that are not; the others as text.
 */
final class TradeOrder {
  private TradeOrder() {}

  static boolean isBefore(long micros, String id, long otherMicros, String otherId) {
    return micros != otherMicros ? micros < otherMicros : compareIds(id, otherId) < 0;
  }

  static int compareIds(String left, String right) {
    boolean number = isNumber(left);
    if (number != isNumber(right)) {
      return number ? -1 : 1;
    }
    return number && left.length() != right.length()
        ? Integer.compare(left.length(), right.length())
        : left.compareTo(right);
  }

  /** Digits without a leading zero, so that a longer one is larger. */
  private static boolean isNumber(String id) {
    if (id.isEmpty() || (id.length() > 1 && id.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) < '0' || id.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
