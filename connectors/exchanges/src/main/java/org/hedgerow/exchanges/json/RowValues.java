package org.hedgerow.exchanges.json;

import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.DecimalText;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.Decimal;

/** Values of {@link JsonRows}; each that is absent or impossible is refused by its name. */
public final class RowValues {
  private RowValues() {}

  /** The list of that name. */
  public static List<Map<String, String>> rows(
      Map<String, List<Map<String, String>>> lists, String name) throws InvalidFieldException {
    List<Map<String, String>> list = lists.get(name);
    if (list == null) {
      throw InvalidFieldException.missing(name);
    }
    return list;
  }

  /** The text, which must be there. */
  public static String text(Map<String, String> row, String name) throws InvalidFieldException {
    String value = row.get(name);
    if (value == null || value.isEmpty()) {
      throw InvalidFieldException.missing(name);
    }
    return value;
  }

  /** The number, which must be there. */
  public static Decimal decimal(Map<String, String> row, String name) throws InvalidFieldException {
    return number(text(row, name), name);
  }

  /** The number, or null where the field is absent, null or empty. */
  public static Decimal optional(Map<String, String> row, String name)
      throws InvalidFieldException {
    String text = row.get(name);
    return text == null || text.isEmpty() ? null : number(text, name);
  }

  private static Decimal number(String text, String name) throws InvalidFieldException {
    Decimal number = DecimalText.parse(text);
    if (number == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, name + " is no exact decimal: " + shortened(text));
    }
    return number;
  }

  /** A time in milliseconds, as microseconds. */
  public static long micros(Map<String, String> row, String name) throws InvalidFieldException {
    String text = text(row, name);
    try {
      return VenueTime.millis(Long.parseLong(text), name);
    } catch (NumberFormatException e) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, name + " is no whole number: " + shortened(text));
    }
  }

  /** For sentences: no more than the beginning of what an outsider wrote. */
  public static String shortened(String text) {
    return text.substring(0, Math.min(40, text.length()));
  }
}
