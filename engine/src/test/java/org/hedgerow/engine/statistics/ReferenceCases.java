package org.hedgerow.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Published figures in {@code ../shared/reference} beside the project. They are not part of it:
 * where the folder is missing, tests that want them are skipped, and say so.
 */
public final class ReferenceCases {
  private final JsonNode root;

  private ReferenceCases(JsonNode root) {
    this.root = root;
  }

  /** The file of that name; skips the calling test if there is none. */
  public static ReferenceCases of(String file) {
    Path found = root().resolve(file);
    Assumptions.assumeTrue(
        Files.exists(found), "no reference cases at " + found + "; test skipped");
    try {
      return new ReferenceCases(new ObjectMapper().readTree(found.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    String configured = System.getProperty("hedgerow.reference");
    if (configured != null) {
      return Path.of(configured);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve("reference");
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return here.resolve("shared").resolve("reference");
  }

  /** A test for each case. */
  public Stream<DynamicTest> each(Consumer<JsonNode> check) {
    return each(c -> true, check);
  }

  /** A test for each case that is chosen. */
  public Stream<DynamicTest> each(Predicate<JsonNode> chosen, Consumer<JsonNode> check) {
    return StreamSupport.stream(root.get("cases").spliterator(), false)
        .filter(chosen)
        .map(c -> DynamicTest.dynamicTest(name(c), () -> check.accept(c)));
  }

  /** What the case is called. */
  public static String name(JsonNode c) {
    return c.get("name").asText();
  }

  /** Data that cases share. */
  public JsonNode data(String name) {
    return root.get(name);
  }

  /** The numbers of a list, NaN for null. */
  public static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).isNull() ? Double.NaN : list.get(i).asDouble();
    }
    return numbers;
  }

  /** The numbers of a list, without its nulls. */
  public static double[] withoutNulls(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(
        n -> {
          if (!n.isNull()) {
            numbers.add(n.asDouble());
          }
        });
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Holds what was computed against a case's list, null for NaN, at its tolerances. */
  public static void assertSeries(JsonNode expected, double[] actual, JsonNode c) {
    double relative = c.path("tolerance_rel").asDouble(0);
    double absolute = c.path("tolerance_abs").asDouble(0);
    assertEquals(expected.size(), actual.length);
    for (int i = 0; i < actual.length; i++) {
      if (expected.get(i).isNull()) {
        assertTrue(Double.isNaN(actual[i]), "no figure expected at " + i + ": " + actual[i]);
      } else {
        double wanted = expected.get(i).asDouble();
        double tolerance = Math.max(absolute, relative * Math.abs(wanted));
        assertEquals(wanted, actual[i], tolerance, "at " + i);
      }
    }
  }

  /**
   * How many leading digits agree, NIST's log relative error; of a certified 0 how many places
   * behind the point are 0.
   */
  public static double digits(double certified, double actual) {
    double error = Math.abs(actual - certified);
    return error == 0 ? 16 : -Math.log10(certified == 0 ? error : error / Math.abs(certified));
  }

  /** Fails unless that many digits agree. */
  public static void assertDigits(double least, double certified, double actual, String what) {
    double digits = digits(certified, actual);
    assertTrue(
        digits >= least,
        what + ": " + actual + " has " + digits + " digits of " + certified + ", not " + least);
  }
}
