package org.hedgerow.engine.risk;

import org.hedgerow.engine.sizing.ProposedOrder;

/**
 * An order that passed every check. Only {@link PreTradeRisk} makes one, and only one of these can
 * be sent.
 */
public final class ApprovedOrder {
  private final ProposedOrder order;

  ApprovedOrder(ProposedOrder order) {
    this.order = order;
  }

  public ProposedOrder order() {
    return order;
  }
}
