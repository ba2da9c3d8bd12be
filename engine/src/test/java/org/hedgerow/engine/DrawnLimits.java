package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/**
 * Limits as they are drawn for a generated history. One that is null, or 0, is not configured.
 *
 * @param order the largest order in quote units, and the book's own below
 * @param position of the linear perpetual, in coins
 * @param venue of the coin-margined venue, in coins
 */
record DrawnLimits(
    int hedgesPerMinute,
    long staleMillis,
    BigDecimal order,
    BigDecimal ofBook,
    BigDecimal spread,
    BigDecimal markCollar,
    BigDecimal depth,
    int openOrders,
    int inFlight,
    int turns,
    int rejects,
    long positionStaleMillis,
    BigDecimal approvalAbove,
    int guardedRejects,
    BigDecimal position,
    BigDecimal venue,
    BigDecimal gross,
    BigDecimal net,
    BigDecimal delta,
    BigDecimal gamma) {
  static final long TURNS_MICROS = 5_000_000;
  static final long PAUSE_MICROS = 2_000_000;

  static DrawnLimits of(GeneratedTerms terms, Random random) {
    BigDecimal order =
        new BigDecimal(List.of("250000", "100000", "1000000").get(random.nextInt(3)));
    return new DrawnLimits(
        terms.hedgesPerMinute(),
        terms.staleMillis(),
        order,
        maybe(random, "60000"),
        // An option's spread is another thing.
        terms.hasOptions() ? null : maybe(random, "0.0004"),
        maybe(random, "0.003"),
        maybe(random, "2"),
        rarely(random) ? 1 : 0,
        rarely(random) ? 1 : 0,
        rarely(random) ? 1 : 0,
        rarely(random) ? 2 : 0,
        rarely(random) ? 3_000 : 0,
        rarely(random) ? new BigDecimal("50000") : null,
        rarely(random) ? 4 : 0,
        maybe(random, "5"),
        maybe(random, "3"),
        maybe(random, "950000"),
        maybe(random, "400000"),
        maybe(random, "7"),
        terms.measure() == GeneratedTerms.Measure.GAMMA ? maybe(random, "0.0002") : null);
  }

  /** Only what every configuration has. */
  static DrawnLimits none() {
    return new DrawnLimits(
        240,
        5_000,
        new BigDecimal("1000000"),
        null,
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        0,
        null,
        0,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static boolean rarely(Random random) {
    return random.nextInt(6) == 0;
  }

  private static BigDecimal maybe(Random random, String limit) {
    return rarely(random) ? new BigDecimal(limit) : null;
  }

  /** The largest order. */
  BigDecimal orderNotional() {
    return ofBook == null ? order : order.min(ofBook);
  }

  String yaml(GeneratedTerms terms) {
    Keys checks =
        new Keys()
            .and("spread", spread)
            .and("mark_collar", markCollar)
            .and("fat_finger_depth", depth)
            .and("approval_above", approvalAbove)
            .whole("open_orders", openOrders, "")
            .whole("in_flight", inFlight, "")
            .whole("round_trips", turns, ", round_trip_window: 5s")
            .whole("repeated_rejects", rejects, ", reject_pause: 2s")
            .and(
                "position_stale_after",
                positionStaleMillis == 0 ? null : positionStaleMillis + "ms");
    Keys guards = new Keys().whole("rejects", guardedRejects, ", on_rejects: halt");
    Keys positions =
        new Keys()
            .and("\"instrument:" + Scenario.LINEAR + "\"", position)
            .and("\"venue:BINANCE_COINM\"", venue);
    Keys group =
        new Keys().and("gross", gross).and("net", net).and("delta", delta).and("gamma", gamma);
    return """
      maximum_order_notional: %s
      price_collar: %s
      stale_after: %sms
      order_valid: 2s
      maximum_hedges_per_minute: %s
      checks: {%s}
      guards: {%s}
      positions: {%s}
      groups: {BTC: {%s}}
      books: {treasury/BTC: {%s}}
    """
        .formatted(
            order,
            terms.collar(),
            staleMillis,
            hedgesPerMinute,
            checks,
            guards,
            positions,
            group,
            new Keys().and("order_notional", ofBook));
  }

  /** Of a section of YAML. */
  private static final class Keys {
    private final StringBuilder text = new StringBuilder();

    Keys and(String key, Object value) {
      if (value != null) {
        text.append(text.isEmpty() ? "" : ", ").append(key).append(": ").append(value);
      }
      return this;
    }

    Keys whole(String key, int value, String more) {
      return value == 0 ? this : and(key, value + more);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
