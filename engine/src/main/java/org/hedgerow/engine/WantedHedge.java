package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.Exposure;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.series.GroupSeries;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.HedgeContext;
import org.hedgerow.engine.strategy.HedgeTarget;
import org.hedgerow.engine.strategy.band.HedgeBand;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.state.BookState;

/**
 * What a book holds, should hold, and how far apart the two may be. All in units of the group's
 * asset; positive is long.
 *
 * @param band the book's, or the one that the strategy put in its place
 * @param delta the wanted delta of all legs together
 * @param residual the hedge less that
 * @param gaps by leg, where each has a target of its own; else empty
 */
record WantedHedge(
    Exposure exposure,
    HedgeTarget target,
    HedgeBand band,
    HedgeBand.Edges edges,
    BigDecimal delta,
    BigDecimal residual,
    List<Gap> gaps) {

  /** A leg's delta now, the one that it should have, and the one less the other. */
  record Gap(BookPlan.Place place, BigDecimal current, BigDecimal target, BigDecimal residual) {}

  /** Asks the strategy and the band; empty where a contract is held that has no price yet. */
  static Optional<WantedHedge> of(
      BookHedging hedging,
      BookState state,
      Holdings holdings,
      MarketView market,
      GroupSeries series,
      long clockMicros) {
    Optional<Exposure> exposure = Exposure.of(hedging.book(), holdings, market);
    if (exposure.isEmpty()) {
      return Optional.empty();
    }
    Context context =
        new Context(hedging.book(), state, exposure.get(), holdings, market, series, clockMicros);
    HedgeTarget target = hedging.strategy().target(context);
    HedgeBand band = target.band().orElse(hedging.band());
    HedgeBand.Edges edges = band.edges(context);
    List<Gap> gaps = target.isByLeg() ? gaps(context, target) : List.of();
    BigDecimal delta = target.delta();
    if (target.isByLeg()) {
      delta = gaps.stream().map(Gap::target).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
    return Optional.of(
        new WantedHedge(
            exposure.get(),
            target,
            band,
            edges,
            delta,
            exposure.get().hedge().subtract(delta),
            gaps));
  }

  private static List<Gap> gaps(Context context, HedgeTarget target) {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < context.legs().size(); i++) {
      HedgeContext.Leg leg = context.legs().get(i);
      BigDecimal wanted = context.units(leg, target.contracts().get(i));
      gaps.add(
          new Gap(
              context.book().legs().get(i).place(),
              leg.delta(),
              wanted,
              leg.delta().subtract(wanted)));
    }
    return gaps;
  }

  /** Whether the residual, or that of any leg with a target of its own, is outside the band. */
  boolean isOutside() {
    return slack().signum() < 0;
  }

  /** How far the residual that is closest to the band's outer edge is from it; negative: beyond. */
  BigDecimal slack() {
    BigDecimal furthest = residual.abs();
    if (!gaps.isEmpty()) {
      furthest = BigDecimal.ZERO;
      for (Gap gap : gaps) {
        furthest = furthest.max(gap.residual().abs());
      }
    }
    return edges.enter().subtract(furthest);
  }

  /** From a residual to the band's inner edge; with the sign of what is to be traded. */
  BigDecimal trade(BigDecimal open) {
    return open.abs().subtract(edges.leave()).multiply(BigDecimal.valueOf(-open.signum()));
  }

  /** What strategy and band get to see. */
  private record Context(
      BookPlan book,
      BookState state,
      Exposure holding,
      Holdings holdings,
      MarketView market,
      GroupSeries all,
      long clockMicros,
      List<Leg> legs)
      implements HedgeContext, HedgeBand.State {

    Context(
        BookPlan book,
        BookState state,
        Exposure holding,
        Holdings holdings,
        MarketView market,
        GroupSeries all,
        long clockMicros) {
      this(book, state, holding, holdings, market, all, clockMicros, new ArrayList<>());
      for (int i = 0; i < book.legs().size(); i++) {
        BookPlan.Place place = book.legs().get(i).place();
        legs.add(
            new Leg(
                place.account(),
                place.contract(),
                holdings.quantity(book.portfolio(), place.account(), place.instrument()),
                holding.legs().get(i),
                holding.conversions().get(i)));
      }
    }

    @Override
    public BigDecimal exposure() {
      return holding.unhedged();
    }

    @Override
    public BigDecimal gross() {
      return holding.gross();
    }

    /** Nothing that is valued here is curved yet: options come with their own exposure. */
    @Override
    public double gamma() {
      return 0;
    }

    @Override
    public Optional<Quote> quote(String instrument) {
      return market.quote(instrument);
    }

    @Override
    public Optional<BigDecimal> mark(String instrument) {
      return market.mark(instrument);
    }

    @Override
    public SampledSeries series(SeriesDefinition definition) {
      return all.of(definition);
    }

    @Override
    public Map<String, String> memory() {
      return state.getMemory();
    }

    /** A quantity of a leg in units of the group's asset. */
    BigDecimal units(Leg leg, BigDecimal quantity) {
      Contract contract = leg.contract();
      if (quantity.signum() == 0) {
        return BigDecimal.ZERO;
      }
      BigDecimal own =
          contract.isInverse()
              ? market
                  .mark(leg.instrument())
                  .map(mark -> contract.delta(quantity, mark))
                  .orElse(leg.delta())
              : contract.delta(quantity, BigDecimal.ONE);
      return leg.conversion().compareTo(BigDecimal.ONE) == 0
          ? own
          : Rounding.round(own.multiply(leg.conversion()));
    }
  }
}
