package org.hedgerow.exchanges;

import java.nio.charset.StandardCharsets;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;

/** Reads exact decimals straight from bytes; the hot half of every codec. */
public final class DecimalText {
  private static final int LARGEST_SCALE = 30;

  private DecimalText() {}

  /**
   * The number in plain or exponent notation, with trailing zeros of the fraction left out, or null
   * if the bytes are no number or it does not fit a long at its scale.
   */
  public static Decimal parse(byte[] text, int start, int length) {
    return parse(text, start, length, false);
  }

  /** The same of a text. */
  public static Decimal parse(String text) {
    // What is no ASCII becomes what is no digit.
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return parse(bytes, 0, bytes.length, false);
  }

  /**
   * The same with the zeros at the end of the fraction kept: 9.50 has scale 2. Without them where
   * the number would not fit a long otherwise.
   */
  public static Decimal parseAsWritten(byte[] text, int start, int length) {
    Decimal number = parse(text, start, length, true);
    return number == null ? parse(text, start, length, false) : number;
  }

  /** The same of a text. */
  public static Decimal parseAsWritten(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return parseAsWritten(bytes, 0, bytes.length);
  }

  private static Decimal parse(byte[] text, int start, int length, boolean asWritten) {
    int at = start;
    int end = start + length;
    boolean negative = false;
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    long unscaled = 0;
    int scale = 0;
    // Zeros of the fraction count only when a digit follows: 1000000000000.00000000 fits a long.
    int zeros = 0;
    int digits = 0;
    boolean point = false;
    for (; at < end; at++) {
      byte c = text[at];
      if (c >= '0' && c <= '9') {
        digits++;
        if (point && c == '0' && !asWritten) {
          zeros++;
          continue;
        }
        for (; zeros > 0; zeros--) {
          if (unscaled > Long.MAX_VALUE / 10) {
            return null;
          }
          unscaled *= 10;
          scale++;
        }
        int digit = c - '0';
        if (unscaled > (Long.MAX_VALUE - digit) / 10) {
          return null;
        }
        unscaled = unscaled * 10 + digit;
        if (point) {
          scale++;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else if ((c == 'e' || c == 'E') && digits > 0) {
        return exponent(text, at + 1, end, negative ? -unscaled : unscaled, scale);
      } else {
        return null;
      }
    }
    if (digits == 0 || scale > LARGEST_SCALE) {
      return null;
    }
    return unscaled == 0 && !asWritten
        ? Decimals.ZERO
        : new Decimal(negative ? -unscaled : unscaled, scale);
  }

  private static Decimal exponent(byte[] text, int start, int end, long unscaled, int scale) {
    int at = start;
    boolean negative = false;
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    int digits = end - at;
    if (digits < 1 || digits > 3) {
      return null;
    }
    int exponent = 0;
    for (; at < end; at++) {
      if (text[at] < '0' || text[at] > '9') {
        return null;
      }
      exponent = exponent * 10 + (text[at] - '0');
    }
    if (unscaled == 0) {
      return Decimals.ZERO;
    }
    int wanted = negative ? scale + exponent : scale - exponent;
    long number = unscaled;
    for (; wanted < 0; wanted++) {
      if (Math.abs(number) > Long.MAX_VALUE / 10) {
        return null;
      }
      number *= 10;
    }
    for (; wanted > 0 && number % 10 == 0; wanted--) {
      number /= 10;
    }
    return wanted > LARGEST_SCALE ? null : new Decimal(number, wanted);
  }
}
