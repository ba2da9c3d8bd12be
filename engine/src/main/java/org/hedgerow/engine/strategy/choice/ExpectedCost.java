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
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.Quote;

/**
 * The leg that is expected to cost least over the horizon for the variance that it takes away: half
 * the spread, the taker's fee, impact, funding and the price of the risk that it leaves, each as a
 * fraction of the notional, over its R2 with the reference instrument.
 *
 * <p>Impact is half a spread for each time that the trade exceeds the quantity shown at the touch.
 * Funding is the last rate told, for as many intervals as the horizon has, paid by whichever side
 * pays; spot and dated futures have none. Risk is {@code risk_price} times the standard deviation
 * of what is left unhedged over the horizon, from returns sampled on the journal's clock; before
 * there are enough samples it is 0 and R2 is taken to be 1, and the alternative says so.
 *
 * <p>The leg that was chosen last stays until another is cheaper by {@code hysteresis}, a fraction
 * of its cost. What is held in other legs is left there, and is the first to be reduced.
 */
public final class ExpectedCost {
  public static final String NAME = "expected-cost";

  /** Fixed shares: nothing is weighed. */
  public static final String SHARES = "shares";

  private final double horizonMicros;
  private final double fundingMicros;
  private final double hysteresis;
  private final double riskPrice;
  private final int samples;
  private final SeriesDefinition returns;
  private final List<Optional<Double>> fees;

  private ExpectedCost(Parameters parameters, BookTerms terms, List<Optional<BigDecimal>> fees) {
    horizonMicros = parameters.micros("horizon", "8h");
    fundingMicros = parameters.micros("funding_interval", "8h");
    hysteresis = parameters.number("hysteresis", "0.1", "0", "0.99").doubleValue();
    riskPrice = parameters.number("risk_price", "0.1", "0", "1000").doubleValue();
    samples = parameters.whole("minimum_samples", 60, 2, 1_000_000);
    long interval = parameters.micros("interval", "1m");
    double lambda = parameters.number("lambda", "0.97", "0.000001", "0.999999").doubleValue();
    List<String> instruments = new ArrayList<>(List.of(terms.reference()));
    terms.legs().forEach(leg -> instruments.add(leg.getInstrument()));
    if (instruments.size() > SeriesDefinition.MOST_INSTRUMENTS) {
      parameters.error(
          "method", NAME, "at most " + (SeriesDefinition.MOST_INSTRUMENTS - 1) + " hedges");
    }
    returns =
        SeriesDefinition.weighted(
            SeriesDefinition.Kind.RETURNS,
            instruments.subList(0, Math.min(instruments.size(), SeriesDefinition.MOST_INSTRUMENTS)),
            interval,
            lambda);
    this.fees = fees.stream().map(fee -> fee.map(BigDecimal::doubleValue)).toList();
  }

  /**
   * The choice that the parameters' {@code method} names; empty for fixed shares.
   *
   * @param fees of each leg, as fractions of the notional, where they are configured
   */
  public static Optional<ExpectedCost> read(
      Parameters parameters, BookTerms terms, List<Optional<BigDecimal>> fees) {
    return parameters.choice("method", SHARES, NAME).equals(NAME)
        ? Optional.of(new ExpectedCost(parameters, terms, fees))
        : Optional.empty();
  }

  /** What it wants sampled. */
  public SeriesDefinition series() {
    return returns;
  }

  /**
   * What was weighed, and which leg it is.
   *
   * @param chosen the leg's index; -1: none has a fresh quote
   */
  public record Weighed(List<Alternative> alternatives, int chosen, String reason) {
    /** The whole hedge to the leg that was chosen. */
    public List<BigDecimal> weights() {
      List<BigDecimal> weights = new ArrayList<>();
      for (int i = 0; i < alternatives.size(); i++) {
        weights.add(i == chosen ? BigDecimal.ONE : BigDecimal.ZERO);
      }
      return weights;
    }
  }

  /**
   * Weighs the legs for a trade.
   *
   * @param trade what is to be traded, in units of the underlying; negative is sold
   * @param last the instrument that was chosen last; empty: none
   */
  public Weighed weigh(
      BookPlan book,
      BigDecimal trade,
      String last,
      SampledSeries series,
      MarketView market,
      long clockMicros,
      long staleMicros) {
    List<Alternative> alternatives = new ArrayList<>();
    int cheapest = -1;
    int current = -1;
    for (int i = 0; i < book.legs().size(); i++) {
      BookPlan.Place place = book.legs().get(i).place();
      Alternative one = weigh(i, place, trade, series, market);
      if (market.quoteAgeMicros(place.instrument(), clockMicros) > staleMicros) {
        one.setNote("no fresh quote");
      } else {
        if (cheapest < 0 || one.getCost() < alternatives.get(cheapest).getCost()) {
          cheapest = i;
        }
        if (place.instrument().equals(last)) {
          current = i;
        }
      }
      alternatives.add(one);
    }
    if (cheapest < 0) {
      return new Weighed(alternatives, -1, "no instrument has a fresh quote");
    }
    int chosen = cheapest;
    String reason = "is expected to cost least";
    if (current >= 0 && current != cheapest) {
      double least = alternatives.get(cheapest).getCost();
      double cost = alternatives.get(current).getCost();
      // With a negative cost, which is earned, a fraction of its size.
      if (cost - least <= hysteresis * Math.abs(cost)) {
        chosen = current;
        reason = "was chosen before, and no other is cheaper by " + hysteresis;
      }
    }
    Alternative winner = alternatives.get(chosen);
    winner.setChosen(true);
    return new Weighed(alternatives, chosen, winner.getInstrument() + " " + reason);
  }

  private Alternative weigh(
      int leg, BookPlan.Place place, BigDecimal trade, SampledSeries series, MarketView market) {
    Alternative one = new Alternative();
    one.setInstrument(place.instrument());
    one.setAccount(place.account());
    one.setNote("");
    double bid = market.bid(place.instrument());
    double ask = market.ask(place.instrument());
    double mid = (bid + ask) / 2;
    double half = mid > 0 ? (ask - bid) / 2 / mid : Double.NaN;
    one.setHalfSpread(half);
    one.setFee(fees.get(leg).orElse(0.0));
    one.setImpact(half * Math.max(0, timesShown(place, trade, mid, market) - 1));
    one.setCarry(carry(place, trade, market));
    boolean known = series.samples() >= samples;
    double rSquared = known ? series.covariances().rSquared(0, leg + 1) : Double.NaN;
    if (place.instrument().equals(returns.instruments().get(0))) {
      rSquared = 1;
    }
    one.setVarianceRemoved(rSquared);
    one.setBasisRisk(0);
    double removed = 1;
    if (rSquared >= 0) {
      double left = Math.max(0, 1 - rSquared);
      double variance = known ? series.covariances().variance(0) : 0;
      one.setBasisRisk(
          riskPrice
              * StrictMath.sqrt(variance * left * (horizonMicros / returns.intervalMicros())));
      removed = Math.max(1e-9, rSquared);
    } else {
      one.setNote("what it leaves unhedged is not known yet");
    }
    if (fees.get(leg).isEmpty()) {
      one.setNote((one.getNote().isEmpty() ? "" : one.getNote() + "; ") + "no fee configured");
    }
    double sum =
        one.getHalfSpread() + one.getFee() + one.getImpact() + one.getCarry() + one.getBasisRisk();
    // What is earned is not earned more often for hedging less.
    one.setCost(sum > 0 ? sum / removed : sum * removed);
    return one;
  }

  /** How often the trade would take the quantity that is shown at the touch. */
  private static double timesShown(
      BookPlan.Place place, BigDecimal trade, double mid, MarketView market) {
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

  private double carry(BookPlan.Place place, BigDecimal trade, MarketView market) {
    InstrumentKind kind = place.contract().definition().getKind();
    if (kind != InstrumentKind.LINEAR_PERPETUAL && kind != InstrumentKind.INVERSE_PERPETUAL) {
      return 0;
    }
    double rate = market.fundingRate(place.instrument()).map(BigDecimal::doubleValue).orElse(0.0);
    return trade.signum() * rate * (horizonMicros / fundingMicros);
  }
}
