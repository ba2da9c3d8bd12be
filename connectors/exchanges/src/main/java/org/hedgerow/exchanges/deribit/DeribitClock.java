package org.hedgerow.exchanges.deribit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hedgerow.exchanges.json.JsonRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venue's clock, as far as its answers to {@code public/get_time} tell: measured at the start,
 * when a minute has passed, and at once when asked. Where it could not be read, what was last
 * measured has to do, and this machine's clock where nothing was.
 */
final class DeribitClock {
  static final String REQUEST = DeribitRest.PATH + "/public/get_time";
  private static final Logger LOG = LoggerFactory.getLogger(DeribitClock.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long EVERY_MICROS = 60_000_000;
  private static final long LONGEST_ROUND_TRIP_MICROS = 2_000_000;

  private final Function<Duration, CompletableFuture<DeribitRest.Answer>> venue;
  private final LongSupplier machineMicros;
  private final AtomicReference<CompletableFuture<Void>> underWay = new AtomicReference<>();
  private volatile long offsetMicros;
  private volatile long askedMicros = Long.MIN_VALUE;
  private volatile boolean known;

  /**
   * @param venue asks for {@link #REQUEST}
   */
  DeribitClock(Function<Duration, CompletableFuture<DeribitRest.Answer>> venue) {
    this(venue, steadyMicros());
  }

  /** With a clock of the machine for tests. */
  DeribitClock(
      Function<Duration, CompletableFuture<DeribitRest.Answer>> venue, LongSupplier machineMicros) {
    this.venue = venue;
    this.machineMicros = machineMicros;
  }

  /** Microseconds since the epoch by the venue's clock; starts a measurement where one is due. */
  long nowMicros() {
    long now = machineMicros.getAsLong();
    if (askedMicros != Long.MIN_VALUE && now - askedMicros > EVERY_MICROS) {
      CompletableFuture<Void> unused = measure();
    }
    return now + offsetMicros;
  }

  /** Done as soon as the clock was read once; a failure is logged and not told. */
  CompletableFuture<Void> ready() {
    return known ? CompletableFuture.completedFuture(null) : measure();
  }

  /** Asks for the venue's time; together with a measurement that is under way already. */
  CompletableFuture<Void> measure() {
    CompletableFuture<Void> measured = new CompletableFuture<>();
    if (!underWay.compareAndSet(null, measured)) {
      CompletableFuture<Void> other = underWay.get();
      return other == null ? CompletableFuture.completedFuture(null) : other;
    }
    long before = machineMicros.getAsLong();
    askedMicros = before;
    CompletableFuture<?> unused =
        venue
            .apply(TIMEOUT)
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    read(answer, before, machineMicros.getAsLong());
                  } else {
                    LOG.warn("the venue's clock could not be read");
                  }
                  underWay.set(null);
                  measured.complete(null);
                });
    return measured;
  }

  /** Half the round trip is taken for each way: so the error is half of it at most. */
  private void read(DeribitRest.Answer answer, long before, long after) {
    if (known && after - before > LONGEST_ROUND_TRIP_MICROS) {
      LOG.warn("the answer with the venue's time took too long");
      return;
    }
    try {
      Map<String, String> fields = JsonRows.object(answer.body());
      long server = Long.parseLong(fields.getOrDefault("result", "")) * 1_000;
      offsetMicros = server - (before + (after - before) / 2);
      known = true;
    } catch (IOException | NumberFormatException e) {
      LOG.warn("the venue's clock could not be read: HTTP {}", answer.status());
    }
  }

  /**
   * This machine's clock as it is now, and from here on by the timer that nobody sets: a step of
   * the wall clock must not end the wait for a deadline.
   */
  private static LongSupplier steadyMicros() {
    long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long startNanos = System.nanoTime();
    return () -> startMicros + (System.nanoTime() - startNanos) / 1_000;
  }
}
