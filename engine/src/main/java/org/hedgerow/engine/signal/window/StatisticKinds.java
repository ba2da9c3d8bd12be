package org.hedgerow.engine.signal.window;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.bar.BarLength;
import org.hedgerow.engine.strategy.Parameters;

/** The kinds of statistics that a configuration may name. docs/signals.md has a row for each. */
public final class StatisticKinds {
  private static final double YEAR_MICROS = 365 * 86_400e6;
  private static final String VOLATILITY = "volatility";
  private static final String RISK = "risk";
  private static final String COVARIANCE = "covariance";
  private static final String BASIS = "basis";
  private static final String FUNDING = "funding";
  private static final String LIQUIDITY = "liquidity";
  private static final String CARRY = "carry";
  private static final String OPTION_SMILE = "option_smile";
  private static final String LAMBDA = "lambda";

  private StatisticKinds() {}

  /** All names. */
  public static List<String> names() {
    return List.of(BASIS, CARRY, COVARIANCE, FUNDING, LIQUIDITY, OPTION_SMILE, RISK, VOLATILITY);
  }

  /** Whether statistics of that kind are of a chain of options; others never are. */
  public static boolean isOfChains(String kind) {
    return kind.equals(OPTION_SMILE);
  }

  /** Whether statistics of that kind look deeper into the book than the best prices. */
  public static boolean looksIntoBook(String kind) {
    return kind.equals(LIQUIDITY);
  }

  /** Whether statistics of that kind compare two instruments. */
  public static boolean isOfPairs(String kind) {
    return kind.equals(COVARIANCE) || kind.equals(BASIS) || kind.equals(CARRY);
  }

  /** The same of a subject of which nothing else counts than its entries. */
  public static RunningStatistic statistic(
      SignalDefinition definition, String subject, Parameters parameters, WindowTables tables) {
    return statistic(definition, subject, CarryTerms.NONE, parameters, tables);
  }

  /**
   * A statistic for one subject.
   *
   * @param definition its kind is one of {@link #names}
   * @param terms of the subject's instruments, for carry
   * @param parameters what is wrong with them stands in their errors afterwards
   * @param tables null where it is only checked
   */
  public static RunningStatistic statistic(
      SignalDefinition definition,
      String subject,
      CarryTerms terms,
      Parameters parameters,
      WindowTables tables) {
    String kind = definition.kind();
    boolean ofBars = kind.equals(VOLATILITY) || kind.equals(RISK);
    Optional<BarLength> bars = Optional.empty();
    long interval = 0;
    long fresh = 0;
    if (ofBars) {
      bars = BarLength.of(parameters.choice("bars", "1m", "1s", "5m", "1h", "1d"));
    } else {
      interval = parameters.micros("interval", "1m");
      if (interval < 1_000_000) {
        parameters.error("interval", interval / 1_000 + "ms", "1s or more: the clock's step");
      }
      // Far strikes are told of seldom.
      fresh = parameters.micros("fresh", isOfChains(kind) ? "5m" : "10s");
    }
    int window = isOfChains(kind) ? 1 : parameters.whole("window", 60, 2, 10_000);
    double perYear = YEAR_MICROS / bars.map(BarLength::micros).orElse(interval);
    Supplier<Figures> figures =
        switch (kind) {
          case VOLATILITY -> {
            double lambda = lambda(parameters);
            yield () -> new BarVolatility(window, lambda, perYear);
          }
          case RISK -> {
            double confidence =
                parameters.number("confidence", "0.95", "0.5", "0.9999").doubleValue();
            yield () -> new BarRisk(window, confidence);
          }
          case COVARIANCE -> {
            double lambda = lambda(parameters);
            yield () -> new PairCovariance(window, lambda, perYear);
          }
          case OPTION_SMILE -> OptionSmiles::new;
          case LIQUIDITY -> {
            double basisPoints = parameters.number("within_bps", "10", "0.1", "400").doubleValue();
            double clip = parameters.positive("clip", "100000", "1e15").doubleValue();
            yield () -> new SampledLiquidity(window, basisPoints, clip);
          }
          case FUNDING -> {
            double periods = YEAR_MICROS / parameters.micros("paid_every", "8h");
            yield () -> new SampledLevel(SampledLevel.Level.FUNDING, window, periods);
          }
          case CARRY -> {
            double periods = YEAR_MICROS / parameters.micros("paid_every", "8h");
            yield () -> new SampledCarry(terms, window, periods);
          }
          default -> () -> new SampledLevel(SampledLevel.Level.BASIS, window, Double.NaN);
        };
    parameters.refuseUnknownKeys();
    return new RunningStatistic(
        definition.name(), definition.version(), subject, bars, interval, fresh, figures, tables);
  }

  private static double lambda(Parameters parameters) {
    return parameters.number(LAMBDA, "0.94", "0.01", "0.9999").doubleValue();
  }
}
