package org.hedgerow.exchanges.okx;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;

/** Writes the small JSON objects that OKX takes as requests. */
final class JsonText {
  private JsonText() {}

  static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  /** An object of strings, in the order of the map. */
  static String object(Map<String, String> fields) {
    StringBuilder text = new StringBuilder("{");
    fields.forEach(
        (name, value) -> {
          if (text.length() > 1) {
            text.append(',');
          }
          text.append('"').append(name).append("\":\"").append(escaped(value)).append('"');
        });
    return text.append('}').toString();
  }
}
