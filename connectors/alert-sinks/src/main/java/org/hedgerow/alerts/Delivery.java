package org.hedgerow.alerts;

import java.time.Duration;

/**
 * What came of an attempt.
 *
 * @param outcome which of three
 * @param pause how long the other side asks us to wait; zero: it does not say
 * @param said for people: what failed
 */
public record Delivery(Outcome outcome, Duration pause, String said) {
  /** It is there. */
  public static final Delivery DONE = new Delivery(Outcome.DELIVERED, Duration.ZERO, "");

  /** Three ends of an attempt. */
  public enum Outcome {
    DELIVERED,
    /** The same may go through later: no answer, too many requests, a key that is refused. */
    LATER,
    /** The other side does not want this one. */
    REFUSED
  }

  /** To be tried again. */
  static Delivery later(Duration pause, String said) {
    return new Delivery(Outcome.LATER, pause, said);
  }

  /** What an HTTP status means; 401, 403 and 404 are a setting that somebody will put right. */
  static Delivery ofStatus(int status, Duration pause, String said) {
    if (status / 100 == 2) {
      return DONE;
    }
    Outcome outcome =
        switch (status) {
          case 401, 403, 404, 408, 425, 429 -> Outcome.LATER;
          default -> status >= 500 ? Outcome.LATER : Outcome.REFUSED;
        };
    return new Delivery(outcome, pause, "status " + status + (said.isEmpty() ? "" : ": " + said));
  }
}
