package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Exposure;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.risk.ApprovedOrder;
import org.hedgerow.engine.risk.PreTradeRisk;
import org.hedgerow.engine.risk.RiskContext;
import org.hedgerow.engine.series.GroupSeries;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.strategy.choice.ExpectedCost;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.state.BookState;

/** From a residual outside the band to orders: choice of instruments, sizes, checks. */
final class HedgeProposal {
  /** A held option that a venue has not spoken of for so long has a delta of another price. */
  private static final long OPTION_STALE_MICROS = 60_000_000;

  private final MarketView market;
  private final Reconciliation reconciliation;
  private final GroupSeries series;

  HedgeProposal(MarketView market, Reconciliation reconciliation, GroupSeries series) {
    this.market = market;
    this.reconciliation = reconciliation;
    this.series = series;
  }

  /**
   * What can be done about it now, and what stands against it.
   *
   * @param warmingUp whether a leg without a quote holds up the others
   * @param hedgesInMinute of the book, in the clock's minute so far
   */
  ProposedHedge of(
      BookHedging hedging,
      BookState state,
      WantedHedge wanted,
      RiskLimits limits,
      long clockMicros,
      boolean warmingUp,
      int hedgesInMinute) {
    BookPlan book = hedging.book();
    List<String> denials = new ArrayList<>();
    for (int i = 0; i < book.legs().size(); i++) {
      BookPlan.Place place = book.legs().get(i).place();
      // Of a list of options those without a market are no matter, once all had the time to show.
      boolean needed =
          warmingUp
              || !place.contract().isOption()
              || (wanted.target().isByLeg() && wanted.gaps().get(i).residual().signum() != 0);
      if (needed && market.quote(place.instrument()).isEmpty()) {
        denials.add((warmingUp ? "WARMING_UP" : "NO_PRICE") + ": instrument=" + place.instrument());
      }
    }
    boolean waits = warmingUp && !denials.isEmpty();
    long oldest = Math.max(limits.getStaleAfterMicros(), OPTION_STALE_MICROS);
    for (Exposure.HeldOption held : wanted.exposure().options()) {
      String instrument = held.place().instrument();
      if (held.valuation().years() > 0
          && market.optionAgeMicros(instrument, clockMicros) > oldest
          && market.quoteAgeMicros(instrument, clockMicros) > oldest) {
        // Its delta was that of another price.
        waits = true;
        denials.add("STALE_OPTION: instrument=" + instrument + " limit_us=" + oldest);
      }
    }
    for (BookPlan.Place held : book.positions()) {
      // What the venue has settled is no position there any more, and weighs nothing here.
      if (reconciliation.isDoubted(held) && !held.contract().isExpiredOption(clockMicros)) {
        // What is to be hedged is not known: neither is what hedges it.
        waits = true;
        denials.add("RECONCILING: account=" + held.account() + " instrument=" + held.instrument());
      }
    }
    long again = state.getHedgedMicros() + book.definition().getCoolDownMicros();
    if (book.definition().getCoolDownMicros() > 0
        && state.getHedgedMicros() > 0
        && clockMicros < again) {
      waits = true;
      denials.add("COOL_DOWN: until_us=" + again);
    }
    if (waits) {
      return new ProposedHedge(List.of(), denials, List.of(), "", "");
    }
    Checks checks =
        new Checks(limits, clockMicros, wanted.edges().enter(), hedgesInMinute, denials);
    return wanted.target().isByLeg()
        ? byLeg(wanted, checks)
        : together(hedging, state, wanted, checks);
  }

  private ProposedHedge together(
      BookHedging hedging, BookState state, WantedHedge wanted, Checks checks) {
    BigDecimal trade = wanted.trade(wanted.residual());
    List<BigDecimal> weights = hedging.weights();
    ExpectedCost.Weighed weighed = null;
    if (hedging.choice().isPresent()) {
      ExpectedCost choice = hedging.choice().get();
      weighed =
          choice.weigh(
              hedging.book(),
              trade,
              state.getChosenLeg(),
              series.of(choice.series()),
              market,
              checks.clockMicros,
              checks.limits.getStaleAfterMicros());
      weights = weighed.chosen() < 0 ? weights : weighed.weights();
    }
    checks.net = wanted.residual();
    for (ProposedOrder order :
        HedgeSizer.size(hedging.book(), trade, wanted.exposure(), weights, market, checks.limits)) {
      checks.judge(order);
    }
    return weighed == null
        ? new ProposedHedge(checks.approved, checks.denials, List.of(), "", "")
        : new ProposedHedge(
            checks.approved,
            checks.denials,
            weighed.alternatives(),
            weighed.chosen() < 0
                ? ""
                : weighed.alternatives().get(weighed.chosen()).getInstrument(),
            weighed.reason());
  }

  /** Each leg that is outside the band, judged by its own residual. */
  private ProposedHedge byLeg(WantedHedge wanted, Checks checks) {
    for (int i = 0; i < wanted.gaps().size(); i++) {
      WantedHedge.Gap gap = wanted.gaps().get(i);
      if (gap.residual().abs().compareTo(wanted.edges().enter()) <= 0) {
        continue;
      }
      checks.net = gap.residual();
      HedgeSizer.size(
              gap.place(),
              wanted.trade(gap),
              wanted.exposure().conversions().get(i),
              market,
              checks.limits)
          .ifPresent(checks::judge);
    }
    return new ProposedHedge(checks.approved, checks.denials, List.of(), "", "");
  }

  /** Judges one order after the other, each with what the ones before leave open. */
  private final class Checks {
    private final RiskLimits limits;
    private final long clockMicros;
    private final BigDecimal band;
    private final int hedgesInMinute;
    private final List<String> denials;
    private final List<ApprovedOrder> approved = new ArrayList<>();
    private BigDecimal net = BigDecimal.ZERO;

    Checks(
        RiskLimits limits,
        long clockMicros,
        BigDecimal band,
        int hedgesInMinute,
        List<String> denials) {
      this.limits = limits;
      this.clockMicros = clockMicros;
      this.band = band;
      this.hedgesInMinute = hedgesInMinute;
      this.denials = denials;
    }

    void judge(ProposedOrder order) {
      PreTradeRisk.Verdict verdict =
          PreTradeRisk.judge(
              new RiskContext(
                  order,
                  market,
                  limits,
                  clockMicros,
                  net,
                  band,
                  hedgesInMinute,
                  reconciliation.standing(order.place())));
      denials.addAll(verdict.denials());
      if (verdict.approved().isPresent()) {
        approved.add(verdict.approved().get());
        net = net.add(order.delta());
      }
    }
  }
}
