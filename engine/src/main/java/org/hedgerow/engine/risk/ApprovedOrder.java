package org.hedgerow.engine.risk;

import org.hedgerow.engine.sizing.ProposedOrder;

/**
 * An order that passed every check. Only {@link PreTradeRisk} makes one, and only one of these can
 * be sent.
 */
public final class ApprovedOrder {
  private final ProposedOrder order;
  private final boolean reduceOnly;

  ApprovedOrder(ProposedOrder order, boolean reduceOnly) {
    this.order = order;
    this.reduceOnly = reduceOnly;
  }

  public ProposedOrder order() {
    return order;
  }

  /** Whether it passed because it reduces, so that the venue has to see to that too. */
  public boolean isReduceOnly() {
    return reduceOnly;
  }
}
