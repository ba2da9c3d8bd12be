package org.hedgerow.engine.portfolio;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;

/**
 * A book's exposure in units of the group's asset.
 *
 * <p>A coin-margined account weighs E + N*C/mark, with E its equity in coin <em>including</em>
 * unrealised profit (specs/hedging). E is exposure like any coin; N*C/mark is the contract's delta.
 *
 * @param unhedged spot, coins (equity of coin-margined accounts included), and contracts that are
 *     no hedge
 * @param gross the sum of the absolute values of what {@code unhedged} is made of
 * @param hedge delta of the hedge legs
 * @param legs the delta of each leg, in the order of the book's legs
 * @param conversions units of the group's asset for one unit of what each leg is on: 1 where that
 *     is the same; else by value, the leg's mark over the price of the group's asset
 */
public record Exposure(
    BigDecimal unhedged,
    BigDecimal gross,
    BigDecimal hedge,
    List<BigDecimal> legs,
    List<BigDecimal> conversions) {

  /** What is left unhedged; positive is long. */
  public BigDecimal net() {
    return unhedged.add(hedge);
  }

  /** The exposure now, or empty where a contract is held that has no price yet. */
  public static Optional<Exposure> of(BookPlan book, Holdings holdings, MarketView market) {
    String portfolio = book.portfolio();
    String asset = book.definition().getGroup();
    BigDecimal unhedged = BigDecimal.ZERO;
    BigDecimal gross = BigDecimal.ZERO;
    BigDecimal unrealised = BigDecimal.ZERO;
    for (BookPlan.Place place : book.positions()) {
      BigDecimal quantity = holdings.quantity(portfolio, place.account(), place.instrument());
      // A position that only an inferred fill has closed has earned what is not in a wallet yet.
      if (quantity.signum() == 0
          && holdings.cost(portfolio, place.account(), place.instrument()).signum() == 0) {
        continue;
      }
      Optional<BigDecimal> delta = delta(place, quantity, market);
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
      if (book.isCross(leg.place())) {
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
      BigDecimal quantity =
          holdings.quantity(portfolio, leg.place().account(), leg.place().instrument());
      Optional<BigDecimal> delta = delta(leg.place(), quantity, market);
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
        new Exposure(unhedged.add(coins), gross.add(coins.abs()), hedge, legs, conversions));
  }

  private static Optional<BigDecimal> delta(
      BookPlan.Place place, BigDecimal quantity, MarketView market) {
    if (quantity.signum() == 0) {
      return Optional.of(BigDecimal.ZERO);
    }
    if (!place.contract().isInverse()) {
      return Optional.of(place.contract().delta(quantity, BigDecimal.ONE));
    }
    return market.mark(place.instrument()).map(mark -> place.contract().delta(quantity, mark));
  }

  private static Optional<BigDecimal> conversion(
      BookPlan book, BookPlan.Place place, MarketView market) {
    Optional<BigDecimal> asset = market.mark(book.reference());
    Optional<BigDecimal> hedge = market.mark(place.instrument());
    return asset.isEmpty() || hedge.isEmpty() || asset.get().signum() <= 0
        ? Optional.empty()
        : Optional.of(Rounding.divide(hedge.get(), asset.get()));
  }

  /** N*C*(1/entry - 1/mark): what an inverse position has earned in coin; zero for all others. */
  private static BigDecimal unrealisedCoin(
      BookPlan.Place place, String portfolio, BigDecimal delta, Holdings holdings) {
    return place.contract().isInverse()
        ? holdings.cost(portfolio, place.account(), place.instrument()).subtract(delta)
        : BigDecimal.ZERO;
  }
}
