package org.hedgerow.exchanges.rest;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A venue's clock, as far as its answers tell: measured when asked for (at the start, and when the
 * venue has refused a request for its time stamp), and when a minute has passed. Where it could not
 * be read, what was last measured has to do, and this machine's clock where nothing was.
 */
public final class VenueClock {
  private static final Logger LOG = LoggerFactory.getLogger(VenueClock.class);
  private static final long EVERY_MICROS = 60_000_000;

  /** Half the round trip is taken for each way: so the error is half of it at most. */
  private static final long LONGEST_ROUND_TRIP_MICROS = 2_000_000;

  private final String venue;
  private final Supplier<CompletableFuture<byte[]>> ask;
  private final Reading reading;
  private final LongSupplier machineMicros;
  private final AtomicReference<CompletableFuture<Void>> underWay = new AtomicReference<>();
  private volatile long offsetMicros;
  private volatile long askedMicros = Long.MIN_VALUE;
  private volatile boolean known;

  /** Where an answer has the time. */
  @FunctionalInterface
  public interface Reading {
    /**
     * Microseconds since the epoch.
     *
     * @throws IOException if the answer has none
     * @throws NumberFormatException likewise
     */
    long micros(byte[] answer) throws IOException;
  }

  /**
   * A clock that nobody has read yet.
   *
   * @param venue as logs shall name it
   * @param ask for an answer with the venue's time
   */
  public VenueClock(String venue, Supplier<CompletableFuture<byte[]>> ask, Reading reading) {
    this(venue, ask, reading, steady());
  }

  /**
   * With another clock of this machine.
   *
   * @param machineMicros microseconds since the epoch; must not be set while it runs
   */
  public VenueClock(
      String venue,
      Supplier<CompletableFuture<byte[]>> ask,
      Reading reading,
      LongSupplier machineMicros) {
    this.venue = venue;
    this.ask = ask;
    this.reading = reading;
    this.machineMicros = machineMicros;
  }

  /** Microseconds since the epoch by the venue's clock; starts a measurement where one is due. */
  public long nowMicros() {
    long now = machineMicros.getAsLong();
    if (askedMicros != Long.MIN_VALUE && now - askedMicros > EVERY_MICROS) {
      CompletableFuture<Void> unused = measure();
    }
    return now + offsetMicros;
  }

  /** Done as soon as the clock was read once; a failure is logged and not told. */
  public CompletableFuture<Void> ready() {
    return known ? CompletableFuture.completedFuture(null) : measure();
  }

  /**
   * Asks for the venue's time; together with a measurement that is under way already. A failure is
   * logged and not told.
   */
  public CompletableFuture<Void> measure() {
    CompletableFuture<Void> measured = new CompletableFuture<>();
    CompletableFuture<Void> other = underWay.compareAndExchange(null, measured);
    if (other != null) {
      return other;
    }
    long before = machineMicros.getAsLong();
    askedMicros = before;
    CompletableFuture<?> unused =
        ask.get()
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    read(answer, before, machineMicros.getAsLong());
                  } else {
                    LOG.warn("{}: the venue's clock could not be read", venue);
                  }
                  underWay.set(null);
                  measured.complete(null);
                });
    return measured;
  }

  private void read(byte[] answer, long before, long after) {
    if (known && after - before > LONGEST_ROUND_TRIP_MICROS) {
      LOG.warn("{}: the answer with the venue's time took too long", venue);
      return;
    }
    try {
      offsetMicros = reading.micros(answer) - (before + (after - before) / 2);
      known = true;
    } catch (IOException | NumberFormatException e) {
      LOG.warn("{}: the venue's clock could not be read: {}", venue, e.getMessage());
    }
  }

  /**
   * This machine's clock as it is now, and from here on by the timer that nobody sets: a step of
   * the wall clock must not end the wait for a deadline.
   */
  private static LongSupplier steady() {
    long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long startNanos = System.nanoTime();
    return () -> startMicros + (System.nanoTime() - startNanos) / 1_000;
  }
}
