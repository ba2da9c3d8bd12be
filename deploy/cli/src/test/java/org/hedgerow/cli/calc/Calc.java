package org.hedgerow.cli.calc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Lines through the reader, the function and the writer, as the command passes them. */
final class Calc {
  static final ObjectMapper JSON = new ObjectMapper();

  private Calc() {}

  /** The answers to lines. */
  static List<JsonNode> lines(String function, String lines) {
    StringWriter written = new StringWriter();
    try {
      JsonLines.answer(
          CalcFunctions.named(function).orElseThrow(),
          new BufferedReader(new StringReader(lines)),
          new PrintWriter(written));
      List<JsonNode> answers = new ArrayList<>();
      for (String line : written.toString().split("\n", -1)) {
        if (!line.isEmpty()) {
          answers.add(JSON.readTree(line));
        }
      }
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to one line. */
  static JsonNode line(String function, String line) {
    List<JsonNode> answers = lines(function, line);
    assertEquals(1, answers.size());
    return answers.get(0);
  }

  /** The answer to a line that has one. */
  static JsonNode answer(String function, JsonNode inputs) {
    JsonNode answer = line(function, inputs.toString());
    assertFalse(answer.has("error"), inputs + " gave " + answer);
    return answer;
  }

  /** The answer to a line with ' for ". */
  static JsonNode quick(String function, String line) {
    return line(function, line.replace('\'', '"'));
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** A test for each case of a file of the reference folder; skipped, saying so, without it. */
  static Stream<DynamicTest> each(String file, Consumer<JsonNode> check) {
    return StreamSupport.stream(reference(file).get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check.accept(c)));
  }

  /** The file of that name. */
  static JsonNode reference(String file) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve("reference").resolve(file);
      if (Files.exists(candidate)) {
        try {
          return JSON.readTree(candidate.toFile());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return Assumptions.abort(
        "There is no reference/" + file + " in a folder shared beside the project.");
  }

  /** A number of a case, also one that was written as text or as a fraction. */
  static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    String text = value.asText();
    int slash = text.indexOf('/');
    return slash < 0
        ? Double.parseDouble(text)
        : Double.parseDouble(text.substring(0, slash))
            / Double.parseDouble(text.substring(slash + 1));
  }

  /** Holds a figure against a case's at the case's tolerance. */
  static void within(JsonNode one, JsonNode expected, JsonNode actual, String what) {
    double wanted = number(expected);
    double allowed =
        one.path("tolerance").asDouble(0)
            + one.path("tolerance_abs").asDouble(0)
            + one.path("tolerance_rel").asDouble(0) * Math.abs(wanted);
    assertEquals(wanted, actual.asDouble(Double.NaN), allowed, what + " of " + one.get("name"));
  }

  /** The list with 0 for what is missing. */
  static ArrayNode withZeros(JsonNode list) {
    ArrayNode filled = JSON.createArrayNode();
    list.forEach(each -> filled.add(each.isNull() ? 0.0 : each.asDouble()));
    return filled;
  }
}
