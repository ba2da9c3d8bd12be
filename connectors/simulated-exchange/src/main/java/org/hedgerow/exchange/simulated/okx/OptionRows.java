package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.option.Black76;
import org.hedgerow.exchange.simulated.option.OptionTerms;
import org.hedgerow.exchange.simulated.option.Smile;

/** What the venue tells of its options: worth, volatilities and greeks. */
final class OptionRows {
  private static final int DIGITS = 10;
  private static final int CENTS = 2;
  private static final BigDecimal LEVERAGE_MOST = BigDecimal.valueOf(1_000);

  private final Map<String, OptionTerms> options;
  private final Smile smile;

  /**
   * @param options by symbol
   */
  OptionRows(Map<String, OptionTerms> options, Smile smile) {
    this.options = options;
    this.smile = smile;
  }

  /** What an option is worth at its index. */
  Black76 value(Market market, long millis) {
    return value(market, market.index().doubleValue(), millis);
  }

  /** What an option is worth where its underlying's spot is that. */
  Black76 value(Market market, double spot, long millis) {
    return smile.option(options.get(market.instrument.symbol()), spot, millis);
  }

  /**
   * A row of {@code opt-summary}. Greeks named BS are Black and Scholes' in dollars, with theta a
   * day and vega a point; those without are in coin for one coin, adjusted for the premium: delta
   * less the price, gamma times the forward, theta and vega by the forward.
   */
  ObjectNode summary(Market market, long millis) {
    Black76 option = value(market, millis);
    double forward = option.forward();
    double price = option.value() / forward;
    String volatility = number(option.volatility());
    ObjectNode out = OkxText.object();
    out.put("instType", "OPTION").put("instId", market.instrument.symbol());
    out.put("uly", market.instrument.pair()).put("instFamily", market.instrument.pair());
    out.put("delta", number(option.delta() - price));
    out.put("gamma", number(option.gamma() * forward - option.delta() + price));
    out.put("theta", number(option.theta() / forward));
    out.put("vega", number(option.vega() / forward));
    out.put("deltaBS", number(option.delta())).put("gammaBS", number(option.gamma()));
    out.put("thetaBS", number(option.theta())).put("vegaBS", number(option.vega()));
    out.put("realVol", "").put("volLv", volatility);
    out.put("bidVol", volatility).put("askVol", volatility).put("markVol", volatility);
    BigDecimal leverage = price > 0 ? BigDecimal.valueOf(1 / price) : LEVERAGE_MOST;
    out.put(
        "lever", OkxText.plain(leverage.min(LEVERAGE_MOST).setScale(4, RoundingMode.HALF_EVEN)));
    out.put(
        "fwdPx",
        OkxText.plain(BigDecimal.valueOf(forward).setScale(CENTS, RoundingMode.HALF_EVEN)));
    return out.put("ts", Long.toString(millis));
  }

  /** All of a family. */
  ArrayNode summaries(Collection<Market> markets, String family, long millis) {
    ArrayNode data = OkxText.array();
    for (Market market : markets) {
      if (market.instrument.option() && market.instrument.pair().equals(family)) {
        data.add(summary(market, millis));
      }
    }
    return data;
  }

  static String number(double value) {
    return OkxText.plain(BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN));
  }
}
