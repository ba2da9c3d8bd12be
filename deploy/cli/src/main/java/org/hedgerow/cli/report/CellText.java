package org.hedgerow.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.postgresql.util.PGInterval;

/** Values of the database as cells. */
final class CellText {
  private static final int PLACES = 2;
  private static final MathContext SMALL = new MathContext(3, RoundingMode.HALF_EVEN);

  private CellText() {}

  static ReportTable.Cell of(Object value) {
    if (value == null) {
      return new ReportTable.Cell("–", "", false);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Timestamp time) {
      String exact = time.toInstant().toString();
      return new ReportTable.Cell(
          time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString().replace("T", " "),
          exact,
          false);
    }
    if (value instanceof PGInterval interval) {
      double seconds =
          interval.getDays() * 86_400.0
              + interval.getHours() * 3_600
              + interval.getMinutes() * 60
              + interval.getSeconds();
      return new ReportTable.Cell(
          String.format(Locale.ROOT, "%.3f s", seconds), Double.toString(seconds), true);
    }
    String text = readable(value.toString());
    return new ReportTable.Cell(text, text, false);
  }

  private static ReportTable.Cell number(Number number) {
    if (number instanceof Double real && !Double.isFinite(real)) {
      return new ReportTable.Cell(number.toString(), number.toString(), true);
    }
    BigDecimal exact = new BigDecimal(number.toString());
    return new ReportTable.Cell(shown(exact), exact.toPlainString(), true);
  }

  /** Two places, or three digits of what is smaller than one. */
  static String shown(BigDecimal exact) {
    if (exact.signum() == 0) {
      return "0";
    }
    BigDecimal rounded =
        exact.abs().compareTo(BigDecimal.ONE) < 0
            ? exact.round(SMALL)
            : exact.setScale(Math.min(PLACES, Math.max(0, exact.scale())), RoundingMode.HALF_EVEN);
    BigDecimal stripped = rounded.stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, stripped.scale()) + "f", stripped);
  }

  /** Without characters that no XML may hold: a venue's text may have any. */
  private static String readable(String text) {
    StringBuilder readable = new StringBuilder();
    text.codePoints()
        .map(
            c ->
                (c < 0x20 && c != '\n' && c != '\t')
                        || c == 0xFFFE
                        || c == 0xFFFF
                        || (c >= 0xD800 && c <= 0xDFFF)
                    ? 0xFFFD
                    : c)
        .forEach(readable::appendCodePoint);
    return readable.toString();
  }
}
