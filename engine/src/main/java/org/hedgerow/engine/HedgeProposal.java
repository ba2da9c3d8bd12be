package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hedgerow.engine.execution.ChildSize;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Exposure;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.risk.RiskView;
import org.hedgerow.engine.series.GroupSeries;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.strategy.choice.ChoiceContext;
import org.hedgerow.engine.strategy.choice.InstrumentChoice;
import org.hedgerow.engine.strategy.choice.OpenLegs;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.state.BookState;

/** From a residual outside the band to orders: choice of instruments, sizes, checks. */
final class HedgeProposal {
  /** A held option that a venue has not spoken of for so long has a delta of another price. */
  private static final long OPTION_STALE_MICROS = 60_000_000;

  /** In quote units. */
  private static final Decimal NO_LIMIT = Decimals.of(1_000_000_000_000_000L);

  private final RiskView view;
  private final LegHealth health;
  private final MarketView market;
  private final Reconciliation reconciliation;
  private final GroupSeries series;
  private final RollProposal rolls;

  HedgeProposal(RiskView view, GroupSeries series, WorkingOrders orders) {
    this.view = view;
    this.health = new LegHealth(view, orders);
    this.market = view.market();
    this.reconciliation = view.reconciliation();
    this.series = series;
    this.rolls = new RollProposal(market);
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
      if (reconciliation.isDoubted(held) && !held.contract().isExpired(clockMicros)) {
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
    Optional<String> loose = looseHedge(book, wanted);
    if (loose.isPresent()) {
      waits = true;
      denials.add(loose.get());
    }
    if (waits) {
      return new ProposedHedge(List.of(), denials, List.of(), "", "");
    }
    OrderChecks checks =
        new OrderChecks(
            view,
            book.portfolio(),
            limits,
            clockMicros,
            wanted.edges().enter(),
            hedgesInMinute,
            denials);
    int rolling = RollProposal.leg(hedging, wanted, clockMicros);
    if (wanted.isOutside()) {
      ProposedHedge hedge =
          wanted.target().isByLeg()
              ? byLeg(hedging, wanted, checks)
              : together(hedging, state, wanted, checks);
      if (rolling < 0 || !hedge.approved().isEmpty()) {
        return hedge;
      }
      // What is too small to be hedged, or may not be, keeps no future from being rolled.
    }
    return rolls.of(hedging, wanted, rolling, checks);
  }

  /** A hedge on another asset that follows what it hedges too loosely is not made larger. */
  private Optional<String> looseHedge(BookPlan book, WantedHedge wanted) {
    Optional<BigDecimal> least =
        view.risk()
            .terms()
            .book(
                book.portfolio(),
                book.definition().getGroup(),
                view.risk().isRough(book.portfolio()))
            .correlation();
    BigDecimal hedge = wanted.exposure().hedge();
    boolean grows = wanted.residual().signum() * hedge.signum() >= 0;
    if (least.isEmpty()
        || !grows
        || book.legs().stream().noneMatch(leg -> book.isCross(leg.place()))) {
      return Optional.empty();
    }
    String squared = wanted.target().statistics().get("r_squared");
    BigDecimal minimum = least.get().multiply(least.get());
    return squared != null && isAtLeast(squared, minimum)
        ? Optional.empty()
        : Optional.of(
            "MIN_CORRELATION: r_squared="
                + (squared == null ? "unknown" : squared)
                + " minimum="
                + minimum.stripTrailingZeros().toPlainString());
  }

  private static boolean isAtLeast(String figure, BigDecimal minimum) {
    try {
      return new BigDecimal(figure).compareTo(minimum) >= 0;
    } catch (NumberFormatException e) {
      // What could not be worked out is no correlation.
      return false;
    }
  }

  private ProposedHedge together(
      BookHedging hedging, BookState state, WantedHedge wanted, OrderChecks checks) {
    BigDecimal trade = wanted.trade(wanted.residual());
    List<BigDecimal> held = wanted.exposure().legs();
    List<String> down = health.down(hedging, trade, checks.limits(), checks.clockMicros());
    OpenLegs open =
        OpenLegs.of(
            hedging.weights(),
            hedging.roll(),
            LegHealth.closed(LeverageWatch.closed(hedging, state), down),
            checks.clockMicros());
    InstrumentChoice.Weighed weighed = null;
    if (hedging.choice().isPresent()) {
      InstrumentChoice choice = hedging.choice().get();
      weighed =
          choice.weigh(
              new ChoiceContext(
                  hedging.book(),
                  trade,
                  held,
                  open,
                  state.getChosenLeg(),
                  series.of(choice.series()),
                  market,
                  checks.clockMicros(),
                  checks.limits().getStaleAfterMicros()));
    }
    List<BigDecimal> parts =
        LegHealth.parts(
            weighed == null || weighed.parts().isEmpty()
                ? HedgeSizer.parts(open.shares(), trade, held)
                : weighed.parts(),
            down,
            open);
    checks.from(wanted.residual());
    for (ProposedOrder order :
        HedgeSizer.size(
            hedging.book(),
            parts,
            wanted.exposure().conversions(),
            market,
            whole(hedging, checks.limits()))) {
      begin(hedging, wanted, order, checks);
    }
    return weighed == null
        ? new ProposedHedge(checks.approved(), checks.denials(), List.of(), "", "")
        : new ProposedHedge(
            checks.approved(),
            checks.denials(),
            weighed.alternatives(),
            weighed.chosen(),
            weighed.reason());
  }

  /** Each leg that is outside the band, judged by its own residual. */
  private ProposedHedge byLeg(BookHedging hedging, WantedHedge wanted, OrderChecks checks) {
    OptionCover cover = new OptionCover(wanted, checks.clockMicros());
    for (int i : cover.order()) {
      WantedHedge.Gap gap = wanted.gaps().get(i);
      BigDecimal trade = cover.cut(wanted.trade(gap), checks.approved());
      if (gap.residual().abs().compareTo(wanted.edges().enter()) <= 0 || trade.signum() == 0) {
        continue;
      }
      checks.from(gap.residual());
      HedgeSizer.size(
              gap.place(),
              trade,
              wanted.exposure().conversions().get(i),
              market,
              gap.place().contract().isOption() ? checks.limits() : whole(hedging, checks.limits()))
          .ifPresent(order -> begin(hedging, wanted, order, checks));
    }
    return new ProposedHedge(checks.approved(), checks.denials(), List.of(), "", "");
  }

  /** An order that goes out whole, or the first child of what was sized. */
  private void begin(
      BookHedging hedging, WantedHedge wanted, ProposedOrder sized, OrderChecks checks) {
    if (!hedging.execution().isWorked()
        || sized.place().contract().isOption()
        || RollProposal.isLate(hedging, wanted, checks.clockMicros())) {
      checks.judge(sized);
      return;
    }
    int leg = hedging.leg(sized.place().account(), sized.place().instrument());
    BigDecimal conversion = wanted.exposure().conversions().get(leg);
    Function<BigDecimal, Optional<ProposedOrder>> child =
        quantity ->
            HedgeSizer.child(
                sized.place(),
                sized.side(),
                quantity,
                conversion,
                hedging.execution().chases(),
                0,
                market,
                checks.limits());
    ChildSize.first(hedging.execution(), sized, conversion, market)
        .flatMap(child)
        // What is too small to be cut goes in one.
        .or(() -> child.apply(sized.quantity()))
        .ifPresent(order -> checks.judge(order.beginning(sized.quantity())));
  }

  /**
   * The limits by which a parent is sized: each child of a sliced one is cut to the largest order.
   */
  private static RiskLimits whole(BookHedging hedging, RiskLimits limits) {
    return hedging.execution().isSliced()
        ? RiskLimits.newBuilder(limits).setMaximumOrderNotional(NO_LIMIT).build()
        : limits;
  }
}
