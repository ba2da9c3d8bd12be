package org.hedgerow.engine.strategy.choice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Alternative;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.Quote;

/**
 * What a hedge in each leg costs over the horizon, as fractions of the notional.
 *
 * <p>Carry of a perpetual is the last funding rate told, for as many intervals as the horizon has,
 * paid by whichever side pays; of a dated future the part of its basis to the reference instrument
 * that it loses over the horizon, on a straight line to zero at expiry, which a buyer pays. Spot
 * has none. Margin is what the leg ties up, at {@code margin_cost} a year.
 */
final class LegCosts {
  private static final double YEAR_MICROS = 365 * 86_400e6;

  private final double horizonMicros;
  private final double fundingMicros;
  private final double marginCost;
  private final double riskPrice;
  private final int samples;
  private final SeriesDefinition returns;
  private final List<LegRates> rates;

  LegCosts(String method, Parameters parameters, BookTerms terms, List<LegRates> rates) {
    horizonMicros = parameters.micros("horizon", "8h");
    fundingMicros = parameters.micros("funding_interval", "8h");
    marginCost = parameters.number("margin_cost", "0", "0", "10").doubleValue();
    riskPrice = parameters.number("risk_price", "0.1", "0", "1000").doubleValue();
    samples = parameters.whole("minimum_samples", 60, 2, 1_000_000);
    long interval = parameters.micros("interval", "1m");
    double lambda = parameters.number("lambda", "0.97", "0.000001", "0.999999").doubleValue();
    List<String> instruments = new ArrayList<>(List.of(terms.reference()));
    terms.legs().forEach(leg -> instruments.add(leg.getInstrument()));
    if (instruments.size() > SeriesDefinition.MOST_INSTRUMENTS) {
      parameters.error(
          "method", method, "at most " + (SeriesDefinition.MOST_INSTRUMENTS - 1) + " hedges");
    }
    returns =
        SeriesDefinition.weighted(
            SeriesDefinition.Kind.RETURNS,
            instruments.subList(0, Math.min(instruments.size(), SeriesDefinition.MOST_INSTRUMENTS)),
            interval,
            lambda);
    this.rates = List.copyOf(rates);
  }

  SeriesDefinition series() {
    return returns;
  }

  double riskPrice() {
    return riskPrice;
  }

  /** How many intervals of the series the horizon has. */
  double periods() {
    return horizonMicros / returns.intervalMicros();
  }

  boolean isKnown(SampledSeries series) {
    return series.samples() >= samples;
  }

  /** Whether the leg is the instrument whose price is the asset's. */
  boolean isReference(BookPlan.Place place) {
    return place.instrument().equals(reference());
  }

  private String reference() {
    return returns.instruments().get(0);
  }

  /** The leg's costs for a trade that it carries alone; risk and the sum are not in it yet. */
  Alternative of(int leg, ChoiceContext context) {
    BookPlan.Place place = context.place(leg);
    MarketView market = context.market();
    Alternative one = new Alternative();
    one.setInstrument(place.instrument());
    one.setAccount(place.account());
    one.setNote("");
    double bid = market.bid(place.instrument());
    double ask = market.ask(place.instrument());
    double mid = (bid + ask) / 2;
    double half = mid > 0 ? (ask - bid) / 2 / mid : Double.NaN;
    one.setHalfSpread(half);
    one.setFee(rates.get(leg).fee().map(BigDecimal::doubleValue).orElse(0.0));
    one.setImpact(half * Math.max(0, timesShown(place, context.trade(), mid, market) - 1));
    one.setCarry(carry(place, context, mid));
    one.setMargin(
        rates.get(leg).margin().map(BigDecimal::doubleValue).orElse(0.0)
            * marginCost
            * (horizonMicros / YEAR_MICROS));
    if (rates.get(leg).fee().isEmpty()) {
      note(one, "no fee configured");
    }
    return one;
  }

  static void note(Alternative one, String note) {
    one.setNote((one.getNote().isEmpty() ? "" : one.getNote() + "; ") + note);
  }

  static double sum(Alternative one) {
    return one.getHalfSpread()
        + one.getFee()
        + one.getImpact()
        + one.getCarry()
        + one.getMargin()
        + one.getBasisRisk();
  }

  /** How often the trade would take the quantity that is shown at the touch. */
  static double timesShown(BookPlan.Place place, BigDecimal trade, double mid, MarketView market) {
    Optional<Quote> quote = market.quote(place.instrument());
    if (quote.isEmpty() || !(mid > 0)) {
      return 0;
    }
    double shown =
        Decimals.approximate(
            trade.signum() > 0 ? quote.get().getAskQuantity() : quote.get().getBidQuantity());
    double wanted = place.contract().quantityFor(trade.abs(), new BigDecimal(mid)).doubleValue();
    return shown > 0 ? wanted / shown : wanted > 0 ? 2 : 0;
  }

  private double carry(BookPlan.Place place, ChoiceContext context, double mid) {
    InstrumentDefinition definition = place.contract().definition();
    MarketView market = context.market();
    return switch (definition.getKind()) {
      case LINEAR_PERPETUAL, INVERSE_PERPETUAL ->
          context.trade().signum()
              * market.fundingRate(place.instrument()).map(BigDecimal::doubleValue).orElse(0.0)
              * (horizonMicros / fundingMicros);
      case LINEAR_FUTURE, INVERSE_FUTURE ->
          context.trade().signum() * basisLost(definition, context, mid);
      default -> 0;
    };
  }

  private double basisLost(InstrumentDefinition definition, ChoiceContext context, double mid) {
    double spot = (context.market().bid(reference()) + context.market().ask(reference())) / 2;
    if (definition.getExpiryMicros() == null || !(spot > 0) || !(mid > 0)) {
      return 0;
    }
    double left = definition.getExpiryMicros() - context.clockMicros();
    return (mid / spot - 1) * (left > horizonMicros ? horizonMicros / left : 1);
  }
}
