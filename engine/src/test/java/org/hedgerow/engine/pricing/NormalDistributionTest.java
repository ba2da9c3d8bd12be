package org.hedgerow.engine.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: mpmath, 50 digits, of the double that stands here. */
class NormalDistributionTest {
  @ParameterizedTest
  @CsvSource({
    "-37.5, 4.6053530095819548438e-308, 1.7282337322841052208e-306",
    "-30.1, 2.4226672179857587657e-199, 7.3002593842806107243e-198",
    "-20.3, 6.4292444676983463386e-92, 1.3082885546815290281e-90",
    "-12.7, 2.9564853648520500771e-37, 3.7777357211491381714e-36",
    "-8.1, 2.7479593923982284938e-16, 2.2588094031543088179e-15",
    "-5.5, 1.8989562465887719384e-8, 1.0769760042543276359e-7",
    "-3.3, 0.0004834241423837775071, 0.0017225689390536811513",
    "-1.9, 0.028716559816001805229, 0.065615814774676602338",
    "-1.1, 0.13566606094638265582, 0.2178521770325505101",
    "-0.6, 0.27425311775007358769, 0.33322460289179964009",
    "-0.1, 0.46017216272297101633, 0.39695254747701176529",
    "-1e-09, 0.4999999996010577196, 0.39894228040143267774",
    "0.0, 0.5, 0.39894228040143267794",
    "1e-09, 0.5000000003989422804, 0.39894228040143267774",
    "0.3, 0.61791142218895263307, 0.38138781546052408688",
    "0.99, 0.83891294048916908663, 0.24439035090699956303",
    "1.7, 0.95543453724145695634, 0.094049077376886930263",
    "4.2, 0.99998665425098409367, 0.000058943067756539822171",
    "8.0, 0.9999999999999993779, 5.052271083536892288e-15",
  })
  void agreesWithFiftyDigits(double x, double cumulative, double density) {
    assertEquals(cumulative, NormalDistribution.cumulative(x), 8e-16 * cumulative);
    assertEquals(density, NormalDistribution.density(x), 8e-16 * density);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-300, -37.047096299361199237",
    "1e-100, -21.273453560965324294",
    "1e-20, -9.2623400897984075796",
    "1e-09, -5.9978070150076868614",
    "0.001, -3.0902323061678135354",
    "0.025, -1.9599639845400542118",
    "0.2, -0.84162123357291416552",
    "0.249999, -0.67449289706450197237",
    "0.25, -0.6744897501960817432",
    "0.3, -0.52440051270804081597",
    "0.4999999999, -2.5066284820303539022e-10",
    "0.50000001, 2.5066282872262044377e-8",
    "0.6, 0.25334710313579974132",
    "0.75, 0.6744897501960817432",
    "0.76, 0.70630256284008748445",
    "0.975, 1.9599639845400538556",
    "0.9999, 3.7190164854557083867",
  })
  void quantilesAgreeWithFiftyDigits(double p, double x) {
    assertEquals(x, NormalDistribution.inverse(p), 8e-16 * Math.abs(x));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 1e-10, 2.0000000000000000729e-10",
    "0.0, 0.1, 0.20066800190688024357",
    "0.0, 0.3, 0.61832820771463354931",
    "0.0, 1.0, 2.8213722692848959954",
    "0.5, 0.19, 0.21538989931122066367",
    "1.0, 0.2, 0.13873936679923766353",
    "1.0, 0.21, 0.14578577140533872078",
    "2.9, 1e-07, 1.81997781939855841e-8",
    "2.9, 0.5, 0.092617904624792825479",
    "3.0, 0.59, 0.10417604820067934553",
    "3.1, 0.001, 0.00016361427298184128539",
    "5.9, 1.0, 0.054412618442245434728",
    "6.1, 1.2, 0.061921882974185425554",
    "12.0, 1e-05, 1.3609123967148767445e-7",
    "12.0, 2.4, 0.033957042614858323277",
    "12.0, 2.5, 0.035491508435880828252",
    "35.0, 0.0001, 1.6286709543643969452e-7",
    "35.0, 20.0, 0.048198422208824406997",
  })
  void differencesOfTheMillsRatioAgreeWithFiftyDigits(double z, double t, double difference) {
    assertEquals(difference, MillsRatio.difference(z, t), 2e-15 * difference);
  }

  @Test
  void endsAreExact() {
    assertEquals(0.0, NormalDistribution.cumulative(Double.NEGATIVE_INFINITY));
    assertEquals(1.0, NormalDistribution.cumulative(Double.POSITIVE_INFINITY));
    assertEquals(0.0, NormalDistribution.density(Double.POSITIVE_INFINITY));
    assertEquals(0.5, NormalDistribution.cumulative(0.0));
    assertEquals(Double.NEGATIVE_INFINITY, NormalDistribution.inverse(0.0));
    assertEquals(Double.POSITIVE_INFINITY, NormalDistribution.inverse(1.0));
    assertEquals(0.0, NormalDistribution.inverse(0.5));
    assertTrue(Double.isNaN(NormalDistribution.inverse(1.5)));
    assertTrue(Double.isNaN(NormalDistribution.inverse(Double.NaN)));
  }

  @Test
  void inverseUndoesCumulative() {
    for (double x = -37; x < 5; x += 0.037) {
      double p = NormalDistribution.cumulative(x);
      // p's rounding and its error, each over the slope.
      double allowed = 2e-15 * p / NormalDistribution.density(x) + 2e-15 * Math.abs(x);
      assertEquals(x, NormalDistribution.inverse(p), allowed);
    }
  }

  @Test
  void theMillsRatioIsForTails() {
    assertEquals(1e-12, MillsRatio.of(1e12));
    assertThrows(IllegalArgumentException.class, () -> MillsRatio.of(-1.5));
    assertThrows(IllegalArgumentException.class, () -> MillsRatio.of(Double.NaN));
  }
}
