package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import org.hedgerow.engine.portfolio.BookPlan;

/**
 * What a portfolio holds at a place, and what its working orders may add. In the instrument's own
 * units.
 *
 * @param held signed
 * @param buys open quantity of working buys
 * @param sells open quantity of working sells
 */
record HeldLine(
    String portfolio, BookPlan.Place place, BigDecimal held, BigDecimal buys, BigDecimal sells) {

  /** What is held when all working orders of one side are filled and none of the other. */
  BigDecimal with(boolean buy) {
    return buy ? held.add(buys) : held.subtract(sells);
  }

  /** The largest absolute quantity that fills of working orders may lead to. */
  BigDecimal worst() {
    return with(true).abs().max(with(false).abs());
  }

  /** The same with another working order. */
  HeldLine and(BigDecimal signed) {
    return signed.signum() >= 0
        ? new HeldLine(portfolio, place, held, buys.add(signed), sells)
        : new HeldLine(portfolio, place, held, buys, sells.subtract(signed));
  }
}
