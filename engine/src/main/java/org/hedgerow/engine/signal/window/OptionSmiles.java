package org.hedgerow.engine.signal.window;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.pricing.SmileFigures;
import org.hedgerow.engine.pricing.VolatilitySmile;
import org.hedgerow.engine.pricing.YearFraction;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.OptionRight;

/**
 * The smiles of an underlying's expiries as the venue's mark volatilities have them now: at the
 * money, 25-delta skew and butterfly of each expiry, and at the money for 7, 30 and 90 days (total
 * variance linear in time between two expiries, nothing outside of them).
 *
 * <p>Of each strike the option that is out of the money speaks, the other one where it alone has a
 * fresh volatility. An expiry needs three strikes, some on either side of its forward, which is the
 * one that was told last.
 *
 * <p>Remembers nothing: each sample is of the market as it stands.
 */
final class OptionSmiles implements Figures {
  private static final int FEWEST_STRIKES = 3;
  private static final int[] DAYS = {7, 30, 90};
  private static final double DAYS_A_YEAR = 365;
  private static final long MICROS = 1_000_000;

  private final Map<String, Double> now = new TreeMap<>();

  /** The strikes of one expiry, ascending, with their volatilities, and its forward. */
  private static final class Expiry {
    private final TreeMap<Double, Double> volatilities = new TreeMap<>();
    private double forward = Double.NaN;
    private long youngest = Long.MAX_VALUE;
  }

  @Override
  public boolean sample(SubjectView view, long freshMicros) {
    now.clear();
    long clock = view.receivedMicros();
    Map<Instant, Expiry> expiries = new TreeMap<>();
    List<Instrument> chain = view.chain();
    // The forward first: it says which option of a strike is out of the money.
    for (Instrument option : chain) {
      OptionQuote quote = view.option(option.instrument(), freshMicros);
      if (quote != null && quote.getUnderlyingPrice() != null) {
        Expiry expiry =
            expiries.computeIfAbsent(option.expiry().orElseThrow(), added -> new Expiry());
        long age = view.optionAgeMicros(option.instrument());
        if (age < expiry.youngest) {
          expiry.youngest = age;
          expiry.forward = Decimals.approximate(quote.getUnderlyingPrice());
        }
      }
    }
    for (Instrument option : chain) {
      OptionQuote quote = view.option(option.instrument(), freshMicros);
      Expiry expiry = expiries.get(option.expiry().orElseThrow());
      if (quote != null
          && expiry != null
          && quote.getMarkVolatility() != null
          && quote.getMarkVolatility() > 0) {
        take(expiry, option, quote.getMarkVolatility());
      }
    }
    figures(expiries, clock);
    return !now.isEmpty();
  }

  private static void take(Expiry expiry, Instrument option, double volatility) {
    double strike = option.option().orElseThrow().strike().doubleValue();
    boolean call = option.option().orElseThrow().right() == OptionRight.CALL;
    if (call == (strike >= expiry.forward)) {
      expiry.volatilities.put(strike, volatility);
    } else {
      expiry.volatilities.putIfAbsent(strike, volatility);
    }
  }

  private void figures(Map<Instant, Expiry> expiries, long clockMicros) {
    double yearsBefore = Double.NaN;
    double varianceBefore = Double.NaN;
    for (Map.Entry<Instant, Expiry> each : expiries.entrySet()) {
      Expiry expiry = each.getValue();
      double years = YearFraction.act365(clockMicros, each.getKey().getEpochSecond() * MICROS);
      if (years <= 0 || !isQuoted(expiry)) {
        continue;
      }
      SmileFigures figures = SmileFigures.of(smile(expiry, years));
      String day = "/" + each.getKey().atOffset(ZoneOffset.UTC).toLocalDate();
      now.put("atm" + day, figures.atTheMoney());
      now.put("skew25" + day, figures.skew25());
      now.put("butterfly25" + day, figures.butterfly25());
      double variance = figures.atTheMoney() * figures.atTheMoney() * years;
      for (int days : DAYS) {
        double wanted = days / DAYS_A_YEAR;
        if (wanted == years || (yearsBefore < wanted && wanted < years)) {
          double share = wanted == years ? 1 : (wanted - yearsBefore) / (years - yearsBefore);
          double between =
              share == 1 ? variance : varianceBefore + share * (variance - varianceBefore);
          now.put("atm" + days + "d", StrictMath.sqrt(between / wanted));
        }
      }
      yearsBefore = years;
      varianceBefore = variance;
    }
  }

  private static boolean isQuoted(Expiry expiry) {
    return expiry.volatilities.size() >= FEWEST_STRIKES
        && expiry.volatilities.firstKey() < expiry.forward
        && expiry.volatilities.lastKey() > expiry.forward;
  }

  private static VolatilitySmile smile(Expiry expiry, double years) {
    double[] strikes = new double[expiry.volatilities.size()];
    double[] volatilities = new double[strikes.length];
    int i = 0;
    for (Map.Entry<Double, Double> strike : expiry.volatilities.entrySet()) {
      strikes[i] = strike.getKey();
      volatilities[i++] = strike.getValue();
    }
    return new VolatilitySmile(expiry.forward, years, strikes, volatilities);
  }

  @Override
  public long wanted() {
    return 1;
  }

  @Override
  public void numbers(Map<String, Double> into) {
    into.putAll(now);
  }

  @Override
  public int stateLength() {
    return 0;
  }

  @Override
  public int save(double[] into, int at) {
    return at;
  }

  @Override
  public int restore(double[] from, int at) {
    return at;
  }
}
