package org.hedgerow.cli.calc;

import org.hedgerow.engine.pricing.OptionGreeks;
import org.hedgerow.engine.strategy.band.Leland;
import org.hedgerow.engine.strategy.band.NoTradeBand;
import org.hedgerow.engine.strategy.band.WhalleyWilmott;
import org.hedgerow.engine.strategy.band.Zakamouline;

/** How far a hedge may stray. */
final class BandFunction implements CalcFunction {
  private static final String[] COST = {
    "cost_rate", "transaction_cost", "proportional_cost", "lambda", "lam"
  };
  private static final String[] AVERSION = {"risk_aversion", "aversion"};
  private static final String[] GAMMA = {"gamma", "gamma_bs"};
  private static final String[] PRICE = {"spot", "S", "forward", "F", "price"};

  @Override
  public String name() {
    return "band";
  }

  @Override
  public String page() {
    return """
        The no-trade band about the delta that hedges options. Which one: method
          whalley_wilmott   half-width (3/2 exp(-rT) cost S gamma^2 / aversion)^(1/3); the default
          zakamouline       half-width H0 + H1, about the delta at a modified volatility
          leland            no band: the volatility that pays for rebalancing by the clock
        spot (S; or forward, F)         price of the underlying
        delta, gamma (delta_bs, gamma_bs)
                                        of the options, in units of the underlying and per unit of price; or
        type, strike, ... quantity      of an option as for black76, and how many (1 if not given)
        position (side)                 short if not given: options are owed, and the hedge holds delta; long: it holds minus delta
        rate (r), time_to_expiry_years (T, ...), volatility (vol, sigma, iv)
        cost_rate (transaction_cost, proportional_cost, lambda)
                                        fraction of the value traded, one way
        risk_aversion (aversion)        absolute, per unit of money
        held                            the hedge there is, in units of the underlying: also answers what to trade
        For leland: rebalancing_interval_years (dt), and round_trip_cost (k) instead of cost_rate if you like.
        Answers half_width, and where delta is known target (of Zakamouline at the modified volatility, where the option is given),
        lower and upper, which the hedge stays between; h0, h1, modified_volatility; trade where held is given: 0 inside, else to the
        nearer edge.
        """;
  }

  @Override
  public String example() {
    return "{\"method\":\"zakamouline\",\"forward\":5000,\"delta\":0.5,\"gamma\":0.02,\"volatility\":0.2,\"time_to_expiry_years\":0.25,\"cost_rate\":0.0005,\"risk_aversion\":1}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    String method = in.wordOr("whalley_wilmott", "method");
    switch (method) {
      case "whalley_wilmott", "ww" -> whalleyWilmott(in, out);
      case "zakamouline" -> zakamouline(in, out);
      case "leland" -> leland(in, out);
      default ->
          throw in.wrong(
              "method", "'" + method + "'; expected whalley_wilmott, zakamouline or leland");
    }
  }

  /**
   * What the band is for.
   *
   * @param terms of the option; null where delta and gamma were given
   * @param delta of all, NaN where only gamma was given
   * @param gamma of all, of options
   * @param sign of the hedge that they need: 1 where they are owed, -1 where they are held
   */
  private record Position(
      OptionTerms terms, double quantity, double delta, double gamma, double sign) {
    static Position of(Fields in) {
      double sign = isShort(in) ? 1.0 : -1.0;
      if (in.has(GAMMA)) {
        return new Position(
            null, 1.0, in.numberOr(Double.NaN, "delta", "delta_bs"), in.number(GAMMA), sign);
      }
      if (!in.has("type", "right", "option_type", "put_or_call")) {
        throw in.wrong("gamma", "missing; expected a number, or the option with type and strike");
      }
      OptionTerms terms = OptionTerms.of(in);
      double quantity = in.notNegativeOr(1.0, "quantity");
      OptionGreeks greeks = terms.evaluate(OptionTerms.volatility(in));
      return new Position(
          terms, quantity, quantity * greeks.delta(), quantity * greeks.gamma(), sign);
    }

    /** Of the book: negative where options are owed. */
    double bookGamma() {
      return -sign * Math.abs(gamma);
    }
  }

  private static boolean isShort(Fields in) {
    String side = in.wordOr("short", "position", "side");
    if (!"short".equals(side) && !"long".equals(side)) {
      throw in.wrong("position", "'" + side + "'; expected short or long");
    }
    return "short".equals(side);
  }

  private static void whalleyWilmott(Fields in, Answer out) {
    Position position = Position.of(in);
    double years = position.terms() == null ? OptionTerms.years(in) : position.terms().years();
    double rate = in.numberOr(0.0, "rate", "r");
    in.skip("volatility", "vol", "sigma", "iv");
    double half =
        WhalleyWilmott.halfWidth(
            in.positive(PRICE),
            position.gamma(),
            rate,
            years,
            in.notNegative(COST),
            in.positive(AVERSION));
    out.put("half_width", half);
    edges(in, position.sign() * position.delta(), half, out);
  }

  private static void zakamouline(Fields in, Answer out) {
    Position position = Position.of(in);
    OptionTerms terms = position.terms();
    double years = terms == null ? OptionTerms.years(in) : terms.years();
    if (!(years > 0.0)) {
      throw in.wrong("time_to_expiry_years", "'" + years + "'; expected a positive number");
    }
    double volatility = OptionTerms.volatility(in);
    if (!(volatility > 0.0)) {
      throw in.wrong("volatility", "'" + volatility + "'; expected a positive number");
    }
    double price = in.positive(PRICE);
    double rate = in.numberOr(0.0, "rate", "r");
    double cost = in.notNegative(COST);
    double aversion = in.positive(AVERSION);
    double base = Zakamouline.base(price, volatility, years, cost, aversion);
    double half =
        Zakamouline.halfWidth(price, position.gamma(), rate, volatility, years, cost, aversion);
    double modified = Double.NaN;
    String reason = null;
    try {
      modified =
          Zakamouline.modifiedVolatility(
              price, position.bookGamma(), rate, volatility, years, cost, aversion);
    } catch (IllegalArgumentException e) {
      reason = e.getMessage();
    }
    out.put("half_width", half)
        .put("h0", base)
        .put("h1", half - base)
        .put("modified_volatility", modified);
    if (reason != null) {
      out.put("reason", reason);
    }
    double delta =
        terms == null || Double.isNaN(modified)
            ? position.delta()
            : position.quantity() * terms.evaluate(modified).delta();
    edges(in, position.sign() * delta, half, out);
  }

  private static void edges(Fields in, double target, double half, Answer out) {
    if (Double.isNaN(target)) {
      return;
    }
    NoTradeBand band = NoTradeBand.about(target, half);
    out.put("target", target).put("lower", band.lower()).put("upper", band.upper());
    if (in.has("held")) {
      out.put("trade", band.trade(in.number("held")));
    }
  }

  private static void leland(Fields in, Answer out) {
    double volatility = in.positive("volatility", "vol", "sigma", "iv");
    double interval = in.positive("rebalancing_interval_years", "dt", "rebalancing_interval");
    double cost =
        in.has("round_trip_cost", "k")
            ? in.notNegative("round_trip_cost", "k") / 2.0
            : in.notNegative(COST);
    out.put("leland_number", Leland.number(volatility, interval, cost))
        .put(
            "modified_volatility",
            Leland.modifiedVolatility(volatility, interval, cost, isShort(in)));
  }
}
