package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a call, from a JSON-RPC message or from an address. */
record Params(JsonNode tree) {
  private static final int LONGEST_NUMBER = 40;

  /** Of {@code a=1&b=2}; each value is a text. */
  static Params ofQuery(String query) {
    ObjectNode tree = DeribitText.object();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        tree.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Params(tree);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** Null where it is absent or empty. */
  String get(String name) {
    String text = tree.path(name).asText("");
    return text.isEmpty() || tree.path(name).isNull() ? null : text;
  }

  String mandatory(String name) throws RefusedException {
    String value = get(name);
    if (value == null) {
      throw RefusedException.parameter(name, "value required");
    }
    return value;
  }

  boolean isTrue(String name) {
    return "true".equals(get(name));
  }

  long number(String name, long otherwise) throws RefusedException {
    String value = get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException notANumber) {
      throw RefusedException.parameter(name, "wrong format");
    }
  }

  /** Null where it is absent. */
  BigDecimal decimal(String name) throws RefusedException {
    String value = get(name);
    try {
      if (value != null && value.length() > LONGEST_NUMBER) {
        throw RefusedException.parameter(name, "wrong format");
      }
      return value == null ? null : new BigDecimal(value);
    } catch (NumberFormatException notANumber) {
      throw RefusedException.parameter(name, "wrong format");
    }
  }

  /** Whether it is what was asked for, or nothing was. */
  boolean allows(String name, String value) {
    String wanted = get(name);
    return wanted == null || wanted.equalsIgnoreCase(value) || wanted.equals("any");
  }

  /** For the ledger: without what opens an account. */
  Map<String, String> told() {
    Map<String, String> told = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!field.getKey().equals("access_token")) {
        told.put(field.getKey(), field.getValue().asText());
      }
    }
    return told;
  }
}
