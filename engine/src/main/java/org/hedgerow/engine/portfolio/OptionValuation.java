package org.hedgerow.engine.portfolio;

import java.util.Optional;
import org.hedgerow.engine.instrument.OptionContract;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.pricing.Black76;
import org.hedgerow.engine.pricing.CoinSettledOption;
import org.hedgerow.engine.pricing.ImpliedVolatility;
import org.hedgerow.engine.pricing.OptionGreeks;
import org.hedgerow.engine.pricing.YearFraction;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.OptionQuote;

/**
 * One option now, for one unit of the underlying: the venue's delta where it tells one, ours beside
 * it. Ours is Black's formula of 1976 on the forward of the expiry without interest, with the
 * venue's volatility, or with the one that the mark (or the mid) implies.
 *
 * <p>Gamma and vega are ours wherever they can be made: venues print gamma with five decimals, of
 * which an option on a bitcoin has one left.
 *
 * @param forward in quote units; NaN: not known
 * @param volatility annual, as a fraction; 0 where the price has no time value; NaN: not known
 * @param price the mark as the venue quotes it: quote units, or coin; NaN: not known
 * @param delta Black's delta that is used; a coin-settled option's is not adjusted for its premium
 * @param venueDelta the venue's; NaN: not told, or none that such an option can have
 * @param ownDelta ours; NaN: not to be had
 * @param gamma change of delta for each quote unit; NaN: not known
 * @param vega quote units per 1.00 of volatility; NaN: not known
 * @param coinSettled whether premium and payoff are in coin
 */
public record OptionValuation(
    double forward,
    double years,
    double volatility,
    double price,
    double delta,
    double venueDelta,
    double ownDelta,
    double gamma,
    double vega,
    boolean coinSettled) {
  private static final double POINT = 100;

  /**
   * What can be said of an option; an expired one has neither price nor greeks, all are 0.
   *
   * @param clockMicros the engine's clock
   * @return empty where the contract is no option, or nothing gives it a delta yet
   */
  public static Optional<OptionValuation> of(
      Contract contract, MarketView market, long clockMicros) {
    OptionContract option = contract.option().orElse(null);
    if (option == null) {
      return Optional.empty();
    }
    InstrumentDefinition definition = contract.definition();
    double years = YearFraction.act365(clockMicros, definition.getExpiryMicros());
    if (years == 0) {
      return Optional.of(
          new OptionValuation(
              Double.NaN, 0, 0, 0, 0, Double.NaN, Double.NaN, 0, 0, option.coinSettled()));
    }
    OptionQuote quote = market.option(definition.getInstrument()).orElse(null);
    double forward = forward(contract, market);
    double price =
        market.mark(definition.getInstrument()).map(mark -> mark.doubleValue()).orElse(Double.NaN);
    double volatility = Double.NaN;
    OptionGreeks own = new OptionGreeks();
    double ownDelta = Double.NaN;
    double gamma = number(quote == null ? null : quote.getGamma());
    double vega = number(quote == null ? null : quote.getVega()) * POINT;
    if (forward > 0) {
      volatility = volatility(option, quote, price, forward, years);
    }
    if (volatility >= 0) {
      Black76.evaluate(
          option.right(), forward, option.strike().doubleValue(), years, volatility, 0, own);
      ownDelta = own.delta();
      gamma = own.gamma();
      vega = own.vega();
      if (Double.isNaN(price)) {
        price =
            option.coinSettled() ? CoinSettledOption.coinPrice(own.value(), forward) : own.value();
      }
    }
    double venueDelta = possible(option, number(quote == null ? null : quote.getDelta()));
    double delta = Double.isNaN(venueDelta) ? ownDelta : venueDelta;
    return Double.isNaN(delta)
        ? Optional.empty()
        : Optional.of(
            new OptionValuation(
                forward,
                years,
                volatility,
                price,
                delta,
                venueDelta,
                ownDelta,
                gamma,
                vega,
                option.coinSettled()));
  }

  /**
   * The price of the option's forward: the venue's for that expiry, else the mark of the instrument
   * that the configuration names as underlying; NaN: neither is known.
   */
  public static double forward(Contract contract, MarketView market) {
    InstrumentDefinition definition = contract.definition();
    Decimal told =
        market.option(definition.getInstrument()).map(OptionQuote::getUnderlyingPrice).orElse(null);
    if (told != null) {
      return Decimals.toBigDecimal(told).doubleValue();
    }
    return definition.getUnderlying() == null
        ? Double.NaN
        : market
            .mark(definition.getUnderlying())
            .map(mark -> mark.doubleValue())
            .orElse(Double.NaN);
  }

  /**
   * What the book's delta changes by when one unit is bought for its mark: delta less the premium
   * where that is paid in the coin itself (the net transaction delta).
   */
  public double transactionDelta() {
    return coinSettled && !Double.isNaN(price) ? delta - price : delta;
  }

  /** The premium in quote units of a price as the venue quotes it. */
  public double quotePrice(double quoted) {
    return coinSettled ? quoted * forward : quoted;
  }

  private static double volatility(
      OptionContract option, OptionQuote quote, double price, double forward, double years) {
    double told = number(quote == null ? null : quote.getMarkVolatility());
    if (told > 0) {
      return told;
    }
    if (Double.isNaN(price)) {
      return Double.NaN;
    }
    double paid = option.coinSettled() ? CoinSettledOption.forwardPrice(price, forward) : price;
    double implied =
        ImpliedVolatility.of(option.right(), paid, forward, option.strike().doubleValue(), years);
    // At intrinsic value or below, a price of zero among it, nothing is left to be uncertain about.
    return Double.isNaN(implied) ? 0 : implied;
  }

  /** A call's delta lies between 0 and 1, a put's between -1 and 0. */
  private static double possible(OptionContract option, double delta) {
    double signed = delta * option.right().sign();
    return signed >= 0 && signed <= 1 ? delta : Double.NaN;
  }

  private static double number(Double told) {
    return told == null || told.isInfinite() ? Double.NaN : told;
  }
}
