package org.hedgerow.exchange.simulated.okx;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a question. */
final class Query {
  private final Map<String, String> values = new LinkedHashMap<>();

  Query(String query) {
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  Map<String, String> values() {
    return values;
  }

  /** Null where it is absent or empty. */
  String get(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String mandatory(String name) throws RefusedException {
    String value = get(name);
    if (value == null) {
      throw RefusedException.missing(name);
    }
    return value;
  }

  long number(String name, long otherwise) throws RefusedException {
    String value = get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException notANumber) {
      throw RefusedException.parameter(name);
    }
  }

  /** Whether a field is what was asked for, or nothing was. */
  boolean allows(String name, String value) {
    String wanted = get(name);
    return wanted == null || wanted.equals(value) || wanted.equals("ANY");
  }
}
