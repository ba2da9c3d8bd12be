package org.hedgerow.cli.demo;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well a book was hedged, by the exchange's ledger.
 *
 * @param shares of the time in which each of the book's conditions held, by their names; {@code
 *     within_band} is that in which all of them did
 * @param figures as they were at the end
 * @param leftOpen the mean of the net delta without its sign, as a fraction of the mean gross
 *     exposure; empty where the strategy promises no delta
 */
record BookResult(
    String portfolio,
    String group,
    String strategy,
    Map<String, Double> shares,
    Map<String, BigDecimal> figures,
    OptionalDouble leftOpen) {
  static final String ALL = "within_band";

  String name() {
    return portfolio + "/" + group;
  }

  /** The mean of the books of each asset, and of all books under {@code all}. */
  static Map<String, Double> byAsset(List<BookResult> books) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (BookResult book : books) {
      shares.computeIfAbsent(book.group(), group -> mean(books, group));
    }
    shares.put("all", mean(books, null));
    return shares;
  }

  private static double mean(List<BookResult> books, String group) {
    return books.stream()
        .filter(book -> group == null || book.group().equals(group))
        .mapToDouble(BookResult::withinBand)
        .average()
        .orElse(0);
  }

  double withinBand() {
    return shares.getOrDefault(ALL, 0.0);
  }
}
