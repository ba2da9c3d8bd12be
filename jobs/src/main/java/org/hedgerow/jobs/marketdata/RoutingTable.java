package org.hedgerow.jobs.marketdata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.engine.configuration.Book;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Group;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Portfolio;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.exchanges.Venues;

/** To which hedge groups an entry goes. A pure function of the configuration. */
final class RoutingTable {
  /**
   * @param copy whether the entry is another group's own
   */
  record Route(String group, boolean copy) {}

  private final int journalNumber;
  private final Map<String, List<Route>> instruments = new HashMap<>();
  private final Map<String, List<Route>> indices = new HashMap<>();
  private final Map<Integer, String> groupsByNumber = new HashMap<>();
  private final Map<String, List<Route>> groupsByAccount = new HashMap<>();
  private final Map<String, List<Route>> groupsByName = new HashMap<>();

  RoutingTable(Configuration configuration, String journalId) {
    journalNumber = ClientOrderId.journalNumber(journalId);
    for (Group group : configuration.groups()) {
      groupsByNumber.put(group.number(), group.group());
      groupsByName.put(group.group(), List.of(new Route(group.group(), false)));
    }
    Map<String, List<String>> names = configuration.routes();
    Map<String, Map<String, Route>> byIndex = new LinkedHashMap<>();
    for (Instrument instrument : configuration.instruments()) {
      List<Route> routes = new ArrayList<>();
      for (String group : names.get(instrument.instrument())) {
        Route route = new Route(group, !group.equals(instrument.base()));
        routes.add(route);
        byIndex
            .computeIfAbsent(
                Venues.named(instrument.venue()).index(instrument), key -> new LinkedHashMap<>())
            .merge(group, route, (left, right) -> left.copy() ? right : left);
      }
      instruments.put(instrument.instrument(), List.copyOf(routes));
    }
    byIndex.forEach((index, routes) -> indices.put(index, List.copyOf(routes.values())));
    accounts(configuration)
        .forEach((account, groups) -> groupsByAccount.put(account, firstAndCopies(groups)));
  }

  /** Every group that gets the instrument's market entries, its own first; none if unknown. */
  List<Route> market(String instrument) {
    return instruments.getOrDefault(instrument, List.of());
  }

  /** Every group that gets an instrument which settles to that index. */
  List<Route> index(String index) {
    return indices.getOrDefault(index, List.of());
  }

  /** The instrument's own group, or all that ask for it where its base asset has none. */
  List<Route> home(String instrument) {
    List<Route> routes = market(instrument);
    return routes.isEmpty() || routes.get(0).copy() ? routes : routes.subList(0, 1);
  }

  /** The group of one of our own orders; empty where the order is another's. */
  Optional<String> owner(String clientOrderId) {
    return ClientOrderId.decode(clientOrderId)
        .filter(id -> id.journal() == journalNumber)
        .map(id -> groupsByNumber.get(id.group()));
  }

  /** The group named like the asset, else every group of a portfolio that uses the account. */
  List<Route> balance(String account, String asset) {
    List<Route> named = groupsByName.get(asset);
    return named != null ? named : groupsByAccount.getOrDefault(account, List.of());
  }

  /** Every group of a portfolio that uses the account. */
  List<Route> account(String account) {
    return groupsByAccount.getOrDefault(account, List.of());
  }

  /** One group has the entry, the others copies, so that the store counts it once. */
  private static List<Route> firstAndCopies(Set<String> groups) {
    List<Route> routes = new ArrayList<>();
    for (String group : groups) {
      routes.add(new Route(group, !routes.isEmpty()));
    }
    return routes;
  }

  /** For each account the groups in which a portfolio that uses it has books. */
  private static Map<String, Set<String>> accounts(Configuration configuration) {
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    for (Portfolio portfolio : configuration.portfolios()) {
      Set<String> booked = new LinkedHashSet<>();
      Set<String> used = new LinkedHashSet<>();
      portfolio.holdings().forEach(holding -> used.add(holding.account()));
      for (Book book : portfolio.books()) {
        booked.add(book.group());
        book.hedges().forEach(leg -> used.add(leg.account()));
      }
      for (String account : used) {
        groups.computeIfAbsent(account, added -> new LinkedHashSet<>()).addAll(booked);
      }
    }
    return groups;
  }
}
