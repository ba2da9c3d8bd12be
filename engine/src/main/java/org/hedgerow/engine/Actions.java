package org.hedgerow.engine;

import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;

/** What a hedge group wants done. */
public interface Actions {
  /** To be sent to a venue. */
  void order(Order order);

  /** To be recorded. */
  void decision(Decision decision);
}
