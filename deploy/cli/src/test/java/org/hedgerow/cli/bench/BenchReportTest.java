package org.hedgerow.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  @TempDir Path folder;

  private final BenchReport report =
      new BenchReport(
          "pipeline",
          "one plain thread",
          List.of(
              new Measure(
                  "entries_per_second",
                  0,
                  new Spread(List.of(30_000.0, 10_000.0, 20_000.0)),
                  new Spread(List.of(40_000.0, 50_000.0, 40_000.0)))),
          Map.of("processors", 2));

  @Test
  void theFileHasTheKeysThatTheDocumentationNames() throws IOException {
    Path file = folder.resolve("out.json");
    report.write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertEquals(List.of("benchmark", "limit", "measures", "conditions"), names(json));
    assertEquals("pipeline", json.path("benchmark").asText());
    JsonNode measure = json.path("measures").path("entries_per_second");
    assertEquals(List.of("jobs", "limit", "ratio"), names(measure));
    assertEquals(List.of("min", "median", "max", "rounds"), names(measure.path("jobs")));
    assertEquals(20_000.0, measure.path("jobs").path("median").asDouble());
    assertEquals(30_000.0, measure.path("jobs").path("rounds").path(0).asDouble());
    assertEquals(0.5, measure.path("ratio").asDouble());
    assertEquals(2, json.path("conditions").path("processors").asInt());
  }

  @Test
  void peopleSeeTheSame() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    report.print(new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("jobs   min 10,000  median 20,000  max 30,000"), text);
    assertTrue(text.contains("limit  min 40,000  median 40,000  max 50,000"), text);
    assertTrue(text.contains("ratio of the medians 0.500"), text);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
