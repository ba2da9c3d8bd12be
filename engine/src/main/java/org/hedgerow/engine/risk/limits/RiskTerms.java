package org.hedgerow.engine.risk.limits;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.instrument.MarginTiers;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.TradingScope;

/**
 * All limits of a configuration besides the five that each has.
 *
 * @param positions the most that may be held, in units of the underlying, by {@code
 *     instrument:VENUE:SYMBOL}, {@code venue:VENUE} or {@code underlying:ASSET}
 * @param notionals by instrument, the most that a venue takes in one order, in quote units
 * @param tiers margin tables by instrument
 * @param groups limits by hedge group
 * @param books limits by portfolio and group with a slash between
 * @param rough by book, what holds instead while its strategy calls the market rough
 * @param sizings by book, how orders shrink
 */
public record RiskTerms(
    OrderLimits orders,
    GuardTerms guards,
    Map<String, BigDecimal> positions,
    Map<String, BigDecimal> notionals,
    Map<String, MarginTiers> tiers,
    Map<String, BookLimits> groups,
    Map<String, BookLimits> books,
    Map<String, BookLimits> rough,
    Map<String, Map<String, String>> sizings) {
  /** The keys of the configuration's section that are read here. */
  public static final List<String> SECTIONS =
      List.of(
          "checks", "guards", "positions", "maximum_notional", "margin_tiers", "groups", "books");

  private static final String ROUGH = "rough";
  private static final String SIZING = "sizing";

  /** Reads them; what is wrong is noted with the parameters. */
  public static RiskTerms read(Parameters given) {
    Parameters checks = given.section("checks");
    OrderLimits orders = OrderLimits.read(checks);
    checks.refuseUnknownKeys();
    Parameters guarded = given.section("guards");
    GuardTerms guards = GuardTerms.read(guarded);
    guarded.refuseUnknownKeys();
    Map<String, BigDecimal> positions = positives(given.section("positions"));
    Map<String, BigDecimal> notionals = positives(given.section("maximum_notional"));
    Map<String, MarginTiers> tiers = new LinkedHashMap<>();
    Parameters margins = given.section("margin_tiers");
    for (String key : margins.keys()) {
      tiers(margins, key).ifPresent(table -> tiers.put(key, table));
    }
    Map<String, BookLimits> groups = new LinkedHashMap<>();
    Parameters byGroup = given.section("groups");
    for (String name : byGroup.sections()) {
      Parameters one = byGroup.section(name);
      groups.put(name, BookLimits.read(one));
      one.refuseUnknownKeys();
    }
    byGroup.refuseUnknownKeys();
    Map<String, BookLimits> books = new LinkedHashMap<>();
    Map<String, BookLimits> rough = new LinkedHashMap<>();
    Map<String, Map<String, String>> sizings = new LinkedHashMap<>();
    Parameters byBook = given.section("books");
    for (String name : byBook.sections()) {
      Parameters one = byBook.section(name);
      BookLimits limits = BookLimits.read(one);
      books.put(name, limits);
      if (one.has(ROUGH)) {
        Parameters other = one.section(ROUGH);
        rough.put(name, BookLimits.read(other).or(limits));
        other.refuseUnknownKeys();
      }
      if (one.has(SIZING)) {
        sizings.put(name, one.section(SIZING).values());
        // Of another instrument than the book's, which is not known here: only its form is read.
        Parameters sizing = one.section(SIZING);
        OrderSizing unused = OrderSizing.read(sizing, "reference");
        sizing.refuseUnknownKeys();
      }
      one.refuseUnknownKeys();
    }
    byBook.refuseUnknownKeys();
    return new RiskTerms(
        orders, guards, positions, notionals, tiers, groups, books, rough, sizings);
  }

  private static Map<String, BigDecimal> positives(Parameters given) {
    Map<String, BigDecimal> numbers = new LinkedHashMap<>();
    for (String key : given.keys()) {
      numbers.put(key, given.positive(key, null, "1000000000000000"));
    }
    return numbers;
  }

  /**
   * Those of a configuration that was checked.
   *
   * @throws IllegalStateException if they cannot be read any more
   */
  public static RiskTerms of(Map<String, String> parameters) {
    Parameters given = Parameters.of("limits", parameters);
    RiskTerms terms = read(given);
    if (!given.errors().isEmpty()) {
      throw new IllegalStateException(given.errors().toString());
    }
    return terms;
  }

  /** Limits of the group. */
  public BookLimits group(String group) {
    return groups.getOrDefault(group, BookLimits.NONE);
  }

  /** Limits of a portfolio's part in the group. */
  public BookLimits book(String portfolio, String group, boolean isRough) {
    String name = TradingScope.book(portfolio, group);
    BookLimits calm = books.getOrDefault(name, BookLimits.NONE);
    return isRough ? rough.getOrDefault(name, calm) : calm;
  }

  /** How the book's orders shrink. */
  public OrderSizing sizing(String portfolio, String group, String reference) {
    Map<String, String> given = sizings.get(TradingScope.book(portfolio, group));
    return given == null
        ? OrderSizing.NONE
        : OrderSizing.read(Parameters.of(SIZING, given), reference);
  }

  /** Rows with a comma between: where it starts, initial and maintenance rate, with spaces. */
  private static Optional<MarginTiers> tiers(Parameters given, String instrument) {
    String text = given.text(instrument, "");
    List<MarginTiers.Tier> rows = new ArrayList<>();
    try {
      for (String row : text.split(",", -1)) {
        String[] words = row.strip().split(" +", -1);
        if (words.length != 3) {
          throw new IllegalArgumentException("three numbers a row");
        }
        rows.add(
            new MarginTiers.Tier(
                new BigDecimal(words[0]),
                new BigDecimal(words[1]),
                new BigDecimal(words[2]),
                BigDecimal.ZERO));
      }
      return Optional.of(MarginTiers.marginal(rows));
    } catch (IllegalArgumentException e) {
      given.error(
          instrument,
          text,
          "rows of where a tier starts, its initial and its maintenance margin rate, as in"
              + " '0 0.008 0.004, 50000 0.01 0.005' ("
              + e.getMessage()
              + ")");
      return Optional.empty();
    }
  }
}
