package org.hedgerow.engine.execution;

import java.math.BigDecimal;
import org.hedgerow.engine.strategy.Parameters;

/**
 * How the orders of a hedge are worked. What a {@code market} hedge trades goes out at once and
 * takes what there is; of every other the wanted quantity of a leg is a parent, and orders for
 * parts of it follow one another as its children.
 *
 * @param chases whether a child stands at the touch of its own side and follows it; else it takes
 *     what the other side shows
 * @param repriceTicks by how many ticks the touch has to move before a child follows
 * @param repricesAMinute how many children may take the place of one that did not fill, in a minute
 *     of the clock
 * @param distance how far the touch may go against the hedge from the mid at which it began, as a
 *     fraction of that
 * @param deadlineMicros how long it may take, by the clock, after the horizon
 * @param crosses whether what is left at the deadline or the distance is taken from the other side;
 *     else it is given up
 * @param clip the most of one child, in units of the group's asset; zero: no limit of its own
 * @param slices into which the quantity is spread evenly over the horizon; 1: not spread
 * @param horizonMicros how long that takes, by the clock
 */
public record ExecutionTerms(
    Algorithm algorithm,
    boolean chases,
    int repriceTicks,
    int repricesAMinute,
    BigDecimal distance,
    long deadlineMicros,
    boolean crosses,
    BigDecimal clip,
    int slices,
    long horizonMicros) {

  /** The ways to work a hedge. */
  public enum Algorithm {
    MARKET,
    CHASE,
    SLICE,
    TWAP
  }

  private static final String CHASE = "chase";
  private static final String MARKET = "market";

  /** Orders that go out at once and are not followed. */
  public static final ExecutionTerms AT_ONCE =
      new ExecutionTerms(
          Algorithm.MARKET, false, 1, 1, BigDecimal.ONE, 0, false, BigDecimal.ZERO, 1, 0);

  /**
   * Reads them.
   *
   * @param given whether the book has any; else hedges go out at once
   */
  public static ExecutionTerms read(Parameters parameters, boolean given) {
    if (!given) {
      return AT_ONCE;
    }
    String algorithm = parameters.choice("algorithm", MARKET, CHASE, "slice", "twap");
    if (algorithm.equals(MARKET)) {
      return AT_ONCE;
    }
    boolean slice = algorithm.equals("slice");
    boolean twap = algorithm.equals("twap");
    boolean chases =
        algorithm.equals(CHASE) || parameters.choice("by", MARKET, CHASE).equals(CHASE);
    return new ExecutionTerms(
        slice ? Algorithm.SLICE : twap ? Algorithm.TWAP : Algorithm.CHASE,
        chases,
        chases ? parameters.whole("reprice_ticks", 1, 1, 1_000_000) : 1,
        parameters.whole("reprices_a_minute", 30, 1, 600),
        parameters.number("distance", "0.005", "0", "1"),
        parameters.micros("deadline", "30s"),
        parameters.choice("then", "cross", "give_up").equals("cross"),
        slice ? parameters.positive("clip", null, "1000000000") : BigDecimal.ZERO,
        twap ? parameters.whole("slices", 5, 2, 1_000) : 1,
        twap ? parameters.micros("horizon", "1m") : 0);
  }

  /** Whether a hedge is a parent with children. */
  public boolean isWorked() {
    return algorithm != Algorithm.MARKET;
  }

  /** Whether a parent may be larger than the largest order. */
  public boolean isSliced() {
    return algorithm == Algorithm.SLICE || algorithm == Algorithm.TWAP;
  }

  /** Whether its time is over. */
  public boolean isOver(long elapsedMicros) {
    return elapsedMicros >= horizonMicros + deadlineMicros;
  }

  /**
   * How much of a parent should have been traded or be at work by now, in the instrument's units.
   *
   * @param quantity of the parent
   * @param elapsedMicros since it began
   * @param lot the smallest step
   */
  public BigDecimal due(BigDecimal quantity, long elapsedMicros, BigDecimal lot) {
    if (slices == 1 || elapsedMicros >= horizonMicros) {
      return quantity;
    }
    BigDecimal due = BigDecimal.ZERO;
    long begun = elapsedMicros * slices / horizonMicros + 1;
    BigDecimal[] parts = TimeWeighted.slices(quantity, slices, lot);
    for (int i = 0; i < Math.min(begun, slices); i++) {
      due = due.add(parts[i]);
    }
    return due;
  }
}
