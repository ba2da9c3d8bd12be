package org.hedgerow.cli.calc;

import org.hedgerow.engine.pricing.CoinSettledOption;
import org.hedgerow.engine.pricing.DeribitGreeks;
import org.hedgerow.engine.pricing.OptionGreeks;

/** Values and greeks of European options. */
final class Black76Function implements CalcFunction {
  @Override
  public String name() {
    return "black76";
  }

  @Override
  public String page() {
    return """
        Value and greeks of a European option: Black (1976) on a forward, Black-Scholes-Merton on a spot price.
        """
        + OptionTerms.PAGE
        + """
        volatility (vol, sigma, iv)     or mark_iv_pct in percent
        Answers price (paid today, quote units), delta, gamma, vega, theta, rho, vanna, volga, charm, speed by
        Haug's conventions: by the forward or the spot price that was given, per year, per 1.00 of volatility and
        rate; rho of a forward leaves the forward alone (-T price), of a spot price moves carry along.
        On a forward also coin_price (undiscounted price / forward), net_transaction_delta (delta of the
        undiscounted option less coin_price) and, where rate is 0, deribit: mark_price in coin, delta, gamma,
        vega a point, theta a day, rho a percent, as that venue prints them.
        Without time or volatility the limits: intrinsic value, a step for delta (0.5 at the strike).
        """;
  }

  @Override
  public String example() {
    return "{\"type\":\"call\",\"forward\":104,\"strike\":100,\"time_to_expiry_years\":0.5,\"volatility\":0.3,\"rate\":0.02}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    OptionTerms terms = OptionTerms.of(in);
    double volatility = OptionTerms.volatility(in);
    put(terms.evaluate(volatility), out);
    if (terms.onForward() && terms.underlying() > 0.0) {
      putCoin(terms, volatility, out);
      if (terms.rate() == 0.0) {
        putDeribit(terms, volatility, out.inside("deribit"));
      }
    }
  }

  private static void put(OptionGreeks greeks, Answer out) {
    out.put("price", greeks.value())
        .put("delta", greeks.delta())
        .put("gamma", greeks.gamma())
        .put("vega", greeks.vega())
        .put("theta", greeks.theta())
        .put("rho", greeks.rho())
        .put("vanna", greeks.vanna())
        .put("volga", greeks.volga())
        .put("charm", greeks.charm())
        .put("speed", greeks.speed());
  }

  private static void putCoin(OptionTerms terms, double volatility, Answer out) {
    OptionTerms undiscounted =
        new OptionTerms(
            terms.right(), true, terms.underlying(), terms.strike(), terms.years(), 0.0, 0.0);
    double value = undiscounted.evaluate(volatility).value();
    double netDelta =
        CoinSettledOption.netTransactionDelta(
            terms.right(), terms.underlying(), terms.strike(), terms.years(), volatility);
    out.put("coin_price", CoinSettledOption.coinPrice(value, terms.underlying()))
        .put("net_transaction_delta", netDelta)
        .put("coin_delta", CoinSettledOption.coinDelta(netDelta, terms.underlying()));
  }

  private static void putDeribit(OptionTerms terms, double volatility, Answer out) {
    DeribitGreeks greeks = new DeribitGreeks();
    greeks.evaluate(terms.right(), terms.underlying(), terms.strike(), terms.years(), volatility);
    out.put("mark_price", greeks.markPrice())
        .put("delta", greeks.delta())
        .put("gamma", greeks.gamma())
        .put("vega", greeks.vega())
        .put("theta", greeks.theta())
        .put("rho", greeks.rho())
        .put("net_transaction_delta", greeks.netTransactionDelta());
  }
}
