package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.TradingScope;

/**
 * Reads the section {@code portfolio_risk}:
 *
 * <pre>
 * portfolio_risk:
 *   currency: USD
 *   at_par: [USDT, USDC]
 *   report_every: 100ms
 *   metrics_every: 1s
 *   allowance_life: 10s
 *   sample_every: 1m
 *   samples: 500
 *   limits:
 *     - {limit: gross, measure: gross, scope: all, amount: 1000000, verdict: reduce}
 *     - {limit: loss, measure: daily_loss, scope: "portfolio:treasury", amount: 5000, verdict: halt}
 *   scenarios:
 *     - {scenario: crash, prices: {BTC: -0.3}, others: -0.4, volatility: 0.2, basis: -0.01}
 *     - {scenario: covid, day: "2020-03-12"}
 * </pre>
 */
final class PortfolioRiskParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final String NAME_FORM =
      "a name of letters, digits and ._- of at most 40 characters";
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(2);
  private static final int MOST_SAMPLES = 500;

  private PortfolioRiskParser() {}

  /** What can be false. */
  private enum Verdict {
    NONE,
    REDUCE,
    CANCEL_ONLY,
    HALT
  }

  static PortfolioRisk read(YamlSection yaml) {
    PortfolioRisk risk =
        new PortfolioRisk(
            yaml.text("currency"),
            yaml.texts("at_par"),
            duration(yaml, "report_every", Duration.ofMillis(100), SHORTEST),
            duration(yaml, "metrics_every", Duration.ofSeconds(1), SHORTEST),
            duration(yaml, "allowance_life", Duration.ofSeconds(10), SHORTEST_LIFE),
            duration(yaml, "sample_every", Duration.ofMinutes(1), Duration.ofSeconds(1)),
            yaml.has("samples") ? (int) yaml.whole("samples", 10, MOST_SAMPLES) : MOST_SAMPLES,
            yaml.has("limits") ? yaml.sections("limits", PortfolioRiskParser::limit) : List.of(),
            yaml.has("scenarios")
                ? yaml.sections("scenarios", PortfolioRiskParser::scenario)
                : List.of());
    if (risk.allowanceLife().compareTo(risk.reportEvery().multipliedBy(4)) < 0) {
      yaml.error(
          yaml.at("allowance_life"),
          risk.allowanceLife().toString(),
          "at least four times report_every: it is renewed at half of it");
    }
    yaml.refuseUnknownKeys();
    return risk;
  }

  private static Duration duration(
      YamlSection yaml, String key, Duration otherwise, Duration least) {
    Duration duration = yaml.has(key) ? yaml.duration(key) : otherwise;
    if (duration.compareTo(least) < 0) {
      yaml.error(yaml.at(key), duration.toString(), "at least " + least.toMillis() + "ms");
      return otherwise;
    }
    return duration;
  }

  private static PortfolioLimit limit(YamlSection yaml) {
    RiskMeasure measure = yaml.choice("measure", RiskMeasure.class);
    TradingScope scope = scope(yaml);
    if (scope.kind() == TradingScope.Kind.VENUE && measure.isOfProfit()) {
      yaml.error(yaml.at("scope"), scope, "all or a portfolio: profit is a portfolio's");
    }
    BigDecimal amount = yaml.positive("amount");
    if (measure == RiskMeasure.CONCENTRATION && amount.compareTo(BigDecimal.ONE) > 0) {
      yaml.error(yaml.at("amount"), amount, "a fraction of gross, at most 1");
    }
    return new PortfolioLimit(
        yaml.text("limit", NAME, NAME_FORM),
        measure,
        scope,
        amount,
        verdict(yaml.has("verdict") ? yaml.choice("verdict", Verdict.class) : Verdict.NONE));
  }

  private static Optional<CommandType> verdict(Verdict verdict) {
    return switch (verdict) {
      case NONE -> Optional.empty();
      case REDUCE -> Optional.of(CommandType.REDUCE);
      case CANCEL_ONLY -> Optional.of(CommandType.CANCEL_ONLY);
      case HALT -> Optional.of(CommandType.HALT);
    };
  }

  private static TradingScope scope(YamlSection yaml) {
    String text = yaml.text("scope");
    try {
      TradingScope scope = TradingScope.parse(text);
      switch (scope.kind()) {
        case ALL, PORTFOLIO, VENUE -> {
          return scope;
        }
        default -> yaml.error(yaml.at("scope"), text, "all, portfolio:NAME or venue:NAME");
      }
    } catch (IllegalArgumentException e) {
      yaml.error(yaml.at("scope"), text, "all, portfolio:NAME or venue:NAME");
    }
    return TradingScope.ALL;
  }

  private static StressScenario scenario(YamlSection yaml) {
    String name = yaml.text("scenario", NAME, NAME_FORM);
    Map<String, Double> prices = new LinkedHashMap<>();
    double others = 0;
    if (yaml.has("day")) {
      String day = yaml.text("day");
      Optional<Map<String, Double>> known = HistoricalDays.of(day);
      if (known.isEmpty()) {
        yaml.error(yaml.at("day"), day, "one of " + HistoricalDays.days());
      } else {
        prices.putAll(known.get());
        others = HistoricalDays.worst(known.get());
      }
    }
    yaml.textMap("prices")
        .forEach((asset, text) -> prices.put(asset, shock(yaml, "prices." + asset, text)));
    if (yaml.has("others")) {
      others = shock(yaml, "others", yaml.text("others"));
    }
    return new StressScenario(
        name,
        Map.copyOf(prices),
        others,
        yaml.has("volatility") ? yaml.number("volatility").doubleValue() : 0,
        yaml.has("basis") ? shock(yaml, "basis", yaml.text("basis")) : 0);
  }

  private static double shock(YamlSection yaml, String key, String text) {
    try {
      double shock = Double.parseDouble(text);
      if (shock >= -1 && shock <= 100) {
        return shock;
      }
    } catch (NumberFormatException e) {
      // Reported below, with what was expected.
    }
    yaml.error(yaml.at(key), text, "a change of price as a fraction, -1 or more");
    return 0;
  }

  /** That names are given once, and are those of portfolios and venues that there are. */
  static void check(Configuration configuration, List<String> errors) {
    Optional<PortfolioRisk> risk = configuration.portfolioRisk();
    if (risk.isEmpty()) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    for (PortfolioLimit limit : risk.get().limits()) {
      String at = "portfolio_risk.limits." + limit.limit();
      if (!names.add(limit.limit())) {
        errors.add(at + ": twice; expected each once");
      }
      String name = limit.scope().name();
      boolean known =
          switch (limit.scope().kind()) {
            case PORTFOLIO ->
                configuration.portfolios().stream().anyMatch(one -> one.portfolio().equals(name));
            case VENUE -> configuration.venue(name).isPresent();
            default -> true;
          };
      if (!known) {
        errors.add(at + ".scope: '" + limit.scope() + "'; expected a name that is configured");
      }
    }
  }
}
