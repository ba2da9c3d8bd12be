package org.hedgerow.cli.calc;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.hedging.ListedOption;
import org.hedgerow.engine.hedging.OptionHorizon;
import org.hedgerow.engine.hedging.ProtectivePut;
import org.hedgerow.engine.pricing.PutOrCall;

/** Which put protects a position. */
final class PutFunction implements CalcFunction {
  @Override
  public String name() {
    return "put";
  }

  @Override
  public String page() {
    return """
        The protective put: which strike and expiry, how many, what it costs, when to roll.
        """
        + OptionMarket.PAGE
        + """
        budget                          instead of a level: money for the whole premium; the highest strike that it buys
        Answers instrument, strike, contracts = ceil(exposure / size) in lots, premium (of all), premium_per_unit, floor (strike
        less premium_per_unit: the least that a unit brings), and of listed options days_to_expiry, days_to_roll, with now_ms expiry_ms, roll_ms.
        A level takes the lowest strike not below it. Where nothing listed will do, strike is null, and reason says so.
        """;
  }

  @Override
  public String example() {
    return "{\"exposure\":2.5,\"spot\":60000,\"protection_level\":0.9,\"horizon_days\":30,\"roll_before_days\":5,\"options\":[{\"instrument\":\"A\",\"type\":\"put\",\"strike\":54000,\"days_to_expiry\":35,\"ask\":900},{\"instrument\":\"B\",\"type\":\"put\",\"strike\":56000,\"days_to_expiry\":35,\"ask\":1400}]}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    BigDecimal exposure = OptionMarket.exposure(in);
    if (!OptionMarket.hasLevel(in) && !in.has("budget")) {
      throw in.wrong("protection_level", "missing; expected a share of spot, or floor, or budget");
    }
    if (in.has("options")) {
      Optional<ProtectivePut> choice = listed(in, exposure);
      if (choice.isEmpty()) {
        out.put("strike", (BigDecimal) null).put("reason", reason(in));
      } else {
        put(choice.get(), OptionMarket.horizon(in), out);
      }
    } else {
      modelled(in, exposure, out);
    }
  }

  /** The put that the line asks for. */
  static Optional<ProtectivePut> listed(Fields in, BigDecimal exposure) {
    List<ListedOption> options = OptionMarket.listed(in);
    OptionHorizon horizon = OptionMarket.horizon(in);
    in.skip("spot", "S");
    return OptionMarket.hasLevel(in)
        ? ProtectivePut.atLevel(options, exposure, OptionMarket.level(in), horizon)
        : ProtectivePut.withinBudget(options, exposure, in.notNegativeDecimal("budget"), horizon);
  }

  static String reason(Fields in) {
    return OptionMarket.hasLevel(in)
        ? "no put of the first expiry after the horizon is offered at or above "
            + OptionMarket.level(in).toPlainString()
        : "no put of the first expiry after the horizon is offered within the budget";
  }

  /** Tells of a put that is listed. */
  static void put(ProtectivePut choice, OptionHorizon horizon, Answer out) {
    if (choice.put().instrument() != null) {
      out.put("instrument", choice.put().instrument());
    }
    out.put("strike", choice.put().strike())
        .put("contracts", choice.contracts())
        .put("premium", choice.premium())
        .put("premium_per_unit", choice.put().ask())
        .put("floor", choice.floor())
        .put("days_to_expiry", OptionMarket.daysTo(choice.put().expiryMicros(), horizon))
        .put("days_to_roll", OptionMarket.daysTo(choice.rollMicros(), horizon));
    if (horizon.nowMicros() != 0L) {
      out.put("expiry_ms", choice.put().expiryMicros() / 1000L)
          .put("roll_ms", choice.rollMicros() / 1000L);
    }
  }

  private static void modelled(Fields in, BigDecimal exposure, Answer out) {
    OptionMarket.Model model = OptionMarket.Model.of(in, exposure);
    double strike;
    double premium;
    if (OptionMarket.hasLevel(in)) {
      strike = OptionMarket.level(in).doubleValue();
      premium = model.value(PutOrCall.PUT, strike);
    } else {
      premium = in.notNegative("budget") / model.units();
      strike = model.strikeFor(PutOrCall.PUT, premium);
    }
    out.put("strike", strike)
        .put("contracts", model.contracts())
        .put("premium", premium * model.units())
        .put("premium_per_unit", premium)
        .put("floor", strike - premium);
  }
}
