package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.series.SeriesDefinition.Kind;
import org.hedgerow.engine.strategy.band.Bands;
import org.hedgerow.engine.strategy.band.HedgeBand;

/**
 * Another strategy and another band in rough times. The market is rough when any signal that has a
 * limit is above it: the volatility of the reference instrument, annualised, from the simple
 * returns of a window; how far its price stands below the window's highest (drawdown); the mean of
 * its spread over its mid in the window (liquidity). It is calm again when all are below {@code
 * release} times their limits, so that it does not flap; what it is now is the book's memory.
 */
public final class Regime implements StrategyFactory {
  private static final String MEMORY = "regime";
  private static final String CALM = "calm";
  private static final String ROUGH = "rough";
  private static final double YEAR_MICROS = 365 * 86_400e6;

  @Override
  public String name() {
    return "regime";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    long interval = parameters.micros("interval", "10s");
    int window = parameters.whole("window", 360, 10, SeriesDefinition.LONGEST_WINDOW);
    int minimum = parameters.whole("minimum_samples", 30, 2, window);
    double release = parameters.number("release", "0.8", "0", "1").doubleValue();
    List<String> reference = List.of(terms.reference());
    List<Signal> signals = new ArrayList<>();
    for (Kind kind : List.of(Kind.RETURNS, Kind.PRICES, Kind.SPREADS)) {
      String key = key(kind);
      if (parameters.has(key)) {
        signals.add(
            new Signal(
                SeriesDefinition.rolling(kind, reference, interval, window),
                parameters.positive(key, null, "100").doubleValue()));
      }
    }
    if (signals.isEmpty()) {
      parameters.error("volatility", null, "a limit of volatility, drawdown or spread at least");
    }
    return new Target(
        signals,
        minimum,
        release,
        choice(parameters.section(CALM), terms),
        choice(parameters.section(ROUGH), terms));
  }

  private static String key(Kind kind) {
    return switch (kind) {
      case RETURNS, PRICE_CHANGES -> "volatility";
      case PRICES -> "drawdown";
      case SPREADS -> "spread";
    };
  }

  private Choice choice(Parameters parameters, BookTerms terms) {
    String name = parameters.text("strategy", null);
    Optional<StrategyFactory> factory =
        name == null || name.equals(name()) ? Optional.empty() : Strategies.named(name);
    if (factory.isEmpty()) {
      parameters.error("strategy", name, "one of " + Strategies.names() + " but " + name());
    }
    Parameters own = parameters.section("parameters");
    Strategy strategy =
        factory
            .map(one -> one.create(own, terms))
            .orElse(context -> HedgeTarget.ofBook(BigDecimal.ZERO));
    own.refuseUnknownKeys();
    Optional<HedgeBand> band = Optional.empty();
    if (parameters.has("band")) {
      Parameters edges = parameters.section("band");
      band = Optional.of(Bands.read(edges, terms));
      edges.refuseUnknownKeys();
    }
    parameters.refuseUnknownKeys();
    return new Choice(strategy, band);
  }

  private record Choice(Strategy strategy, Optional<HedgeBand> band) {}

  private record Signal(SeriesDefinition definition, double limit) {
    /** NaN before there are enough samples. */
    double now(HedgeContext context, int minimum) {
      SampledSeries series = context.series(definition);
      if (series.samples() < minimum) {
        return Double.NaN;
      }
      return switch (definition.kind()) {
        case RETURNS, PRICE_CHANGES ->
            StrictMath.sqrt(
                series.covariances().variance(0) * (YEAR_MICROS / definition.intervalMicros()));
        case PRICES -> series.belowHighest(0);
        case SPREADS -> series.covariances().mean(0);
      };
    }
  }

  private record Target(
      List<Signal> signals, int minimum, double release, Choice calm, Choice rough)
      implements Strategy {
    @Override
    public List<SeriesDefinition> series() {
      List<SeriesDefinition> all = new ArrayList<>();
      signals.forEach(signal -> all.add(signal.definition()));
      for (Choice choice : List.of(calm, rough)) {
        all.addAll(choice.strategy().series());
        choice.band().ifPresent(band -> all.addAll(band.series()));
      }
      return all;
    }

    @Override
    public boolean remembers() {
      return true;
    }

    @Override
    public HedgeTarget target(HedgeContext context) {
      boolean wasRough = ROUGH.equals(context.memory().get(MEMORY));
      boolean isRough = false;
      StringBuilder figures = new StringBuilder();
      for (Signal signal : signals) {
        double now = signal.now(context, minimum);
        // A signal that is not known is not above its limit.
        isRough |= now > signal.limit() * (wasRough ? release : 1);
        figures
            .append(figures.length() == 0 ? "" : ", ")
            .append(key(signal.definition().kind()))
            .append(' ')
            .append(shown(now))
            .append(" of ")
            .append(signal.limit());
      }
      Choice choice = isRough ? rough : calm;
      String regime = isRough ? ROUGH : CALM;
      HedgeTarget target = choice.strategy().target(context);
      if (choice.band().isPresent()) {
        target = target.within(choice.band().get());
      }
      if (isRough != wasRough) {
        Map<String, String> memory =
            new java.util.TreeMap<>(target.memory().orElse(context.memory()));
        memory.put(MEMORY, regime);
        target = target.remembering(memory);
      }
      return target.with("regime", regime).because("the market is " + regime + ": " + figures);
    }

    private static String shown(double number) {
      return Double.isNaN(number)
          ? "unknown"
          : new BigDecimal(number)
              .setScale(6, RoundingMode.HALF_EVEN)
              .stripTrailingZeros()
              .toPlainString();
    }
  }
}
