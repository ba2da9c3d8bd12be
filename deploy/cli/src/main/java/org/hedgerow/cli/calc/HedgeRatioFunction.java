package org.hedgerow.cli.calc;

import java.util.Arrays;
import org.hedgerow.engine.statistics.Covariances;
import org.hedgerow.engine.statistics.EwmaCovariance;
import org.hedgerow.engine.statistics.HedgeRatio;
import org.hedgerow.engine.statistics.JointMoments;
import org.hedgerow.engine.statistics.LeastSquares;

/** Minimum-variance hedge ratios. */
final class HedgeRatioFunction implements CalcFunction {
  private static final String[] SPOT = {"spot_changes", "spot_returns", "y", "spot"};
  private static final String[] HEDGE = {
    "hedge_changes", "hedge_returns", "futures_changes", "x", "hedge", "futures"
  };

  @Override
  public String name() {
    return "hedge-ratio";
  }

  @Override
  public String page() {
    return """
        The minimum-variance hedge ratio h* = Cov(dS, dF) / Var(dF) (Hull, chapter 3), or of several hedges.
        spot_changes (spot_returns, y)  of what is hedged; hedge_changes (hedge_returns, futures_changes, x) of the
                                        hedge, or rows of those of several; or
        spot_prices, hedge_prices       with changes: log, simple or difference (log if not given); or
        correlation, volatility_spot, volatility_hedge
        lambda                          exponential weights (RiskMetrics, means taken as 0) instead of equal ones
        intercept                       whether there is one, true if not given
        degree                          of a polynomial in the hedge's changes, 1 if not given
        value_spot, value_hedge         (position, contract_size) also answers contracts = ratio value_spot / value_hedge
        Answers hedge_ratio (units of the hedge to sell for a unit held), r_squared, correlation, intercept, samples,
        and from least squares, with refined QR: coefficients (intercept first), standard_errors,
        residual_standard_deviation. Where the hedge did not vary, or there are too few samples, the ratio is null, and
        reason says so.
        """;
  }

  @Override
  public String example() {
    return "{\"spot_changes\":[0.029,0.02,-0.044,0.008,0.026],\"hedge_changes\":[0.021,0.035,-0.046,0.001,0.044]}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    if (in.has("correlation")) {
      ofMoments(in, out);
      return;
    }
    double[] spot = spot(in);
    double[][] hedges = hedges(in);
    if (spot.length != hedges.length) {
      throw in.wrong(
          "hedge_changes", hedges.length + " of them; expected " + spot.length + " as of the spot");
    }
    if (spot.length == 0) {
      throw in.wrong("spot_changes", "none; expected one at least");
    }
    Fields model = in.has("model") ? in.object("model") : in;
    model.skip("kind");
    boolean intercept = model.flagOr(true, "intercept");
    int degree = model.has("degree") ? model.count(1, "degree") : 1;
    if (degree > spot.length) {
      throw model.wrong("degree", "'" + degree + "'; expected no more than there are changes");
    }
    boolean several = hedges[0].length > 1;
    double[][] regressors = several ? hedges : powers(hedges, degree);
    if (regressors[0].length == 1) {
      one(in, spot, hedges, intercept, out);
    }
    if (!in.has("lambda", "lam")) {
      fit(spot, regressors, intercept, out);
    }
  }

  private static void ofMoments(Fields in, Answer out) {
    double correlation = in.number("correlation", "rho");
    if (Math.abs(correlation) > 1.0) {
      throw in.wrong("correlation", "'" + correlation + "'; expected -1 to 1");
    }
    double ratio =
        correlation
            * in.notNegative("volatility_spot", "sigma_spot", "sigma_s")
            / in.positive("volatility_hedge", "sigma_hedge", "sigma_f");
    out.put("hedge_ratio", ratio).put("r_squared", correlation * correlation);
    contracts(in, ratio, out);
  }

  private static void one(
      Fields in, double[] spot, double[][] hedge, boolean intercept, Answer out) {
    Covariances covariances;
    HedgeRatio ratio;
    if (in.has("lambda", "lam")) {
      EwmaCovariance weighted = new EwmaCovariance(2, in.probability("lambda", "lam"));
      for (int i = 0; i < spot.length; i++) {
        weighted.add(spot[i], hedge[i][0]);
      }
      covariances = weighted;
      ratio = covariances.hedgeRatio(0, 1);
    } else {
      JointMoments equal = new JointMoments(2);
      for (int i = 0; i < spot.length; i++) {
        equal.add(spot[i], hedge[i][0]);
      }
      covariances = equal;
      ratio =
          intercept
              ? covariances.hedgeRatio(0, 1)
              : new HedgeRatio(
                  covariances.slopeThroughOrigin(0, 1), covariances.rSquared(0, 1), spot.length);
    }
    out.put("hedge_ratio", ratio.ratio())
        .put("r_squared", ratio.rSquared())
        .put("correlation", covariances.correlation(0, 1))
        .put("samples", ratio.samples());
    if (intercept && !in.has("lambda", "lam")) {
      out.put("intercept", covariances.intercept(0, 1));
    }
    if (Double.isNaN(ratio.ratio())) {
      out.put(
          "reason",
          spot.length < 2 ? "one sample has no variance" : "the hedge's changes do not vary");
    }
    contracts(in, ratio.ratio(), out);
  }

  private static void contracts(Fields in, double ratio, Answer out) {
    if (in.has("value_spot", "position")) {
      out.put(
          "contracts",
          ratio
              * in.number("value_spot", "position")
              / in.positive("value_hedge", "contract_size"));
    }
  }

  private static void fit(double[] spot, double[][] regressors, boolean intercept, Answer out) {
    LeastSquares fit;
    try {
      fit =
          LeastSquares.fit(
              spot,
              regressors,
              intercept ? LeastSquares.Intercept.FITTED : LeastSquares.Intercept.NONE);
    } catch (IllegalArgumentException e) {
      // What the moments could say has been said.
      if (!out.json().has("hedge_ratio")) {
        out.put("hedge_ratio", Double.NaN);
      }
      out.put("reason", out.json().path("reason").asText(e.getMessage()));
      return;
    }
    double[] coefficients = fit.coefficients();
    int first = intercept ? 1 : 0;
    if (regressors[0].length > 1) {
      out.put("hedge_ratios", Arrays.copyOfRange(coefficients, first, coefficients.length));
    }
    out.put("coefficients", coefficients)
        .put("standard_errors", fit.standardErrors())
        .put("residual_standard_deviation", fit.residualStandardDeviation());
    // With the sums about 0 where there is no intercept, and of all hedges together.
    out.put("r_squared", fit.rSquared()).put("samples", fit.samples());
  }

  private static double[] spot(Fields in) {
    if (in.has(SPOT)) {
      return in.numbers(SPOT);
    }
    return in.has("spot_prices") ? changes(in, "spot_prices") : in.numbers(SPOT);
  }

  private static double[][] hedges(Fields in) {
    if (in.has(HEDGE) || !in.has("hedge_prices", "futures_prices")) {
      return in.rows(HEDGE);
    }
    double[] changes = changes(in, in.has("hedge_prices") ? "hedge_prices" : "futures_prices");
    double[][] rows = new double[changes.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {changes[i]};
    }
    return rows;
  }

  private static double[] changes(Fields in, String name) {
    double[] prices = in.numbers(name);
    String kind = in.wordOr("log", "changes");
    double[] changes = new double[Math.max(0, prices.length - 1)];
    for (int i = 0; i < changes.length; i++) {
      double before = prices[i];
      double now = prices[i + 1];
      if (!"difference".equals(kind) && !(before > 0.0 && now > 0.0)) {
        throw in.wrong(name, "a price is not positive; " + kind + " changes need positive ones");
      }
      changes[i] =
          switch (kind) {
            case "log" -> StrictMath.log(now / before);
            case "simple" -> now / before - 1.0;
            case "difference" -> now - before;
            default ->
                throw in.wrong("changes", "'" + kind + "'; expected log, simple or difference");
          };
    }
    return changes;
  }

  private static double[][] powers(double[][] hedge, int degree) {
    double[][] rows = new double[hedge.length][degree];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = hedge[i][0];
      for (int power = 1; power < degree; power++) {
        rows[i][power] = rows[i][power - 1] * hedge[i][0];
      }
    }
    return rows;
  }
}
