package org.hedgerow.cli.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * When the dated contracts of a demo end. A configuration names instruments, whose names have the
 * day in them, and a demo may run on any day: so it names them with variables, which stand for two
 * Fridays that lie ahead. The simulated exchange lists what it is told to.
 */
record OptionExpiries(LocalDate near, LocalDate far) {
  private static final int NEAR_DAYS = 14;
  private static final int FAR_DAYS = 60;
  private static final DateTimeFormatter DERIBIT = DateTimeFormatter.ofPattern("dMMMyy", Locale.US);
  private static final DateTimeFormatter OKX = DateTimeFormatter.ofPattern("yyMMdd", Locale.US);

  /** Fridays, two weeks and two months away at least: these are listed for longest. */
  static OptionExpiries after(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return new OptionExpiries(friday(today, NEAR_DAYS), friday(today, FAR_DAYS));
  }

  private static LocalDate friday(LocalDate today, int days) {
    return today.plusDays(days).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
  }

  /** As the exchange's command line takes them. */
  String days() {
    return near + "," + far;
  }

  /**
   * For each of NEAR and FAR {@code EXPIRY_NEAR} (a time), {@code DERIBIT_EXPIRY_NEAR} and {@code
   * OKX_EXPIRY_NEAR} (as the names of instruments have it).
   */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    put("NEAR", near, variables);
    put("FAR", far, variables);
    return variables;
  }

  private static void put(String which, LocalDate day, Map<String, String> variables) {
    variables.put("EXPIRY_" + which, day + "T08:00:00Z");
    variables.put("DERIBIT_EXPIRY_" + which, DERIBIT.format(day).toUpperCase(Locale.ROOT));
    variables.put("OKX_EXPIRY_" + which, OKX.format(day));
  }
}
