package org.hedgerow.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hedgerow.engine.statistics.indicator.AverageTrueRange;
import org.hedgerow.engine.statistics.indicator.BollingerBands;
import org.hedgerow.engine.statistics.indicator.DoubleExponentialMovingAverage;
import org.hedgerow.engine.statistics.indicator.ExponentialMovingAverage;
import org.hedgerow.engine.statistics.indicator.Macd;
import org.hedgerow.engine.statistics.indicator.RelativeStrengthIndex;
import org.hedgerow.engine.statistics.indicator.SimpleMovingAverage;
import org.hedgerow.engine.statistics.indicator.WeightedMovingAverage;
import org.hedgerow.engine.statistics.risk.Drawdown;
import org.hedgerow.engine.statistics.risk.Exceedances;
import org.hedgerow.engine.statistics.risk.LikelihoodRatio;
import org.hedgerow.engine.statistics.spike.CentredHampel;
import org.hedgerow.engine.statistics.spike.SpikeThreshold;
import org.hedgerow.engine.statistics.spike.TrailingHampel;
import org.hedgerow.engine.statistics.volatility.CloseToClose;
import org.hedgerow.engine.statistics.volatility.EwmaVolatility;
import org.hedgerow.engine.statistics.volatility.Garch;
import org.hedgerow.engine.statistics.volatility.RangeVolatility;
import org.hedgerow.engine.statistics.volatility.YangZhang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A calculator that was saved and restored at any moment goes on as the one that was not, to the
 * last bit of every figure.
 */
class RestorableTest {
  private static final int STEPS = 40;

  /** A calculator, how it is fed with two numbers around 100, and what it says. */
  private record Subject<T extends Restorable>(
      Class<T> type,
      Supplier<T> fresh,
      Supplier<T> other,
      BiConsumer<T, double[]> feed,
      Function<T, double[]> figures) {

    void goesOn(long seed) {
      for (int saved = 0; saved <= STEPS; saved++) {
        Random random = new Random(seed);
        T lasting = fresh.get();
        for (int i = 0; i < saved; i++) {
          feed.accept(lasting, pair(random));
        }
        double[] state = lasting.state();
        assertEquals(lasting.stateLength(), state.length);
        T restored = fresh.get();
        // What was in it before must not matter.
        feed.accept(restored, new double[] {77, 78});
        restored.restore(state);
        for (int i = 0; i < STEPS; i++) {
          assertBits(figures.apply(lasting), figures.apply(restored));
          assertBits(lasting.state(), restored.state());
          double[] pair = pair(random);
          feed.accept(lasting, pair);
          feed.accept(restored, pair);
        }
      }
    }

    void refusesOthers() {
      double[] state = other.get().state();
      T calculator = fresh.get();
      assertThrows(IllegalArgumentException.class, () -> calculator.restore(state));
      double[] longer = new double[calculator.stateLength() + 1];
      assertThrows(IllegalArgumentException.class, () -> calculator.restore(longer));
    }

    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  private static double[] pair(Random random) {
    double first = 100 + random.nextGaussian();
    // Some values return, as prices do.
    return new double[] {random.nextInt(3) == 0 ? 100 : first, first + random.nextGaussian() / 10};
  }

  private static void assertBits(double[] expected, double[] actual) {
    assertArrayEquals(bits(expected), bits(actual));
  }

  private static long[] bits(double[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return bits;
  }

  static Stream<Subject<?>> subjects() {
    SpikeThreshold threshold = new SpikeThreshold(2, 0.01);
    SpikeThreshold otherThreshold = new SpikeThreshold(3, 0.01);
    List<Subject<?>> all =
        List.of(
            new Subject<>(
                Moments.class, Moments::new, null, (m, p) -> m.add(p[0]), RestorableTest::central),
            new Subject<>(
                RollingMoments.class,
                () -> new RollingMoments(7),
                () -> new RollingMoments(8),
                (m, p) -> m.add(p[0]),
                RestorableTest::central),
            new Subject<>(
                JointMoments.class,
                () -> new JointMoments(2),
                () -> new JointMoments(3),
                (m, p) -> m.add(p[0], p[1]),
                RestorableTest::joint),
            new Subject<>(
                RollingCovariance.class,
                () -> new RollingCovariance(7, 2),
                () -> new RollingCovariance(2, 7),
                (m, p) -> m.add(p[0], p[1]),
                RestorableTest::joint),
            new Subject<>(
                EwmaCovariance.class,
                () -> new EwmaCovariance(2, 0.9),
                () -> new EwmaCovariance(2, 0.91),
                (m, p) -> m.add(p[0], p[1]),
                RestorableTest::joint),
            new Subject<>(
                LagOneAutocorrelation.class,
                LagOneAutocorrelation::new,
                null,
                (a, p) -> a.add(p[0]),
                a -> new double[] {a.value()}),
            new Subject<>(
                SortedWindow.class,
                () -> new SortedWindow(8),
                () -> new SortedWindow(9),
                (w, p) -> w.add(p[0]),
                w -> new double[] {w.median(), w.medianAbsoluteDeviation(), w.quantile(0.1)}),
            new Subject<>(
                CloseToClose.class,
                () -> CloseToClose.overPrices(8, CloseToClose.MeanReturn.ZERO),
                () -> CloseToClose.overPrices(8, CloseToClose.MeanReturn.OF_SAMPLE),
                (v, p) -> v.price(p[0]),
                v -> new double[] {v.variance(), v.standardError()}),
            new Subject<>(
                EwmaVolatility.class,
                () -> new EwmaVolatility(0.94),
                () -> new EwmaVolatility(0.95),
                (v, p) -> v.price(p[0]),
                v -> new double[] {v.variance()}),
            new Subject<>(
                Garch.class,
                () -> new Garch(1e-6, 0.1, 0.8, 1e-4),
                () -> new Garch(1e-6, 0.1, 0.7, 1e-4),
                (v, p) -> v.logReturn(p[0] / 100 - 1),
                v -> new double[] {v.variance()}),
            new Subject<>(
                RangeVolatility.class,
                () -> new RangeVolatility(RangeVolatility.Measure.GARMAN_KLASS_WITH_GAPS, 6),
                () -> new RangeVolatility(RangeVolatility.Measure.GARMAN_KLASS, 6),
                (v, p) -> v.bar(p[0], Math.max(p[0], p[1]) + 1, Math.min(p[0], p[1]) - 1, p[1]),
                v -> new double[] {v.variance()}),
            new Subject<>(
                YangZhang.class,
                () -> new YangZhang(6),
                () -> new YangZhang(7),
                (v, p) -> v.bar(p[0], Math.max(p[0], p[1]) + 1, Math.min(p[0], p[1]) - 1, p[1]),
                v -> new double[] {v.variance()}),
            new Subject<>(
                SimpleMovingAverage.class,
                () -> new SimpleMovingAverage(5),
                () -> new SimpleMovingAverage(6),
                (a, p) -> a.add(p[0]),
                a -> new double[] {a.value()}),
            new Subject<>(
                WeightedMovingAverage.class,
                () -> new WeightedMovingAverage(5),
                () -> new WeightedMovingAverage(6),
                (a, p) -> a.add(p[0]),
                a -> new double[] {a.value()}),
            new Subject<>(
                ExponentialMovingAverage.class,
                () -> ExponentialMovingAverage.of(5),
                () -> ExponentialMovingAverage.wilder(5),
                (a, p) -> a.add(p[0]),
                a -> new double[] {a.value()}),
            new Subject<>(
                DoubleExponentialMovingAverage.class,
                () -> new DoubleExponentialMovingAverage(5),
                () -> new DoubleExponentialMovingAverage(6),
                (a, p) -> a.add(p[0]),
                a -> new double[] {a.value()}),
            new Subject<>(
                RelativeStrengthIndex.class,
                () -> new RelativeStrengthIndex(5),
                () -> new RelativeStrengthIndex(6),
                (a, p) -> a.add(p[0]),
                a -> new double[] {a.value()}),
            new Subject<>(
                Macd.class,
                () -> new Macd(3, 6, 4),
                () -> new Macd(3, 6, 4, Macd.Seeding.TA_LIB, Macd.Unit.PERCENT),
                (a, p) -> a.add(p[0]),
                a -> new double[] {a.value(), a.signal(), a.histogram()}),
            new Subject<>(
                BollingerBands.class,
                () -> new BollingerBands(5, 2),
                () -> new BollingerBands(5, 3),
                (a, p) -> a.add(p[0]),
                a -> new double[] {a.middle(), a.upper(), a.lower(), a.percentB()}),
            new Subject<>(
                AverageTrueRange.class,
                () -> new AverageTrueRange(5),
                () -> new AverageTrueRange(5, AverageTrueRange.FirstBar.COUNTED),
                (a, p) -> a.bar(Math.max(p[0], p[1]), Math.min(p[0], p[1]), p[1]),
                a -> new double[] {a.value(), a.trueRange(), a.normalised()}),
            new Subject<>(
                Drawdown.class,
                () -> new Drawdown(100),
                null,
                (d, p) -> d.wealth(p[0]),
                d -> new double[] {d.current(), d.maximum(), d.painIndex(), d.longestBelowPeak()}),
            new Subject<>(
                Exceedances.class,
                Exceedances::new,
                null,
                (e, p) -> e.add(p[0] < 99),
                e -> new double[] {LikelihoodRatio.conditionalCoverage(e, 0.1).statistic()}),
            new Subject<>(
                CentredHampel.class,
                () -> new CentredHampel(3, threshold),
                () -> new CentredHampel(3, otherThreshold),
                (h, p) -> h.add(p[0]),
                h -> new double[] {h.value(), h.cleaned(), h.isSpike() ? 1 : 0}),
            new Subject<>(
                TrailingHampel.class,
                () -> new TrailingHampel(7, threshold),
                () -> new TrailingHampel(7, otherThreshold),
                (h, p) -> h.add(p[0]),
                h -> new double[] {h.median()}));
    return all.stream();
  }

  private static double[] central(CentralMoments m) {
    return new double[] {m.mean(), m.variance(), m.skewness(), m.excessKurtosis(), m.count()};
  }

  private static double[] joint(Covariances c) {
    return new double[] {
      c.mean(0), c.mean(1), c.variance(0), c.covariance(0, 1), c.variance(1), c.count()
    };
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void goesOnBitForBit(Subject<?> subject) {
    subject.goesOn(20200312);
  }

  @ParameterizedTest
  @MethodSource("shapedSubjects")
  void refusesTheStateOfAnotherConstruction(Subject<?> subject) {
    subject.refusesOthers();
  }

  /** Those that construction shapes. */
  static Stream<Subject<?>> shapedSubjects() {
    return subjects().filter(subject -> subject.other() != null);
  }

  @Test
  void noneIsForgottenHere() {
    Set<String> tested =
        subjects().map(s -> s.type().getName()).collect(Collectors.toCollection(TreeSet::new));
    Set<String> there =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.hedgerow.engine.statistics")
                .stream()
                .filter(c -> c.isAssignableTo(Restorable.class) && !c.isInterface())
                .filter(
                    c ->
                        !c.getModifiers()
                            .contains(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT))
                .map(c -> c.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(there, tested);
  }
}
