package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer as its scalars by their paths, such as {@code orders.0.order.cliOrdId}. For answers
 * that come now and then.
 */
final class FlatJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DEEPEST = 12;

  private FlatJson() {}

  /**
   * Reads an answer.
   *
   * @throws IOException if it is not one whole object
   */
  static Map<String, String> read(byte[] body) throws IOException {
    Map<String, String> scalars = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected an object");
      }
      read("", 0, parser, scalars);
      if (parser.nextToken() != null) {
        throw new IOException("more than one document");
      }
    }
    return scalars;
  }

  private static void read(String path, int depth, JsonParser parser, Map<String, String> scalars)
      throws IOException {
    boolean list = parser.currentToken() == JsonToken.START_ARRAY;
    JsonToken end = list ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
    int index = 0;
    for (JsonToken token = parser.nextToken(); token != end; token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("an answer that does not end");
      }
      String name = list ? Integer.toString(index++) : parser.currentName();
      if (!list) {
        token = parser.nextToken();
      }
      String full = path.isEmpty() ? name : path + "." + name;
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        if (depth == DEEPEST) {
          throw new IOException("an answer too deep");
        }
        read(full, depth + 1, parser, scalars);
      } else if (token != null && token != JsonToken.VALUE_NULL) {
        scalars.put(full, parser.getText());
      }
    }
  }
}
