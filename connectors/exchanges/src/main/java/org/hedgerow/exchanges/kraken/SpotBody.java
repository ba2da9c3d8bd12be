package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The body of an answer of the spot market's REST: {@code {"error":[],"result":{...}}}.
 *
 * @param errors empty where the venue has done what was asked
 * @param hasResult whether there is a result at all
 * @param lists which of {@code open}, {@code closed} and {@code trades} the result has
 * @param fields the result's scalars
 * @param rows the result's objects by name, those inside of {@code open}, {@code closed} and {@code
 *     trades} like the others; each with its scalars, a scalar inside of an object of its own as
 *     {@code descr.pair}, a list of scalars joined by commas
 */
record SpotBody(
    List<String> errors,
    boolean hasResult,
    Set<String> lists,
    Map<String, String> fields,
    Map<String, Map<String, String>> rows) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads a body.
   *
   * @throws IOException if it is not one whole answer of that form
   */
  static SpotBody read(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      SpotBody read = read(parser);
      if (parser.nextToken() != null) {
        throw new IOException("more than one document");
      }
      return read;
    }
  }

  /** Reads the answer that begins with the parser's next token, to its closing brace. */
  static SpotBody read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("an answer that is no object");
    }
    List<String> errors = null;
    boolean hasResult = false;
    Set<String> lists = new HashSet<>();
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("error") && token == JsonToken.START_ARRAY) {
        errors = new ArrayList<>();
        for (token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
          if (token == null) {
            throw new IOException("an answer that does not end");
          }
          errors.add(parser.getText());
          parser.skipChildren();
        }
      } else if (name.equals("result") && token == JsonToken.START_OBJECT) {
        hasResult = true;
        result(parser, lists, fields, rows);
      } else {
        hasResult |= name.equals("result") && token == JsonToken.START_ARRAY;
        parser.skipChildren();
      }
    }
    end(parser);
    if (errors == null) {
      throw new IOException("an answer without a list of errors");
    }
    return new SpotBody(List.copyOf(errors), hasResult, lists, fields, rows);
  }

  private static void result(
      JsonParser parser,
      Set<String> lists,
      Map<String, String> fields,
      Map<String, Map<String, String>> rows)
      throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      boolean list = name.equals("open") || name.equals("closed") || name.equals("trades");
      if (token == JsonToken.START_OBJECT && list) {
        lists.add(name);
        result(parser, lists, fields, rows);
      } else if (token == JsonToken.START_OBJECT) {
        Map<String, String> row = new LinkedHashMap<>();
        row("", parser, row);
        rows.put(name, row);
      } else if (token == JsonToken.START_ARRAY) {
        fields.put(name, joined(parser));
      } else if (token != JsonToken.VALUE_NULL && token != null) {
        fields.put(name, parser.getText());
      }
    }
    end(parser);
  }

  private static void row(String prefix, JsonParser parser, Map<String, String> row)
      throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT && prefix.isEmpty()) {
        row(name + ".", parser, row);
      } else if (token == JsonToken.START_ARRAY) {
        row.put(prefix + name, joined(parser));
      } else if (token == JsonToken.START_OBJECT) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL && token != null) {
        row.put(prefix + name, parser.getText());
      }
    }
    end(parser);
  }

  /** The scalars of a list; what else stands there is passed over. */
  private static String joined(JsonParser parser) throws IOException {
    StringBuilder joined = new StringBuilder();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("a list that does not end");
      }
      if (token.isScalarValue()) {
        if (joined.length() > 0) {
          joined.append(',');
        }
        joined.append(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return joined.toString();
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("an object that does not end");
    }
  }
}
