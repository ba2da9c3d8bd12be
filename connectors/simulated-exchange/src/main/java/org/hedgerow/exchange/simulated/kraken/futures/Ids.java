package org.hedgerow.exchange.simulated.kraken.futures;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The venue's ids are UUIDs; here the number that is meant stands at the end of them. */
final class Ids {
  /** Who the account is. */
  static final String ACCOUNT = "5eed0000-0000-4000-8000-000000000001";

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{8})-0000-4000-8000-([0-9a-f]{12})");
  private static final String ORDER = "0bde0000";
  private static final String FILL = "f1110000";
  private static final String TRADE = "7bade000";
  private static final String EVENT = "e7e40000";

  private Ids() {}

  static String order(long number) {
    return id(ORDER, number);
  }

  static String fill(long number) {
    return id(FILL, number);
  }

  /** Of a trade of the market. */
  static String trade(long number) {
    return id(TRADE, number);
  }

  /** Of an event in the life of an order. */
  static String event(long number) {
    return id(EVENT, number);
  }

  private static String id(String kind, long number) {
    return String.format(Locale.ROOT, "%s-0000-4000-8000-%012x", kind, number);
  }

  /** The number of an order's id, or -1. */
  static long orderNumber(String id) {
    Matcher matcher = FORM.matcher(id.toLowerCase(Locale.ROOT));
    return matcher.matches() && matcher.group(1).equals(ORDER)
        ? Long.parseLong(matcher.group(2), 16)
        : -1;
  }
}
