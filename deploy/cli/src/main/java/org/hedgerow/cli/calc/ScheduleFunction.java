package org.hedgerow.cli.calc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.execution.AlmgrenChriss;
import org.hedgerow.engine.execution.TimeWeighted;

/** How a quantity is spread over time. */
final class ScheduleFunction implements CalcFunction {
  private static final String[] QUANTITY = {"quantity", "total", "X"};
  private static final String[] LOT = {"lot", "lot_size"};

  @Override
  public String name() {
    return "schedule";
  }

  @Override
  public String page() {
    return """
        How a quantity is spread over time. Which one: method
          twap              equal slices of whole lots; if slices are given
          almgren_chriss    least expected cost plus risk_aversion times variance (2000, without drift); otherwise
        quantity (total, X)             what is to be traded
        slices                          of twap: how many; intervals (N) of almgren_chriss
        lot (lot_size)                  the smallest step; of almgren_chriss optional
        horizon (T_days, T)             in days, or any unit that the others share
        volatility_per_day (daily_sigma, sigma)
                                        absolute, price units per root day; or annual_volatility (annual_vol), spot (S0)
                                        and trading_days
        fixed_cost (epsilon)            half the spread and fees, price units; 0 if not given
        temporary_impact (eta)          price units per (quantity per day)
        permanent_impact (gamma)        price units per quantity; 0 if not given
        risk_aversion (lambda, lam)     per unit of money
        Answers of twap quantities (exact), base_lots, slices_with_extra_lot, remainder (less than a lot, in no slice); of
        almgren_chriss holdings (after each trade, first the whole), trades, kappa, kappa_tilde, half_life (1 / kappa), expected_cost,
        variance, permanent_costs, temporary_costs, variances (of each interval), expected_cost_per_unit, variance_per_unit,
        penalty_per_unit (cost plus risk_aversion times variance, over the quantity), and with a lot quantities (exact, adding up).
        """;
  }

  @Override
  public String example() {
    return "{\"X\":1000000,\"T_days\":5,\"N\":5,\"daily_sigma\":0.95,\"epsilon\":0.0625,\"eta\":2.5e-6,\"gamma\":2.5e-7,\"lam\":1e-6}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    String method = in.wordOr(in.has("slices") ? "twap" : "almgren_chriss", "method");
    switch (method) {
      case "twap" -> twap(in, out);
      case "almgren_chriss" -> almgrenChriss(in, out);
      default -> throw in.wrong("method", "'" + method + "'; expected almgren_chriss or twap");
    }
  }

  private static void twap(Fields in, Answer out) {
    BigDecimal quantity = in.decimal(QUANTITY);
    BigDecimal lot = in.positiveDecimal(LOT);
    int slices = in.count(1, "slices", "intervals", "N");
    BigDecimal[] quantities = TimeWeighted.slices(quantity, slices, lot);
    BigDecimal least = null;
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal each : quantities) {
      sum = sum.add(each);
      least = least == null ? each.abs() : least.min(each.abs());
    }
    long extra = 0;
    for (BigDecimal each : quantities) {
      extra += each.abs().compareTo(least) > 0 ? 1 : 0;
    }
    out.put("quantities", List.of(quantities))
        .put("base_lots", least.divideToIntegralValue(lot))
        .put("slices_with_extra_lot", extra)
        .put("sum", sum)
        .put("remainder", quantity.subtract(sum));
  }

  private static void almgrenChriss(Fields in, Answer out) {
    double quantity = in.number(QUANTITY);
    double aversion = in.notNegative("risk_aversion", "lambda", "lam");
    AlmgrenChriss.Model model =
        new AlmgrenChriss.Model(
            volatility(in),
            in.notNegativeOr(0.0, "permanent_impact", "gamma"),
            in.positive("temporary_impact", "eta"),
            in.notNegativeOr(0.0, "fixed_cost", "epsilon"),
            aversion);
    AlmgrenChriss plan =
        new AlmgrenChriss(
            model, quantity, in.positive("horizon", "T_days", "T"), in.count(1, "intervals", "N"));
    double[] trades = plan.trades();
    out.put("holdings", plan.holdings())
        .put("trades", trades)
        .put("kappa", plan.kappa())
        .put("kappa_tilde", plan.kappaTilde())
        .put("half_life", plan.halfLife())
        .put("expected_cost", plan.expectedCost())
        .put("variance", plan.variance())
        .put("permanent_costs", plan.permanentCosts())
        .put("temporary_costs", plan.temporaryCosts())
        .put("variances", plan.variances());
    double size = Math.abs(quantity);
    out.put("expected_cost_per_unit", plan.expectedCost() / size)
        .put("variance_per_unit", plan.variance() / size / size)
        .put("penalty_per_unit", (plan.expectedCost() + aversion * plan.variance()) / size);
    if (in.has(LOT)) {
      out.put("quantities", whole(plan.holdings(), in.decimal(QUANTITY), in.positiveDecimal(LOT)));
    }
  }

  private static double volatility(Fields in) {
    if (in.has("volatility_per_day", "daily_sigma", "sigma")) {
      in.skip("annual_volatility", "annual_vol", "spot", "S0", "trading_days");
      return in.notNegative("volatility_per_day", "daily_sigma", "sigma");
    }
    if (!in.has("annual_volatility", "annual_vol")) {
      throw in.wrong(
          "volatility_per_day", "missing; expected a number, 0 or more, or annual_volatility");
    }
    return in.notNegative("annual_volatility", "annual_vol")
        * in.positive("spot", "S0")
        / StrictMath.sqrt(in.positive("trading_days"));
  }

  /** What is held is rounded to lots, and the trades are what lies between: they add up. */
  private static List<BigDecimal> whole(double[] holdings, BigDecimal quantity, BigDecimal lot) {
    List<BigDecimal> quantities = new ArrayList<>();
    BigDecimal before = quantity;
    for (int j = 1; j < holdings.length; j++) {
      BigDecimal now =
          j == holdings.length - 1
              ? quantity.remainder(lot)
              : new BigDecimal(holdings[j])
                  .subtract(quantity.remainder(lot))
                  .divide(lot, 0, RoundingMode.HALF_EVEN)
                  .multiply(lot)
                  .add(quantity.remainder(lot));
      quantities.add(before.subtract(now));
      before = now;
    }
    return quantities;
  }
}
