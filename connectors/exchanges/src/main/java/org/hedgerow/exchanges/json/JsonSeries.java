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
 * Series in REST answers: rows that are lists, or columns that are. Values are the texts that stand
 * there; null is null. For answers that come now and then.
 */
public final class JsonSeries {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonSeries() {}

  /**
   * The rows of the first list of lists of scalars, however deep it stands; none if there is none.
   */
  public static List<List<String>> rows(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      List<List<String>> rows = new ArrayList<>();
      boolean outer = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && outer) {
          rows.add(scalars(parser));
        } else if (!rows.isEmpty() && token == JsonToken.END_ARRAY) {
          return rows;
        } else {
          outer = token == JsonToken.START_ARRAY;
        }
        outer |= !rows.isEmpty();
      }
      return rows;
    }
  }

  /** Lists of scalars by their names, however deep they stand. */
  public static Map<String, List<String>> columns(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      Map<String, List<String>> columns = new LinkedHashMap<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && parser.currentName() != null) {
          String name = parser.currentName();
          columns.put(name, scalars(parser));
        }
      }
      return columns;
    }
  }

  /** To the bracket that closes the list. */
  private static List<String> scalars(JsonParser parser) throws IOException {
    List<String> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("a list that does not end");
      } else if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
        parser.skipChildren();
        values.add(null);
      } else {
        values.add(token == JsonToken.VALUE_NULL ? null : parser.getText());
      }
    }
    return values;
  }
}
