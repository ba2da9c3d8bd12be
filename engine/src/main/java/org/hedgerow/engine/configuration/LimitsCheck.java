package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hedgerow.engine.risk.limits.BookLimits;
import org.hedgerow.engine.risk.limits.RiskTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.TradingScope;

/**
 * Whether limits are about something that there is, and do not contradict one another or what a
 * venue takes: a limit under which nothing can be traded, or that can never be reached, is a
 * mistake.
 */
final class LimitsCheck {
  private final Configuration configuration;
  private final List<String> errors;

  LimitsCheck(Configuration configuration, List<String> errors) {
    this.configuration = configuration;
    this.errors = errors;
  }

  void check() {
    Parameters given = Parameters.of("limits", configuration.limits().parameters());
    RiskTerms terms = RiskTerms.read(given);
    errors.addAll(given.errors());
    for (Instrument instrument : configuration.instruments()) {
      instrument(instrument);
    }
    orders(terms);
    terms.positions().forEach((scope, limit) -> position(scope));
    terms.notionals().keySet().forEach(name -> instrument("limits.maximum_notional", name));
    terms.tiers().keySet().forEach(name -> instrument("limits.margin_tiers", name));
    terms.groups().forEach((name, limits) -> group(name, limits, terms));
    terms.books().forEach((name, limits) -> book(name, limits, terms));
    margins(terms);
    trades(terms);
  }

  private void instrument(Instrument one) {
    if (one.minimumQuantity().compareTo(one.maximumQuantity()) > 0) {
      errors.add(
          "instruments."
              + one.instrument()
              + ".minimum_quantity: '"
              + one.minimumQuantity()
              + "'; expected at most maximum_quantity, "
              + one.maximumQuantity());
    }
  }

  private void orders(RiskTerms terms) {
    BigDecimal most = configuration.limits().maximumOrderNotional();
    terms
        .orders()
        .approvalAbove()
        .filter(above -> above.compareTo(most) >= 0)
        .ifPresent(
            above ->
                errors.add(
                    "limits.checks.approval_above: '"
                        + above
                        + "'; expected less than maximum_order_notional, "
                        + most
                        + ": no order that large is made"));
    for (Portfolio portfolio : configuration.portfolios()) {
      for (Book book : portfolio.books()) {
        BigDecimal own =
            terms
                .book(portfolio.portfolio(), book.group(), false)
                .orderNotional()
                .map(most::min)
                .orElse(most);
        for (HedgeLeg leg : book.hedges()) {
          configuration
              .instrument(leg.instrument())
              .filter(one -> least(one).compareTo(own) > 0)
              .ifPresent(
                  one ->
                      errors.add(
                          "limits.maximum_order_notional: '"
                              + own
                              + "'; expected at least "
                              + least(one)
                              + ", the least order in "
                              + one.instrument()));
        }
      }
    }
  }

  /** In quote units, as far as it does not depend on a price. */
  private static BigDecimal least(Instrument one) {
    boolean inverse =
        one.kind() == InstrumentKind.INVERSE_PERPETUAL
            || one.kind() == InstrumentKind.INVERSE_FUTURE;
    return inverse
        ? one.minimumNotional()
            .max(one.minimumQuantity().max(one.lotSize()).multiply(one.contractValue()))
        : one.minimumNotional();
  }

  private void position(String scope) {
    String at = "limits.positions";
    int colon = scope.indexOf(':');
    String kind = colon < 0 ? "" : scope.substring(0, colon);
    String name = scope.substring(colon + 1);
    switch (kind) {
      case "instrument" -> instrument(at, name);
      case "venue" -> {
        if (configuration.venue(name).isEmpty()) {
          errors.add(at + ": '" + name + "'; expected one of venues");
        }
      }
      case "underlying" -> {
        if (configuration.instruments().stream().noneMatch(one -> one.base().equals(name))) {
          errors.add(at + ": '" + name + "'; expected the base of an instrument");
        }
      }
      default ->
          errors.add(
              at + ": '" + scope + "'; expected instrument:, venue: or underlying: and a name");
    }
  }

  private void instrument(String at, String name) {
    if (configuration.instrument(name).isEmpty()) {
      errors.add(at + ": '" + name + "'; expected one of instruments");
    }
  }

  private void group(String name, BookLimits limits, RiskTerms terms) {
    String at = "limits.groups." + name;
    if (configuration.groups().stream().noneMatch(one -> one.group().equals(name))) {
      errors.add(at + ": '" + name + "'; expected one of groups");
      return;
    }
    if (limits.orderNotional().isPresent() || limits.correlation().isPresent()) {
      errors.add(at + ": order_notional and correlation are a book's; expected under books");
    }
    if (limits.wantsProfits()) {
      long currencies =
          configuration.portfolios().stream()
              .filter(one -> one.books().stream().anyMatch(book -> book.group().equals(name)))
              .map(one -> one.accounting().currency().orElse(""))
              .distinct()
              .count();
      if (currencies > 1) {
        errors.add(
            at
                + ".daily_loss and drawdown: "
                + currencies
                + " report currencies; expected portfolios with one, since profits are added up");
      }
    }
    for (Portfolio portfolio : configuration.portfolios()) {
      BookLimits own = terms.books().get(TradingScope.book(portfolio.portfolio(), name));
      if (own != null) {
        String book = "limits.books." + TradingScope.book(portfolio.portfolio(), name);
        atMost(book + ".gross", own, at + ".gross", limits, BookLimits::gross);
        atMost(book + ".gamma", own, at + ".gamma", limits, BookLimits::gamma);
        atMost(book + ".vega", own, at + ".vega", limits, BookLimits::vega);
      }
    }
  }

  private void atMost(
      String at,
      BookLimits book,
      String of,
      BookLimits group,
      Function<BookLimits, Optional<BigDecimal>> limit) {
    Optional<BigDecimal> one = limit.apply(book);
    Optional<BigDecimal> all = limit.apply(group);
    if (one.isPresent() && all.isPresent() && one.get().compareTo(all.get()) > 0) {
      errors.add(at + ": '" + one.get() + "'; expected at most " + of + ", " + all.get());
    }
  }

  private void book(String name, BookLimits limits, RiskTerms terms) {
    String at = "limits.books." + name;
    int slash = name.indexOf('/');
    Optional<Book> book = slash < 0 ? Optional.empty() : book(name, slash);
    if (book.isEmpty()) {
      errors.add(
          at
              + ": '"
              + name
              + "'; expected a portfolio and the group of a book of it, with / between");
      return;
    }
    if (terms.rough().containsKey(name) && !book.get().strategy().equals("regime")) {
      errors.add(
          at
              + ".rough: '"
              + book.get().strategy()
              + "'; expected a book whose strategy is regime: no other calls the market rough");
    }
    below(at + ".daily_loss", limits.dailyLoss(), book.get().capital());
    below(at + ".drawdown", limits.drawdown(), book.get().capital());
    limits
        .orderNotional()
        .filter(own -> own.compareTo(configuration.limits().maximumOrderNotional()) > 0)
        .ifPresent(
            own ->
                errors.add(
                    at
                        + ".order_notional: '"
                        + own
                        + "'; expected at most limits.maximum_order_notional, "
                        + configuration.limits().maximumOrderNotional()));
  }

  private Optional<Book> book(String name, int slash) {
    return configuration.portfolios().stream()
        .filter(one -> one.portfolio().equals(name.substring(0, slash)))
        .flatMap(one -> one.books().stream())
        .filter(one -> one.group().equals(name.substring(slash + 1)))
        .findFirst();
  }

  private void below(String at, Optional<BigDecimal> limit, Optional<BigDecimal> capital) {
    if (limit.isPresent() && capital.isPresent() && limit.get().compareTo(capital.get()) >= 0) {
      errors.add(at + ": '" + limit.get() + "'; expected less than capital, " + capital.get());
    }
  }

  private void margins(RiskTerms terms) {
    if (terms.orders().marginUse().isEmpty() && terms.orders().liquidationDistance().isEmpty()) {
      return;
    }
    for (Portfolio portfolio : configuration.portfolios()) {
      for (Book book : portfolio.books()) {
        for (HedgeLeg leg : book.hedges()) {
          configuration
              .instrument(leg.instrument())
              .filter(
                  one -> one.kind() != InstrumentKind.SPOT && one.kind() != InstrumentKind.OPTION)
              .filter(one -> !terms.tiers().containsKey(one.instrument()))
              .ifPresent(
                  one ->
                      errors.add(
                          "limits.margin_tiers: no "
                              + one.instrument()
                              + "; margin_use and liquidation_distance expect one for every"
                              + " contract that hedges"));
        }
      }
    }
  }

  private void trades(RiskTerms terms) {
    if (terms.orders().volume().isEmpty()) {
      return;
    }
    for (Portfolio portfolio : configuration.portfolios()) {
      for (Book book : portfolio.books()) {
        for (HedgeLeg leg : book.hedges()) {
          configuration
              .instrument(leg.instrument())
              .filter(one -> !one.channels().contains(Channel.TRADE))
              .ifPresent(
                  one ->
                      errors.add(
                          "limits.checks.fat_finger_volume: "
                              + one.instrument()
                              + " has no channel trade, and so no volume"));
        }
      }
    }
  }
}
