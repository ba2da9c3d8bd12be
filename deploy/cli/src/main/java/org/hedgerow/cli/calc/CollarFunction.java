package org.hedgerow.cli.calc;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.hedging.Collar;
import org.hedgerow.engine.hedging.ProtectivePut;
import org.hedgerow.engine.pricing.PutOrCall;

/** Which call pays for the put that protects a position. */
final class CollarFunction implements CalcFunction {
  @Override
  public String name() {
    return "collar";
  }

  @Override
  public String page() {
    return """
        The collar: a protective put that a call sold pays for.
        """
        + OptionMarket.PAGE
        + """
        budget                          what both may cost together; 0 if not given: a zero-cost collar
        Answers put (as of put), call (instrument, strike, bid), contracts, net_premium (negative: earned), put_strike,
        call_strike. Of the calls above the put's strike the highest that leaves no more than the budget to pay; where the budget covers the put
        alone, no call is sold (call_strike "Infinity"). Where no call pays enough, call_strike is null, and reason says so.
        By Black's formula the call is worth the put less the budget, to the last digits.
        """;
  }

  @Override
  public String example() {
    return "{\"exposure\":1,\"forward\":60000,\"floor\":54000,\"time_to_expiry_years\":0.25,\"volatility\":0.6}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    BigDecimal exposure = OptionMarket.exposure(in);
    BigDecimal budget = in.decimalOr(BigDecimal.ZERO, "budget");
    if (!OptionMarket.hasLevel(in)) {
      throw in.wrong("protection_level", "missing; expected a share of spot, or floor");
    }
    if (in.has("options")) {
      listed(in, exposure, budget, out);
    } else {
      modelled(in, exposure, budget.doubleValue(), out);
    }
  }

  private static void listed(Fields in, BigDecimal exposure, BigDecimal budget, Answer out) {
    Optional<ProtectivePut> put = PutFunction.listed(in, exposure);
    if (put.isEmpty()) {
      out.put("put_strike", (BigDecimal) null)
          .put("call_strike", (BigDecimal) null)
          .put("reason", PutFunction.reason(in));
      return;
    }
    PutFunction.put(put.get(), OptionMarket.horizon(in), out.inside("put"));
    out.put("put_strike", put.get().put().strike()).put("contracts", put.get().contracts());
    Optional<Collar> collar = Collar.of(OptionMarket.listed(in), put.get(), budget);
    if (collar.isEmpty()) {
      out.put("call_strike", (BigDecimal) null)
          .put("reason", "no call of that expiry above the put's strike pays enough");
    } else if (collar.get().call() == null) {
      out.put("call_strike", Double.POSITIVE_INFINITY)
          .put("net_premium", collar.get().netPremium())
          .put("reason", "the budget covers the put alone");
    } else {
      Answer call = out.inside("call");
      if (collar.get().call().instrument() != null) {
        call.put("instrument", collar.get().call().instrument());
      }
      call.put("strike", collar.get().call().strike()).put("bid", collar.get().call().bid());
      out.put("call_strike", collar.get().call().strike())
          .put("net_premium", collar.get().netPremium());
    }
  }

  private static void modelled(Fields in, BigDecimal exposure, double budget, Answer out) {
    OptionMarket.Model model = OptionMarket.Model.of(in, exposure);
    double putStrike = OptionMarket.level(in).doubleValue();
    double put = model.value(PutOrCall.PUT, putStrike);
    double wanted = put - budget / model.units();
    out.put("put_strike", putStrike)
        .put("put_premium_per_unit", put)
        .put("contracts", model.contracts());
    if (wanted <= 0.0) {
      out.put("call_strike", Double.POSITIVE_INFINITY)
          .put("net_premium", put * model.units())
          .put("reason", "the budget covers the put alone");
      return;
    }
    double callStrike = model.strikeFor(PutOrCall.CALL, wanted);
    if (!(callStrike > putStrike)) {
      out.put("call_strike", Double.NaN)
          .put("reason", "no call above the put's strike is worth " + wanted);
      return;
    }
    double call = model.value(PutOrCall.CALL, callStrike);
    out.put("call_strike", callStrike)
        .put("call_premium_per_unit", call)
        .put("net_premium", (put - call) * model.units());
  }
}
