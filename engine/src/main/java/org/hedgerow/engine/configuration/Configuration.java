package org.hedgerow.engine.configuration;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration under one version: venues, accounts, instruments, hedge groups,
 * portfolios, limits, how market data is cleaned, which signals are made of it, what is limited
 * over groups, and who is told of alerts.
 *
 * @param version grows with every change
 * @param source hex SHA-256 of the text that it was read from
 * @param portfolioRisk empty: nothing is limited over groups, and there is no risk job
 */
public record Configuration(
    long version,
    String source,
    List<VenueEndpoint> venues,
    List<Account> accounts,
    List<Instrument> instruments,
    List<Group> groups,
    List<Portfolio> portfolios,
    Limits limits,
    Cleaning cleaning,
    Signals signals,
    Optional<PortfolioRisk> portfolioRisk,
    Alerting alerting) {

  /** One that does not clean, and asks for no signals but the bars. */
  public Configuration(
      long version,
      String source,
      List<VenueEndpoint> venues,
      List<Account> accounts,
      List<Instrument> instruments,
      List<Group> groups,
      List<Portfolio> portfolios,
      Limits limits) {
    this(
        version,
        source,
        venues,
        accounts,
        instruments,
        groups,
        portfolios,
        limits,
        Cleaning.NONE,
        Signals.USUAL,
        Optional.empty(),
        Alerting.USUAL);
  }

  /**
   * Reads a configuration file.
   *
   * @param yaml its text; {@code ${NAME}} stands for {@code variables.get(NAME)}
   * @throws ConfigurationException with every error that it has, each with key, value and what was
   *     expected
   */
  public static Configuration parse(String yaml, Map<String, String> variables)
      throws ConfigurationException {
    return new ConfigurationParser(Variables.substitute(yaml, variables)).parse();
  }

  /** {@link #parse(String, Map)} of a text without variables. */
  public static Configuration parse(String yaml) throws ConfigurationException {
    return parse(yaml, Map.of());
  }

  /** The endpoint of that venue. */
  public Optional<VenueEndpoint> venue(String venue) {
    return venues.stream().filter(endpoint -> endpoint.venue().equals(venue)).findFirst();
  }

  /** The instrument of that name. */
  public Optional<Instrument> instrument(String instrument) {
    return instruments.stream().filter(one -> one.instrument().equals(instrument)).findFirst();
  }

  /** The account of that name. */
  public Optional<Account> account(String account) {
    return accounts.stream().filter(one -> one.account().equals(account)).findFirst();
  }

  /**
   * For each instrument the groups that get its market entries. The first is its own, the group of
   * its base asset; an instrument whose base asset has no group goes only where it is asked for.
   */
  public Map<String, List<String>> routes() {
    Map<String, List<String>> routes = new LinkedHashMap<>();
    for (Instrument instrument : instruments) {
      Set<String> names = new LinkedHashSet<>();
      for (Group group : groups) {
        if (group.group().equals(instrument.base())) {
          names.add(group.group());
        }
      }
      for (Group group : groups) {
        if (group.instruments().contains(instrument.instrument())) {
          names.add(group.group());
        }
      }
      routes.put(instrument.instrument(), List.copyOf(names));
    }
    return routes;
  }
}
