package org.hedgerow.engine;

import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Valuation;

/** What a hedge group wants done. */
public interface Actions {
  /** To be sent to a venue, or (status requests, heartbeats) to be done by the gateway. */
  void order(Order order);

  /** To be recorded. */
  void decision(Decision decision);

  /** To be told to a person. The same alert has the same id in every replay. */
  void alert(Alert alert);

  /** To be recorded. Whoever only wants orders need not take it: nothing depends on it. */
  default void valuation(Valuation valuation) {}

  /** To be told to the risk job. Without shared limits there is none. */
  default void exposure(GroupExposure exposure) {}
}
