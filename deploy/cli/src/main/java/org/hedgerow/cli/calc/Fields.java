package org.hedgerow.cli.calc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The fields of one line. A field is asked for by its name and by other names that it goes under;
 * the first is the one that messages ask for. Numbers may also be text, to keep their digits, and
 * fractions ("11/52"). Null is as good as missing.
 */
final class Fields {
  /** No amount of money and no lot has more digits; and exact sums of such stay short. */
  private static final int MOST_DIGITS = 60;

  /** Of a sample: its fourth power still adds up within the range of a double. */
  private static final double LARGEST = 1e75;

  private final JsonNode object;
  private final String place;
  private final Set<String> read = new LinkedHashSet<>();

  Fields(JsonNode object, String place) {
    this.object = object;
    this.place = place;
  }

  /** Whether one of the names is there. */
  boolean has(String... names) {
    for (String name : names) {
      if (object.hasNonNull(name)) {
        return true;
      }
    }
    return false;
  }

  /** The fields that nobody asked for, in the line's order. */
  List<String> unread() {
    List<String> unread = new ArrayList<>();
    object.fieldNames().forEachRemaining(unread::add);
    unread.removeAll(read);
    return unread;
  }

  /** The name with its place in the line. */
  String placed(String name) {
    return place + name;
  }

  /** Says that fields are known and not needed. */
  void skip(String... names) {
    read.addAll(List.of(names));
  }

  /** An error about the field of that name. */
  FieldException wrong(String name, String what) {
    return new FieldException(place + name, what);
  }

  /** A finite number. */
  double number(String... names) {
    String name = required("a number", names);
    return finite(name);
  }

  /** A finite number, or what it is when it is not there. */
  double numberOr(double otherwise, String... names) {
    String name = find(names);
    return name == null ? otherwise : finite(name);
  }

  /** A number above 0. */
  double positive(String... names) {
    String name = required("a positive number", names);
    return checked(name, finite(name), value -> value > 0.0, "a positive number");
  }

  /** A number above 0, or what it is when it is not there. */
  double positiveOr(double otherwise, String... names) {
    return has(names) ? positive(names) : otherwise;
  }

  /** A number of 0 or more. */
  double notNegative(String... names) {
    String name = required("a number, 0 or more", names);
    return checked(name, finite(name), value -> value >= 0.0, "0 or more");
  }

  /** A number of 0 or more, or what it is when it is not there. */
  double notNegativeOr(double otherwise, String... names) {
    return has(names) ? notNegative(names) : otherwise;
  }

  /** A number strictly between 0 and 1. */
  double probability(String... names) {
    String name = required("a number between 0 and 1", names);
    // One that is lost in 1 - p is as good as none.
    return checked(name, finite(name), p -> p > 0.0 && p < 1.0 && 1.0 - p < 1.0, "between 0 and 1");
  }

  /** A whole number from a least value on. */
  int count(int least, String... names) {
    String name = required("a whole number", names);
    double value = finite(name);
    checked(
        name,
        value,
        each -> each >= least && each <= 1e9 && each == Math.rint(each),
        "a whole number, " + least + " or more");
    return (int) value;
  }

  /** An exact decimal. */
  BigDecimal decimal(String... names) {
    String name = required("a decimal number", names);
    return amount(name, get(name));
  }

  private BigDecimal amount(String name, JsonNode node) {
    BigDecimal value = exact(name, node);
    if (value.precision() > MOST_DIGITS || Math.abs(value.scale()) > MOST_DIGITS) {
      throw wrong(name, "more than " + MOST_DIGITS + " digits; expected an amount");
    }
    return value;
  }

  /** An exact decimal, or what it is when it is not there. */
  BigDecimal decimalOr(BigDecimal otherwise, String... names) {
    return has(names) ? decimal(names) : otherwise;
  }

  /** An exact decimal above 0. */
  BigDecimal positiveDecimal(String... names) {
    BigDecimal value = decimal(names);
    if (value.signum() <= 0) {
      throw wrong(find(names), "'" + value + "'; expected a positive number");
    }
    return value;
  }

  /** An exact decimal of 0 or more. */
  BigDecimal notNegativeDecimal(String... names) {
    BigDecimal value = decimal(names);
    if (value.signum() < 0) {
      throw wrong(find(names), "'" + value + "'; expected 0 or more");
    }
    return value;
  }

  /** Whether the field is a list. */
  boolean isList(String... names) {
    String name = find(names);
    return name != null && get(name).isArray();
  }

  /** A list of finite numbers; null is no number. */
  double[] numbers(String... names) {
    String name = required("a list of numbers", names);
    return numbers(name, get(name));
  }

  /** A list of numbers, leaving out the null ones: values that are missing. */
  double[] present(String... names) {
    String name = required("a list of numbers", names);
    JsonNode list = get(name);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isNull()) {
        values.add(sample(name + "[" + i + "]", list.get(i)));
      }
    }
    if (!list.isArray()) {
      throw wrong(name, "expected a list of numbers");
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A list of rows of numbers; a list of numbers is rows of one. */
  double[][] rows(String... names) {
    String name = required("a list of numbers, or of lists of numbers", names);
    JsonNode list = get(name);
    if (!list.isArray()) {
      throw wrong(name, "expected a list");
    }
    double[][] rows = new double[list.size()][];
    for (int i = 0; i < rows.length; i++) {
      String at = name + "[" + i + "]";
      rows[i] =
          list.get(i).isArray() ? numbers(at, list.get(i)) : new double[] {sample(at, list.get(i))};
      if (rows[i].length != rows[0].length) {
        throw wrong(at, rows[i].length + " numbers; expected " + rows[0].length + " as before");
      }
    }
    return rows;
  }

  /** A list of pairs of exact decimals, the second above 0. */
  List<BigDecimal[]> pairs(String... names) {
    String name = required("a list of pairs of numbers", names);
    List<BigDecimal[]> pairs = new ArrayList<>();
    for (JsonNode pair : get(name)) {
      String at = name + "[" + pairs.size() + "]";
      if (!pair.isArray() || pair.size() != 2) {
        throw wrong(at, "'" + pair + "'; expected two numbers");
      }
      BigDecimal second = amount(at, pair.get(1));
      if (second.signum() <= 0) {
        throw wrong(at, "'" + second + "'; expected a positive number");
      }
      pairs.add(new BigDecimal[] {amount(at, pair.get(0)), second});
    }
    return pairs;
  }

  /** A list of objects. */
  List<Fields> objects(String... names) {
    String name = required("a list of objects", names);
    JsonNode list = get(name);
    if (!list.isArray()) {
      throw wrong(name, "expected a list of objects");
    }
    List<Fields> objects = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String at = name + "[" + i + "]";
      if (!list.get(i).isObject()) {
        throw wrong(at, "expected an object");
      }
      objects.add(new Fields(list.get(i), place + at + "."));
    }
    return objects;
  }

  /** An object. */
  Fields object(String... names) {
    String name = required("an object", names);
    if (!get(name).isObject()) {
      throw wrong(name, "expected an object");
    }
    return new Fields(get(name), place + name + ".");
  }

  /** Text. */
  String text(String... names) {
    String name = required("text", names);
    if (!get(name).isTextual()) {
      throw wrong(name, "'" + get(name) + "'; expected text");
    }
    return get(name).textValue();
  }

  /** Text in small letters with underscores, or what it is when it is not there. */
  String wordOr(String otherwise, String... names) {
    return has(names)
        ? text(names).strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_')
        : otherwise;
  }

  /** True or false, or what it is when it is not there. */
  boolean flagOr(boolean otherwise, String... names) {
    String name = find(names);
    if (name == null) {
      return otherwise;
    }
    if (!get(name).isBoolean()) {
      throw wrong(name, "'" + get(name) + "'; expected true or false");
    }
    return get(name).booleanValue();
  }

  private double[] numbers(String name, JsonNode list) {
    if (!list.isArray()) {
      throw wrong(name, "expected a list of numbers");
    }
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = sample(name + "[" + i + "]", list.get(i));
    }
    return values;
  }

  /** The name that is on the line, null if none is. */
  private String find(String... names) {
    String found = null;
    for (String name : names) {
      if (object.hasNonNull(name)) {
        if (found != null && !object.get(name).equals(object.get(found))) {
          throw wrong(name, "is also given as " + found + ", and they differ");
        }
        found = found == null ? name : found;
        read.add(name);
      }
    }
    return found;
  }

  private String required(String expected, String... names) {
    String name = find(names);
    if (name == null) {
      throw wrong(names[0], "missing; expected " + expected);
    }
    return name;
  }

  private JsonNode get(String name) {
    return object.get(name);
  }

  private double sample(String name, JsonNode value) {
    return checked(
        name, finite(name, value), each -> Math.abs(each) <= LARGEST, "a number up to 1e75");
  }

  private double finite(String name) {
    return finite(name, get(name));
  }

  private double finite(String name, JsonNode value) {
    double number;
    if (value.isDouble()) {
      // Only the words NaN and Infinity: all digits are decimals.
      number = value.doubleValue();
    } else if (value.isTextual() && value.textValue().indexOf('/') > 0) {
      String text = value.textValue();
      int slash = text.indexOf('/');
      number =
          parsed(name, text.substring(0, slash)).doubleValue()
              / parsed(name, text.substring(slash + 1)).doubleValue();
    } else {
      number = exact(name, value).doubleValue();
    }
    if (!(Math.abs(number) <= Double.MAX_VALUE)) {
      throw wrong(name, "'" + value.asText() + "'; expected a finite number");
    }
    return number;
  }

  private BigDecimal exact(String name, JsonNode value) {
    if (value.isNumber() && !value.isDouble()) {
      return value.decimalValue();
    }
    if (value.isTextual() || value.isDouble()) {
      return parsed(name, value.asText());
    }
    throw wrong(name, "'" + value + "'; expected a number");
  }

  private BigDecimal parsed(String name, String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      FieldException wrong = wrong(name, "'" + text + "'; expected a finite number");
      wrong.initCause(e);
      throw wrong;
    }
  }

  private double checked(String name, double value, Predicate<Double> right, String expected) {
    if (!right.test(value)) {
      throw wrong(name, "'" + value + "'; expected " + expected);
    }
    return value;
  }
}
