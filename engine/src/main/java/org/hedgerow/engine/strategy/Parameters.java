package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a book's strategy, band or choice, as its configuration gives them. Whatever is
 * wrong with one is noted with its key, and a harmless value is returned, so that reading goes on
 * and finds the rest.
 */
public final class Parameters {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<String, Long> MICROS =
      Map.of(
          "ms",
          1_000L,
          "s",
          1_000_000L,
          "m",
          60_000_000L,
          "h",
          3_600_000_000L,
          "d",
          86_400_000_000L);

  private final String path;
  private final Map<String, String> values;
  private final List<String> errors;
  private final Set<String> known = new LinkedHashSet<>();

  private Parameters(String path, Map<String, String> values, List<String> errors) {
    this.path = path;
    this.values = values;
    this.errors = errors;
  }

  /**
   * Parameters to be read.
   *
   * @param path of the section in the configuration, for messages
   * @param values by key; those of a section within have its name and a dot before theirs
   */
  public static Parameters of(String path, Map<String, String> values) {
    return new Parameters(path, values, new ArrayList<>());
  }

  /** Whether the key is there, or a section of that name. */
  public boolean has(String key) {
    known.add(key);
    return values.containsKey(key)
        || values.keySet().stream().anyMatch(one -> one.startsWith(key + "."));
  }

  /** A text, or the default. */
  public String text(String key, String otherwise) {
    known.add(key);
    return values.getOrDefault(key, otherwise);
  }

  /** One of some words; the first where none is given. */
  public String choice(String key, String... words) {
    String text = text(key, words[0]);
    if (!List.of(words).contains(text)) {
      error(key, text, "one of " + List.of(words));
      return words[0];
    }
    return text;
  }

  /** A number from one to another; null as default means that it has to be given. */
  public BigDecimal number(String key, String otherwise, String least, String most) {
    String text = text(key, otherwise);
    BigDecimal low = new BigDecimal(least);
    BigDecimal high = new BigDecimal(most);
    try {
      BigDecimal number = text == null ? null : new BigDecimal(text);
      if (number != null && number.compareTo(low) >= 0 && number.compareTo(high) <= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with what was expected.
    }
    error(key, text, "a number from " + least + " to " + most);
    return low;
  }

  /** A number above 0 and up to another; null as default means that it has to be given. */
  public BigDecimal positive(String key, String otherwise, String most) {
    int before = errors.size();
    BigDecimal number = number(key, otherwise, "0", most);
    if (errors.size() == before && number.signum() > 0) {
      return number;
    }
    if (errors.size() == before) {
      error(key, text(key, otherwise), "a number above 0");
    }
    return BigDecimal.ONE;
  }

  /** A whole number from one to another. */
  public int whole(String key, int otherwise, int least, int most) {
    String text = text(key, Integer.toString(otherwise));
    try {
      int whole = Integer.parseInt(text);
      if (whole >= least && whole <= most) {
        return whole;
      }
    } catch (NumberFormatException e) {
      // Reported below, with what was expected.
    }
    error(key, text, "a whole number from " + least + " to " + most);
    return least;
  }

  /** A duration such as 500ms, 5s, 2m, 1h or 1d, in microseconds and above 0. */
  public long micros(String key, String otherwise) {
    String text = text(key, otherwise);
    Matcher matcher = DURATION.matcher(String.valueOf(text));
    long micros =
        matcher.matches() ? Long.parseLong(matcher.group(1)) * MICROS.get(matcher.group(2)) : 0;
    if (micros > 0) {
      return micros;
    }
    error(key, text, "a duration such as 500ms, 5s, 2m, 1h or 1d");
    return 1_000_000;
  }

  /** The parameters of a section within. */
  public Parameters section(String name) {
    known.add(name);
    Map<String, String> within = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(name + ".")) {
            within.put(key.substring(name.length() + 1), value);
          }
        });
    return new Parameters(path + "." + name, within, errors);
  }

  /** All keys that are given; those of sections within with the section's name and a dot before. */
  public Set<String> keys() {
    known.addAll(values.keySet());
    return new LinkedHashSet<>(values.keySet());
  }

  /** The names of the sections that are given: what stands before the first dot of a key. */
  public Set<String> sections() {
    Set<String> names = new LinkedHashSet<>();
    for (String key : values.keySet()) {
      int dot = key.indexOf('.');
      if (dot > 0) {
        names.add(key.substring(0, dot));
      }
    }
    return names;
  }

  /** The values, by key. */
  public Map<String, String> values() {
    return new LinkedHashMap<>(values);
  }

  /** Notes that a value is not what it should be. */
  public void error(String key, String value, String expected) {
    errors.add(
        path
            + "."
            + key
            + ": "
            + (value == null ? "nothing" : "'" + value + "'")
            + "; expected "
            + expected);
  }

  /** Notes each key that nobody asked for. */
  public void refuseUnknownKeys() {
    for (String key : values.keySet()) {
      int dot = key.indexOf('.');
      if (!known.contains(dot < 0 ? key : key.substring(0, dot)) && !known.contains(key)) {
        error(
            key,
            values.get(key),
            known.isEmpty()
                ? "no parameters"
                : "no such key; known are " + String.join(", ", known));
      }
    }
  }

  /** All that was wrong so far, sections within included. */
  public List<String> errors() {
    return errors;
  }
}
