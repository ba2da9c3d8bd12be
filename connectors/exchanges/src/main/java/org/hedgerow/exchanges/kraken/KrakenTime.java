package org.hedgerow.exchanges.kraken;

import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.VenueTime;

/** The forms in which Kraken writes times, as microseconds since the Unix epoch. */
final class KrakenTime {
  private static final int DAYS_TO_1970 = 719_468;

  private KrakenTime() {}

  /** {@code 2023-10-06T17:35:55.440295Z}, with any number of decimals of the second. */
  static long rfc3339(String text, String name) throws InvalidFieldException {
    boolean form =
        text.length() >= 20
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && text.charAt(text.length() - 1) == 'Z';
    int year = form ? digits(text, 0, 4) : -1;
    int month = form ? digits(text, 5, 7) : -1;
    int day = form ? digits(text, 8, 10) : -1;
    int hour = form ? digits(text, 11, 13) : -1;
    int minute = form ? digits(text, 14, 16) : -1;
    int second = form ? digits(text, 17, 19) : -1;
    int fraction = fraction(text, 19, text.length() - 1);
    if (year < 0
        || month < 1
        || month > 12
        || day < 1
        || day > 31
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 60
        || fraction < 0) {
      throw invalid(text, name);
    }
    long seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    return VenueTime.micros(seconds * 1_000_000 + fraction, name);
  }

  /** Seconds with decimals: {@code 1617666423.690142}; what is finer than microseconds is cut. */
  static long seconds(String text, String name) throws InvalidFieldException {
    int point = text.indexOf('.');
    int end = point < 0 ? text.length() : point;
    long seconds = 0;
    boolean valid = end > 0 && end <= 12;
    for (int i = 0; valid && i < end; i++) {
      char c = text.charAt(i);
      valid = c >= '0' && c <= '9';
      seconds = seconds * 10 + (c - '0');
    }
    int fraction = fraction(text, end, text.length());
    if (!valid || fraction < 0) {
      throw invalid(text, name);
    }
    return VenueTime.micros(seconds * 1_000_000 + fraction, name);
  }

  /** The microseconds of {@code .690142}; zero where nothing stands there, -1 if it is no such. */
  private static int fraction(String text, int from, int end) {
    if (from == end) {
      return 0;
    }
    if (from > end || text.charAt(from) != '.' || from + 1 == end) {
      return -1;
    }
    int micros = 0;
    int scale = 100_000;
    for (int i = from + 1; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      micros += (c - '0') * scale;
      scale /= 10;
    }
    return micros;
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  /** Days since 1970-01-01 of a date of the Gregorian calendar, whose years begin in March here. */
  private static long days(int year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = y / 400;
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - DAYS_TO_1970;
  }

  private static InvalidFieldException invalid(String text, String name) {
    return new InvalidFieldException(
        RejectReason.INVALID_VALUE,
        name + " is no time: " + text.substring(0, Math.min(40, text.length())));
  }
}
