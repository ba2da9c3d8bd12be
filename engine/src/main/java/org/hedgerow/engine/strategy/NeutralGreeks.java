package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.hedging.GreekNeutralisation;
import org.hedgerow.engine.portfolio.OptionValuation;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;

/**
 * Takes delta and gamma, vega or both to zero: options are solved for what is curved, rounded to
 * lots, and legs of delta one take what delta is left.
 *
 * <p>What is left is counted with the options that are held, not with those that are wanted: an
 * option order that finds no market then leaves no delta that nobody wanted. So delta follows as
 * soon as the options' fills are known.
 *
 * <p>Without greeks of a hedge, with an expired one, or with hedges whose greeks are alike, options
 * stay as they are, delta alone goes to zero, and the decision says why. Source: Hull, Options,
 * Futures, and Other Derivatives, chapter on the greek letters.
 */
final class NeutralGreeks implements Strategy {
  /** Beyond so many contracts a solution is rounding and no hedge. */
  private static final double MOST_CONTRACTS = 1e12;

  private final BookTerms terms;
  private final boolean gamma;
  private final boolean vega;
  private final List<Integer> options = new ArrayList<>();

  private NeutralGreeks(BookTerms terms, boolean gamma, boolean vega) {
    this.terms = terms;
    this.gamma = gamma;
    this.vega = vega;
    for (int i = 0; i < terms.legs().size(); i++) {
      if (terms.isOption(i)) {
        options.add(i);
      }
    }
  }

  static NeutralGreeks read(Parameters parameters, BookTerms terms, boolean gamma, boolean vega) {
    NeutralGreeks strategy = new NeutralGreeks(terms, gamma, vega);
    int needed = (gamma ? 1 : 0) + (vega ? 1 : 0);
    int found = strategy.options.size();
    if (found != needed) {
      parameters.error("hedges", found + " options", needed + ", one for each greek but delta");
    }
    if (found == terms.legs().size()) {
      parameters.error("hedges", "options only", "a leg of delta one besides");
    }
    return strategy;
  }

  @Override
  public boolean hedgesWithOptions() {
    return true;
  }

  @Override
  public HedgeTarget target(HedgeContext context) {
    List<BigDecimal> contracts = new ArrayList<>();
    BigDecimal delta = context.exposure();
    for (int i = 0; i < context.legs().size(); i++) {
      HedgeContext.Leg leg = context.legs().get(i);
      contracts.add(leg.quantity());
      if (terms.isOption(i)) {
        delta = delta.add(leg.delta());
      }
    }
    String why = solve(context, contracts);
    for (int i = 0; i < contracts.size(); i++) {
      if (!terms.isOption(i)) {
        BigDecimal share = delta.negate().multiply(terms.shares().get(i));
        contracts.set(i, LegQuantity.of(context, i, share));
      }
    }
    HedgeTarget target =
        HedgeTarget.ofLegs(contracts)
            .with("book_gamma", shown(context.greeks().gamma()))
            .with("book_vega", shown(context.greeks().vega()));
    return why.isEmpty() ? target : target.because(why);
  }

  /** Puts the options that are wanted into the list; else says why they stay as they are. */
  private String solve(HedgeContext context, List<BigDecimal> contracts) {
    int n = options.size();
    double[] book = new double[n];
    double[][] hedges = new double[n][n];
    int row = 0;
    if (gamma) {
      book[row++] = context.greeks().gamma();
    }
    if (vega) {
      book[row] = context.greeks().vega();
    }
    for (int j = 0; j < n; j++) {
      String instrument = terms.leg(options.get(j));
      OptionValuation valuation = context.option(instrument).orElse(null);
      if (valuation == null || valuation.years() == 0) {
        return "only delta is hedged: "
            + instrument
            + (valuation == null ? " has no greeks yet" : " has expired");
      }
      double size = size(terms.legs().get(options.get(j)));
      row = 0;
      if (gamma) {
        hedges[row++][j] = size * valuation.gamma();
      }
      if (vega) {
        hedges[row][j] = size * valuation.vega();
      }
    }
    if (!isFinite(book, hedges)) {
      return "only delta is hedged: a greek is not known";
    }
    Optional<double[]> quantities = GreekNeutralisation.quantities(book, hedges);
    if (quantities.isEmpty()) {
      return "only delta is hedged: the hedges' greeks are zero or alike";
    }
    for (double quantity : quantities.get()) {
      if (!(Math.abs(quantity) <= MOST_CONTRACTS)) {
        return "only delta is hedged: " + quantity + " contracts would be needed";
      }
    }
    for (int j = 0; j < n; j++) {
      BigDecimal lot = Decimals.toBigDecimal(terms.legs().get(options.get(j)).getLotSize());
      contracts.set(
          options.get(j),
          new BigDecimal(quantities.get()[j]).divide(lot, 0, RoundingMode.HALF_EVEN).multiply(lot));
    }
    return "";
  }

  private static boolean isFinite(double[] book, double[][] hedges) {
    double sum = 0;
    for (int i = 0; i < book.length; i++) {
      sum += Math.abs(book[i]);
      for (double one : hedges[i]) {
        sum += Math.abs(one);
      }
    }
    return sum <= Double.MAX_VALUE;
  }

  private static double size(InstrumentDefinition definition) {
    return Decimals.approximate(definition.getContractValue());
  }

  private static String shown(double greek) {
    return Math.abs(greek) <= Double.MAX_VALUE
        ? new BigDecimal(greek)
            .setScale(12, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        : "unknown";
  }
}
