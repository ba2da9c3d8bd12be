package org.hedgerow.engine.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Reference cases and recordings beside the project; a test that wants them is skipped without. */
final class ReferenceCases {
  private ReferenceCases() {}

  /** The file in the folder {@code shared} next to the project. */
  static Path find(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve(name);
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return Assumptions.abort("There is no " + name + " in a folder shared beside the project.");
  }

  /** The cases of a file of the reference folder. */
  static List<JsonNode> of(String file) {
    try {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper()
          .readTree(find("reference/" + file).toFile())
          .get("cases")
          .forEach(cases::add);
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PutOrCall right(JsonNode inputs) {
    return switch (inputs.get("type").asText()) {
      case "call", "C" -> PutOrCall.CALL;
      case "put", "P" -> PutOrCall.PUT;
      default -> throw new IllegalArgumentException("neither put nor call: " + inputs);
    };
  }

  /** A number, also one that was written as text to keep its digits, or as a fraction. */
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

  static double number(JsonNode inputs, String name, double otherwise) {
    return inputs.has(name) ? number(inputs.get(name)) : otherwise;
  }
}
