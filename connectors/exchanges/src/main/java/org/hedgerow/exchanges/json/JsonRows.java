package org.hedgerow.exchanges.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * REST answers as rows of their scalar fields, each with its text. For answers that come now and
 * then; frames of a stream are read by {@link JsonFields}.
 */
public final class JsonRows {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonRows() {}

  /** Whether it is one whole JSON list, or object. */
  public static boolean isDocument(byte[] body, boolean list) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != (list ? JsonToken.START_ARRAY : JsonToken.START_OBJECT)) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() != null && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** The scalar fields of a JSON object; nested values are passed over. */
  public static Map<String, String> object(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      expect(parser.nextToken(), JsonToken.START_OBJECT);
      Map<String, String> fields = fields(parser);
      end(parser);
      return fields;
    }
  }

  /** A list of objects, and nothing else. */
  public static List<Map<String, String>> list(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      expect(parser.nextToken(), JsonToken.START_ARRAY);
      List<Map<String, String>> rows = rows(parser);
      if (rows == null) {
        throw new IOException("expected a list of objects");
      }
      end(parser);
      return rows;
    }
  }

  /** An object's lists of objects, by name; its other members are passed over. */
  public static Map<String, List<Map<String, String>>> lists(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      expect(parser.nextToken(), JsonToken.START_OBJECT);
      Map<String, List<Map<String, String>>> lists = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          List<Map<String, String>> rows = rows(parser);
          if (rows != null) {
            lists.put(name, rows);
          }
        } else {
          parser.skipChildren();
        }
      }
      expect(parser.currentToken(), JsonToken.END_OBJECT);
      end(parser);
      return lists;
    }
  }

  /** To the bracket that closes the list; null if an element is no object. */
  private static List<Map<String, String>> rows(JsonParser parser) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    boolean objects = true;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        rows.add(fields(parser));
      } else if (token == null) {
        throw new IOException("a list that does not end");
      } else {
        objects = false;
        parser.skipChildren();
      }
    }
    return objects ? rows : null;
  }

  private static Map<String, String> fields(JsonParser parser) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == null) {
        throw new IOException("an object that does not end");
      }
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      if (value.isScalarValue()) {
        fields.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    expect(parser.currentToken(), JsonToken.END_OBJECT);
    return fields;
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new IOException("more than one document");
    }
  }

  private static void expect(JsonToken token, JsonToken expected) throws IOException {
    if (token != expected) {
      throw new IOException("expected " + expected + " and not " + token);
    }
  }
}
