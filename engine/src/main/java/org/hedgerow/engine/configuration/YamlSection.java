package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mapping of a YAML document. Whatever is wrong with a value goes to the shared list of errors,
 * with the key's path, and a harmless value is returned so that reading goes on to find the rest.
 */
final class YamlSection {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");

  private final String path;
  private final Map<?, ?> values;
  private final List<String> errors;
  private final Set<String> known = new LinkedHashSet<>();

  YamlSection(String path, Object node, List<String> errors) {
    this.path = path;
    this.errors = errors;
    if (node instanceof Map<?, ?> map) {
      this.values = map;
    } else {
      this.values = Map.of();
      error(path.isEmpty() ? "document" : path, node, "a mapping of keys to values");
    }
  }

  /** A text that may not be empty. */
  String text(String key) {
    Object value = take(key);
    if (value instanceof Map
        || value instanceof List
        || value == null
        || value.toString().isBlank()) {
      error(at(key), value, "a text");
      return "";
    }
    return value.toString();
  }

  Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** A text that matches. */
  String text(String key, Pattern form, String expected) {
    String text = text(key);
    if (!text.isEmpty() && !form.matcher(text).matches()) {
      error(at(key), text, expected);
    }
    return text;
  }

  /** A number at or above a minimum. */
  BigDecimal number(String key, BigDecimal minimum) {
    BigDecimal number = number(key);
    if (number.compareTo(minimum) < 0) {
      error(at(key), number, "a number of at least " + minimum.toPlainString());
    }
    return number;
  }

  BigDecimal number(String key) {
    Object value = take(key);
    try {
      if (value instanceof String || value instanceof Number) {
        return new BigDecimal(value.toString());
      }
    } catch (NumberFormatException e) {
      // Reported below, with what was expected.
    }
    error(at(key), value, "a number");
    return BigDecimal.ZERO;
  }

  Optional<BigDecimal> optionalNumber(String key) {
    return has(key) ? Optional.of(number(key)) : Optional.empty();
  }

  /** A number above zero. */
  BigDecimal positive(String key) {
    int before = errors.size();
    BigDecimal number = number(key);
    if (errors.size() > before) {
      return BigDecimal.ONE;
    }
    if (number.signum() <= 0) {
      error(at(key), number, "a number above 0");
      return BigDecimal.ONE;
    }
    return number;
  }

  /** A whole number within bounds. */
  long whole(String key, long minimum, long maximum) {
    Object value = take(key);
    if (value instanceof Integer || value instanceof Long) {
      long whole = ((Number) value).longValue();
      if (whole >= minimum && whole <= maximum) {
        return whole;
      }
    }
    error(at(key), value, "a whole number from " + minimum + " to " + maximum);
    return minimum;
  }

  /** Such as 500ms, 5s, 2m, 1h or 1d. */
  Duration duration(String key) {
    Object value = take(key);
    Matcher matcher = DURATION.matcher(String.valueOf(value));
    if (!matcher.matches()) {
      error(at(key), value, "a duration such as 500ms, 5s, 2m, 1h or 1d");
      return Duration.ZERO;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** Such as 2026-03-27T08:00:00Z. */
  Instant instant(String key) {
    Object value = take(key);
    try {
      return Instant.parse(String.valueOf(value));
    } catch (DateTimeParseException e) {
      error(at(key), value, "a time in UTC such as 2026-03-27T08:00:00Z");
      return Instant.EPOCH;
    }
  }

  URI uri(String key, List<String> schemes) {
    String text = text(key);
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && schemes.contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below, with what was expected.
    }
    if (!text.isEmpty()) {
      error(
          at(key), text, "an address that starts with " + String.join(":// or ", schemes) + "://");
    }
    return URI.create(schemes.get(0) + "://invalid");
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return choice(at(key), take(key), type);
  }

  <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
    List<E> chosen = new ArrayList<>();
    List<?> list = list(key);
    for (int i = 0; i < list.size(); i++) {
      chosen.add(choice(at(key) + "[" + i + "]", list.get(i), type));
    }
    return chosen;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object value : has(key) ? list(key) : List.of()) {
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  /**
   * A mapping of texts to texts; absent is empty. What a mapping within holds has that one's name
   * and a dot before its key.
   */
  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key)) {
      Object value = take(key);
      if (value instanceof Map<?, ?> map) {
        flatten("", map, texts);
      } else {
        error(at(key), value, "a mapping of keys to values");
      }
    }
    return texts;
  }

  private static void flatten(String before, Map<?, ?> map, Map<String, String> into) {
    map.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> within) {
            flatten(before + name + ".", within, into);
          } else {
            into.put(before + name, String.valueOf(value));
          }
        });
  }

  YamlSection section(String key) {
    return new YamlSection(at(key), take(key), errors);
  }

  /** Each element of a list, read and checked for keys that nobody asked for. */
  <T> List<T> sections(String key, Function<YamlSection, T> read) {
    List<T> elements = new ArrayList<>();
    List<?> list = list(key);
    for (int i = 0; i < list.size(); i++) {
      YamlSection section = new YamlSection(at(key) + "[" + i + "]", list.get(i), errors);
      elements.add(read.apply(section));
      section.refuseUnknownKeys();
    }
    return List.copyOf(elements);
  }

  boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  /** Whether the key's value is that word. */
  boolean says(String key, String word) {
    return word.equals(take(key));
  }

  /** {@code true} or {@code false}, as it is written. */
  boolean yes(String key) {
    Object value = take(key);
    if (!(value instanceof Boolean)) {
      error(at(key), value, "true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  void refuseUnknownKeys() {
    for (Object key : values.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        error(
            at(String.valueOf(key)),
            values.get(key),
            "no such key; known are " + String.join(", ", known));
      }
    }
  }

  String path() {
    return path;
  }

  void error(String key, Object value, String expected) {
    String shown = value == null ? "nothing" : "'" + value + "'";
    errors.add(
        key
            + ": "
            + (shown.length() > 80 ? shown.substring(0, 80) + "..." : shown)
            + "; expected "
            + expected);
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private <E extends Enum<E>> E choice(String at, Object value, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(String.valueOf(value).toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    error(at, value, "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    return type.getEnumConstants()[0];
  }

  private List<?> list(String key) {
    Object value = take(key);
    if (value instanceof List<?> list) {
      return list;
    }
    error(at(key), value, "a list");
    return List.of();
  }

  private Object take(String key) {
    known.add(key);
    return values.get(key);
  }
}
