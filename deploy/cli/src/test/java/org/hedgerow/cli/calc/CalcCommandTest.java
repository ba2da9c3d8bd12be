package org.hedgerow.cli.calc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CalcCommandTest {
  private static final List<String> FUNCTIONS =
      List.of(
          "black76",
          "implied-volatility",
          "exposure",
          "pnl",
          "hedge-ratio",
          "band",
          "volatility",
          "risk",
          "put",
          "collar",
          "schedule");

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final CommandLine command =
      new CommandLine(new CalcCommand())
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(errors, true));

  private int run(String input, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return command.execute(arguments);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void helpHasEveryFunctionItsFieldsAndAnExample() {
    assertEquals(0, run("", "--help"));
    String page = out.toString();
    for (String function : FUNCTIONS) {
      assertTrue(page.contains("\n" + function + "\n"), function);
      JsonNode example = example(function);
      assertTrue(page.contains(example.toString().substring(0, 10)), function);
    }
    assertEquals(FUNCTIONS.size(), page.split("Example:", -1).length - 1);
  }

  @Test
  void helpOfOneIsOfOne() {
    assertEquals(0, run("", "band", "--help"));
    assertTrue(out.toString().contains("whalley_wilmott"), out.toString());
    assertFalse(out.toString().contains("implied_volatility"), out.toString());
  }

  /** Every field of an example is one of its page, and known. */
  @Test
  void examplesAreAnswered() {
    for (String function : FUNCTIONS) {
      JsonNode answer = Calc.answer(function, example(function));
      assertFalse(answer.has("ignored"), function + ": " + answer);
      String page = CalcFunctions.named(function).orElseThrow().page();
      example(function)
          .fieldNames()
          .forEachRemaining(field -> assertTrue(page.contains(field), function + ": " + field));
    }
    assertEquals(0, run("", "--example"));
    assertEquals(2 * FUNCTIONS.size(), out.toString().split("\n").length);
  }

  private static JsonNode example(String function) {
    try {
      return Calc.JSON.readTree(CalcFunctions.named(function).orElseThrow().example());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(function, e);
    }
  }

  @Test
  void linesAreAnsweredInOrderAndBadOnesInTheirPlace() throws Exception {
    String good = CalcFunctions.named("black76").orElseThrow().example();
    String input =
        good.replaceFirst("\\{", "{\"id\":1,")
            + "\n\nnonsense\n"
            + good.replace("0.3", "\"NaN\"").replaceFirst("\\{", "{\"id\":3,")
            + "\n[1]\n"
            + good.replaceFirst("\\{", "{\"id\":\"last\u00e9\",\"colour\":2,");
    assertEquals(1, run(input, "black76"));
    String[] lines = out.toString().split("\n");
    assertEquals(5, lines.length, out.toString());
    assertEquals(1, Calc.JSON.readTree(lines[0]).get("id").asInt());
    JsonNode nonsense = Calc.JSON.readTree(lines[1]);
    assertTrue(nonsense.get("error").asText().startsWith("not JSON"), lines[1]);
    assertEquals(3, nonsense.get("line").asInt());
    JsonNode nan = Calc.JSON.readTree(lines[2]);
    assertEquals("volatility", nan.get("field").asText());
    assertEquals(3, nan.get("id").asInt());
    assertEquals("volatility: 'NaN'; expected a finite number", nan.get("error").asText());
    assertEquals("expected a JSON object", Calc.JSON.readTree(lines[3]).get("error").asText());
    JsonNode last = Calc.JSON.readTree(lines[4]);
    assertEquals("last\u00e9", last.get("id").asText());
    assertEquals("colour", last.get("ignored").get(0).asText());
    assertEquals("hedgerow: 3 of 5 lines could not be answered", errors.toString().strip());
  }

  @Test
  void whatIsNotUnderstoodIsTwo() {
    assertEquals(2, run("", "black77"));
    assertTrue(errors.toString().contains("implied-volatility"), errors.toString());
    assertEquals(2, run(""));
    assertEquals(2, run("", "band", "risk"));
  }

  @Test
  void noLinesAreAllAnswered() {
    assertEquals(0, run("", "risk"));
    assertEquals("", out.toString());
  }
}
