package org.hedgerow.exchange.simulated.kraken.spot;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.hedgerow.exchange.simulated.fault.SkewedClock;

/** Tokens of private channels: good for a quarter of an hour, and on from their first use. */
final class Tokens {
  static final int SECONDS = 900;

  /** More than this are not kept: the oldest would have to be asked for again. */
  private static final int MOST = 10_000;

  private final SkewedClock clock;
  private final SecureRandom random = new SecureRandom();

  /** Until when each may be used first; {@code Long.MAX_VALUE} where it was. */
  private final Map<String, Long> until = new HashMap<>();

  Tokens(SkewedClock clock) {
    this.clock = clock;
  }

  String issue() {
    long now = clock.millis();
    if (until.size() >= MOST) {
      until.values().removeIf(end -> end < now || end == Long.MAX_VALUE);
    }
    byte[] bytes = new byte[33];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().encodeToString(bytes);
    until.put(token, now + SECONDS * 1_000L);
    return token;
  }

  boolean use(String token) {
    Long end = until.get(token);
    if (end == null || end < clock.millis()) {
      return false;
    }
    until.put(token, Long.MAX_VALUE);
    return true;
  }
}
