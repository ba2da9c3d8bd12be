package org.hedgerow.engine.statistics.spike;

import static org.hedgerow.engine.statistics.ReferenceCases.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hedgerow.engine.statistics.ReferenceCases;
import org.hedgerow.engine.statistics.spike.HampelFilter.Edges;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the Hampel file, and the streaming form on those with edges left alone. */
class HampelReferenceTest {
  /** Where the cases are missing the class is skipped with the reason, not silently empty. */
  @BeforeAll
  static void referenceIsThere() {
    ReferenceCases.of("09_outlier_hampel.json");
  }

  @TestFactory
  Stream<DynamicTest> series() {
    return cases()
        .each(
            c -> {
              Edges edges = leavesEdges(c) ? Edges.UNCHANGED : Edges.SHORTER_WINDOWS;
              HampelFilter.Cleaned cleaned =
                  new HampelFilter(k(c), threshold(c), edges).filter(x(c));
              assertArrayEquals(
                  numbers(c.at("/expected/outlier_index_0based")), doubles(cleaned.spikes()));
              assertArrayEquals(numbers(c.at("/expected/y")), cleaned.values(), tolerance(c));
            });
  }

  @TestFactory
  Stream<DynamicTest> stream() {
    return cases()
        .each(
            HampelReferenceTest::leavesEdges,
            c -> {
              double[] x = x(c);
              double[] y = x.clone();
              List<Integer> spikes = new ArrayList<>();
              CentredHampel filter = new CentredHampel(k(c), threshold(c));
              for (int i = 0; i < x.length; i++) {
                if (filter.add(x[i])) {
                  assertEquals(x[i - k(c)], filter.value());
                  y[i - k(c)] = filter.cleaned();
                  if (filter.isSpike()) {
                    spikes.add(i - k(c));
                  }
                }
              }
              assertArrayEquals(
                  numbers(c.at("/expected/outlier_index_0based")),
                  spikes.stream().mapToDouble(Integer::doubleValue).toArray());
              assertArrayEquals(numbers(c.at("/expected/y")), y, tolerance(c));
            });
  }

  private static boolean leavesEdges(JsonNode c) {
    return c.at("/inputs/edges").asText().endsWith("unchanged");
  }

  private static SpikeThreshold threshold(JsonNode c) {
    return new SpikeThreshold(c.at("/inputs/n_sigma").asDouble(), 0);
  }

  private static int k(JsonNode c) {
    return c.at("/inputs/half_window").asInt();
  }

  private static double[] x(JsonNode c) {
    return numbers(c.at("/inputs/x"));
  }

  private static double tolerance(JsonNode c) {
    return c.get("tolerance").asDouble();
  }

  private static double[] doubles(int[] places) {
    double[] doubles = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      doubles[i] = places[i];
    }
    return doubles;
  }

  private static ReferenceCases cases() {
    return ReferenceCases.of("09_outlier_hampel.json");
  }
}
