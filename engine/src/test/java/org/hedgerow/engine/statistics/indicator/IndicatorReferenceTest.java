package org.hedgerow.engine.statistics.indicator;

import static org.hedgerow.engine.statistics.ReferenceCases.assertSeries;
import static org.hedgerow.engine.statistics.ReferenceCases.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hedgerow.engine.statistics.ReferenceCases;
import org.hedgerow.engine.statistics.RollingMoments;
import org.hedgerow.engine.statistics.indicator.AverageTrueRange.FirstBar;
import org.hedgerow.engine.statistics.indicator.Macd.Seeding;
import org.hedgerow.engine.statistics.indicator.Macd.Unit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the indicator file: R's TTR, QuantConnect's Lean, ta4j, TA-Lib, Tulip. */
class IndicatorReferenceTest {
  /** Where the cases are missing the class is skipped with the reason, not silently empty. */
  @BeforeAll
  static void referenceIsThere() {
    ReferenceCases.of("05_technical_indicators.json");
  }

  @TestFactory
  Stream<DynamicTest> ttr() {
    JsonNode data = ReferenceCases.of("04_volatility_estimators.json").data("data");
    return cases()
        .each(
            of("ttr_"), c -> assertSeries(c.get("expected"), ttr(ReferenceCases.name(c), data), c));
  }

  private static double[] ttr(String name, JsonNode data) {
    double[] close = numbers(data.get("close"));
    Macd percent = new Macd(12, 26, 9, Seeding.EACH_ITS_OWN, Unit.PERCENT);
    Macd price = new Macd(12, 26, 9, Seeding.EACH_ITS_OWN, Unit.PRICE);
    BollingerBands bands = new BollingerBands(20, 2);
    AverageTrueRange range = new AverageTrueRange(14);
    return switch (name) {
      case "ttr_sma10" -> each(close, new SimpleMovingAverage(10)::add);
      case "ttr_ema10" -> each(close, ExponentialMovingAverage.of(10)::add);
      case "ttr_ema10_wilder" -> each(close, ExponentialMovingAverage.wilder(10)::add);
      case "ttr_wma10" -> each(close, new WeightedMovingAverage(10)::add);
      case "ttr_dema10" -> each(close, new DoubleExponentialMovingAverage(10)::add);
      case "ttr_rsi14" -> each(close, new RelativeStrengthIndex(14)::add);
      case "ttr_macd" -> each(close, percent::add);
      case "ttr_macd_signal" -> each(close, p -> signal(percent, p));
      case "ttr_macd_abs" -> each(close, price::add);
      case "ttr_macd_abs_signal" -> each(close, p -> signal(price, p));
      case "ttr_bb_dn" -> each(typical(data), p -> with(bands, p).lower());
      case "ttr_bb_mavg" -> each(typical(data), p -> with(bands, p).middle());
      case "ttr_bb_up" -> each(typical(data), p -> with(bands, p).upper());
      case "ttr_bb_pctB" -> each(typical(data), p -> with(bands, p).percentB());
      case "ttr_bbc_dn" -> each(close, p -> with(bands, p).lower());
      case "ttr_bbc_mavg" -> each(close, p -> with(bands, p).middle());
      case "ttr_bbc_up" -> each(close, p -> with(bands, p).upper());
      case "ttr_tr" -> bars(data, range, true);
      case "ttr_atr14" -> bars(data, range, false);
      default -> fail("no check for this case");
    };
  }

  @TestFactory
  Stream<DynamicTest> lean() {
    return cases()
        .each(
            of("lean_"),
            c -> {
              String name = c.get("name").asText();
              if (name.equals("lean_bollinger_20_2")) {
                checkLeansBands(c);
              } else {
                double[] actual = lean(name, c.get("inputs"));
                JsonNode expected = c.get("expected");
                double tolerance = c.get("tolerance_abs_last100").asDouble();
                assertEquals(expected.size(), actual.length);
                for (int i = actual.length - 100; i < actual.length; i++) {
                  assertEquals(expected.get(i).asDouble(), actual[i], tolerance, "at " + i);
                }
              }
            });
  }

  private static double[] lean(String name, JsonNode in) {
    if (name.equals("lean_ATR14_wilder")) {
      return bars(in, new AverageTrueRange(14, FirstBar.COUNTED), false);
    }
    double[] close = numbers(in.get("close"));
    return switch (name) {
      case "lean_SMA14" -> each(close, new SimpleMovingAverage(14)::add);
      case "lean_EMA14" -> each(close, ExponentialMovingAverage.of(14)::add);
      case "lean_RSI14_wilder" -> each(close, new RelativeStrengthIndex(14)::add);
      case "lean_MACD_12_26" -> each(close, new Macd(12, 26, 9)::add);
      default -> fail("no check for this case");
    };
  }

  private static void checkLeansBands(JsonNode c) {
    BollingerBands bands = new BollingerBands(20, 2);
    double[] close = numbers(c.at("/inputs/close"));
    double tolerance = c.get("tolerance").asDouble();
    JsonNode expected = c.get("expected");
    for (int i = 0; i < close.length; i++) {
      bands.add(close[i]);
      assertAt(expected.get("mid"), i, bands.middle(), tolerance);
      assertAt(expected.get("upper"), i, bands.upper(), tolerance);
      assertAt(expected.get("lower"), i, bands.lower(), tolerance);
    }
  }

  private static void assertAt(JsonNode list, int i, double actual, double tolerance) {
    if (list.get(i).isNull()) {
      assertTrue(Double.isNaN(actual), "no figure expected at " + i);
    } else {
      assertEquals(list.get(i).asDouble(), actual, tolerance, "at " + i);
    }
  }

  @TestFactory
  Stream<DynamicTest> ta4j() {
    return cases()
        .each(
            of("ta4j_"),
            c -> {
              double[] close = numbers(c.at("/inputs/close"));
              RelativeStrengthIndex index = new RelativeStrengthIndex(c.at("/inputs/n").asInt());
              double tolerance = c.get("tolerance").asDouble();
              double[] actual = new double[close.length];
              for (int i = 0; i < close.length; i++) {
                actual[i] = index.add(close[i]);
                if (i == 14) {
                  JsonNode e = c.get("expected");
                  assertEquals(e.get("avg_gain_14").asDouble(), index.averageGain(), tolerance);
                  assertEquals(e.get("avg_loss_14").asDouble(), index.averageLoss(), tolerance);
                }
              }
              assertEquals(c.at("/expected/rsi_idx14").asDouble(), actual[14], tolerance);
              assertEquals(c.at("/expected/rsi_idx15").asDouble(), actual[15], tolerance);
              JsonNode exact = c.at("/expected_exact/rsi");
              for (int i = 0; i < actual.length; i++) {
                assertAt(exact, i, actual[i], 1e-10);
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> talib() {
    ReferenceCases cases = cases();
    JsonNode data = cases.data("data_talib");
    return cases.each(
        of("talib_"),
        c -> {
          String name = c.get("name").asText();
          double[] actual = talib(name, c.at("/inputs/n").asInt(), data);
          double tolerance = c.get("tolerance").asDouble();
          for (var at : c.get("expected").properties()) {
            assertEquals(
                at.getValue().asDouble(), actual[Integer.parseInt(at.getKey())], tolerance);
          }
          int first = actual.length;
          for (var at : c.get("expected_exact").properties()) {
            int bar = Integer.parseInt(at.getKey());
            first = Math.min(first, bar);
            assertEquals(at.getValue().asDouble(), actual[bar], 1e-9, "at " + bar);
          }
          // The first bar in TA-Lib's tables is the first that it has a figure for.
          assertTrue(Double.isNaN(actual[first - 1]), "a figure before bar " + first);
        });
  }

  private static double[] talib(String name, int n, JsonNode data) {
    double[] close = numbers(data.get("close"));
    Macd macd = new Macd(12, 26, 9);
    BollingerBands bands = new BollingerBands(20, 2);
    return switch (name) {
      case "talib_rsi14" -> each(close, new RelativeStrengthIndex(n)::add);
      case "talib_sma2", "talib_sma30" -> each(close, new SimpleMovingAverage(n)::add);
      case "talib_ema2", "talib_ema10" -> each(close, ExponentialMovingAverage.of(n)::add);
      // TA-Lib gives all three from where the signal starts.
      case "talib_macd_12_26_9" ->
          each(close, p -> Double.isNaN(signal(macd, p)) ? Double.NaN : macd.value());
      case "talib_macd_signal" -> each(close, p -> signal(macd, p));
      case "talib_macd_hist" ->
          each(close, p -> Double.isNaN(signal(macd, p)) ? Double.NaN : macd.histogram());
      case "talib_bbands20_2_upper" -> each(close, p -> with(bands, p).upper());
      case "talib_bbands20_2_middle" -> each(close, p -> with(bands, p).middle());
      case "talib_bbands20_2_lower" -> each(close, p -> with(bands, p).lower());
      case "talib_natr14" -> {
        AverageTrueRange range = new AverageTrueRange(n);
        double[] high = numbers(data.get("high"));
        double[] low = numbers(data.get("low"));
        double[] actual = new double[close.length];
        for (int i = 0; i < close.length; i++) {
          range.bar(high[i], low[i], close[i]);
          actual[i] = range.normalised();
        }
        yield actual;
      }
      default -> fail("no check for this case");
    };
  }

  @TestFactory
  Stream<DynamicTest> tulip() {
    return cases()
        .each(
            of("tulip_"),
            c -> {
              String name = c.get("name").asText();
              double[][] actual = tulip(name, c.get("inputs"));
              JsonNode expected = c.get("expected");
              assertEquals(expected.size(), actual.length);
              for (int i = 0; i < actual.length; i++) {
                double[] figures =
                    Arrays.stream(actual[i]).filter(figure -> !Double.isNaN(figure)).toArray();
                assertEquals(expected.get(i).size(), figures.length, "number of figures");
                for (int j = 0; j < figures.length; j++) {
                  assertEquals(
                      expected.get(i).get(j).asDouble(), figures[j], c.get("tolerance").asDouble());
                }
              }
            });
  }

  private static double[][] tulip(String name, JsonNode in) {
    double[] first = numbers(in.get(0));
    return switch (name) {
      case "tulip_rsi_5" -> new double[][] {each(first, new RelativeStrengthIndex(5)::add)};
      case "tulip_ema_5" ->
          new double[][] {each(first, ExponentialMovingAverage.fromFirstValue(5)::add)};
      case "tulip_sma_5" -> new double[][] {each(first, new SimpleMovingAverage(5)::add)};
      case "tulip_wilders_5" ->
          new double[][] {each(first, ExponentialMovingAverage.wilder(5)::add)};
      case "tulip_stddev_5" -> {
        RollingMoments moments = new RollingMoments(5);
        yield new double[][] {
          each(
              first,
              value -> {
                moments.add(value);
                return moments.isFull() ? moments.populationStandardDeviation() : Double.NaN;
              })
        };
      }
      case "tulip_bbands_5_2" -> {
        BollingerBands lower = new BollingerBands(5, 2);
        BollingerBands middle = new BollingerBands(5, 2);
        BollingerBands upper = new BollingerBands(5, 2);
        yield new double[][] {
          each(first, p -> with(lower, p).lower()),
          each(first, p -> with(middle, p).middle()),
          each(first, p -> with(upper, p).upper())
        };
      }
      case "tulip_atr_4" -> {
        AverageTrueRange range = new AverageTrueRange(4, FirstBar.COUNTED);
        double[] low = numbers(in.get(1));
        double[] close = numbers(in.get(2));
        double[] actual = new double[first.length];
        for (int i = 0; i < first.length; i++) {
          actual[i] = range.bar(first[i], low[i], close[i]);
        }
        yield new double[][] {actual};
      }
      default -> fail("no check for this case");
    };
  }

  /** A case of a library that no test above looks at would pass unseen. */
  @TestFactory
  Stream<DynamicTest> noCaseIsPassedOver() {
    return cases()
        .each(
            c ->
                assertTrue(
                    c.get("name").asText().matches("(ttr|lean|ta4j|talib|tulip)_.*"),
                    "no check for this case"));
  }

  private static Predicate<JsonNode> of(String library) {
    return c -> ReferenceCases.name(c).startsWith(library);
  }

  private static double[] each(double[] values, DoubleUnaryOperator calculator) {
    return Arrays.stream(values).map(calculator).toArray();
  }

  private static double signal(Macd macd, double price) {
    macd.add(price);
    return macd.signal();
  }

  private static BollingerBands with(BollingerBands bands, double price) {
    bands.add(price);
    return bands;
  }

  private static double[] typical(JsonNode data) {
    double[] typical = numbers(data.get("close"));
    for (int i = 0; i < typical.length; i++) {
      typical[i] =
          (data.get("high").get(i).asDouble() + data.get("low").get(i).asDouble() + typical[i]) / 3;
    }
    return typical;
  }

  private static double[] bars(JsonNode data, AverageTrueRange range, boolean trueRange) {
    double[] high = numbers(data.get("high"));
    double[] low = numbers(data.get("low"));
    double[] close = numbers(data.get("close"));
    double[] actual = new double[high.length];
    for (int i = 0; i < high.length; i++) {
      double average = range.bar(high[i], low[i], close[i]);
      actual[i] = trueRange ? range.trueRange() : average;
    }
    return actual;
  }

  private static ReferenceCases cases() {
    return ReferenceCases.of("05_technical_indicators.json");
  }
}
