package org.hedgerow.engine.strategy.roll;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;

/**
 * When the dated futures of a book roll, into which, and what that may cost. Without parameters a
 * leg's share moves on when it expires, and what was held is left to the venue's settlement.
 *
 * <p>A leg rolls from {@code before} its expiry on: it takes no new hedge, its share is that of the
 * next expiry among the legs of its settlement currency, and what it holds goes there as trades of
 * two legs, each at most {@code clip} of the book's gross exposure and at a cost of at most {@code
 * maximum_cost}: both half spreads and both fees, as a fraction of the notional. From {@code
 * latest} before expiry on it rolls at any cost that the price collar allows: an expired hedge
 * costs more.
 */
public final class RollSchedule {
  private final List<InstrumentDefinition> legs;
  private final boolean trades;
  private final long beforeMicros;
  private final long latestMicros;
  private final double maximumCost;
  private final BigDecimal clip;

  private RollSchedule(Parameters parameters, BookTerms terms, boolean trades) {
    legs = terms.legs();
    this.trades = trades;
    beforeMicros = trades ? parameters.micros("before", "3d") : 0;
    latestMicros = trades ? parameters.micros("latest", "2h") : 0;
    maximumCost =
        trades ? parameters.number("maximum_cost", "0.002", "0", "1").doubleValue() : Double.NaN;
    clip = trades ? parameters.positive("clip", "0.1", "1") : BigDecimal.ONE;
    if (latestMicros > beforeMicros) {
      parameters.error(
          "latest", parameters.text("latest", "2h"), "no longer before expiry than before");
    }
    if (trades && legs.stream().noneMatch(RollSchedule::isDatedFuture)) {
      parameters.error("before", parameters.text("before", "3d"), "a dated future with an expiry");
    }
  }

  /**
   * The schedule of a book.
   *
   * @param given whether the book has one; else nothing is read
   */
  public static RollSchedule read(Parameters parameters, BookTerms terms, boolean given) {
    return new RollSchedule(parameters, terms, given);
  }

  /** A future with an end. */
  public static boolean isDatedFuture(InstrumentDefinition definition) {
    return definition.getExpiryMicros() != null
        && (definition.getKind() == InstrumentKind.LINEAR_FUTURE
            || definition.getKind() == InstrumentKind.INVERSE_FUTURE);
  }

  /** Whether what legs hold is traded into the next one, and not only left to expire. */
  public boolean trades() {
    return trades;
  }

  /** Whether the leg is a future that is about to expire, or has. */
  public boolean isRolling(int leg, long clockMicros) {
    return isDatedFuture(legs.get(leg))
        && legs.get(leg).getExpiryMicros() - beforeMicros <= clockMicros;
  }

  /** Whether the leg has expired. */
  public boolean isExpired(int leg, long clockMicros) {
    Long expiry = legs.get(leg).getExpiryMicros();
    return expiry != null && expiry <= clockMicros;
  }

  /** Whether it has to roll now, whatever that costs. */
  public boolean isLate(int leg, long clockMicros) {
    return isDatedFuture(legs.get(leg))
        && legs.get(leg).getExpiryMicros() - latestMicros <= clockMicros;
  }

  /**
   * The leg into which a leg rolls: the next expiry of its settlement currency that does not roll
   * itself; -1: there is none.
   */
  public int successor(int leg, long clockMicros) {
    InstrumentDefinition from = legs.get(leg);
    int found = -1;
    for (int i = 0; i < legs.size(); i++) {
      InstrumentDefinition to = legs.get(i);
      if (isDatedFuture(to)
          && !isRolling(i, clockMicros)
          && to.getExpiryMicros() > from.getExpiryMicros()
          && to.getBase().equals(from.getBase())
          && to.getSettlement().equals(from.getSettlement())
          && (found < 0 || to.getExpiryMicros() < legs.get(found).getExpiryMicros())) {
        found = i;
      }
    }
    return found;
  }

  /** The most of a roll that may be open at once, as a fraction of the book's gross exposure. */
  public BigDecimal clip() {
    return clip;
  }

  /** The most that both legs may cost together, as a fraction of the notional. */
  public double maximumCost() {
    return maximumCost;
  }

  /** When legs begin to roll and when they expire: at these times a book has to be looked at. */
  public List<Long> turns() {
    List<Long> turns = new ArrayList<>();
    for (InstrumentDefinition leg : legs) {
      if (isDatedFuture(leg)) {
        turns.add(leg.getExpiryMicros() - beforeMicros);
        turns.add(leg.getExpiryMicros());
      }
    }
    return turns;
  }
}
