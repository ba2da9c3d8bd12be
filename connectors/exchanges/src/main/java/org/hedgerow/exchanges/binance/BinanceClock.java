package org.hedgerow.exchanges.binance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venue's clock, as far as its answers to {@code /time} tell: measured at the start, when a
 * minute has passed, and at once when the venue has refused a request for its time stamp. Where it
 * could not be read, what was last measured has to do, and this machine's clock where nothing was.
 */
final class BinanceClock {
  private static final Logger LOG = LoggerFactory.getLogger(BinanceClock.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long EVERY_MICROS = 60_000_000;
  private static final long START_MICROS = wallMicros();
  private static final long START_NANOS = System.nanoTime();

  /** Half the round trip is taken for each way: so the error is half of it at most. */
  private static final long LONGEST_ROUND_TRIP_MICROS = 2_000_000;

  private final BinanceMarket market;
  private final BinanceRest rest;
  private final LongSupplier machineMicros;
  private final AtomicReference<CompletableFuture<Void>> underWay = new AtomicReference<>();
  private volatile long offsetMicros;
  private volatile long askedMicros = Long.MIN_VALUE;
  private volatile boolean known;

  BinanceClock(BinanceMarket market, BinanceRest rest) {
    this(market, rest, BinanceClock::machineMicros);
  }

  /** With a clock of the machine for tests. */
  BinanceClock(BinanceMarket market, BinanceRest rest, LongSupplier machineMicros) {
    this.market = market;
    this.rest = rest;
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
        rest.requestAsync(
                "GET", market.restPath() + "/time", Map.of(), BinanceRest.Security.PUBLIC, TIMEOUT)
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    read(answer, before, machineMicros.getAsLong());
                  } else {
                    LOG.warn("{}: the venue's clock could not be read", market.venue());
                  }
                  underWay.set(null);
                  measured.complete(null);
                });
    return measured;
  }

  private void read(BinanceRest.Answer answer, long before, long after) {
    if (known && after - before > LONGEST_ROUND_TRIP_MICROS) {
      LOG.warn("{}: the answer with the venue's time took too long", market.venue());
      return;
    }
    try {
      long server = Long.parseLong(BinanceAnswers.fields(answer.body()).get("serverTime")) * 1_000;
      offsetMicros = server - (before + (after - before) / 2);
      known = true;
    } catch (IOException | NumberFormatException e) {
      LOG.warn("{}: the venue's clock could not be read: HTTP {}", market.venue(), answer.status());
    }
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
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
