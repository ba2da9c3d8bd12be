package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.risk.RiskView;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;

/**
 * Where a child that stands would stand now, judged as if it were placed there anew. What it is for
 * stays as it is: an amend never asks for another quantity, so that whatever becomes of it the
 * child can fill no more than it could before.
 */
final class ChildAmend {
  private final RiskView view;
  private final WorkingOrders orders;
  private final ParentNeed need;
  private final ParentState parent;
  private final OrderState child;
  private final int leg;
  private BigDecimal price;

  ChildAmend(
      RiskView view,
      WorkingOrders orders,
      ParentNeed need,
      ParentState parent,
      OrderState child,
      int leg) {
    this.view = view;
    this.orders = orders;
    this.need = need;
    this.parent = parent;
    this.child = child;
    this.leg = leg;
    this.price = Decimals.toBigDecimal(OrderLifecycle.price(child));
  }

  /** Why it may not be amended; empty: it may. */
  Optional<String> judge() {
    Optional<ProposedOrder> wanted =
        HedgeSizer.child(
                need.place(leg),
                parent.getSide(),
                OrderLifecycle.open(child),
                need.conversion(leg),
                true,
                parent.getBehindTicks(),
                need.market(),
                need.limits())
            .filter(one -> one.quantity().compareTo(OrderLifecycle.open(child)) == 0);
    if (wanted.isEmpty()) {
      return Optional.of("what is left of it would not be placed as it is");
    }
    List<String> denials = new ArrayList<>();
    OrderChecks checks =
        new OrderChecks(
            view,
            need.hedging().book().portfolio(),
            need.limits(),
            need.clock(),
            need.wanted().get().edges().enter(),
            0,
            denials);
    checks.from(need.residual(leg).add(need.othersWorking(parent)));
    orders.without(parent.getChild(), () -> checks.judge(wanted.get()));
    if (checks.approved().isEmpty()) {
      return Optional.of(String.join("; ", denials));
    }
    price = wanted.get().price();
    return Optional.empty();
  }

  /** Whether that is another price than it has. */
  boolean moves() {
    return price.compareTo(Decimals.toBigDecimal(OrderLifecycle.price(child))) != 0;
  }

  /** Sends what was judged. */
  void send(GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    ParentOrders.amend(
        orders,
        child,
        price,
        need.market().mid(parent.getInstrument()),
        plan,
        header,
        cause,
        actions);
  }
}
