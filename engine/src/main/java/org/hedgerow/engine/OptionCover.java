package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.risk.ApprovedOrder;
import org.hedgerow.schema.Side;

/**
 * Where options alone hedge, the legs of a decision belong together: what is bought is judged
 * first, and of what is sold no more goes out than is held, or bought with it. A call whose put the
 * checks have refused would be owed for nothing.
 */
final class OptionCover {
  private final WantedHedge wanted;
  private final boolean covers;
  private BigDecimal held = BigDecimal.ZERO;

  OptionCover(WantedHedge wanted, long clockMicros) {
    this.wanted = wanted;
    this.covers = wanted.gaps().stream().allMatch(gap -> gap.place().contract().isOption());
    for (WantedHedge.Gap gap : wanted.gaps()) {
      if (!gap.place().contract().isExpired(clockMicros)) {
        held = held.add(gap.current());
      }
    }
  }

  /** The legs as they are to be judged. */
  List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < wanted.gaps().size(); i++) {
      order.add(i);
    }
    if (covers) {
      order.sort((one, other) -> Integer.compare(side(one), side(other)));
    }
    return order;
  }

  /** Negative where it is to be bought: it is held too little. */
  private int side(int leg) {
    return wanted.gaps().get(leg).residual().signum();
  }

  /**
   * What of a trade may go out.
   *
   * @param trade in units of the underlying; sold is negative
   * @param approved what goes out with it
   */
  BigDecimal cut(BigDecimal trade, List<ApprovedOrder> approved) {
    if (!covers || trade.signum() >= 0) {
      return trade;
    }
    BigDecimal room = held;
    for (ApprovedOrder one : approved) {
      BigDecimal units =
          one.order().place().contract().delta(one.order().quantity(), BigDecimal.ONE);
      room = one.order().side() == Side.BUY ? room.add(units) : room.subtract(units);
    }
    return trade.max(room.max(BigDecimal.ZERO).negate());
  }
}
