package org.hedgerow.exchanges.kraken;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * The nonces of one API key of the spot market. The venue refuses a request whose nonce is not
 * above the last that it took with that key, so:
 *
 * <ul>
 *   <li>a nonce is the wall clock in microseconds, or one more than the last where that is higher:
 *       it grows over restarts as long as the clock does;
 *   <li>one request of a key is under way at a time, in one process, so that none overtakes another
 *       with a lower nonce;
 *   <li>after three refusals in a row the nonces leap ahead, each time twice as far: a clock that
 *       was set back heals by itself;
 *   <li>two processes (the ingest job and the gateway) with one key keep order by their clocks
 *       only. Either each has a key of its own, or the key's nonce window is set to some seconds at
 *       the venue. Where neither is done, requests that cross are refused before they are judged,
 *       and sent again.
 * </ul>
 */
final class SpotNonces {
  private static final Map<String, SpotNonces> BY_KEY = new ConcurrentHashMap<>();
  private static final int REFUSALS = 3;
  private static final long FIRST_LEAP_MICROS = 1_000_000;
  private static final long LONGEST_LEAP_MICROS = 86_400_000_000L;

  private final LongSupplier wallMicros;
  private long last;
  private long ahead;
  private int refused;
  private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

  SpotNonces(LongSupplier wallMicros) {
    this.wallMicros = wallMicros;
  }

  /** Those of that key, the same for all who ask in this process. */
  static SpotNonces of(String key) {
    return BY_KEY.computeIfAbsent(
        key,
        unused -> new SpotNonces(() -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
  }

  synchronized long next() {
    last = Math.max(last + 1, wallMicros.getAsLong() + ahead);
    return last;
  }

  /** Makes a request with the next nonce as soon as the one before it is over. */
  synchronized <T> CompletableFuture<T> inTurn(LongFunction<CompletableFuture<T>> request) {
    CompletableFuture<T> turn =
        underWay.handle((before, failure) -> null).thenCompose(nothing -> request.apply(next()));
    underWay = turn;
    return turn;
  }

  /** The venue has answered a request, and refused its nonce or not. */
  synchronized void answered(boolean nonceRefused) {
    refused = nonceRefused ? refused + 1 : 0;
    if (refused >= REFUSALS) {
      ahead = Math.min(LONGEST_LEAP_MICROS, Math.max(FIRST_LEAP_MICROS, ahead * 2));
    }
  }
}
