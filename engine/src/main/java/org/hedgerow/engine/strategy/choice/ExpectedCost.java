package org.hedgerow.engine.strategy.choice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Alternative;

/**
 * The leg that is expected to cost least over the horizon for the variance that it takes away: half
 * the spread, the taker's fee, impact, carry, margin and the price of the risk that it leaves, each
 * as a fraction of the notional, over its R2 with the reference instrument.
 *
 * <p>Impact is half a spread for each time that the trade exceeds the quantity shown at the touch.
 * Risk is {@code risk_price} times the standard deviation of what is left unhedged over the
 * horizon, from returns sampled on the journal's clock; before there are enough samples it is 0 and
 * R2 is taken to be 1, and the alternative says so.
 *
 * <p>The leg that was chosen last stays until another is cheaper by {@code hysteresis}, a fraction
 * of its cost. What is held in other legs is left there, and is the first to be reduced.
 */
public final class ExpectedCost implements InstrumentChoice {
  public static final String NAME = "expected-cost";

  private final LegCosts costs;
  private final double hysteresis;

  ExpectedCost(Parameters parameters, BookTerms terms, List<LegRates> rates) {
    costs = new LegCosts(NAME, parameters, terms, rates);
    hysteresis = parameters.number("hysteresis", "0.1", "0", "0.99").doubleValue();
  }

  @Override
  public SeriesDefinition series() {
    return costs.series();
  }

  @Override
  public Weighed weigh(ChoiceContext context) {
    List<Alternative> alternatives = new ArrayList<>();
    int cheapest = -1;
    int current = -1;
    for (int i = 0; i < context.book().legs().size(); i++) {
      Alternative one = alternative(i, context);
      if (!context.open().isOpen(i)) {
        one.setNote(context.open().closed().get(i));
      } else if (!context.isFresh(i)) {
        one.setNote("no fresh quote");
      } else {
        if (cheapest < 0 || one.getCost() < alternatives.get(cheapest).getCost()) {
          cheapest = i;
        }
        if (context.place(i).instrument().equals(context.last())) {
          current = i;
        }
      }
      alternatives.add(one);
    }
    if (cheapest < 0) {
      return new Weighed(alternatives, List.of(), "", "no open instrument has a fresh quote");
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
    winner.setShare(1);
    return new Weighed(
        alternatives,
        HedgeSizer.parts(whole(alternatives.size(), chosen), context.trade(), context.held()),
        winner.getInstrument(),
        winner.getInstrument() + " " + reason);
  }

  /** The whole hedge to the leg that was chosen. */
  private static List<BigDecimal> whole(int legs, int chosen) {
    List<BigDecimal> weights = new ArrayList<>();
    for (int i = 0; i < legs; i++) {
      weights.add(i == chosen ? BigDecimal.ONE : BigDecimal.ZERO);
    }
    return weights;
  }

  private Alternative alternative(int leg, ChoiceContext context) {
    SampledSeries series = context.series();
    Alternative one = costs.of(leg, context);
    boolean known = costs.isKnown(series);
    double rSquared = known ? series.covariances().rSquared(0, leg + 1) : Double.NaN;
    if (costs.isReference(context.place(leg))) {
      rSquared = 1;
    }
    one.setVarianceRemoved(rSquared);
    one.setBasisRisk(0);
    double removed = 1;
    if (rSquared >= 0) {
      double left = Math.max(0, 1 - rSquared);
      double variance = known ? series.covariances().variance(0) : 0;
      one.setBasisRisk(costs.riskPrice() * StrictMath.sqrt(variance * left * costs.periods()));
      removed = Math.max(1e-9, rSquared);
    } else {
      LegCosts.note(one, "what it leaves unhedged is not known yet");
    }
    double sum = LegCosts.sum(one);
    // What is earned is not earned more often for hedging less.
    one.setCost(sum > 0 ? sum / removed : sum * removed);
    return one;
  }
}
