package org.hedgerow.engine.risk;

import java.util.Optional;
import org.hedgerow.engine.sizing.ProposedOrder;

/**
 * An order that passed every check. Only {@link PreTradeRisk} makes one, and only one of these can
 * be sent.
 */
public final class ApprovedOrder {
  private final ProposedOrder order;
  private final boolean reduceOnly;
  private final Optional<Approval> approval;

  ApprovedOrder(ProposedOrder order, boolean reduceOnly, Optional<Approval> approval) {
    this.order = order;
    this.reduceOnly = reduceOnly;
    this.approval = approval;
  }

  /** The number of a request, and who approved it. */
  public record Approval(String number, String by) {}

  public ProposedOrder order() {
    return order;
  }

  /** Whether it passed because it reduces, so that the venue has to see to that too. */
  public boolean isReduceOnly() {
    return reduceOnly;
  }

  /** Whose word let it pass, where it is larger than may go out by itself. */
  public Optional<Approval> approval() {
    return approval;
  }
}
