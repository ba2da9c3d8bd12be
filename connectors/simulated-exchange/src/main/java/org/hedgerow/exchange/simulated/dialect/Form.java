package org.hedgerow.exchange.simulated.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters as {@code a=1&b=2}, of a query or a body. */
public final class Form {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();

  /**
   * Reads them; what is no pair is passed over.
   *
   * @param text null for none
   */
  public Form(String text) {
    for (String pair : text == null ? new String[0] : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decoded(pair.substring(0, equals));
        String value = decoded(pair.substring(equals + 1));
        values.put(name, value);
        lists.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
      }
    }
  }

  /** Those of a query and of a body, for venues that take them in either. */
  public static Form of(String query, String body) {
    return new Form((query == null ? "" : query) + "&" + (body == null ? "" : body));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  public Map<String, String> values() {
    return values;
  }

  /** All values of a name that may stand there several times. */
  public List<String> all(String name) {
    return lists.getOrDefault(name, List.of());
  }

  /** Null where it is absent or empty. */
  public String get(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** The same, or {@code otherwise}. */
  public String get(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  public boolean isTrue(String name) {
    return "true".equalsIgnoreCase(get(name));
  }
}
