package org.hedgerow.exchange.simulated.dialect;

import io.vertx.core.Vertx;
import org.hedgerow.exchange.simulated.fault.Fault;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.matching.Fill;

/** Tells an account of its fills as the faults have it: late, twice, after the next one, never. */
public final class FillTold {
  private final Vertx vertx;
  private final Faults faults;

  /** What is told after the next fill. */
  private Runnable heldBack;

  public FillTold(Vertx vertx, Faults faults) {
    this.vertx = vertx;
    this.faults = faults;
  }

  /**
   * A fill is to be told.
   *
   * @param tell says the same each time it is run
   */
  public void of(Fill fill, Runnable tell) {
    String subject = "trade " + fill.tradeId() + " " + fill.order().clientId;
    if (faults.strikes(Fault.DROP_FILLS, subject)) {
      return;
    }
    if (heldBack == null && faults.strikes(Fault.REORDER_FILLS, subject)) {
      heldBack = tell;
      return;
    }
    long late = faults.millis(Fault.LATE_FILLS_MS, subject);
    if (late > 0) {
      vertx.setTimer(late, timer -> tell.run());
    } else {
      tell.run();
    }
    if (faults.strikes(Fault.DUPLICATE_FILLS, subject)) {
      tell.run();
    }
    if (heldBack != null) {
      Runnable before = heldBack;
      heldBack = null;
      before.run();
    }
  }
}
