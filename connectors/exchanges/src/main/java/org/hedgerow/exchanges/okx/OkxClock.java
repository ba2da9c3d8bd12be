package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hedgerow.exchanges.json.JsonRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venue's clock, as far as its answers tell: measured at the start, when a minute has passed,
 * and at once when the venue has refused a request for its time. Where it could not be read, what
 * was last measured has to do, and this machine's clock where nothing was.
 */
final class OkxClock {
  private static final Logger LOG = LoggerFactory.getLogger(OkxClock.class);
  private static final long EVERY_MICROS = 60_000_000;

  /** Half the round trip is taken for each way: so the error is half of it at most. */
  private static final long LONGEST_ROUND_TRIP_MICROS = 2_000_000;

  /**
   * This machine's clock as it was when the class was loaded, and since then by the timer that
   * nobody sets: a step of the wall clock must not end the wait for a deadline.
   */
  private static final LongSupplier MACHINE = machine();

  private final Supplier<CompletableFuture<OkxRest.Answer>> venueTime;
  private final AtomicReference<CompletableFuture<Void>> underWay = new AtomicReference<>();
  private volatile long offsetMicros;
  private volatile long askedMicros = Long.MIN_VALUE;
  private volatile boolean known;

  /**
   * @param venueTime asks for it
   */
  OkxClock(Supplier<CompletableFuture<OkxRest.Answer>> venueTime) {
    this.venueTime = venueTime;
  }

  private static LongSupplier machine() {
    Instant now = Instant.now();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    long nanos = System.nanoTime();
    return () -> micros + (System.nanoTime() - nanos) / 1_000;
  }

  /** Microseconds since the epoch by the venue's clock; starts a measurement where one is due. */
  long nowMicros() {
    long now = MACHINE.getAsLong();
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
    CompletableFuture<Void> other = underWay.compareAndExchange(null, measured);
    if (other != null) {
      return other;
    }
    long before = MACHINE.getAsLong();
    askedMicros = before;
    CompletableFuture<?> unused =
        venueTime
            .get()
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    read(answer, before, MACHINE.getAsLong());
                  } else {
                    LOG.warn("OKX: the venue's clock could not be read");
                  }
                  underWay.set(null);
                  measured.complete(null);
                });
    return measured;
  }

  private void read(OkxRest.Answer answer, long before, long after) {
    if (known && after - before > LONGEST_ROUND_TRIP_MICROS) {
      LOG.warn("OKX: the answer with the venue's time took too long");
      return;
    }
    try {
      List<Map<String, String>> rows = JsonRows.lists(answer.body()).get("data");
      if (rows == null || rows.size() != 1) {
        throw new IOException("no time in the answer");
      }
      offsetMicros =
          Long.parseLong(rows.get(0).get("ts")) * 1_000 - (before + (after - before) / 2);
      known = true;
    } catch (IOException | NumberFormatException e) {
      LOG.warn("OKX: the venue's clock could not be read: HTTP {}", answer.status());
    }
  }
}
