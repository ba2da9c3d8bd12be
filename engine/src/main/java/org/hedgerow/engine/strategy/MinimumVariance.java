package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.series.SeriesDefinition.Kind;
import org.hedgerow.engine.statistics.BasketRegression;
import org.hedgerow.engine.statistics.Covariances;

/**
 * The minimum-variance hedge: h* = Cov(dS, dF) / Var(dF) (Hull, Options, Futures, and Other
 * Derivatives, chapter 3), S the group's reference instrument and F the hedge, both sampled
 * together on the journal's clock at an interval; the legs may be on another asset (cross-hedge).
 *
 * <p>From price changes h* is a ratio of quantities; from returns, which is the default, one of
 * values, turned into quantities by the ratio of the newest prices (Hull: tailing). Several legs
 * are one hedge in their configured shares; with {@code basket} each has the coefficient of a
 * regression on all of them, and a target of its own.
 *
 * <p>With too few samples, a regression that cannot be solved, or an R2 below the floor the hedge
 * is {@link Naive}, and the decision says so. Ratios are rounded to six decimals before they
 * decide.
 */
public final class MinimumVariance implements StrategyFactory {
  private static final int DIGITS = 6;

  @Override
  public String name() {
    return "minimum-variance";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    boolean returns = parameters.choice("changes", "returns", "prices").equals("returns");
    boolean rolling = parameters.choice("estimator", "rolling", "ewma").equals("rolling");
    long interval = parameters.micros("interval", "1s");
    int window = parameters.whole("window", 600, 10, SeriesDefinition.LONGEST_WINDOW);
    double lambda = parameters.number("lambda", "0.97", "0.000001", "0.999999").doubleValue();
    if (rolling && parameters.has("lambda")) {
      parameters.error("lambda", parameters.text("lambda", ""), "no lambda with a rolling window");
    }
    if (!rolling && parameters.has("window")) {
      parameters.error("window", parameters.text("window", ""), "no window with ewma");
    }
    int minimum = parameters.whole("minimum_samples", 60, terms.legs().size() + 2, 1_000_000);
    if (rolling && minimum > window) {
      parameters.error("minimum_samples", Integer.toString(minimum), "at most window, " + window);
    }
    BigDecimal floor = parameters.number("r_squared_floor", "0.5", "0", "1");
    BigDecimal least = parameters.number("minimum_ratio", "0", "-10", "10");
    BigDecimal most = parameters.number("maximum_ratio", "2", "-10", "10");
    if (most.compareTo(least) < 0) {
      parameters.error(
          "maximum_ratio", most.toPlainString(), "minimum_ratio or more, " + least.toPlainString());
    }
    boolean basket = parameters.choice("basket", "false", "true").equals("true");
    List<String> instruments = new ArrayList<>(List.of(terms.reference()));
    terms.legs().forEach(leg -> instruments.add(leg.getInstrument()));
    if (instruments.size() > SeriesDefinition.MOST_INSTRUMENTS) {
      parameters.error(
          "basket",
          terms.legs().size() + " hedges",
          "at most " + (SeriesDefinition.MOST_INSTRUMENTS - 1));
      return context -> HedgeTarget.ofBook(BigDecimal.ZERO);
    }
    Kind kind = returns ? Kind.RETURNS : Kind.PRICE_CHANGES;
    SeriesDefinition series =
        rolling
            ? SeriesDefinition.rolling(kind, instruments, interval, window)
            : SeriesDefinition.weighted(kind, instruments, interval, lambda);
    return new Target(terms, series, basket, minimum, floor.doubleValue(), least, most);
  }

  /** The strategy that does it. */
  private static final class Target implements Strategy {
    private final BookTerms terms;
    private final SeriesDefinition definition;
    private final boolean basket;
    private final int minimum;
    private final double floor;
    private final BigDecimal least;
    private final BigDecimal most;
    private final BasketRegression regression;
    private final double[] shares;

    Target(
        BookTerms terms,
        SeriesDefinition definition,
        boolean basket,
        int minimum,
        double floor,
        BigDecimal least,
        BigDecimal most) {
      this.terms = terms;
      this.definition = definition;
      this.basket = basket;
      this.minimum = minimum;
      this.floor = floor;
      this.least = least;
      this.most = most;
      int[] regressors = new int[terms.legs().size()];
      shares = new double[regressors.length];
      for (int i = 0; i < regressors.length; i++) {
        regressors[i] = i + 1;
        shares[i] = terms.shares().get(i).doubleValue();
      }
      regression = new BasketRegression(0, regressors);
    }

    @Override
    public List<SeriesDefinition> series() {
      return List.of(definition);
    }

    @Override
    public HedgeTarget target(HedgeContext context) {
      SampledSeries series = context.series(definition);
      String lacks = lacks(series);
      return lacks != null
          ? naive(context, lacks, samples(series))
          : basket ? byLeg(context, series) : together(context, series);
    }

    /** Of a hedge by each leg there is no one figure. */
    @Override
    public double figure(Function<SeriesDefinition, SampledSeries> all) {
      if (basket) {
        return Double.NaN;
      }
      SampledSeries series = all.apply(definition);
      Together found = lacks(series) == null ? Together.of(this, series) : null;
      return found == null || found.why(floor) != null
          ? 1
          : clamped(found.ratio()).multiply(rounded(found.conversion())).doubleValue();
    }

    /** What there is too little of for any ratio; null: nothing. */
    private String lacks(SampledSeries series) {
      if (samples(series) < minimum) {
        return samples(series) + " samples of " + minimum;
      }
      for (int i = 0; i <= shares.length; i++) {
        if (!(series.level(i) > 0)) {
          return "no fresh price of " + definition.instruments().get(i);
        }
      }
      return null;
    }

    private static long samples(SampledSeries series) {
      return Math.min(series.samples(), series.covariances().count());
    }

    private HedgeTarget together(HedgeContext context, SampledSeries series) {
      Together found = Together.of(this, series);
      long samples = samples(series);
      String why = found.why(floor);
      if (why != null) {
        return naive(context, why, samples);
      }
      BigDecimal ratio = clamped(found.ratio());
      BigDecimal conversion = rounded(found.conversion());
      BigDecimal units = ratio.multiply(conversion);
      return clampedBecause(
          HedgeTarget.ofBook(context.exposure().multiply(units).negate())
              .steady(units.abs().doubleValue())
              .with("hedge_ratio", plain(ratio))
              .with("r_squared", shown(found.rSquared()))
              .with("samples", Long.toString(samples))
              .with("units_of_hedge", plain(conversion)),
          found.ratio(),
          ratio);
    }

    /**
     * The legs as one hedge in their shares: Cov(S, sum w F) / Var(sum w F), and what turns that
     * ratio into units.
     */
    private record Together(double ratio, double rSquared, double conversion) {
      static Together of(Target target, SampledSeries series) {
        Covariances moments = series.covariances();
        double[] shares = target.shares;
        double covariance = 0;
        double variance = 0;
        double conversion = 0;
        for (int i = 0; i < shares.length; i++) {
          covariance += shares[i] * moments.covariance(0, i + 1);
          conversion += shares[i] * target.conversion(series, i);
          for (int j = 0; j < shares.length; j++) {
            variance += shares[i] * shares[j] * moments.covariance(i + 1, j + 1);
          }
        }
        double own = moments.variance(0);
        return variance > 0 && own > 0
            ? new Together(
                covariance / variance,
                Math.min(1, covariance / own * (covariance / variance)),
                conversion)
            : new Together(Double.NaN, Double.NaN, conversion);
      }

      /** Why it cannot be used; null: it can. */
      String why(double floor) {
        if (Double.isNaN(ratio)) {
          return "a price does not move";
        }
        return rSquared < floor ? "R2 " + shown(rSquared) + " is below " + floor : null;
      }
    }

    private HedgeTarget byLeg(HedgeContext context, SampledSeries series) {
      long samples = samples(series);
      if (!regression.fit(series.covariances())) {
        return naive(
            context,
            "the regression has no answer, tolerance " + shown(regression.tolerance()),
            samples);
      }
      if (regression.rSquared() < floor) {
        return naive(context, "R2 " + shown(regression.rSquared()) + " is below " + floor, samples);
      }
      List<BigDecimal> contracts = new ArrayList<>();
      double slope = 0;
      HedgeTarget answer = HedgeTarget.ofBook(BigDecimal.ZERO);
      for (int i = 0; i < shares.length; i++) {
        double found = regression.coefficient(i);
        BigDecimal ratio = clamped(found);
        BigDecimal units = ratio.multiply(rounded(conversion(series, i)));
        BigDecimal delta = context.exposure().multiply(units).negate();
        contracts.add(LegQuantity.of(context, i, delta));
        slope += units.abs().doubleValue();
        answer =
            clampedBecause(answer.with("hedge_ratio." + terms.leg(i), plain(ratio)), found, ratio);
      }
      return new HedgeTarget(
              BigDecimal.ZERO,
              contracts,
              answer.statistics(),
              answer.reasons(),
              // An inverse leg's target is in contracts at the mark: it moves with every mark.
              Double.NaN,
              answer.band(),
              answer.memory())
          .with("r_squared", shown(regression.rSquared()))
          .with("samples", Long.toString(samples))
          .with("slope", shown(slope));
    }

    /**
     * What turns the ratio into units of the group's asset, as a leg's delta is counted: of a leg
     * on the asset its own units; of one on another asset, value over the asset's price.
     */
    private double conversion(SampledSeries series, int leg) {
      double asset = series.level(0);
      double hedge = series.level(leg + 1);
      boolean byValue = definition.kind() == Kind.RETURNS;
      return terms.isCross(leg) ? (byValue ? 1 : hedge / asset) : (byValue ? asset / hedge : 1);
    }

    private HedgeTarget naive(HedgeContext context, String why, long samples) {
      HedgeTarget naive = Naive.target(context.exposure());
      if (basket) {
        // By configured shares: each leg has a target here as well, so that none is left over.
        List<BigDecimal> contracts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
          contracts.add(LegQuantity.of(context, i, naive.delta().multiply(terms.shares().get(i))));
        }
        naive = HedgeTarget.ofLegs(contracts);
      }
      return naive
          .with("samples", Long.toString(samples))
          .because("minimum variance falls back to the naive hedge: " + why);
    }

    private BigDecimal clamped(double ratio) {
      return rounded(ratio).max(least).min(most);
    }

    private static HedgeTarget clampedBecause(HedgeTarget target, double found, BigDecimal used) {
      return rounded(found).compareTo(used) == 0
          ? target
          : target.because("hedge ratio " + shown(found) + " is held at " + plain(used));
    }

    private static BigDecimal rounded(double number) {
      double bounded = Math.max(-1e9, Math.min(1e9, number));
      return new BigDecimal(bounded).setScale(DIGITS, RoundingMode.HALF_EVEN);
    }

    private static String shown(double number) {
      return Double.isNaN(number) ? "unknown" : plain(rounded(number));
    }

    private static String plain(BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
  }
}
