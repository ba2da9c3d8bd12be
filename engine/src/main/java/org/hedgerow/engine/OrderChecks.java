package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.risk.ApprovedOrder;
import org.hedgerow.engine.risk.PreTradeRisk;
import org.hedgerow.engine.risk.RiskContext;
import org.hedgerow.engine.risk.RiskView;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.RiskLimits;

/** Judges one order of a book after the other, each with what the ones before leave open. */
final class OrderChecks {
  private final RiskView view;
  private final String portfolio;
  private final RiskLimits limits;
  private final long clockMicros;
  private final BigDecimal band;
  private final int hedgesInMinute;
  private final List<String> denials;
  private final List<ApprovedOrder> approved = new ArrayList<>();
  private BigDecimal net = BigDecimal.ZERO;

  /**
   * For a decision of a book.
   *
   * @param band how far from the target it may be, in units of the underlying
   * @param denials what stands against it already; what fails is added
   */
  OrderChecks(
      RiskView view,
      String portfolio,
      RiskLimits limits,
      long clockMicros,
      BigDecimal band,
      int hedgesInMinute,
      List<String> denials) {
    this.view = view;
    this.portfolio = portfolio;
    this.limits = limits;
    this.clockMicros = clockMicros;
    this.band = band;
    this.hedgesInMinute = hedgesInMinute;
    this.denials = denials;
  }

  RiskLimits limits() {
    return limits;
  }

  long clockMicros() {
    return clockMicros;
  }

  List<ApprovedOrder> approved() {
    return approved;
  }

  List<String> denials() {
    return denials;
  }

  /** What the next orders start from: how far from its target a book or a leg is. */
  void from(BigDecimal residual) {
    net = residual;
  }

  void judge(ProposedOrder order) {
    judge(order, Optional.empty(), orders(approved))
        .ifPresent(
            passed -> {
              approved.add(passed);
              net = net.add(order.delta());
            });
  }

  /** Orders that belong together: all pass, or none is sent. */
  void judgeTogether(List<ProposedOrder> orders) {
    BigDecimal sum =
        orders.stream().map(ProposedOrder::delta).reduce(BigDecimal.ZERO, BigDecimal::add);
    List<ApprovedOrder> passed = new ArrayList<>();
    for (ProposedOrder order : orders) {
      List<ProposedOrder> before = orders(approved);
      before.addAll(orders(passed));
      judge(order, Optional.of(sum), before).ifPresent(passed::add);
    }
    if (passed.size() == orders.size()) {
      approved.addAll(passed);
      net = net.add(sum);
    }
  }

  private static List<ProposedOrder> orders(List<ApprovedOrder> passed) {
    List<ProposedOrder> orders = new ArrayList<>(passed.size());
    passed.forEach(one -> orders.add(one.order()));
    return orders;
  }

  private Optional<ApprovedOrder> judge(
      ProposedOrder order, Optional<BigDecimal> together, List<ProposedOrder> before) {
    BookPlan.Place place = order.place();
    PreTradeRisk.Verdict verdict =
        PreTradeRisk.judge(
            new RiskContext(
                order,
                before,
                view.risk(),
                portfolio,
                limits,
                clockMicros,
                net,
                band,
                hedgesInMinute,
                view.reconciliation().standing(place),
                view.states()
                    .stop(
                        portfolio,
                        place.contract().definition().getVenue(),
                        place.account(),
                        place.instrument()),
                together));
    List<String> beyond = view.allowances().denials(portfolio, order, before, clockMicros);
    denials.addAll(verdict.denials());
    denials.addAll(beyond);
    return beyond.isEmpty() ? verdict.approved() : Optional.empty();
  }
}
