package org.hedgerow.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of a holding by which a hedge takes most of its variance away, Cov(dS, dF) / Var(dF)
 * (Hull, chapter 3), from prices sampled on the clock, summed up anew each time.
 */
final class MovesByHand {
  private final GeneratedTerms terms;
  private final ToldMarket market;
  private final List<double[]> samples = new ArrayList<>();
  private double[] levels;
  private long period;
  private long taken;

  MovesByHand(GeneratedTerms terms, ToldMarket market) {
    this.terms = terms;
    this.market = market;
  }

  void ticked(long staleMillis) {
    long now = market.clock / GeneratedTerms.SAMPLE_MICROS;
    if (now <= period) {
      return;
    }
    double[] last = now == period + 1 ? levels : null;
    levels = levels(staleMillis * 1_000);
    period = now;
    if (levels != null && last != null) {
      samples.add(new double[] {levels[0] - last[0], levels[1] - last[1]});
      taken++;
      if (samples.size() > GeneratedTerms.WINDOW) {
        samples.remove(0);
      }
    }
  }

  /** Of the reference and of the legs in their shares; null where one is old or crossed. */
  private double[] levels(long staleMicros) {
    double legs = 0;
    for (String leg : terms.legs()) {
      double share = terms.legs().size() == 1 ? 1 : leg.equals(Scenario.LINEAR) ? 0.7 : 0.3;
      legs += share * level(leg, staleMicros);
    }
    double reference = level(Scenario.SPOT, staleMicros);
    return Double.isNaN(legs + reference) ? null : new double[] {reference, legs};
  }

  private double level(String instrument, long staleMicros) {
    return market.knows(instrument)
            && market.age(instrument) <= staleMicros
            && market.bid(instrument).compareTo(market.ask(instrument)) <= 0
        ? market.mid(instrument).doubleValue()
        : Double.NaN;
  }

  /** One where too little is known, or both hardly move together. */
  BigDecimal ratio() {
    if (taken < GeneratedTerms.LEAST_SAMPLES || levels == null) {
      return BigDecimal.ONE;
    }
    double ownMean = samples.stream().mapToDouble(one -> one[0]).average().orElseThrow();
    double legMean = samples.stream().mapToDouble(one -> one[1]).average().orElseThrow();
    double own = 0;
    double both = 0;
    double leg = 0;
    for (double[] one : samples) {
      own += (one[0] - ownMean) * (one[0] - ownMean);
      both += (one[0] - ownMean) * (one[1] - legMean);
      leg += (one[1] - legMean) * (one[1] - legMean);
    }
    return own > 0 && leg > 0 && both * both / (own * leg) >= 0.5
        ? new BigDecimal(both / leg)
            .setScale(6, RoundingMode.HALF_EVEN)
            .max(BigDecimal.ZERO)
            .min(BigDecimal.valueOf(2))
        : BigDecimal.ONE;
  }
}
