package org.hedgerow.engine.sizing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * Turns a wanted change of a book's hedge into orders: shared out over its legs by their weights,
 * never against the direction of the whole, cut to the largest order allowed, rounded to lots
 * toward less, priced through the touch by the collar.
 *
 * <p>An option is priced at the touch, which is on the venue's tick whatever that is at that price,
 * and cut to what is shown there: behind it the next offer may be a multiple away.
 */
public final class HedgeSizer {
  private HedgeSizer() {}

  /**
   * The orders; none where each would be below its instrument's minimum or nothing has a price.
   *
   * @param parts what to add to each leg, in units of the underlying
   * @param conversions of each leg, as of an {@link org.hedgerow.engine.portfolio.Exposure}
   */
  public static List<ProposedOrder> size(
      BookPlan book,
      List<BigDecimal> parts,
      List<BigDecimal> conversions,
      MarketView market,
      RiskLimits limits) {
    List<ProposedOrder> orders = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      size(book.legs().get(i).place(), parts.get(i), conversions.get(i), market, limits)
          .ifPresent(orders::add);
    }
    return orders;
  }

  /**
   * The order for one leg; none where it would be below the instrument's minimum or has no price.
   *
   * @param trade what to add to the leg, in units of the underlying
   * @param conversion units of the underlying for one of the instrument's own
   */
  public static Optional<ProposedOrder> size(
      BookPlan.Place place,
      BigDecimal trade,
      BigDecimal conversion,
      MarketView market,
      RiskLimits limits) {
    return market
        .quote(place.instrument())
        .filter(quote -> touch(quote, side(trade)).signum() > 0)
        .map(quote -> order(place, trade, conversion, quote, market, limits))
        .filter(order -> order.quantity().signum() > 0 && isAboveMinimum(order, market));
  }

  /**
   * Each leg's part of a trade: what it lacks of its weight, scaled so that the parts sum to the
   * trade.
   *
   * @param weights the share of the whole hedge that each leg shall have; they sum to 1
   * @param trade what to add to the hedge, in units of the underlying
   * @param legs the delta that each has now, orders in flight included
   */
  public static List<BigDecimal> parts(
      List<BigDecimal> weights, BigDecimal trade, List<BigDecimal> legs) {
    BigDecimal whole = legs.stream().reduce(trade, BigDecimal::add);
    List<BigDecimal> wanted = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < legs.size(); i++) {
      BigDecimal lacking = weights.get(i).multiply(whole).subtract(legs.get(i));
      BigDecimal share = lacking.signum() == trade.signum() ? lacking : BigDecimal.ZERO;
      wanted.add(share);
      sum = sum.add(share);
    }
    List<BigDecimal> shares = new ArrayList<>();
    for (BigDecimal share : wanted) {
      shares.add(sum.signum() == 0 ? share : Rounding.divide(share.multiply(trade), sum));
    }
    return shares;
  }

  private static ProposedOrder order(
      BookPlan.Place place,
      BigDecimal share,
      BigDecimal conversion,
      Quote quote,
      MarketView market,
      RiskLimits limits) {
    Contract contract = place.contract();
    InstrumentDefinition definition = contract.definition();
    Side side = side(share);
    BigDecimal touch = touch(quote, side);
    BigDecimal price =
        contract.isOption()
            ? touch
            : limitPrice(side, touch, limits, Decimals.toBigDecimal(definition.getTickSize()));
    boolean own = conversion.compareTo(BigDecimal.ONE) == 0;
    BigDecimal units = own ? share.abs() : Rounding.divide(share.abs(), conversion);
    BigDecimal weighed = weighed(contract, touch, market);
    BigDecimal quantity = contract.quantityFor(units, weighed);
    quantity = quantity.min(largest(contract, NotionalPrice.of(contract, touch, market), limits));
    if (contract.isOption()) {
      quantity =
          quantity.min(
              Decimals.toBigDecimal(
                  side == Side.BUY ? quote.getAskQuantity() : quote.getBidQuantity()));
    }
    quantity = quantity.min(Decimals.toBigDecimal(definition.getMaximumQuantity()));
    quantity =
        Decimals.toStep(
            quantity, Decimals.toBigDecimal(definition.getLotSize()), RoundingMode.DOWN);
    BigDecimal delta = contract.delta(quantity, weighed);
    if (!own) {
      delta = Rounding.round(delta.multiply(conversion));
    }
    return new ProposedOrder(
        place, side, quantity, price, side == Side.BUY ? delta : delta.negate());
  }

  /**
   * At what a contract's coins are counted. Those of an inverse one are fewer the dearer the coin:
   * what is held is weighed at the mark, which may be behind a touch that has jumped, or ahead of
   * it. By neither may an order be for more than is wanted.
   */
  private static BigDecimal weighed(Contract contract, BigDecimal touch, MarketView market) {
    return contract.isInverse()
        ? market
            .mark(contract.definition().getInstrument())
            .filter(mark -> mark.signum() > 0)
            .map(touch::min)
            .orElse(touch)
        : touch;
  }

  /**
   * An order for a part of a hedge; none where it would be below the instrument's minimum or has no
   * price.
   *
   * @param wanted the most that it may be for, in the instrument's units
   * @param conversion units of the underlying for one of the instrument's own
   * @param postOnly whether it stands at the touch of its own side; else it takes what there is
   * @param behind by how many ticks it stands behind that touch
   */
  public static Optional<ProposedOrder> child(
      BookPlan.Place place,
      Side side,
      BigDecimal wanted,
      BigDecimal conversion,
      boolean postOnly,
      int behind,
      MarketView market,
      RiskLimits limits) {
    Optional<Quote> quote = market.quote(place.instrument());
    if (quote.isEmpty()) {
      return Optional.empty();
    }
    Contract contract = place.contract();
    InstrumentDefinition definition = contract.definition();
    BigDecimal touch = touch(quote.get(), postOnly ? opposite(side) : side);
    if (touch.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal tick = Decimals.toBigDecimal(definition.getTickSize());
    BigDecimal back = tick.multiply(BigDecimal.valueOf(behind));
    BigDecimal price =
        !postOnly
            ? limitPrice(side, touch, limits, tick)
            : side == Side.BUY
                ? Decimals.toStep(touch.subtract(back), tick, RoundingMode.FLOOR)
                : Decimals.toStep(touch.add(back), tick, RoundingMode.CEILING);
    BigDecimal quantity =
        wanted
            .min(largest(contract, NotionalPrice.of(contract, touch, market), limits))
            .min(Decimals.toBigDecimal(definition.getMaximumQuantity()));
    quantity =
        Decimals.toStep(
            quantity, Decimals.toBigDecimal(definition.getLotSize()), RoundingMode.DOWN);
    BigDecimal delta = contract.delta(quantity, touch);
    if (conversion.compareTo(BigDecimal.ONE) != 0) {
      delta = Rounding.round(delta.multiply(conversion));
    }
    ProposedOrder order =
        new ProposedOrder(
            place,
            side,
            quantity,
            price,
            side == Side.BUY ? delta : delta.negate(),
            postOnly ? TimeInForce.POST_ONLY : TimeInForce.IOC,
            Optional.empty());
    return Optional.of(order)
        .filter(one -> one.quantity().signum() > 0 && isAboveMinimum(one, market));
  }

  private static Side opposite(Side side) {
    return side == Side.BUY ? Side.SELL : Side.BUY;
  }

  private static Side side(BigDecimal trade) {
    return trade.signum() >= 0 ? Side.BUY : Side.SELL;
  }

  private static BigDecimal touch(Quote quote, Side side) {
    return Decimals.toBigDecimal(side == Side.BUY ? quote.getAskPrice() : quote.getBidPrice());
  }

  /** Through the touch by the collar, rounded to a tick back toward the touch. */
  private static BigDecimal limitPrice(
      Side side, BigDecimal touch, RiskLimits limits, BigDecimal tick) {
    BigDecimal collar = touch.multiply(Decimals.toBigDecimal(limits.getPriceCollar()));
    return side == Side.BUY
        ? Decimals.toStep(touch.add(collar), tick, RoundingMode.FLOOR)
        : Decimals.toStep(touch.subtract(collar), tick, RoundingMode.CEILING);
  }

  private static BigDecimal largest(Contract contract, BigDecimal touch, RiskLimits limits) {
    BigDecimal one = contract.notional(BigDecimal.ONE, touch);
    // The limit price is worse than the touch by at most the collar; the notional is judged at the
    // limit.
    BigDecimal margin = BigDecimal.ONE.add(Decimals.toBigDecimal(limits.getPriceCollar()));
    return Rounding.divide(
        Decimals.toBigDecimal(limits.getMaximumOrderNotional()), one.multiply(margin));
  }

  private static boolean isAboveMinimum(ProposedOrder order, MarketView market) {
    InstrumentDefinition definition = order.place().contract().definition();
    return order.quantity().compareTo(Decimals.toBigDecimal(definition.getMinimumQuantity())) >= 0
        && order
                .place()
                .contract()
                .notional(
                    order.quantity(),
                    NotionalPrice.of(order.place().contract(), order.price(), market))
                .compareTo(Decimals.toBigDecimal(definition.getMinimumNotional()))
            >= 0;
  }
}
