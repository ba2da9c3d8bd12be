package org.hedgerow.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Exposure;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.OptionValuation;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.risk.PreTradeRisk;
import org.hedgerow.engine.risk.RiskState;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.DecisionLeg;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.GroupHeader;

/** A decision as it is recorded: what was wanted, out of what, why, and what stood against it. */
final class DecisionRecord {
  private static final int DECISION_SCALE = 12;
  private static final String WORKED = "a hedge is being worked";

  private DecisionRecord() {}

  /** Before the orders that it makes take their numbers. */
  static Decision of(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      BookPlan book,
      WantedHedge wanted,
      ProposedHedge proposed,
      MarketView market) {
    List<String> reasons = new ArrayList<>(wanted.target().reasons());
    if (!wanted.edges().why().isEmpty()) {
      reasons.add(wanted.edges().why());
    }
    if (!proposed.reason().isEmpty()) {
      reasons.add(proposed.reason());
    }
    return Decision.newBuilder()
        .setGroup(plan.group())
        .setGroupSequence(header.getGroupSequence() + 1)
        .setPortfolio(book.portfolio())
        .setStrategy(book.definition().getStrategy())
        .setCause(cause.coordinate())
        .setCauseStream(cause.entry().getOrigin().getStream())
        .setCauseSequence(cause.entry().getOrigin().getSequence())
        .setCauseId(cause.entry().getOrigin().getId())
        .setCauseType(cause.type())
        .setCauseReceiveTimeMicros(cause.entry().getReceiveTimeMicros())
        .setDecisionTimeMicros(header.getClockMicros())
        .setExposure(decimal(wanted.exposure().unhedged()))
        .setGrossExposure(decimal(wanted.exposure().gross()))
        .setHedge(decimal(wanted.exposure().hedge()))
        .setWorking(Decimals.ZERO)
        .setTarget(decimal(wanted.delta()))
        .setResidual(decimal(wanted.residual()))
        .setBandEnter(decimal(wanted.edges().enter()))
        .setBandLeave(decimal(wanted.edges().leave()))
        .setStatistics(statistics(book, wanted, market))
        .setClientOrderIds(new ArrayList<>())
        .setChecksPassed(List.of())
        .setDenials(proposed.denials())
        .setReason(reason(wanted, proposed))
        .setConfigVersion(plan.configuration().getVersion())
        .setEngineVersion(EngineVersion.CURRENT)
        .setBand(wanted.band().name())
        .setReasons(reasons)
        .setLegs(legs(wanted))
        .setAlternatives(proposed.alternatives())
        .build();
  }

  /** Adds the orders that it made, and what they were judged by. */
  static void complete(Decision decision, List<Order> sent, RiskState risk) {
    BigDecimal size = risk.sizeFactor(decision.getPortfolio());
    if (size.compareTo(BigDecimal.ONE) < 0) {
      decision.getStatistics().put("order_size", plain(size));
    }
    for (Order order : sent) {
      decision.getClientOrderIds().add(order.getClientOrderId());
    }
    if (!sent.isEmpty()) {
      boolean postOnly =
          sent.stream().anyMatch(order -> order.getTimeInForce() == TimeInForce.POST_ONLY);
      decision.setChecksPassed(PreTradeRisk.passed(risk, decision.getPortfolio(), postOnly));
    }
  }

  /**
   * What was done about hedges that are being worked.
   *
   * @param working what their orders may still fill before those that are sent now, in units of the
   *     underlying
   * @param reasons a sentence for each order that is sent or canceled, and each hedge that ends
   */
  static Decision ofWork(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      BookPlan book,
      WantedHedge wanted,
      ProposedHedge proposed,
      BigDecimal working,
      List<String> reasons,
      MarketView market) {
    Decision decision = of(plan, header, cause, book, wanted, proposed, market);
    decision.setWorking(decimal(working));
    decision.setReason(WORKED);
    decision.setReasons(reasons);
    return decision;
  }

  private static String reason(WantedHedge wanted, ProposedHedge proposed) {
    if (!wanted.isOutside()) {
      return proposed.approved().isEmpty()
          ? "a future is about to expire, but no order passed the checks"
          : "a future is about to expire";
    }
    String outside = "residual " + plain(wanted.residual()) + " is outside the band";
    for (WantedHedge.Gap gap : wanted.gaps()) {
      if (gap.residual().abs().compareTo(wanted.edges().enter()) > 0) {
        outside =
            "residual "
                + plain(gap.residual())
                + " of "
                + gap.place().instrument()
                + " is outside the band";
        break;
      }
    }
    return proposed.approved().isEmpty()
        ? outside + ", but no order passed the checks"
        : outside + " of " + plain(wanted.edges().enter());
  }

  private static Map<String, String> statistics(
      BookPlan book, WantedHedge wanted, MarketView market) {
    Map<String, String> statistics = new LinkedHashMap<>();
    for (int i = 0; i < book.legs().size(); i++) {
      BookPlan.Leg leg = book.legs().get(i);
      if (!wanted.gaps().isEmpty() && isIdle(wanted.gaps().get(i))) {
        continue;
      }
      market
          .mark(leg.place().instrument())
          .ifPresent(mark -> statistics.put("mark." + leg.place().instrument(), plain(mark)));
    }
    statistics.putAll(wanted.target().statistics());
    wanted.exposure().options().forEach(held -> option(held, statistics));
    return statistics;
  }

  /** The delta that a held option was counted with, and the venue's less ours where both are. */
  private static void option(Exposure.HeldOption held, Map<String, String> statistics) {
    OptionValuation valuation = held.valuation();
    String name = held.place().instrument();
    put(statistics, "delta." + name, valuation.delta());
    put(statistics, "delta_difference." + name, valuation.venueDelta() - valuation.ownDelta());
    put(statistics, "transaction_delta." + name, valuation.transactionDelta());
    put(statistics, "gamma." + name, valuation.gamma());
    put(statistics, "vega." + name, valuation.vega());
    put(statistics, "volatility." + name, valuation.volatility());
  }

  private static void put(Map<String, String> statistics, String key, double figure) {
    if (Math.abs(figure) <= Double.MAX_VALUE) {
      statistics.put(key, plain(new BigDecimal(figure)));
    }
  }

  /** Of a list of options, those that are neither held nor wanted say nothing. */
  private static boolean isIdle(WantedHedge.Gap gap) {
    return gap.place().contract().isOption()
        && gap.current().signum() == 0
        && gap.target().signum() == 0;
  }

  private static List<DecisionLeg> legs(WantedHedge wanted) {
    return wanted.gaps().stream()
        .filter(gap -> !isIdle(gap))
        .map(
            gap ->
                new DecisionLeg(
                    gap.place().instrument(),
                    gap.place().account(),
                    decimal(gap.current()),
                    Decimals.ZERO,
                    decimal(gap.target()),
                    decimal(gap.residual())))
        .toList();
  }

  private static Decimal decimal(BigDecimal number) {
    return Decimals.of(
        number.setScale(Math.min(number.scale(), DECISION_SCALE), RoundingMode.HALF_EVEN));
  }

  private static String plain(BigDecimal number) {
    return Rounding.round(number).stripTrailingZeros().toPlainString();
  }
}
