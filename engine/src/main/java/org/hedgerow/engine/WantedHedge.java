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
import org.hedgerow.engine.portfolio.OptionValuation;
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

  /**
   * A leg's delta now, the one that it should have, and the one less the other. An option's is not
   * its delta but what its contracts are on: far from the money it would have next to none.
   *
   * @param delta what the target adds to the book's delta
   */
  record Gap(
      BookPlan.Place place,
      BigDecimal current,
      BigDecimal target,
      BigDecimal residual,
      BigDecimal delta) {}

  /** Asks the strategy and the band; empty where a contract is held that has no price yet. */
  static Optional<WantedHedge> of(
      BookHedging hedging,
      BookState state,
      Holdings holdings,
      MarketView market,
      GroupSeries series,
      long clockMicros) {
    Optional<Exposure> exposure = Exposure.of(hedging.book(), holdings, market, clockMicros);
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
      delta = gaps.stream().map(Gap::delta).reduce(BigDecimal.ZERO, BigDecimal::add);
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
      BigDecimal quantity = target.contracts().get(i);
      BigDecimal delta = context.units(leg, quantity);
      boolean option = leg.contract().isOption();
      BigDecimal current =
          option ? leg.contract().delta(leg.quantity(), BigDecimal.ONE) : leg.delta();
      BigDecimal wanted = option ? leg.contract().delta(quantity, BigDecimal.ONE) : delta;
      gaps.add(
          new Gap(
              context.book().legs().get(i).place(),
              current,
              wanted,
              current.subtract(wanted),
              delta));
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

  /** What is to be traded of a leg: to the band's inner edge; of an option all that is missing. */
  BigDecimal trade(Gap gap) {
    return gap.place().contract().isOption() ? gap.residual().negate() : trade(gap.residual());
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

    /** What is not known counts as nothing: a band has a least width. */
    @Override
    public double gamma() {
      double gamma = holding.gamma();
      return Math.abs(gamma) <= Double.MAX_VALUE ? gamma : 0;
    }

    @Override
    public BookGreeks greeks() {
      double gamma = 0;
      double vega = 0;
      for (Exposure.HeldOption one : holding.options()) {
        if (!one.hedge()) {
          gamma += one.units() * one.valuation().gamma();
          vega += one.units() * one.valuation().vega();
        }
      }
      return new BookGreeks(gamma, vega);
    }

    @Override
    public Optional<OptionValuation> option(String instrument) {
      for (Leg leg : legs) {
        if (leg.instrument().equals(instrument)) {
          return OptionValuation.of(leg.contract(), market, clockMicros);
        }
      }
      return Optional.empty();
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
      if (contract.isOption()) {
        // Without a price there is no order either.
        return OptionValuation.of(contract, market, clockMicros)
            .map(one -> Exposure.delta(contract, quantity, one))
            .orElse(BigDecimal.ZERO);
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
