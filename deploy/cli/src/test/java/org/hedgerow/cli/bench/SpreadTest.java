package org.hedgerow.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void ofAnOddNumberOfRoundsTheMedianIsOneOfThem() {
    Spread spread = new Spread(List.of(9.0, 1.0, 4.0));
    assertEquals(1.0, spread.min());
    assertEquals(4.0, spread.median());
    assertEquals(9.0, spread.max());
  }

  @Test
  void ofAnEvenNumberItIsHalfway() {
    assertEquals(3.0, new Spread(List.of(9.0, 1.0, 4.0, 2.0)).median());
    assertEquals(7.0, new Spread(List.of(7.0)).median());
  }

  @Test
  void noRoundsAreNoSpread() {
    assertThrows(IllegalArgumentException.class, () -> new Spread(List.of()));
  }

  @Test
  void theRatioIsOfMedians() {
    Measure measure =
        new Measure(
            "x", 0, new Spread(List.of(50.0, 60.0, 1.0)), new Spread(List.of(100.0, 200.0, 100.0)));
    assertEquals(0.5, measure.ratio());
  }
}
