package org.hedgerow.engine.execution;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.strategy.Parameters;

/**
 * How the orders of a hedge are worked. What a {@code market} hedge trades goes out at once and
 * takes what there is; of every other the wanted quantity of a leg is a parent, and orders for
 * parts of it follow one another as its children.
 *
 * @param chases whether a child stands at the touch of its own side and follows it; else it takes
 *     what the other side shows
 * @param repriceTicks by how many ticks the touch has to move before a child follows
 * @param stepBack how many ticks behind the touch the order stands that takes the place of one
 *     which would have taken, twice as many after each further one in a row
 * @param repricesAMinute how many children may take the place of one that did not fill, in a minute
 *     of the clock
 * @param distance how far the touch may go against the hedge from the mid at which it began, as a
 *     fraction of that
 * @param deadlineMicros how long it may take, by the clock, after the horizon
 * @param crosses whether what is left at the deadline or the distance is taken from the other side;
 *     else it is given up
 * @param clip the most of one child, in units of the group's asset; zero: no limit of its own
 * @param slices into which the quantity is spread over the horizon; 1: not spread
 * @param horizonMicros how long that takes, by the clock
 * @param impact by which slices differ; empty: they are equal
 */
public record ExecutionTerms(
    Algorithm algorithm,
    boolean chases,
    int repriceTicks,
    int stepBack,
    int repricesAMinute,
    BigDecimal distance,
    long deadlineMicros,
    boolean crosses,
    BigDecimal clip,
    int slices,
    long horizonMicros,
    Optional<ImpactModel> impact) {

  /** The ways to work a hedge. */
  public enum Algorithm {
    MARKET,
    CHASE,
    SLICE,
    TWAP,
    ALMGREN_CHRISS
  }

  /** Beyond so many doublings an order stands so far away that it waits for nothing. */
  private static final int MOST_DOUBLINGS = 6;

  private static final String CHASE = "chase";
  private static final String MARKET = "market";

  /** Orders that go out at once and are not followed. */
  public static final ExecutionTerms AT_ONCE =
      new ExecutionTerms(
          Algorithm.MARKET,
          false,
          1,
          0,
          1,
          BigDecimal.ONE,
          0,
          false,
          BigDecimal.ZERO,
          1,
          0,
          Optional.empty());

  /**
   * Reads them.
   *
   * @param given whether the book has any; else hedges go out at once
   */
  public static ExecutionTerms read(Parameters parameters, boolean given) {
    if (!given) {
      return AT_ONCE;
    }
    Algorithm algorithm = algorithm(parameters);
    if (algorithm == Algorithm.MARKET) {
      return AT_ONCE;
    }
    boolean spread = algorithm == Algorithm.TWAP || algorithm == Algorithm.ALMGREN_CHRISS;
    boolean chases =
        algorithm == Algorithm.CHASE || parameters.choice("by", MARKET, CHASE).equals(CHASE);
    int slices = spread ? parameters.whole("slices", 5, 2, 1_000) : 1;
    long horizon = spread ? parameters.micros("horizon", "1m") : 0;
    return new ExecutionTerms(
        algorithm,
        chases,
        chases ? parameters.whole("reprice_ticks", 1, 1, 1_000_000) : 1,
        chases ? parameters.whole("step_back", 0, 0, 10_000) : 0,
        parameters.whole("reprices_a_minute", 30, 1, 600),
        parameters.number("distance", "0.005", "0", "1"),
        parameters.micros("deadline", "30s"),
        parameters.choice("then", "cross", "give_up").equals("cross"),
        algorithm == Algorithm.SLICE
            ? parameters.positive("clip", null, "1000000000")
            : BigDecimal.ZERO,
        slices,
        horizon,
        algorithm == Algorithm.ALMGREN_CHRISS
            ? Optional.of(ImpactModel.read(parameters, slices, horizon))
            : Optional.empty());
  }

  private static Algorithm algorithm(Parameters parameters) {
    return switch (parameters.choice(
        "algorithm", MARKET, CHASE, "slice", "twap", "almgren-chriss")) {
      case CHASE -> Algorithm.CHASE;
      case "slice" -> Algorithm.SLICE;
      case "twap" -> Algorithm.TWAP;
      case "almgren-chriss" -> Algorithm.ALMGREN_CHRISS;
      default -> Algorithm.MARKET;
    };
  }

  /** Whether a hedge is a parent with children. */
  public boolean isWorked() {
    return algorithm != Algorithm.MARKET;
  }

  /** Whether a parent may be larger than the largest order. */
  public boolean isSliced() {
    return algorithm == Algorithm.SLICE || slices > 1;
  }

  /** Whether its time is over. */
  public boolean isOver(long elapsedMicros) {
    return elapsedMicros >= horizonMicros + deadlineMicros;
  }

  /**
   * How far behind the touch the next order stands, in ticks.
   *
   * @param refused how many in a row would have taken
   */
  public int ticksBehind(int refused) {
    return refused == 0 ? 0 : stepBack << Math.min(refused - 1, MOST_DOUBLINGS);
  }

  /**
   * How much of a parent should have been traded or be at work by now, in the instrument's units.
   *
   * @param quantity of the parent
   * @param arrival the mid at its beginning; empty: there was none, and slices are equal
   * @param elapsedMicros since it began
   * @param lot the smallest step
   */
  public BigDecimal due(
      BigDecimal quantity, Optional<BigDecimal> arrival, long elapsedMicros, BigDecimal lot) {
    if (slices == 1 || elapsedMicros >= horizonMicros) {
      return quantity;
    }
    int begun = (int) Math.min(elapsedMicros * slices / horizonMicros + 1, slices);
    if (impact.isPresent() && arrival.isPresent()) {
      // The last slice is all, to the part of a lot that rounding would keep.
      return begun == slices
          ? quantity
          : impact.get().due(quantity, arrival.get(), begun, slices, horizonMicros, lot);
    }
    BigDecimal due = BigDecimal.ZERO;
    BigDecimal[] parts = TimeWeighted.slices(quantity, slices, lot);
    for (int i = 0; i < begun; i++) {
      due = due.add(parts[i]);
    }
    return due;
  }
}
