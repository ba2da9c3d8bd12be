package org.hedgerow.exchange.simulated.binance;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request's parameters, from the query string and the form body; the query string wins. */
final class Parameters {
  private static final String SIGNATURE = "signature";
  private final String query;
  private final String body;
  private final Map<String, String> values = new LinkedHashMap<>();

  Parameters(String query, String body) {
    this.query = query == null ? "" : query;
    this.body = body == null ? "" : body;
    collect(this.query);
    collect(this.body);
  }

  private void collect(String text) {
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
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

  String get(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String signature() {
    return get(SIGNATURE);
  }

  /** What the signature covers: query string and body as sent, one after the other, without it. */
  String signed() {
    return withoutSignature(query) + withoutSignature(body);
  }

  private static String withoutSignature(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (String pair : text.split("&")) {
      if (!pair.startsWith(SIGNATURE + "=")) {
        out.append(out.isEmpty() ? "" : "&").append(pair);
      }
    }
    return out.toString();
  }

  /** For the ledger: all but what opens something, the signature and a listen key. */
  Map<String, String> withoutSecrets() {
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.remove(SIGNATURE);
    copy.remove("listenKey");
    return copy;
  }

  String mandatory(String name) throws RefusedException {
    String value = get(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  static RefusedException missing(String name) {
    return new RefusedException(
        -1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
  }

  long number(String name, long otherwise) throws RefusedException {
    String value = get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException notANumber) {
      throw new RefusedException(
          -1100,
          "Illegal characters found in parameter '" + name + "'; legal range is '^[0-9]{1,20}$'.");
    }
  }

  boolean flag(String name) {
    return "true".equalsIgnoreCase(get(name));
  }
}
