package org.hedgerow.exchange.simulated.fault;

import io.vertx.core.Vertx;
import org.hedgerow.exchange.simulated.matching.Conduct;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderRequest;

/** A venue that breaks its own rules of matching as its faults have it. */
public final class FaultyConduct implements Conduct {
  private final Vertx vertx;
  private final Faults faults;
  private final MatchingEngine engine;

  public FaultyConduct(Vertx vertx, Faults faults, MatchingEngine engine) {
    this.vertx = vertx;
    this.faults = faults;
    this.engine = engine;
  }

  @Override
  public boolean refuses(OrderRequest request) {
    return faults.strikes(Fault.REJECT, request.clientId());
  }

  @Override
  public boolean loses(OrderRequest request) {
    return faults.strikes(Fault.LOSE, request.clientId());
  }

  @Override
  public boolean overfills(Order order) {
    return faults.strikes(Fault.OVERFILL, order.clientId);
  }

  @Override
  public void ended(Order order) {
    if (order.remaining() > 0 && order.price() > 0) {
      long millis = faults.millis(Fault.FILL_AFTER_END_MS, order.clientId);
      if (millis > 0) {
        vertx.setTimer(millis, timer -> engine.fillEnded(order));
      }
    }
  }
}
