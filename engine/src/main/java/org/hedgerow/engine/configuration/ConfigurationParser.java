package org.hedgerow.engine.configuration;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hedgerow.engine.risk.limits.RiskTerms;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the YAML form and checks it whole, names that refer to one another included. */
final class ConfigurationParser {
  private static final int LARGEST_NUMBER = 1023;

  /** A list may have thousands of rows, and weigh much. */
  private static final Duration SHORTEST_INSTRUMENTS_EVERY = Duration.ofSeconds(10);

  private static final int MOST_ORDERS = 1_000_000;
  private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);
  private static final Duration SHORTEST_VALUATION = Duration.ofSeconds(1);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final String NAME_FORM =
      "a name of letters, digits and ._- of at most 40 characters";

  private final String yaml;
  private final List<String> errors = new ArrayList<>();
  private final List<BookReader> books = new ArrayList<>();

  ConfigurationParser(String yaml) {
    this.yaml = yaml;
  }

  Configuration parse() throws ConfigurationException {
    Object document;
    try {
      document =
          new Load(LoadSettings.builder().setLabel("configuration").build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new ConfigurationException(List.of("not YAML: " + e.getMessage().replace("\n", " ")));
    }
    YamlSection root = new YamlSection("", document, errors);
    Limits limits = limits(root.section("limits"));
    Configuration configuration =
        new Configuration(
            root.whole("version", 1, Long.MAX_VALUE),
            sha256(yaml),
            root.sections("venues", this::venue),
            root.sections("accounts", this::account),
            root.sections("instruments", InstrumentReader::read),
            root.sections("groups", this::group),
            root.sections("portfolios", this::portfolio),
            limits,
            root.has("cleaning")
                ? CleaningParser.read(root.section("cleaning"), limits.staleAfter())
                : Cleaning.NONE,
            root.has("signals") ? SignalsParser.read(root.section("signals")) : Signals.USUAL,
            root.has("portfolio_risk")
                ? Optional.of(PortfolioRiskParser.read(root.section("portfolio_risk")))
                : Optional.empty(),
            root.has("alerts") ? AlertingParser.read(root.section("alerts")) : Alerting.USUAL);
    root.refuseUnknownKeys();
    books.forEach(book -> book.check(configuration.instruments(), errors));
    new References(configuration, errors).check();
    SignalsParser.check(configuration, errors);
    PortfolioRiskParser.check(configuration, errors);
    new LimitsCheck(configuration, errors).check();
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return configuration;
  }

  private VenueEndpoint venue(YamlSection yaml) {
    List<String> sockets = List.of("ws", "wss");
    URI stream = yaml.uri("stream", sockets);
    Duration instrumentsEvery =
        yaml.has("instruments_every")
            ? yaml.duration("instruments_every")
            : VenueEndpoint.USUAL_INSTRUMENTS_EVERY;
    if (instrumentsEvery.compareTo(SHORTEST_INSTRUMENTS_EVERY) < 0) {
      yaml.error(yaml.at("instruments_every"), instrumentsEvery.toString(), "at least 10s");
    }
    return new VenueEndpoint(
        yaml.text("venue"),
        yaml.choice("environment", Environment.class),
        yaml.uri("rest", List.of("http", "https")),
        stream,
        yaml.has("account_stream") ? yaml.uri("account_stream", sockets) : stream,
        instrumentsEvery,
        yaml.has("amends") && yaml.yes("amends"));
  }

  private Account account(YamlSection yaml) {
    return new Account(
        yaml.text("account", NAME, NAME_FORM),
        yaml.text("venue"),
        yaml.text("credentials", NAME, NAME_FORM),
        yaml.optionalText("margin_asset"),
        yaml.has("place_limit")
            ? Optional.of(placeLimit(yaml.section("place_limit")))
            : Optional.empty());
  }

  private static PlaceLimit placeLimit(YamlSection yaml) {
    PlaceLimit limit =
        new PlaceLimit((int) yaml.whole("orders", 1, MOST_ORDERS), yaml.duration("per"));
    if (limit.per().compareTo(SHORTEST_LIMIT) < 0) {
      yaml.error(yaml.at("per"), limit.per().toString(), "at least 1s");
    }
    yaml.refuseUnknownKeys();
    return limit;
  }

  private Group group(YamlSection yaml) {
    return new Group(
        yaml.text("group", NAME, NAME_FORM),
        (int) yaml.whole("number", 0, LARGEST_NUMBER),
        yaml.texts("instruments"));
  }

  private Portfolio portfolio(YamlSection yaml) {
    return new Portfolio(
        yaml.text("portfolio", NAME, NAME_FORM),
        (int) yaml.whole("number", 0, LARGEST_NUMBER),
        yaml.sections("holdings", this::holding),
        yaml.sections("books", this::book),
        yaml.has("accounting") ? accounting(yaml.section("accounting")) : Accounting.USUAL);
  }

  private Accounting accounting(YamlSection yaml) {
    Accounting accounting =
        new Accounting(
            yaml.optionalText("currency"),
            yaml.has("at_par") ? yaml.texts("at_par") : List.of(),
            yaml.has("interval") ? yaml.duration("interval") : Accounting.USUAL.interval());
    if (accounting.interval().compareTo(SHORTEST_VALUATION) < 0) {
      yaml.error(yaml.at("interval"), accounting.interval().toString(), "at least 1s");
    }
    yaml.refuseUnknownKeys();
    return accounting;
  }

  private Holding holding(YamlSection yaml) {
    if (yaml.has("instrument") == yaml.has("asset")) {
      yaml.error(yaml.path(), null, "either an instrument or an asset");
    }
    return new Holding(
        yaml.text("account"),
        yaml.optionalText("instrument"),
        yaml.optionalText("asset"),
        yaml.number("quantity"),
        yaml.optionalNumber("entry_price"));
  }

  private Book book(YamlSection yaml) {
    BookReader reader = new BookReader(yaml);
    books.add(reader);
    return reader.book();
  }

  private Limits limits(YamlSection yaml) {
    Limits limits =
        new Limits(
            yaml.positive("maximum_order_notional"),
            yaml.positive("price_collar"),
            yaml.duration("stale_after"),
            yaml.duration("order_valid"),
            (int) yaml.whole("maximum_hedges_per_minute", 1, 1_000_000),
            furtherLimits(yaml));
    yaml.refuseUnknownKeys();
    return limits;
  }

  private static Map<String, String> furtherLimits(YamlSection yaml) {
    Map<String, String> limits = new LinkedHashMap<>();
    for (String section : RiskTerms.SECTIONS) {
      yaml.textMap(section).forEach((key, value) -> limits.put(section + "." + key, value));
    }
    return limits;
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * That names are given once, and that names which refer to something have something to refer to.
   */
  private record References(Configuration configuration, List<String> errors) {
    void check() {
      unique("venues", configuration.venues(), VenueEndpoint::venue);
      unique("accounts", configuration.accounts(), Account::account);
      unique("instruments", configuration.instruments(), Instrument::instrument);
      unique("groups", configuration.groups(), Group::group);
      unique("groups.number", configuration.groups(), Group::number);
      unique("portfolios", configuration.portfolios(), Portfolio::portfolio);
      unique("portfolios.number", configuration.portfolios(), Portfolio::number);
      for (Account account : configuration.accounts()) {
        venue("accounts." + account.account() + ".venue", account.venue());
      }
      for (Instrument instrument : configuration.instruments()) {
        venue("instruments." + instrument.instrument(), instrument.venue());
        instrument
            .underlying()
            .ifPresent(
                name -> instrument("instruments." + instrument.instrument() + ".underlying", name));
      }
      for (Group group : configuration.groups()) {
        group
            .instruments()
            .forEach(name -> instrument("groups." + group.group() + ".instruments", name));
      }
      configuration
          .cleaning()
          .instruments()
          .keySet()
          .forEach(name -> instrument("cleaning.instruments", name));
      for (Portfolio portfolio : configuration.portfolios()) {
        portfolio(portfolio);
      }
    }

    private void portfolio(Portfolio portfolio) {
      String at = "portfolios." + portfolio.portfolio();
      for (Holding holding : portfolio.holdings()) {
        account(at + ".holdings", holding.account());
        holding.instrument().ifPresent(name -> traded(at + ".holdings", name, holding.account()));
      }
      unique(at + ".books", portfolio.books(), Book::group);
      for (Book book : portfolio.books()) {
        String here = at + ".books." + book.group();
        if (configuration.groups().stream()
            .noneMatch(group -> group.group().equals(book.group()))) {
          errors.add(here + ": '" + book.group() + "'; expected one of groups");
        }
        for (HedgeLeg leg : book.hedges()) {
          traded(here + ".hedges", leg.instrument(), leg.account());
          routed(here + ".hedges", leg.instrument(), book.group());
        }
        unique(here + ".hedges", book.hedges(), HedgeLeg::instrument);
        book.reference().ifPresent(name -> routed(here + ".reference", name, book.group()));
      }
    }

    private void routed(String at, String name, String group) {
      configuration
          .instrument(name)
          .filter(one -> !configuration.routes().get(one.instrument()).contains(group))
          .ifPresent(
              one ->
                  errors.add(at + ": '" + name + "'; expected an instrument that the group gets"));
    }

    private void traded(String at, String instrument, String account) {
      instrument(at, instrument);
      account(at, account);
      configuration
          .account(account)
          .filter(one -> !instrument.startsWith(one.venue() + ":"))
          .ifPresent(
              one ->
                  errors.add(
                      at
                          + ": '"
                          + instrument
                          + "' on '"
                          + account
                          + "'; expected one venue for both"));
    }

    private void venue(String at, String venue) {
      if (configuration.venue(venue).isEmpty()) {
        errors.add(at + ": '" + venue + "'; expected one of venues");
      }
    }

    private void account(String at, String account) {
      if (configuration.account(account).isEmpty()) {
        errors.add(at + ": '" + account + "'; expected one of accounts");
      }
    }

    private void instrument(String at, String instrument) {
      if (configuration.instrument(instrument).isEmpty()) {
        errors.add(at + ": '" + instrument + "'; expected one of instruments");
      }
    }

    private <T, N> void unique(String at, List<T> elements, Function<T, N> name) {
      Set<N> seen = new LinkedHashSet<>();
      for (T element : elements) {
        if (!seen.add(name.apply(element))) {
          errors.add(at + ": '" + name.apply(element) + "' twice; expected each once");
        }
      }
    }
  }
}
