package org.hedgerow.engine.portfolio;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;

/**
 * A book's exposure in units of the group's asset.
 *
 * <p>An option weighs its delta. Where its premium is paid in coin, the coins have paid it already:
 * buying one adds its delta and takes its price, which is its net transaction delta.
 *
 * <p>A coin-margined account weighs E + N*C/mark, with E its equity in coin <em>including</em>
 * unrealised profit (specs/hedging). E is exposure like any coin; N*C/mark is the contract's delta.
 *
 * @param unhedged spot, coins (equity of coin-margined accounts included), and contracts that are
 *     no hedge
 * @param gross the sum of the absolute values of what {@code unhedged} is made of
 * @param hedge delta of the hedge legs
 * @param legs the delta of each leg, in the order of the book's legs
 * @param options what is held of options, as positions and as hedges
 * @param conversions units of the group's asset for one unit of what each leg is on: 1 where that
 *     is the same; else by value, the leg's mark over the price of the group's asset
 */
public record Exposure(
    BigDecimal unhedged,
    BigDecimal gross,
    BigDecimal hedge,
    List<BigDecimal> legs,
    List<BigDecimal> conversions,
    List<HeldOption> options) {

  /**
   * An option that is held.
   *
   * @param hedge whether it is a hedge leg
   * @param quantity contracts, signed
   */
  public record HeldOption(
      BookPlan.Place place, boolean hedge, BigDecimal quantity, OptionValuation valuation) {
    /** Units of the underlying that the contracts are on, signed. */
    public double units() {
      return place.contract().delta(quantity, BigDecimal.ONE).doubleValue();
    }
  }

  /** Gamma of all options held, in units of the underlying for each quote unit. */
  public double gamma() {
    double gamma = 0;
    for (HeldOption one : options) {
      gamma += one.units() * one.valuation().gamma();
    }
    return gamma;
  }

  /** What is left unhedged; positive is long. */
  public BigDecimal net() {
    return unhedged.add(hedge);
  }

  /** The exposure now, or empty where a contract is held that has no price yet. */
  public static Optional<Exposure> of(
      BookPlan book, Holdings holdings, MarketView market, long clockMicros) {
    List<HeldOption> options = new ArrayList<>();
    String portfolio = book.portfolio();
    String asset = book.definition().getGroup();
    BigDecimal unhedged = BigDecimal.ZERO;
    BigDecimal gross = BigDecimal.ZERO;
    BigDecimal unrealised = BigDecimal.ZERO;
    for (BookPlan.Place place : book.positions()) {
      if (isSettled(place, clockMicros)) {
        continue;
      }
      BigDecimal quantity = holdings.quantity(portfolio, place.account(), place.instrument());
      // A position that only an inferred fill has closed has earned what is not in a wallet yet.
      if (quantity.signum() == 0
          && holdings.cost(portfolio, place.account(), place.instrument()).signum() == 0
          && unrealisedCoin(place, portfolio, BigDecimal.ZERO, holdings).signum() == 0) {
        continue;
      }
      Optional<BigDecimal> delta = delta(place, false, quantity, market, clockMicros, options);
      if (delta.isEmpty()) {
        return Optional.empty();
      }
      unrealised = unrealised.add(unrealisedCoin(place, portfolio, delta.get(), holdings));
      unhedged = unhedged.add(delta.get());
      gross = gross.add(delta.get().abs());
    }
    BigDecimal hedge = BigDecimal.ZERO;
    List<BigDecimal> legs = new ArrayList<>();
    List<BigDecimal> conversions = new ArrayList<>();
    for (BookPlan.Leg leg : book.legs()) {
      if (book.isCross(leg.place()) && !isSettled(leg.place(), clockMicros)) {
        Optional<BigDecimal> conversion = conversion(book, leg.place(), market);
        if (conversion.isEmpty()) {
          return Optional.empty();
        }
        BigDecimal own =
            leg.place()
                .contract()
                .delta(
                    holdings.quantity(portfolio, leg.place().account(), leg.place().instrument()),
                    BigDecimal.ONE);
        BigDecimal worth = Rounding.round(own.multiply(conversion.get()));
        legs.add(worth);
        conversions.add(conversion.get());
        hedge = hedge.add(worth);
        continue;
      }
      conversions.add(BigDecimal.ONE);
      if (isSettled(leg.place(), clockMicros)) {
        legs.add(BigDecimal.ZERO);
        continue;
      }
      BigDecimal quantity =
          holdings.quantity(portfolio, leg.place().account(), leg.place().instrument());
      Optional<BigDecimal> delta = delta(leg.place(), true, quantity, market, clockMicros, options);
      if (delta.isEmpty()) {
        return Optional.empty();
      }
      unrealised = unrealised.add(unrealisedCoin(leg.place(), portfolio, delta.get(), holdings));
      legs.add(delta.get());
      hedge = hedge.add(delta.get());
    }
    BigDecimal coins = unrealised;
    for (String account : book.wallets()) {
      coins = coins.add(holdings.wallet(portfolio, account, asset));
    }
    return Optional.of(
        new Exposure(
            unhedged.add(coins), gross.add(coins.abs()), hedge, legs, conversions, options));
  }

  /** An expired future; an expired option is known by having no greeks. */
  private static boolean isSettled(BookPlan.Place place, long clockMicros) {
    return !place.contract().isOption() && place.contract().isExpired(clockMicros);
  }

  private static Optional<BigDecimal> delta(
      BookPlan.Place place,
      boolean hedge,
      BigDecimal quantity,
      MarketView market,
      long clockMicros,
      List<HeldOption> options) {
    if (quantity.signum() == 0) {
      return Optional.of(BigDecimal.ZERO);
    }
    if (place.contract().isOption()) {
      Optional<OptionValuation> valuation =
          OptionValuation.of(place.contract(), market, clockMicros);
      valuation.ifPresent(one -> options.add(new HeldOption(place, hedge, quantity, one)));
      return valuation.map(one -> delta(place.contract(), quantity, one));
    }
    if (!place.contract().isInverse()) {
      return Optional.of(place.contract().delta(quantity, BigDecimal.ONE));
    }
    return market.mark(place.instrument()).map(mark -> place.contract().delta(quantity, mark));
  }

  /** The delta of so many contracts of an option, in units of the underlying. */
  public static BigDecimal delta(Contract option, BigDecimal quantity, OptionValuation valuation) {
    return Rounding.round(
        option.delta(quantity, BigDecimal.ONE).multiply(BigDecimal.valueOf(valuation.delta())));
  }

  private static Optional<BigDecimal> conversion(
      BookPlan book, BookPlan.Place place, MarketView market) {
    Optional<BigDecimal> asset = market.mark(book.reference());
    Optional<BigDecimal> hedge = market.mark(place.instrument());
    return asset.isEmpty() || hedge.isEmpty() || asset.get().signum() <= 0
        ? Optional.empty()
        : Optional.of(Rounding.divide(hedge.get(), asset.get()));
  }

  /**
   * N*C*(1/entry - 1/mark): what an inverse position has earned in coin. Of an option whose premium
   * is in coin, the premium of inferred fills, which no wallet has paid yet. Zero for all others.
   */
  private static BigDecimal unrealisedCoin(
      BookPlan.Place place, String portfolio, BigDecimal delta, Holdings holdings) {
    if (place.contract().isCoinSettledOption()) {
      return holdings.inferredCost(portfolio, place.account(), place.instrument()).negate();
    }
    return place.contract().isInverse()
        ? holdings.cost(portfolio, place.account(), place.instrument()).subtract(delta)
        : BigDecimal.ZERO;
  }
}
