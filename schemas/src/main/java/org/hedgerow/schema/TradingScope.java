package org.hedgerow.schema;

import java.util.List;
import java.util.Locale;

/**
 * Where trading is stopped or let go on: everywhere, or at one venue, account, portfolio, group,
 * instrument, or book, which is a portfolio's part in a group.
 *
 * @param name of the one; empty for everywhere
 */
public record TradingScope(Kind kind, String name) {
  /** Everywhere. */
  public static final TradingScope ALL = new TradingScope(Kind.ALL, "");

  /** What a scope is named by. */
  public enum Kind {
    ALL,
    VENUE,
    ACCOUNT,
    PORTFOLIO,
    GROUP,
    INSTRUMENT,
    /** Named by portfolio and group with a slash between. */
    BOOK
  }

  /**
   * Reads {@code all}, or a kind and a name with a colon between, as in {@code account:perp}.
   *
   * @throws IllegalArgumentException if it is neither; the message is one sentence
   */
  public static TradingScope parse(String text) {
    if (text.equals("all")) {
      return ALL;
    }
    int colon = text.indexOf(':');
    for (Kind kind : Kind.values()) {
      if (kind != Kind.ALL && colon > 0 && text.substring(0, colon).equals(word(kind))) {
        String name = text.substring(colon + 1);
        if (!name.isBlank()) {
          return new TradingScope(kind, name);
        }
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no scope; expected all, or one of venue, account, portfolio, group, instrument,"
            + " book with a colon and its name");
  }

  /** Whether it is there that such an order trades. */
  public boolean covers(
      String group, String portfolio, String venue, String account, String instrument) {
    return switch (kind) {
      case ALL -> true;
      case VENUE -> name.equals(venue);
      case ACCOUNT -> name.equals(account);
      case PORTFOLIO -> name.equals(portfolio);
      case GROUP -> name.equals(group);
      case INSTRUMENT -> name.equals(instrument);
      case BOOK -> name.equals(book(portfolio, group));
    };
  }

  /** Every scope that the order is in, as {@link #parse} reads them. */
  public static List<String> of(Order order) {
    return List.of(
        ALL.toString(),
        new TradingScope(Kind.VENUE, order.getVenue()).toString(),
        new TradingScope(Kind.ACCOUNT, order.getAccount()).toString(),
        new TradingScope(Kind.PORTFOLIO, order.getPortfolio()).toString(),
        new TradingScope(Kind.GROUP, order.getGroup()).toString(),
        new TradingScope(Kind.INSTRUMENT, order.getInstrument()).toString(),
        new TradingScope(Kind.BOOK, book(order.getPortfolio(), order.getGroup())).toString());
  }

  /** The name of a portfolio's part in a group. */
  public static String book(String portfolio, String group) {
    return portfolio + "/" + group;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return kind == Kind.ALL ? word(kind) : word(kind) + ":" + name;
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
