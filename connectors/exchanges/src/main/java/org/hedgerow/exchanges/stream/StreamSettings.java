package org.hedgerow.exchanges.stream;

import java.io.Serializable;
import java.time.Duration;

/**
 * How connections are watched and renewed.
 *
 * @param silence a market connection that brought no message for this long is closed and opened
 *     anew
 * @param privateSilence the same for an account's connection, where pings count as life: an account
 *     may have nothing to say for hours
 * @param maximumAge a connection is renewed at this age, before the venue ends it
 * @param firstBackoff the wait before the first new connect; doubled for each that fails
 * @param longestBackoff where doubling ends
 * @param connectTimeout for the handshake, and for the requests that precede it
 * @param bufferedBytes a connection whose frames of this size wait to be taken is not read further
 */
public record StreamSettings(
    Duration silence,
    Duration privateSilence,
    Duration maximumAge,
    Duration firstBackoff,
    Duration longestBackoff,
    Duration connectTimeout,
    int bufferedBytes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many times {@link #silence} heartbeats alone are taken for life. */
  private static final int QUIET = 10;

  /**
   * For how long a connection of market data may have nothing but heartbeats. Long enough for pairs
   * that hardly trade; those are connected anew so often, and their books come whole again.
   */
  public Duration quiet() {
    return silence.multipliedBy(QUIET);
  }

  /** For venues that end a connection after 24 hours and ping every few minutes. */
  public static StreamSettings defaults() {
    return new StreamSettings(
        Duration.ofSeconds(30),
        Duration.ofMinutes(11),
        Duration.ofHours(23).plusMinutes(30),
        Duration.ofMillis(200),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        4 << 20);
  }
}
