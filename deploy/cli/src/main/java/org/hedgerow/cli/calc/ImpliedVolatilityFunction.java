package org.hedgerow.cli.calc;

import org.hedgerow.engine.pricing.ImpliedVolatility;
import org.hedgerow.engine.pricing.PutOrCall;

/** The volatility that a price stands for. */
final class ImpliedVolatilityFunction implements CalcFunction {
  @Override
  public String name() {
    return "implied-volatility";
  }

  @Override
  public String page() {
    return """
        The volatility at which Black's formula gives a price, to the digits that the price allows.
        """
        + OptionTerms.PAGE
        + """
        price                           paid today, in quote units; or
        coin_price (mark_price)         in coin, of a forward
        Answers implied_volatility, and vega at it (quote units per 1.00). Where no volatility belongs to the
        price - at or below the intrinsic value, at or above the bound (forward for a call, strike for a put,
        discounted), no time left - implied_volatility is null, and reason says so.
        """;
  }

  @Override
  public String example() {
    return "{\"type\":\"put\",\"forward\":60000,\"strike\":50000,\"time_to_expiry_years\":0.1,\"coin_price\":0.012}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    OptionTerms terms = OptionTerms.of(in);
    double forward = terms.forward();
    if (!(forward > 0.0)) {
      throw in.wrong("forward", "'" + forward + "'; expected a positive number");
    }
    if (!(terms.strike() > 0.0)) {
      throw in.wrong("strike", "'" + terms.strike() + "'; expected a positive number");
    }
    double undiscounted =
        in.has("coin_price", "mark_price")
            ? in.number("coin_price", "mark_price") * forward
            : in.number("price") / terms.discount();
    double volatility =
        ImpliedVolatility.of(terms.right(), undiscounted, forward, terms.strike(), terms.years());
    out.put("implied_volatility", volatility);
    if (Double.isNaN(volatility)) {
      out.put("reason", reason(terms, undiscounted, forward));
    } else {
      out.put("vega", terms.evaluate(volatility).vega());
    }
  }

  private static String reason(OptionTerms terms, double price, double forward) {
    double bound = terms.right() == PutOrCall.CALL ? forward : terms.strike();
    if (terms.years() == 0.0) {
      return "no time is left";
    }
    return price >= bound
        ? "the price is at or above its bound, " + bound * terms.discount()
        : "the price is at or below the intrinsic value, "
            + terms.right().intrinsic(forward, terms.strike()) * terms.discount();
  }
}
