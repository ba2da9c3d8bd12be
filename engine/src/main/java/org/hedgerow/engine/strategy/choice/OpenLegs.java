package org.hedgerow.engine.strategy.choice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.strategy.roll.RollSchedule;

/**
 * Which legs take more hedge now, and the share of the hedge that each has.
 *
 * <p>The share of a future that rolls is its successor's; without one, and of a leg that is closed
 * for another reason, it is spread over the open legs that have shares, in their proportion. Where
 * no leg is left shares are as configured: what then stands against an order says so.
 *
 * @param closed why a leg takes no more; empty: it is open
 * @param shares by leg; they sum to 1
 */
public record OpenLegs(List<String> closed, List<BigDecimal> shares) {

  /**
   * The legs at a time.
   *
   * @param configured the shares by configuration
   * @param others why a leg is closed for another reason than its expiry; empty: it is not
   */
  public static OpenLegs of(
      List<BigDecimal> configured, RollSchedule roll, List<String> others, long clockMicros) {
    List<String> closed = new ArrayList<>();
    boolean any = false;
    boolean all = true;
    for (int i = 0; i < configured.size(); i++) {
      String why =
          roll.isExpired(i, clockMicros)
              ? "has expired"
              : roll.isRolling(i, clockMicros) ? "is about to expire" : others.get(i);
      closed.add(why);
      any |= !why.isEmpty();
      all &= !why.isEmpty();
    }
    return new OpenLegs(
        closed, any && !all ? shares(configured, roll, closed, clockMicros) : configured);
  }

  /** Whether the leg takes more hedge. */
  public boolean isOpen(int leg) {
    return closed.get(leg).isEmpty();
  }

  private static List<BigDecimal> shares(
      List<BigDecimal> configured, RollSchedule roll, List<String> closed, long clockMicros) {
    List<BigDecimal> shares = new ArrayList<>(configured);
    BigDecimal open = BigDecimal.ZERO;
    for (int i = 0; i < shares.size(); i++) {
      if (!closed.get(i).isEmpty() && roll.isRolling(i, clockMicros)) {
        int successor = roll.successor(i, clockMicros);
        if (successor >= 0 && closed.get(successor).isEmpty()) {
          shares.set(successor, shares.get(successor).add(shares.get(i)));
          shares.set(i, BigDecimal.ZERO);
        }
      }
    }
    for (int i = 0; i < shares.size(); i++) {
      open = closed.get(i).isEmpty() ? open.add(shares.get(i)) : open;
    }
    if (open.signum() == 0) {
      return configured;
    }
    for (int i = 0; i < shares.size(); i++) {
      shares.set(
          i,
          closed.get(i).isEmpty()
              ? open.compareTo(BigDecimal.ONE) == 0
                  ? shares.get(i)
                  : Rounding.divide(shares.get(i), open)
              : BigDecimal.ZERO);
    }
    return shares;
  }
}
