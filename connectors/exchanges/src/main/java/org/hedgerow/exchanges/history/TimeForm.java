package org.hedgerow.exchanges.history;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The ways in which exports write a time. Without a zone it is UTC. */
enum TimeForm {
  SECONDS(1_000_000),
  MILLISECONDS(1_000),
  MICROSECONDS(1),
  NANOSECONDS(0),
  /** {@code 2018-01-01T00:00:00.000Z}, {@code 2025-12-30T17:31:15.944181+00:00}. */
  ISO(0),
  /** {@code 2021-06-10 00:00:00}. */
  DATE_TIME(0),
  /** {@code 2017-08-17 05-AM}. */
  DATE_AND_HOUR(0),
  /** {@code 2017-08-17}. */
  DATE(0);

  /** Before Bitcoin there was nothing to record. */
  private static final long EARLIEST = micros(Instant.parse("2009-01-01T00:00:00Z"));

  private static final long LATEST = micros(Instant.parse("2100-01-01T00:00:00Z"));

  /** Seconds have 10 digits from 2001 to 2286; each finer unit has three more. */
  private static final BigDecimal LEAST_MILLISECONDS = new BigDecimal("1e11");

  private static final BigDecimal LEAST_MICROSECONDS = new BigDecimal("1e14");
  private static final BigDecimal LEAST_NANOSECONDS = new BigDecimal("1e17");
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd hh-a", Locale.US);

  private final long micros;

  TimeForm(long micros) {
    this.micros = micros;
  }

  /** A time and how it was written. */
  record Reading(long micros, TimeForm form) {}

  /** The time that a text says, or null if it says none between 2009 and 2100. */
  static Reading read(String text) {
    String plain = text.strip();
    if (plain.isEmpty()) {
      return null;
    }
    try {
      Reading reading = isNumber(plain) ? number(new BigDecimal(plain)) : date(plain);
      return reading.micros >= EARLIEST && reading.micros < LATEST ? reading : null;
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static Reading number(BigDecimal number) {
    if (number.compareTo(LEAST_NANOSECONDS) >= 0) {
      return new Reading(number.divideToIntegralValue(THOUSAND).longValueExact(), NANOSECONDS);
    }
    TimeForm form =
        number.compareTo(LEAST_MICROSECONDS) >= 0
            ? MICROSECONDS
            : number.compareTo(LEAST_MILLISECONDS) >= 0 ? MILLISECONDS : SECONDS;
    // What is below a microsecond is cut off.
    return new Reading(number.multiply(BigDecimal.valueOf(form.micros)).longValue(), form);
  }

  private static Reading date(String text) {
    if (text.length() == 10) {
      return new Reading(micros(LocalDate.parse(text).atStartOfDay()), DATE);
    }
    if (text.endsWith("M") || text.endsWith("m")) {
      return new Reading(
          micros(LocalDateTime.parse(text.toUpperCase(Locale.US), HOUR)), DATE_AND_HOUR);
    }
    String standard = text.replace(' ', 'T');
    int zone = Math.max(standard.indexOf('+'), standard.lastIndexOf('-'));
    if (standard.endsWith("Z") || zone > standard.indexOf('T')) {
      return new Reading(micros(OffsetDateTime.parse(standard).toInstant()), ISO);
    }
    return new Reading(micros(LocalDateTime.parse(standard)), DATE_TIME);
  }

  private static long micros(LocalDateTime time) {
    return micros(time.toInstant(ZoneOffset.UTC));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
