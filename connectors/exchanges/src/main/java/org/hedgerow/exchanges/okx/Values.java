package org.hedgerow.exchanges.okx;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Side;

/** Fields of OKX's rows, each refused where it cannot be. */
final class Values {
  private static final long LARGEST = 1_000_000_000_000_000_000L;
  private static final int SMALLEST_SCALE = 18;

  /** As many digits as fit a long in any case. */
  private static final int DIGITS = 17;

  static final MathContext PRECISION = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
  private static final int LONGEST = 60;
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}\\.\\d+");

  private Values() {}

  /** A number that is above zero and between 1e-18 and 1e18. */
  static Decimal positive(JsonFields row, int slot) throws InvalidFieldException {
    Decimal number = bounded(row.decimal(slot), slot);
    if (number.getUnscaled() <= 0) {
      throw impossible(slot, " is not positive");
    }
    return number;
  }

  /** The same, or null where the field is absent or empty; zero counts as absent. */
  static Decimal optionalPositive(JsonFields row, int slot) throws InvalidFieldException {
    Decimal number = row.optionalDecimal(slot);
    if (number == null || number.getUnscaled() == 0) {
      return null;
    }
    return positive(row, slot);
  }

  /**
   * A number that the venue has worked out, such as an average price or a balance with interest: it
   * writes more digits than are kept here, and the rest is rounded off. Null where the field is
   * absent or empty.
   */
  static Decimal rounded(JsonFields row, int slot) throws InvalidFieldException {
    if (!row.hasText(slot) || row.text(slot).length() <= DIGITS) {
      return optional(row, slot);
    }
    String text = row.text(slot);
    if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
      return optional(row, slot);
    }
    BigDecimal number = new BigDecimal(text).round(PRECISION);
    // Nothing smaller than 1e-18 is kept.
    int scale = Math.max(0, Math.min(SMALLEST_SCALE, number.scale()));
    return bounded(Decimals.of(number.setScale(scale, RoundingMode.HALF_EVEN)), slot);
  }

  /** The same, above zero; zero counts as absent. */
  static Decimal roundedPositive(JsonFields row, int slot) throws InvalidFieldException {
    Decimal number = rounded(row, slot);
    if (number == null || number.getUnscaled() == 0) {
      return null;
    }
    if (number.getUnscaled() < 0) {
      throw impossible(slot, " is not positive");
    }
    return number;
  }

  /** A number that is not negative. */
  static Decimal notNegative(JsonFields row, int slot) throws InvalidFieldException {
    Decimal number = bounded(row.decimal(slot), slot);
    if (number.getUnscaled() < 0) {
      throw impossible(slot, " is negative");
    }
    return number;
  }

  /** A number of any sign, or null where the field is absent or empty. */
  static Decimal optional(JsonFields row, int slot) throws InvalidFieldException {
    Decimal number = row.optionalDecimal(slot);
    return number == null ? null : bounded(number, slot);
  }

  /** A number for statistics, or null where the field is absent or empty. */
  static Double statistic(JsonFields row, int slot) throws InvalidFieldException {
    Decimal number = optional(row, slot);
    return number == null ? null : Decimals.toDouble(number);
  }

  /** Whether its magnitude is zero or between 1e-18 and 1e18: no market says anything else. */
  static boolean isBounded(Decimal number) {
    long unscaled = Math.abs(number.getUnscaled());
    if (unscaled == 0) {
      return true;
    }
    int scale = number.getScale();
    if (scale == 0) {
      return unscaled > 0 && unscaled <= LARGEST;
    }
    for (; scale > SMALLEST_SCALE; scale--) {
      unscaled /= 10;
    }
    return unscaled > 0;
  }

  private static Decimal bounded(Decimal number, int slot) throws InvalidFieldException {
    if (!isBounded(number)) {
      throw impossible(slot, " is beyond 1e-18 to 1e18");
    }
    return number;
  }

  private static InvalidFieldException impossible(int slot, String what) {
    return new InvalidFieldException(RejectReason.INVALID_VALUE, OkxFields.name(slot) + what);
  }

  /** A time in milliseconds, as microseconds. */
  static long micros(JsonFields row, int slot) throws InvalidFieldException {
    return VenueTime.millis(row.number(slot), OkxFields.name(slot));
  }

  /** {@code buy} or {@code sell}. */
  static Side side(JsonFields row) throws InvalidFieldException {
    if (row.is(OkxFields.SIDE, "buy")) {
      return Side.BUY;
    }
    if (row.is(OkxFields.SIDE, "sell")) {
      return Side.SELL;
    }
    throw row.hasText(OkxFields.SIDE)
        ? impossible(OkxFields.SIDE, " is neither buy nor sell")
        : InvalidFieldException.missing("side");
  }

  /** The instrument that a row is about. */
  static Listing listing(SymbolTable<Listing> listings, JsonFields row)
      throws InvalidFieldException {
    Listing listing = row.in(listings, OkxFields.INST_ID);
    if (listing == null) {
      String symbol = row.requiredText(OkxFields.INST_ID);
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT,
          "no instrument has symbol " + symbol.substring(0, Math.min(40, symbol.length())));
    }
    return listing;
  }
}
