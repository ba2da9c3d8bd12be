package org.hedgerow.timescaledb;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hedgerow.schema.Amount;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Decimal;

/** Rows in PostgreSQL's COPY text format: fields by tabs, rows by newlines, {@code \N} for null. */
final class CopyText {
  private static final byte[] NULL = {'\\', 'N'};
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final long DAY_MICROS = 86_400_000_000L;

  /** What the text form of a date can say in four digits; a venue's clock can say anything. */
  private static final long EARLIEST_MICROS = LocalDate.of(1, 1, 1).toEpochDay() * DAY_MICROS;

  private static final long LATEST_MICROS =
      LocalDate.of(10_000, 1, 1).toEpochDay() * DAY_MICROS - 1;

  private byte[] bytes = new byte[1 << 16];
  private int length;
  private int rows;
  private boolean rowStarted;
  private long cachedDay = Long.MIN_VALUE;
  private byte[] cachedDate = {};

  int length() {
    return length;
  }

  int rows() {
    return rows;
  }

  byte[] array() {
    return bytes;
  }

  void clear() {
    length = 0;
    rows = 0;
    rowStarted = false;
  }

  CopyText text(String value) {
    separate();
    if (value == null) {
      raw(NULL);
    } else {
      escaped(value);
    }
    return this;
  }

  CopyText whole(long value) {
    separate();
    raw(Long.toString(value));
    return this;
  }

  CopyText flag(boolean value) {
    separate();
    put(value ? 't' : 'f');
    return this;
  }

  CopyText number(Decimal value) {
    separate();
    if (value == null) {
      raw(NULL);
    } else {
      decimal(value.getUnscaled(), value.getScale());
    }
    return this;
  }

  /** An exact number of any length; null is null. */
  CopyText amount(Amount value) {
    return text(value == null ? null : Amounts.toBigDecimal(value).toPlainString());
  }

  /**
   * A timestamptz from microseconds since the epoch; null is null. What is outside the years 1 to
   * 9999 becomes the end that it is beyond: one absurd time must not stop the store for ever.
   */
  CopyText time(Long micros) {
    separate();
    if (micros == null) {
      raw(NULL);
    } else {
      instant(Math.max(EARLIEST_MICROS, Math.min(LATEST_MICROS, micros)));
    }
    return this;
  }

  CopyText bytes(byte[] value) {
    return bytes(value, value.length);
  }

  private CopyText bytes(byte[] value, int count) {
    separate();
    put('\\');
    put('\\');
    put('x');
    reserve(count * 2);
    for (int i = 0; i < count; i++) {
      bytes[length++] = HEX[(value[i] >> 4) & 15];
      bytes[length++] = HEX[value[i] & 15];
    }
    return this;
  }

  /** A text array. */
  CopyText texts(List<String> values) {
    StringBuilder array = new StringBuilder("{");
    for (String value : values) {
      if (array.length() > 1) {
        array.append(',');
      }
      array.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return text(array.append('}').toString());
  }

  /** A flat JSON object of texts. */
  CopyText json(Map<String, String> values) {
    StringBuilder json = new StringBuilder("{");
    values.forEach(
        (key, value) -> {
          if (json.length() > 1) {
            json.append(',');
          }
          quoted(json, key).append(':');
          quoted(json, value);
        });
    return text(json.append('}').toString());
  }

  /** A flat JSON object of whole numbers. */
  CopyText counts(Map<String, Long> values) {
    StringBuilder json = new StringBuilder("{");
    values.forEach(
        (key, value) -> {
          if (json.length() > 1) {
            json.append(',');
          }
          quoted(json, key).append(':').append(value);
        });
    return text(json.append('}').toString());
  }

  /** A flat JSON object of numbers; what is no number is null. */
  CopyText figures(Map<String, Double> values) {
    StringBuilder json = new StringBuilder("{");
    values.forEach(
        (key, value) -> {
          if (json.length() > 1) {
            json.append(',');
          }
          quoted(json, key).append(':').append(Double.isFinite(value) ? value.toString() : "null");
        });
    return text(json.append('}').toString());
  }

  void endRow() {
    put('\n');
    rows++;
    rowStarted = false;
  }

  static StringBuilder quoted(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c > 0 && c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else if (c > 0) { // As in escaped: jsonb refuses it, and the row with it.
        json.append(c);
      }
    }
    return json.append('"');
  }

  private void separate() {
    if (rowStarted) {
      put('\t');
    }
    rowStarted = true;
  }

  private void escaped(String value) {
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      switch (b) {
        case '\\' -> escape('\\');
        case '\t' -> escape('t');
        case '\n' -> escape('n');
        case '\r' -> escape('r');
        case 0 -> {} // PostgreSQL's text has no such character.
        default -> put(b);
      }
    }
  }

  private void escape(char c) {
    put('\\');
    put(c);
  }

  private void decimal(long unscaled, int scale) {
    if (scale <= 0) {
      raw(Long.toString(unscaled));
      for (int i = scale; i < 0 && unscaled != 0; i++) {
        put('0');
      }
      return;
    }
    String digits = Long.toString(unscaled);
    if (unscaled < 0) {
      put('-');
      digits = digits.substring(1); // The smallest long has no absolute value.
    }
    int point = digits.length() - scale;
    if (point <= 0) {
      put('0');
      put('.');
      for (int i = point; i < 0; i++) {
        put('0');
      }
      raw(digits);
      return;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (i == point) {
        put('.');
      }
      put(digits.charAt(i));
    }
  }

  private void instant(long micros) {
    long day = Math.floorDiv(micros, DAY_MICROS);
    long rest = Math.floorMod(micros, DAY_MICROS);
    if (day != cachedDay) {
      cachedDay = day;
      cachedDate = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
    }
    raw(cachedDate);
    put(' ');
    long seconds = rest / 1_000_000;
    padded(seconds / 3600, 2);
    put(':');
    padded(seconds / 60 % 60, 2);
    put(':');
    padded(seconds % 60, 2);
    put('.');
    padded(rest % 1_000_000, 6);
    put('+');
    put('0');
    put('0');
  }

  private void padded(long value, int digits) {
    long divisor = 1;
    for (int i = 1; i < digits; i++) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      put((char) ('0' + value / divisor % 10));
    }
  }

  private void raw(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      put(ascii.charAt(i));
    }
  }

  private void raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  private void put(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  private void reserve(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
