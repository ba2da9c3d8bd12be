package org.hedgerow.cli.calc;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hedgerow.engine.hedging.ListedOption;
import org.hedgerow.engine.hedging.OptionHorizon;
import org.hedgerow.engine.hedging.StrikeForPremium;
import org.hedgerow.engine.pricing.Black76;
import org.hedgerow.engine.pricing.PutOrCall;
import org.hedgerow.engine.pricing.VolatilitySmile;

/** What {@code put} and {@code collar} choose from: listed options, or a model of any strike. */
final class OptionMarket {
  static final String PAGE =
      """
      exposure (quantity)             units of the underlying held, positive
      spot (S)                        price today; what protection_level is a share of
      protection_level                strike over spot wanted at least: 0.9; or floor (put_strike), a price
      From listed options:
      options                         a list of {instrument, type, strike, expiry_ms or days_to_expiry, size (1), lot (1), bid,
                                      ask}: prices in quote units for a unit of the underlying, or with
      premium_currency                coin: in coin, times spot
      now_ms, horizon_days, roll_before_days (0)
                                      the expiry is the first at or after now + horizon; expiries in days need no now_ms
      Or by Black's formula at any strike, where there are no options:
      forward (F), or spot with dividend_yield (q)
      time_to_expiry_years (T), or horizon_days; rate (r), 0 if not given; size (1), lot (1)
      volatility (vol), or a smile: strikes and volatilities
      """;

  private static final double MICROS_PER_DAY = 86_400e6;
  private static final double MICROS_PER_MILLI = 1000.0;

  private OptionMarket() {}

  /** Units of the underlying that are held. */
  static BigDecimal exposure(Fields in) {
    return in.positiveDecimal("exposure", "quantity");
  }

  /** Whether the line says what level to protect. */
  static boolean hasLevel(Fields in) {
    return in.has("floor", "put_strike", "protection_level");
  }

  /** The strike that is wanted at least. */
  static BigDecimal level(Fields in) {
    if (in.has("floor", "put_strike")) {
      return in.positiveDecimal("floor", "put_strike");
    }
    return in.positiveDecimal("protection_level").multiply(in.positiveDecimal("spot", "S"));
  }

  /** When the protection starts and how long it is wanted. */
  static OptionHorizon horizon(Fields in) {
    long now = in.has("now_ms") ? micros(in.number("now_ms")) : 0L;
    return new OptionHorizon(
        now,
        days(in.notNegativeOr(0.0, "horizon_days")),
        days(in.notNegativeOr(0.0, "roll_before_days")));
  }

  private static long micros(double millis) {
    return Math.round(millis * MICROS_PER_MILLI);
  }

  private static long days(double days) {
    return Math.round(days * MICROS_PER_DAY);
  }

  /** The options that are listed. */
  static List<ListedOption> listed(Fields in) {
    boolean coin = "coin".equals(in.wordOr("quote", "premium_currency"));
    BigDecimal unit = coin ? in.positiveDecimal("spot", "S") : BigDecimal.ONE;
    long now = horizon(in).nowMicros();
    List<ListedOption> options = new ArrayList<>();
    for (Fields row : in.objects("options")) {
      long expiry;
      if (row.has("expiry_ms")) {
        if (!in.has("now_ms")) {
          throw in.wrong("now_ms", "missing; expected milliseconds since 1970, as of expiry_ms");
        }
        expiry = micros(row.number("expiry_ms"));
      } else {
        expiry = now + days(row.notNegative("days_to_expiry"));
      }
      options.add(
          new ListedOption(
              row.has("instrument") ? row.text("instrument") : null,
              OptionTerms.right(row),
              row.positiveDecimal("strike", "K"),
              expiry,
              row.has("size", "contract_size")
                  ? row.positiveDecimal("size", "contract_size")
                  : BigDecimal.ONE,
              row.has("lot") ? row.positiveDecimal("lot") : BigDecimal.ONE,
              row.has("bid") ? row.notNegativeDecimal("bid").multiply(unit) : null,
              row.has("ask") ? row.notNegativeDecimal("ask").multiply(unit) : null));
    }
    return options;
  }

  /** Days from now. */
  static double daysTo(long micros, OptionHorizon horizon) {
    return (micros - horizon.nowMicros()) / MICROS_PER_DAY;
  }

  /**
   * Options of one expiry at any strike.
   *
   * @param contracts that cover the exposure
   * @param size units of the underlying in each
   */
  record Model(
      double forward,
      double years,
      double rate,
      DoubleUnaryOperator volatility,
      BigDecimal contracts,
      BigDecimal size) {

    static Model of(Fields in, BigDecimal exposure) {
      double years =
          in.has("time_to_expiry_years", "T", "time_to_expiry", "years")
              ? in.positive("time_to_expiry_years", "T", "time_to_expiry", "years")
              : in.positive("horizon_days") / 365.0;
      double rate = in.numberOr(0.0, "rate", "r");
      double forward =
          in.has("forward", "F")
              ? in.positive("forward", "F")
              : in.positive("spot", "S")
                  * StrictMath.exp((rate - in.numberOr(0.0, "dividend_yield", "q")) * years);
      BigDecimal size =
          in.has("size", "contract_size")
              ? in.positiveDecimal("size", "contract_size")
              : BigDecimal.ONE;
      BigDecimal lot = in.has("lot") ? in.positiveDecimal("lot") : BigDecimal.ONE;
      ListedOption any =
          new ListedOption(null, PutOrCall.PUT, BigDecimal.ONE, 0L, size, lot, null, null);
      return new Model(
          forward, years, rate, volatility(in, forward, years), any.contractsFor(exposure), size);
    }

    private static DoubleUnaryOperator volatility(Fields in, double forward, double years) {
      if (in.has("strikes") || in.has("volatilities")) {
        VolatilitySmile smile =
            new VolatilitySmile(
                forward, years, in.numbers("strikes"), in.numbers("volatilities", "vols"));
        // No strike of 0 has a logarithm; nothing is optional there.
        return strike -> strike > 0.0 ? smile.volatility(strike) : 0.0;
      }
      double volatility = in.notNegative("volatility", "vol", "sigma");
      return strike -> volatility;
    }

    double value(PutOrCall right, double strike) {
      return Black76.value(right, forward, strike, years, volatility.applyAsDouble(strike), rate);
    }

    double strikeFor(PutOrCall right, double premium) {
      return StrikeForPremium.of(right, premium, forward, years, rate, volatility);
    }

    /** Units of the underlying that the contracts are on. */
    double units() {
      return contracts.multiply(size, MathContext.DECIMAL128).doubleValue();
    }
  }
}
