package org.hedgerow.exchanges.luno;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venue's clock. Luno has no question for its time, but each answer has a date, in whole
 * seconds: when it was written, the clock stood at that second or within the next one. Each answer
 * narrows down how far this machine's clock may be off; one that contradicts the others begins
 * anew. After a few answers the error is about the time that an answer takes.
 *
 * <p>The date is of whoever answers for Luno, a network that delivers its contents.
 */
final class LunoClock {
  private static final Logger LOG = LoggerFactory.getLogger(LunoClock.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long SECOND_MICROS = 1_000_000;
  private static final long START_MICROS = wallMicros();
  private static final long START_NANOS = System.nanoTime();

  /** Small, public, and never an order. */
  private static final String QUESTION = "/api/1/ticker?pair=XBTZAR";

  private final LongSupplier machineMicros;
  private boolean known;
  private long leastOffsetMicros;
  private long mostOffsetMicros;

  LunoClock() {
    this(LunoClock::machineMicros);
  }

  /** With a clock of the machine for tests. */
  LunoClock(LongSupplier machineMicros) {
    this.machineMicros = machineMicros;
  }

  /**
   * Microseconds since the epoch by the venue's clock, or this machine's where nothing is known.
   */
  synchronized long nowMicros() {
    return machineMicros.getAsLong()
        + (known ? leastOffsetMicros + (mostOffsetMicros - leastOffsetMicros) / 2 : 0);
  }

  /** This machine's clock, for {@link #answered}. */
  long machineNowMicros() {
    return machineMicros.getAsLong();
  }

  /** Asks once; done when there was an answer or none, which is logged and not told. */
  CompletableFuture<Void> measure(LunoRest rest) {
    long before = machineMicros.getAsLong();
    return rest.get(QUESTION, TIMEOUT)
        .handle(
            (answer, failure) -> {
              if (failure != null || !answered(before, answer)) {
                LOG.warn("{}: the venue's clock could not be read", LunoVenue.NAME);
              }
              return null;
            });
  }

  /**
   * Takes note of an answer; false if it has no date.
   *
   * @param beforeMicros this machine's clock when the question was sent
   */
  boolean answered(long beforeMicros, LunoRest.Answer answer) {
    return answer
        .headers()
        .firstValue("Date")
        .map(date -> dated(beforeMicros, machineMicros.getAsLong(), date))
        .orElse(false);
  }

  synchronized boolean dated(long beforeMicros, long afterMicros, String date) {
    long second;
    try {
      second =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond()
              * SECOND_MICROS;
    } catch (DateTimeParseException e) {
      return false;
    }
    long least = second - afterMicros;
    long most = second + SECOND_MICROS - beforeMicros;
    if (!known || least > mostOffsetMicros || most < leastOffsetMicros) {
      leastOffsetMicros = least;
      mostOffsetMicros = most;
    } else {
      leastOffsetMicros = Math.max(least, leastOffsetMicros);
      mostOffsetMicros = Math.min(most, mostOffsetMicros);
    }
    known = true;
    return true;
  }

  /**
   * This machine's clock as it was when the class was loaded, and since then by the timer that
   * nobody sets: a step of the wall clock must not end the wait for a deadline.
   */
  private static long machineMicros() {
    return START_MICROS + (System.nanoTime() - START_NANOS) / 1_000;
  }

  private static long wallMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * SECOND_MICROS + now.getNano() / 1_000;
  }
}
