package org.hedgerow.cli.calc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/**
 * Lines of JSON in, lines of JSON out, one for one and in order; blank lines have no answer. A line
 * that cannot be answered is told so in its place, and the others go on.
 *
 * <p>A line that has an object {@code inputs} is a reference case: its inputs are what is computed
 * from. {@code id} and {@code name} come back with the answer, and fields that the function does
 * not know are listed in {@code ignored}.
 */
final class JsonLines {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Read, so that the message can name the field.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final List<String> IDENTITY = List.of("id", "name");

  private JsonLines() {}

  /**
   * How it went.
   *
   * @param lines that were not blank
   * @param refused of them, answered with an error
   */
  record Count(long lines, long refused) {}

  /** Answers all lines; nothing waits in a buffer while the next line is not there. */
  static Count answer(CalcFunction function, BufferedReader in, PrintWriter out)
      throws IOException {
    long number = 0;
    long lines = 0;
    long refused = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      lines++;
      ObjectNode answer = answer(function, line, number);
      refused += answer.has("error") ? 1 : 0;
      out.write(JSON.writeValueAsString(answer));
      out.write('\n');
      if (!in.ready() && out.checkError()) {
        throw new IOException("nobody reads the answers");
      }
    }
    out.flush();
    return new Count(lines, refused);
  }

  /** The answer to one line; an error is one too. */
  static ObjectNode answer(CalcFunction function, String line, long number) {
    Answer out = new Answer();
    try {
      JsonNode read = JSON.readTree(line);
      if (!read.isObject()) {
        return error("expected a JSON object", null, number, out);
      }
      JsonNode inputs = read.path("inputs").isObject() ? read.get("inputs") : read;
      for (String identity : IDENTITY) {
        JsonNode value = read.path(identity);
        if (value.isTextual() || value.isNumber()) {
          out.json().set(identity, value);
        }
      }
      Fields fields = new Fields(inputs, "");
      fields.skip("id", "name");
      Answer computed = new Answer();
      function.answer(fields, computed);
      out.json().setAll(computed.json());
      if (!fields.unread().isEmpty()) {
        fields.unread().forEach(out.json().withArray("ignored")::add);
      }
      return out.json();
    } catch (JsonProcessingException e) {
      return error("not JSON: " + e.getOriginalMessage(), null, number, out);
    } catch (FieldException e) {
      return error(e.getMessage(), e.field(), number, out);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return error(e.getMessage(), null, number, out);
    }
  }

  private static ObjectNode error(String sentence, String field, long number, Answer out) {
    out.put("error", sentence);
    if (field != null) {
      out.put("field", field);
    }
    return out.put("line", number).json();
  }
}
