package org.hedgerow.engine.strategy.choice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.hedging.HedgeSplit;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Alternative;

/**
 * The trade shared out over the legs so that spread, fee, impact, carry, margin and the price of
 * the risk left are least together ({@link HedgeSplit}): where the cheapest leg shows too little,
 * the next takes the rest, and legs that hedge one another's basis share.
 *
 * <p>A trade that reduces the hedge first takes back what is held, in the legs where that costs
 * least; no leg is turned round for it. What is held stays where it is: only the trade is shared
 * out, so that there is nothing to flap.
 */
public final class OptimalSplit implements InstrumentChoice {
  public static final String NAME = "optimal-split";

  private final LegCosts costs;
  private final int steps;

  OptimalSplit(Parameters parameters, BookTerms terms, List<LegRates> rates) {
    costs = new LegCosts(NAME, parameters, terms, rates);
    steps = parameters.whole("steps", 100, 2, 1_000);
  }

  @Override
  public SeriesDefinition series() {
    return costs.series();
  }

  @Override
  public Weighed weigh(ChoiceContext context) {
    int legs = context.book().legs().size();
    List<Alternative> alternatives = new ArrayList<>();
    double[] unit = new double[legs];
    double[] half = new double[legs];
    double[] shown = new double[legs];
    double[] least = new double[legs];
    double[] most = new double[legs];
    double reducible = 0;
    for (int i = 0; i < legs; i++) {
      Alternative one = costs.of(i, context);
      alternatives.add(one);
      half[i] = one.getHalfSpread();
      unit[i] = half[i] + one.getFee() + one.getCarry() + one.getMargin();
      boolean usable = context.isFresh(i) && unit[i] <= Double.MAX_VALUE;
      if (!usable) {
        LegCosts.note(one, "no fresh quote");
        unit[i] = 0;
        half[i] = 0;
      }
      double times =
          LegCosts.timesShown(context.place(i), context.trade(), mid(context, i), context.market());
      shown[i] = times > 0 ? 1 / times : Double.MAX_VALUE;
      boolean open = context.open().isOpen(i);
      if (!open) {
        LegCosts.note(one, context.open().closed().get(i));
      }
      double held = context.held().get(i).doubleValue() / context.trade().doubleValue();
      most[i] = usable && held < 0 ? -held : 0;
      reducible += most[i];
      if (usable && open && !(held < 0)) {
        most[i] = 1;
      }
    }
    if (reducible >= 1) {
      // What is held in the other direction is enough: nothing new is opened.
      for (int i = 0; i < legs; i++) {
        most[i] = context.held().get(i).signum() * context.trade().signum() < 0 ? most[i] : 0;
      }
    } else {
      for (int i = 0; i < legs; i++) {
        boolean reduces = context.held().get(i).signum() * context.trade().signum() < 0;
        least[i] = reduces ? most[i] : 0;
        // Beyond what it held, an open leg that was reduced to nothing may carry the other way.
        most[i] = reduces && context.open().isOpen(i) && most[i] > 0 ? 1 : most[i];
      }
    }
    HedgeSplit split =
        new HedgeSplit(unit, half, shown, costs.riskPrice(), covariances(context.series(), legs));
    double[] parts = split.solve(least, most, steps);
    if (parts == null) {
      alternatives.forEach(one -> one.setCost(LegCosts.sum(one)));
      return new Weighed(alternatives, List.of(), "", "no open instrument has a fresh quote");
    }
    return weighed(context, alternatives, split, parts);
  }

  private Weighed weighed(
      ChoiceContext context, List<Alternative> alternatives, HedgeSplit split, double[] parts) {
    boolean known = costs.isKnown(context.series());
    List<BigDecimal> trades = new ArrayList<>();
    BigDecimal rest = context.trade();
    int largest = 0;
    for (int i = 0; i < parts.length; i++) {
      Alternative one = alternatives.get(i);
      one.setShare(parts[i]);
      one.setChosen(parts[i] > 0);
      one.setImpact(split.impact(i, parts[i]));
      one.setVarianceRemoved(
          known ? context.series().covariances().rSquared(0, i + 1) : Double.NaN);
      one.setBasisRisk(0);
      one.setCost(LegCosts.sum(one));
      BigDecimal part = Rounding.round(context.trade().multiply(BigDecimal.valueOf(parts[i])));
      trades.add(part);
      rest = rest.subtract(part);
      largest = parts[i] > parts[largest] ? i : largest;
    }
    trades.set(largest, trades.get(largest).add(rest));
    return new Weighed(
        alternatives,
        trades,
        "",
        "shared out at "
            + rounded(split.total(parts))
            + " of the notional, "
            + (known
                ? rounded(split.risk(parts)) + " of it the price of the risk left"
                : "what is left unhedged is not known yet"));
  }

  private static String rounded(double fraction) {
    return Rounding.round(new BigDecimal(fraction)).stripTrailingZeros().toPlainString();
  }

  private static double mid(ChoiceContext context, int leg) {
    String instrument = context.place(leg).instrument();
    return (context.market().bid(instrument) + context.market().ask(instrument)) / 2;
  }

  /** Over the horizon; null before there are enough samples. */
  private double[][] covariances(SampledSeries series, int legs) {
    if (!costs.isKnown(series)) {
      return null;
    }
    double[][] covariances = new double[legs + 1][legs + 1];
    for (int i = 0; i <= legs; i++) {
      for (int j = 0; j <= legs; j++) {
        covariances[i][j] = series.covariances().covariance(i, j) * costs.periods();
      }
    }
    return covariances;
  }
}
