package org.hedgerow.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;

/**
 * What a benchmark found.
 *
 * @param benchmark its name
 * @param limit what the jobs stand beside, in words
 * @param measures what was measured of both
 * @param conditions what the figures hold for, by JSON key
 */
record BenchReport(
    String benchmark, String limit, List<Measure> measures, Map<String, Object> conditions) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void print(Progress out) {
    out.say("");
    out.say(benchmark + ", beside " + limit);
    for (Measure measure : measures) {
      out.say("  " + measure.key());
      out.say(line("jobs", measure.decimals(), measure.jobs()));
      out.say(line("limit", measure.decimals(), measure.limit()));
      out.say(String.format(Locale.ROOT, "    ratio of the medians %.3f", measure.ratio()));
    }
    conditions.forEach((key, value) -> out.say("  " + key + ": " + value));
  }

  private static String line(String side, int decimals, Spread spread) {
    String number = "%,." + decimals + "f";
    return String.format(
        Locale.ROOT,
        "    %-6s min " + number + "  median " + number + "  max " + number,
        side,
        spread.min(),
        spread.median(),
        spread.max());
  }

  ObjectNode toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("benchmark", benchmark);
    root.put("limit", limit);
    ObjectNode all = root.putObject("measures");
    for (Measure measure : measures) {
      ObjectNode node = all.putObject(measure.key());
      side(node.putObject("jobs"), measure.jobs());
      side(node.putObject("limit"), measure.limit());
      node.put("ratio", measure.ratio());
    }
    root.set("conditions", JSON.valueToTree(conditions));
    return root;
  }

  private static void side(ObjectNode node, Spread spread) {
    node.put("min", spread.min());
    node.put("median", spread.median());
    node.put("max", spread.max());
    node.set("rounds", JSON.valueToTree(spread.rounds()));
  }

  void write(Path file) {
    try {
      Files.writeString(file, JSON.writeValueAsString(toJson()) + "\n");
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
