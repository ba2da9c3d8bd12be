package org.hedgerow.exchanges.kraken;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A venue's clock, as far as its answers tell: measured at the start, when a minute has passed, and
 * when asked for. Where it could not be read, what was last measured has to do, and this machine's
 * clock where nothing was.
 */
final class VenueClock {
  private static final Logger LOG = LoggerFactory.getLogger(VenueClock.class);
  private static final long EVERY_MICROS = 60_000_000;

  /** Half the round trip is taken for each way: so the error is half of it at most. */
  private static final long LONGEST_ROUND_TRIP_MICROS = 2_000_000;

  private final String venue;
  private final Supplier<CompletableFuture<byte[]>> ask;
  private final Function<byte[], Optional<Long>> read;
  private final LongSupplier machineMicros;
  private final AtomicReference<CompletableFuture<Void>> underWay = new AtomicReference<>();
  private volatile long offsetMicros;
  private volatile long askedMicros = Long.MIN_VALUE;
  private volatile boolean known;

  /**
   * A clock that nobody has read yet.
   *
   * @param ask for an answer with the venue's time
   * @param read that time, microseconds since the epoch
   */
  VenueClock(
      String venue,
      Supplier<CompletableFuture<byte[]>> ask,
      Function<byte[], Optional<Long>> read) {
    this(venue, ask, read, machine());
  }

  /** With a clock of the machine for tests. */
  VenueClock(
      String venue,
      Supplier<CompletableFuture<byte[]>> ask,
      Function<byte[], Optional<Long>> read,
      LongSupplier machineMicros) {
    this.venue = venue;
    this.ask = ask;
    this.read = read;
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

  /** Asks for the venue's time; a failure is logged and not told. */
  CompletableFuture<Void> measure() {
    CompletableFuture<Void> measured = new CompletableFuture<>();
    if (!underWay.compareAndSet(null, measured)) {
      CompletableFuture<Void> other = underWay.get();
      return other == null ? CompletableFuture.completedFuture(null) : other;
    }
    long before = machineMicros.getAsLong();
    askedMicros = before;
    CompletableFuture<?> unused =
        ask.get()
            .whenComplete(
                (answer, failure) -> {
                  Optional<Long> time = failure == null ? read.apply(answer) : Optional.empty();
                  long after = machineMicros.getAsLong();
                  if (time.isEmpty() || (known && after - before > LONGEST_ROUND_TRIP_MICROS)) {
                    LOG.warn("{}: the venue's clock could not be read", venue);
                  } else {
                    offsetMicros = time.get() - (before + (after - before) / 2);
                    known = true;
                  }
                  underWay.set(null);
                  measured.complete(null);
                });
    return measured;
  }

  /** By the timer that nobody sets: a step of the wall clock must not end a wait. */
  private static LongSupplier machine() {
    long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long startNanos = System.nanoTime();
    return () -> startMicros + (System.nanoTime() - startNanos) / 1_000;
  }
}
