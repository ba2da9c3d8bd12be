package org.hedgerow.gateway;

import java.util.List;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.TradingScope;

/**
 * Where trading is stopped, as the account's row has it: each a state, a space and a scope. Of
 * places REDUCING lets through those that only reduce, every other state none; cancels are no
 * matter of it.
 */
record Stops(List<String> stops) {
  static final Stops NONE = new Stops(List.of());

  static final String REDUCING = "REDUCING";

  /** Whether the order may not be placed. */
  boolean refuse(Order order) {
    if (stops.isEmpty()) {
      return false;
    }
    List<String> scopes = TradingScope.of(order);
    for (String stop : stops) {
      int space = stop.indexOf(' ');
      if (scopes.contains(stop.substring(space + 1))
          && !(order.getReduceOnly() && stop.substring(0, space).equals(REDUCING))) {
        return true;
      }
    }
    return false;
  }
}
