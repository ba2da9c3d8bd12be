package org.hedgerow.engine.strategy.band;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;

/**
 * A band by what trading costs and what risk is worth, {@link WhalleyWilmott}'s or {@link
 * Zakamouline}'s, with the price and the volatility of the group's reference instrument, sampled on
 * the journal's clock. So it moves at samples and not at quotes. Held between a least and a largest
 * fraction of gross exposure, and at the least one as long as volatility is not known.
 *
 * <p>Without gamma the width of Whalley and Wilmott is zero (the least is used), and Zakamouline's
 * is its first part, which is the right one for a book of spot and futures.
 */
final class UtilityBand implements HedgeBand {
  static final String WHALLEY_WILMOTT = "whalley-wilmott";
  static final String ZAKAMOULINE = "zakamouline";
  private static final double YEAR_MICROS = 365 * 86_400e6;
  private static final int DIGITS = 12;

  private final String name;
  private final double aversion;
  private final double cost;
  private final double years;
  private final double rate;
  private final BigDecimal leave;
  private final BigDecimal least;
  private final BigDecimal most;
  private final int samples;
  private final SeriesDefinition returns;

  private UtilityBand(String name, Parameters parameters, BookTerms terms) {
    this.name = name;
    aversion = parameters.positive("risk_aversion", null, "1000000").doubleValue();
    cost = parameters.positive("cost", null, "1").doubleValue();
    years = parameters.micros("horizon", "1d") / YEAR_MICROS;
    rate = parameters.number("rate", "0", "-1", "1").doubleValue();
    leave = parameters.number("leave", "0.8", "0", "1");
    least = parameters.number("least", "0.001", "0", "1");
    most = parameters.positive("most", "0.2", "1000000");
    samples = parameters.whole("minimum_samples", 30, 2, 1_000_000);
    double lambda = parameters.number("lambda", "0.94", "0.000001", "0.999999").doubleValue();
    long interval = parameters.micros("interval", "1m");
    if (most.compareTo(least) < 0) {
      parameters.error("most", most.toPlainString(), "least or more, " + least.toPlainString());
    }
    returns =
        SeriesDefinition.weighted(
            SeriesDefinition.Kind.RETURNS, List.of(terms.reference()), interval, lambda);
  }

  static UtilityBand read(String name, Parameters parameters, BookTerms terms) {
    return new UtilityBand(name, parameters, terms);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<SeriesDefinition> series() {
    return List.of(returns);
  }

  @Override
  public double slope() {
    return most.doubleValue();
  }

  @Override
  public Edges edges(State state) {
    SampledSeries series = state.series(returns);
    double price = series.level(0);
    double sigma =
        StrictMath.sqrt(
            series.covariances().variance(0) * (YEAR_MICROS / returns.intervalMicros()));
    BigDecimal floor = least.multiply(state.gross());
    if (!(price > 0 && sigma > 0) || series.samples() < samples) {
      return edges(
          floor, name + ": no volatility yet (" + series.samples() + " samples), the least width");
    }
    double width =
        name.equals(WHALLEY_WILMOTT)
            ? WhalleyWilmott.halfWidth(price, state.gamma(), rate, years, cost, aversion)
            : Zakamouline.halfWidth(price, state.gamma(), rate, sigma, years, cost, aversion);
    // Beyond this a decimal makes no sense; the cap below is far under it.
    BigDecimal half =
        new BigDecimal(Math.min(width, 1e15)).setScale(DIGITS, RoundingMode.HALF_EVEN);
    BigDecimal cap = most.multiply(state.gross());
    String why =
        name
            + ": half width "
            + shown(half)
            + " at price "
            + price
            + ", volatility "
            + shown(sigma);
    if (half.compareTo(floor) < 0) {
      return edges(floor, why + ", raised to the least");
    }
    return half.compareTo(cap) > 0 ? edges(cap, why + ", cut to the most") : edges(half, why);
  }

  private Edges edges(BigDecimal enter, String why) {
    return new Edges(enter, enter.multiply(leave), why);
  }

  private static String shown(double number) {
    return shown(new BigDecimal(number));
  }

  private static String shown(BigDecimal number) {
    return number.setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
  }
}
