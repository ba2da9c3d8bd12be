package org.hedgerow.engine.risk.limits;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.strategy.Parameters;

/**
 * Limits of a single order besides those that every configuration has. Where one is empty, or 0,
 * its check has nothing to judge and is not said to have passed.
 *
 * @param freeBalanceReserve what of a spot wallet no order may spend, a fraction of the balance
 * @param marginUse what of an account's equity initial margins may use together, a fraction
 * @param leverage the most that an account's contracts may be worth over its equity
 * @param liquidationDistance how far the mark has to stay from where a position is liquidated, a
 *     fraction of the mark
 * @param markCollar how far a limit price may be from the mark, and from the last trade where
 *     trades are kept, a fraction
 * @param depth how many times what the touch shows an order that takes may be for
 * @param volume how much of what was traded in the minute before an order may be for, a fraction
 * @param spread the widest spread over mid
 * @param move how far the mark may move, over its lowest in a window and the one before
 * @param moveWindowMicros the window
 * @param clockSkewMicros between venue time and receive time, either way; 0: not judged
 * @param positionStaleMicros since the venue told of the account; 0: not judged
 * @param openOrders on an account; 0: not judged
 * @param inFlight orders on an account that the venue has not answered; 0: not judged
 * @param turns changes of side of a book's orders in an instrument within the window below; 0: not
 *     judged
 * @param turnsWindowMicros in which they count
 * @param rejects rejections in a row on an account after which it pauses; 0: not judged
 * @param rejectPauseMicros for how long
 * @param downAfter orders in a row that nobody knows of after which a venue counts as down; 0: not
 *     judged
 * @param approvalAbove in quote units: a larger order waits for a person
 * @param approvalMicros for how long
 */
public record OrderLimits(
    Optional<BigDecimal> freeBalanceReserve,
    Optional<BigDecimal> marginUse,
    Optional<BigDecimal> leverage,
    Optional<BigDecimal> liquidationDistance,
    Optional<BigDecimal> markCollar,
    Optional<BigDecimal> depth,
    Optional<BigDecimal> volume,
    Optional<BigDecimal> spread,
    Optional<BigDecimal> move,
    long moveWindowMicros,
    long clockSkewMicros,
    long positionStaleMicros,
    int openOrders,
    int inFlight,
    int turns,
    long turnsWindowMicros,
    int rejects,
    long rejectPauseMicros,
    int downAfter,
    Optional<BigDecimal> approvalAbove,
    long approvalMicros) {
  private static final String MOST = "1000000000000000";

  static OrderLimits read(Parameters given) {
    return new OrderLimits(
        fraction(given, "free_balance_reserve"),
        fraction(given, "margin_use"),
        positive(given, "leverage", "1000"),
        fraction(given, "liquidation_distance"),
        fraction(given, "mark_collar"),
        positive(given, "fat_finger_depth", MOST),
        positive(given, "fat_finger_volume", MOST),
        fraction(given, "spread"),
        fraction(given, "volatility_move"),
        given.micros("volatility_window", "1m"),
        micros(given, "clock_skew"),
        micros(given, "position_stale_after"),
        given.whole("open_orders", 0, 0, 1_000_000),
        given.whole("in_flight", 0, 0, 1_000_000),
        given.whole("round_trips", 0, 0, 100),
        given.micros("round_trip_window", "1m"),
        given.whole("repeated_rejects", 0, 0, 1_000),
        given.micros("reject_pause", "30s"),
        given.whole("venue_down_after", 0, 0, 1_000),
        positive(given, "approval_above", MOST),
        given.micros("approval_expires", "5m"));
  }

  /** Whether anything is judged by trades, so that they have to be kept. */
  public boolean wantsTrades() {
    return volume.isPresent() || markCollar.isPresent();
  }

  private static long micros(Parameters given, String key) {
    return given.has(key) ? given.micros(key, null) : 0;
  }

  private static Optional<BigDecimal> fraction(Parameters given, String key) {
    return given.has(key) ? Optional.of(given.number(key, null, "0", "1")) : Optional.empty();
  }

  private static Optional<BigDecimal> positive(Parameters given, String key, String most) {
    return given.has(key) ? Optional.of(given.positive(key, null, most)) : Optional.empty();
  }
}
