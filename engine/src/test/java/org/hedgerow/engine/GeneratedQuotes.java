package org.hedgerow.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hedgerow.engine.GeneratedTerms.Measure;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;

/** A market around one price, that drifts and jumps. */
final class GeneratedQuotes {
  private static final Map<String, Integer> BASES =
      Map.of(
          Scenario.INVERSE,
          -3,
          Scenario.SPOT,
          0,
          Scenario.LINEAR,
          2,
          Listed.NEAR,
          5,
          Listed.FAR,
          9);

  private final GeneratedTerms terms;
  private final Random random;
  private final List<Listed> quoted;
  private final Map<String, Double> noise = new HashMap<>();
  private final boolean marks;
  private double price = 50_000;
  private double volatility = 0.5;

  GeneratedQuotes(GeneratedTerms terms, Random random) {
    this.terms = terms;
    this.random = random;
    marks = random.nextInt(4) == 0;
    quoted = terms.listed();
  }

  void jump() {
    price *= 1 + random.nextGaussian() * 0.02;
    volatility = Math.max(0.1, volatility + random.nextGaussian() * 0.05);
  }

  String price() {
    return text(price);
  }

  private static String text(double number) {
    return new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Quotes of all that is quoted, and marks where the venue tells any. */
  List<Object> next(long clockMicros) {
    boolean crossed = random.nextInt(40) == 0;
    boolean wide = random.nextInt(12) == 0;
    price += random.nextInt(9) - 4;
    return quotes(clockMicros, crossed ? -0.1 : wide ? 25 : 0.1);
  }

  /** The same, as it stands. */
  List<Object> still(long clockMicros) {
    return quotes(clockMicros, 0.1);
  }

  private List<Object> quotes(long clockMicros, double half) {
    List<Object> quotes = new ArrayList<>();
    for (Listed one : quoted) {
      if (one.isOver(clockMicros)) {
        continue;
      }
      if (one.isOption()) {
        quotes.add(option(one, clockMicros));
        continue;
      }
      double mid = price + BASES.get(one.name()) + noise(one);
      // On the tick: one decimal.
      double middle = Math.round(mid * 10) / 10.0;
      double side = one.kind() == Listed.Kind.SPOT && half < 1 ? half / 10 : half;
      long shown = one.kind() == Listed.Kind.INVERSE ? 2_000 : 4;
      quotes.add(
          new Quote(
              one.name(),
              Decimals.parse(text(middle - side)),
              Decimals.of(shown),
              Decimals.parse(text(middle + side)),
              Decimals.of(shown),
              null));
      if (marks && one.kind() != Listed.Kind.SPOT) {
        quotes.add(mark(one, middle + random.nextInt(21) - 10));
      }
    }
    return quotes;
  }

  private static Mark mark(Listed one, double price) {
    return Mark.newBuilder()
        .setInstrument(one.name())
        .setPrice(Decimals.parse(text(price)))
        .build();
  }

  /** What moves a hedge and not what it hedges. */
  private double noise(Listed one) {
    return terms.measure() == Measure.VARIANCE && one.kind() != Listed.Kind.SPOT
        ? noise.merge(one.name(), random.nextInt(5) - 2.0, Double::sum)
        : 0;
  }

  private OptionQuote option(Listed one, long clockMicros) {
    double years = BlackByHand.years(one, clockMicros);
    BigDecimal forward = new BigDecimal(text(price));
    double paid = BlackByHand.value(one, forward.doubleValue(), volatility, years);
    BigDecimal mark =
        new BigDecimal(Math.max(0, paid) / forward.doubleValue())
            .setScale(8, RoundingMode.HALF_EVEN);
    BigDecimal two = new BigDecimal("0.0002");
    BigDecimal bid = mark.setScale(4, RoundingMode.DOWN).subtract(two);
    BigDecimal ask = mark.setScale(4, RoundingMode.UP).add(two);
    OptionQuote quote = new OptionQuote();
    quote.setInstrument(one.name());
    if (bid.signum() > 0) {
      quote.setBidPrice(Decimals.of(bid));
      quote.setBidQuantity(Decimals.of(60));
    }
    if (random.nextInt(10) > 0) {
      quote.setAskPrice(Decimals.of(ask));
      quote.setAskQuantity(Decimals.of(60));
    }
    quote.setMarkPrice(Decimals.of(mark));
    quote.setUnderlyingPrice(Decimals.of(forward));
    quote.setMarkVolatility(volatility);
    if (terms.toldDeltas()) {
      double delta = BlackByHand.delta(one, forward.doubleValue(), volatility, years);
      quote.setDelta(Math.round(delta * 1_000) / 1_000.0);
    }
    return quote;
  }
}
