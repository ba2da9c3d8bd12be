package org.hedgerow.cli.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.configuration.Book;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Portfolio;

/**
 * What the ways to work a hedge came to, by book and instrument: of all hedges together, as
 * docs/analysts.md has it of {@code transaction_cost}.
 *
 * @param algorithm as docs/execution.md names it
 * @param hedges with at least one order
 * @param unfinished of them
 * @param notional that was traded, in {@code currency}
 * @param makerShare of the notional; empty where nothing was traded
 * @param slippage prices against the mid when the hedge was decided, basis points, negative where
 *     they were better; empty where nothing was traded, or the mid was not known
 * @param firstFillSeconds the median from a hedge's decision to its first fill
 */
record WorkedHedges(
    String book,
    String instrument,
    String algorithm,
    long hedges,
    long unfinished,
    long orders,
    double notional,
    String currency,
    Optional<Double> makerShare,
    Optional<Double> slippage,
    Optional<Double> firstFillSeconds) {
  private static final String QUERY =
      "SELECT portfolio, grp, instrument, min(currency) AS currency, sum(parents) AS hedges,"
          + " sum(unfinished) AS unfinished, sum(orders) AS orders,"
          + " coalesce(sum(notional), 0) AS notional,"
          + " sum(maker_share * notional) / nullif(sum(notional), 0) AS maker,"
          + " sum(slippage) / nullif(sum(notional), 0) * 10000 AS slippage,"
          + " extract(epoch FROM max(median_to_fill)) AS first_fill"
          + " FROM transaction_cost GROUP BY portfolio, grp, instrument"
          + " ORDER BY portfolio, grp, instrument";

  /** Of the books that work their hedges; empty where none does. */
  static List<WorkedHedges> of(Configuration configuration, Connection database)
      throws SQLException {
    List<WorkedHedges> found = new ArrayList<>();
    if (!isWorked(configuration)) {
      return found;
    }
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        Optional<String> algorithm =
            algorithm(configuration, row.getString("portfolio"), row.getString("grp"));
        if (algorithm.isPresent()) {
          found.add(
              new WorkedHedges(
                  row.getString("portfolio") + "/" + row.getString("grp"),
                  row.getString("instrument"),
                  algorithm.get(),
                  row.getLong("hedges"),
                  row.getLong("unfinished"),
                  row.getLong("orders"),
                  row.getDouble("notional"),
                  row.getString("currency"),
                  number(row, "maker"),
                  number(row, "slippage"),
                  number(row, "first_fill")));
        }
      }
    }
    return found;
  }

  /** Whether any book has hedges that are more than one order. */
  static boolean isWorked(Configuration configuration) {
    return configuration.portfolios().stream()
        .flatMap(portfolio -> portfolio.books().stream())
        .anyMatch(book -> algorithm(book.execution()).isPresent());
  }

  private static Optional<String> algorithm(
      Configuration configuration, String portfolio, String group) {
    for (Portfolio one : configuration.portfolios()) {
      for (Book book : one.books()) {
        if (one.portfolio().equals(portfolio) && book.group().equals(group)) {
          return algorithm(book.execution());
        }
      }
    }
    return Optional.empty();
  }

  /** Empty where hedges go out at once. */
  private static Optional<String> algorithm(Map<String, String> execution) {
    String name = execution.getOrDefault("algorithm", "market");
    if (name.equals("market")) {
      return Optional.empty();
    }
    return Optional.of(
        name.equals("chase") ? name : name + " by " + execution.getOrDefault("by", "market"));
  }

  private static Optional<Double> number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  /** In one line for people. */
  String sentence() {
    StringBuilder words = new StringBuilder();
    words.append(
        String.format(
            Locale.ROOT,
            "%s, %s at %s: hedges %d, orders %d, traded %,.0f %s",
            book,
            algorithm,
            instrument,
            hedges,
            orders,
            notional,
            currency));
    makerShare.ifPresent(
        share -> words.append(String.format(Locale.ROOT, ", %.0f %% as maker", share * 100)));
    slippage.ifPresent(
        points -> words.append(String.format(Locale.ROOT, ", slippage %.2f bps", points)));
    firstFillSeconds.ifPresent(
        seconds ->
            words.append(
                String.format(Locale.ROOT, ", first fill after %.1f s (median)", seconds)));
    if (unfinished > 0) {
      words.append(", ").append(unfinished).append(" not over");
    }
    return words.toString();
  }
}
