package org.hedgerow.cli.calc;

import java.util.Locale;
import org.hedgerow.engine.pricing.Black76;
import org.hedgerow.engine.pricing.BlackScholes;
import org.hedgerow.engine.pricing.OptionGreeks;
import org.hedgerow.engine.pricing.PutOrCall;
import org.hedgerow.engine.pricing.YearFraction;

/**
 * An option as a line describes it, but for its volatility: on a forward (Black-76), or on a spot
 * price with its carry.
 *
 * @param onForward whether {@code underlying} is a forward
 * @param underlying the forward, or the spot price
 * @param carry b; 0 for a forward
 */
record OptionTerms(
    PutOrCall right,
    boolean onForward,
    double underlying,
    double strike,
    double years,
    double rate,
    double carry) {
  static final String PAGE =
      """
      type (right, option_type)       call or put (C, P)
      forward (F, underlying_price)   of the expiry, in quote units; or
      spot (S) with                   the price today, in quote units, with
        dividend_yield (q)              what it yields, 0 if not given; or
        cost_of_carry (carry_b, b)      rate less yield
      strike (K)                      in the same unit
      time_to_expiry_years (T, time_to_expiry, years, T_years_act365)
                                      or timestamp_ms and expiry_ms: milliseconds since 1970, ACT/365
      rate (r)                        for discounting, 0 if not given; with a forward also
      discount (discount_factor)      exp(-rate T)
      """;

  private static final double MICROS_PER_MILLI = 1000.0;

  /** Reads all fields but volatility and price. */
  static OptionTerms of(Fields in) {
    PutOrCall right = right(in);
    boolean onForward = in.has("forward", "F", "underlying_price");
    if (onForward && in.has("spot", "S")) {
      throw in.wrong("spot", "is given beside forward; expected one of them");
    }
    if (!onForward && !in.has("spot", "S")) {
      throw in.wrong("forward", "missing; expected a number, 0 or more, or spot");
    }
    double underlying =
        onForward
            ? in.notNegative("forward", "F", "underlying_price")
            : in.notNegative("spot", "S");
    double strike = in.notNegative("strike", "K");
    double years = years(in);
    double rate = rate(in, years, onForward);
    double carry = onForward ? 0.0 : carry(in, rate);
    return new OptionTerms(right, onForward, underlying, strike, years, rate, carry);
  }

  static PutOrCall right(Fields in) {
    String[] names = {"type", "right", "option_type", "put_or_call"};
    String word = in.text(names).strip().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "call", "c" -> PutOrCall.CALL;
      case "put", "p" -> PutOrCall.PUT;
      default -> throw in.wrong("type", "'" + word + "'; expected call or put");
    };
  }

  static double years(Fields in) {
    String[] names = {"time_to_expiry_years", "T", "time_to_expiry", "years", "T_years_act365"};
    if (!in.has(names) && in.has("expiry_ms") && in.has("timestamp_ms")) {
      return YearFraction.act365(
          (long) (in.number("timestamp_ms") * MICROS_PER_MILLI),
          (long) (in.number("expiry_ms") * MICROS_PER_MILLI));
    }
    in.skip("timestamp_ms", "expiry_ms");
    return in.notNegative(names);
  }

  static double volatility(Fields in) {
    return in.has("mark_iv_pct", "volatility_pct")
        ? in.notNegative("mark_iv_pct", "volatility_pct") / 100.0
        : in.notNegative("volatility", "vol", "sigma", "iv");
  }

  private static double rate(Fields in, double years, boolean onForward) {
    if (!onForward || !in.has("discount", "discount_factor")) {
      return in.numberOr(0.0, "rate", "r");
    }
    if (in.has("rate", "r")) {
      throw in.wrong("discount", "is given beside rate; expected one of them");
    }
    double discount = in.positive("discount", "discount_factor");
    if (discount != 1.0 && years == 0.0) {
      throw in.wrong("discount", "'" + discount + "'; expected 1 where there is no time left");
    }
    return discount == 1.0 ? 0.0 : -StrictMath.log(discount) / years;
  }

  private static double carry(Fields in, double rate) {
    if (in.has("cost_of_carry", "carry_b", "b")) {
      if (in.has("dividend_yield", "q")) {
        throw in.wrong("cost_of_carry", "is given beside dividend_yield; expected one of them");
      }
      return in.number("cost_of_carry", "carry_b", "b");
    }
    return rate - in.numberOr(0.0, "dividend_yield", "q");
  }

  /** The forward that the option is on. */
  double forward() {
    return onForward || carry == 0.0 ? underlying : underlying * StrictMath.exp(carry * years);
  }

  /** What one unit paid at expiry is worth today. */
  double discount() {
    return rate == 0.0 ? 1.0 : StrictMath.exp(-rate * years);
  }

  /**
   * Value and greeks.
   *
   * @throws IllegalArgumentException where time, rate and volatility together leave the range of
   *     numbers that there are
   */
  OptionGreeks evaluate(double volatility) {
    double extent = forward() + discount() + volatility * StrictMath.sqrt(years);
    if (!(extent <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "time, rate and volatility are too large together: forward "
              + forward()
              + ", discount factor "
              + discount()
              + ", volatility times the root of time "
              + volatility * StrictMath.sqrt(years));
    }
    OptionGreeks greeks = new OptionGreeks();
    if (onForward) {
      Black76.evaluate(right, underlying, strike, years, volatility, rate, greeks);
    } else {
      BlackScholes.evaluate(right, underlying, strike, years, volatility, rate, carry, greeks);
    }
    return greeks;
  }
}
