package org.hedgerow.engine.signal.pattern;

import java.io.Serializable;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.bar.BarLength;
import org.hedgerow.engine.strategy.Parameters;

/**
 * The limits of one pattern. What a kind has no use for is 0 or empty.
 *
 * @param barMicros length of the bars that it looks at
 * @param statistic whose {@code number} is watched
 * @param number of the statistic
 * @param sampleMicros least distance of two samples of what comes more often
 * @param withinMicros flash crash: the time of the fall; cascade, squeeze, drought, regime: of the
 *     whole; trend exhaustion and breakout: from the first bar to the turn or retrace
 * @param holdMicros flash crash: how long there is no recovery
 * @param patienceMicros flash crash: how long after that a bar has to come that shows it
 * @param size flash crash: the fall; cascade: farthest price from the first; breakout: beyond the
 *     range; regime: the factor, all fractions; squeeze: least rise of the funding rate; drought:
 *     least widening of the spread, a fraction of itself
 * @param part flash crash: what share of the fall is a recovery; squeeze: least widening of the
 *     basis; drought: least loss of depth, a fraction of itself
 * @param times how many events make it
 * @param memory breakout: bars of the range; regime: figures of the average
 * @param up whether upwards; false turns every sign around
 */
public record PatternLimits(
    PatternKind kind,
    long barMicros,
    String statistic,
    String number,
    long sampleMicros,
    long withinMicros,
    long holdMicros,
    long patienceMicros,
    double size,
    double part,
    int times,
    int memory,
    boolean up)
    implements Serializable {
  /** No partial match has more events, and no window of an observer more bars. */
  private static final int MOST_TIMES = 100;

  private static final long MOST_BARS = 1_500;
  private static final String ONE = "1";

  /**
   * Reads the parameters of a definition.
   *
   * @param parameters what is wrong with them stands in their errors afterwards
   */
  public static PatternLimits read(SignalDefinition definition, Parameters parameters) {
    PatternKind kind = PatternKind.of(definition.kind()).orElseThrow();
    Reading reading = new Reading(parameters);
    PatternLimits limits =
        switch (kind) {
          case FLASH_CRASH -> reading.flashCrash();
          case VOLATILITY_REGIME -> reading.regime();
          case SQUEEZE -> reading.squeeze();
          case LIQUIDITY_DROUGHT -> reading.drought();
          case CASCADE -> reading.cascade();
          case TREND_EXHAUSTION -> reading.exhaustion();
          case BREAKOUT_RETRACE -> reading.breakout();
        };
    parameters.refuseUnknownKeys();
    return limits;
  }

  /** Each kind's keys, with their defaults. */
  private record Reading(Parameters from) {
    private PatternLimits flashCrash() {
      long bar = bar();
      long within = from.micros("within", "6h");
      if (within / bar > MOST_BARS) {
        from.error("within", within / 1_000_000 + "s", "at most " + MOST_BARS + " bars");
      }
      long hold = from.micros("hold", "3h");
      if (hold < bar) {
        from.error("hold", hold / 1_000_000 + "s", "a bar or more");
      }
      return new PatternLimits(
          PatternKind.FLASH_CRASH,
          bar,
          "",
          "",
          0,
          within,
          hold,
          from.has("patience") ? from.micros("patience", null) : hold,
          fraction("drop", "0.12"),
          fraction("recovery", "0.5"),
          1,
          0,
          false);
    }

    private PatternLimits regime() {
      String statistic = from.text("statistic", "");
      String number = from.text("number", "");
      if (statistic.isEmpty() || number.isEmpty()) {
        from.error(statistic.isEmpty() ? "statistic" : "number", null, "a name");
      }
      double factor = from.number("factor", "2", "1.01", "1000").doubleValue();
      return new PatternLimits(
          PatternKind.VOLATILITY_REGIME,
          0,
          statistic,
          number,
          0,
          from.micros("within", "1h"),
          0,
          0,
          factor,
          0,
          times("5"),
          from.whole("memory", 60, 2, 100_000),
          from.choice("side", "up", "down").equals("up"));
    }

    private PatternLimits squeeze() {
      return new PatternLimits(
          PatternKind.SQUEEZE,
          0,
          "",
          "",
          from.micros("sample", "1h"),
          from.micros("within", "1d"),
          0,
          0,
          from.number("funding_step", "0", "0", ONE).doubleValue(),
          from.number("basis_step", "0", "0", ONE).doubleValue(),
          times("3"),
          0,
          from.choice("side", "up", "down").equals("up"));
    }

    private PatternLimits drought() {
      return new PatternLimits(
          PatternKind.LIQUIDITY_DROUGHT,
          0,
          "",
          "",
          from.micros("sample", "1s"),
          from.micros("within", "1m"),
          0,
          0,
          from.number("widening", "0.1", "0", "1000").doubleValue(),
          from.number("thinning", "0.1", "0", ONE).doubleValue(),
          times("5"),
          0,
          true);
    }

    private PatternLimits cascade() {
      return new PatternLimits(
          PatternKind.CASCADE,
          0,
          "",
          "",
          0,
          from.micros("within", "10s"),
          0,
          0,
          fraction("distance", "0.01"),
          0,
          times("10"),
          0,
          true);
    }

    private PatternLimits exhaustion() {
      return new PatternLimits(
          PatternKind.TREND_EXHAUSTION,
          bar(),
          "",
          "",
          0,
          from.micros("within", "30m"),
          0,
          0,
          0,
          0,
          times("4"),
          0,
          from.choice("side", "up", "down").equals("up"));
    }

    private PatternLimits breakout() {
      return new PatternLimits(
          PatternKind.BREAKOUT_RETRACE,
          bar(),
          "",
          "",
          0,
          from.micros("within", "30m"),
          0,
          0,
          from.number("beyond", "0.001", "0", ONE).doubleValue(),
          0,
          2,
          from.whole("range", 60, 2, (int) MOST_BARS),
          from.choice("side", "up", "down").equals("up"));
    }

    private long bar() {
      String text = from.choice("bars", "1m", "1s", "5m", "1h", "1d");
      return BarLength.of(text).orElseThrow().micros();
    }

    private int times(String usual) {
      return from.whole("times", Integer.parseInt(usual), 2, MOST_TIMES);
    }

    private double fraction(String key, String usual) {
      return from.positive(key, usual, ONE).doubleValue();
    }
  }
}
