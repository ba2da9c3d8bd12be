package org.hedgerow.engine.portfolio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.schema.AccountDefinition;
import org.hedgerow.schema.BookDefinition;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.GroupDefinition;
import org.hedgerow.schema.HedgeInstrument;
import org.hedgerow.schema.Holding;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.PortfolioDefinition;

/** What a configuration means for one group: contracts by name, and its books. */
public final class GroupPlan {
  private final ConfigChange configuration;
  private final String group;
  private final int groupNumber;
  private final int journalNumber;
  private final Map<String, Contract> contracts = new LinkedHashMap<>();
  private final Map<String, Set<String>> accountsOfPortfolio = new LinkedHashMap<>();
  private final List<BookPlan> books = new ArrayList<>();
  private final Map<String, String> hedgeAccounts = new LinkedHashMap<>();

  public GroupPlan(ConfigChange configuration, String group) {
    this.configuration = configuration;
    this.group = group;
    this.journalNumber = ClientOrderId.journalNumber(configuration.getJournalId());
    this.groupNumber =
        configuration.getGroups().stream()
            .filter(one -> one.getGroup().equals(group))
            .mapToInt(GroupDefinition::getNumber)
            .findFirst()
            .orElse(-1);
    for (InstrumentDefinition definition : configuration.getInstruments()) {
      contracts.put(definition.getInstrument(), new Contract(definition));
    }
    for (PortfolioDefinition portfolio : configuration.getPortfolios()) {
      accountsOfPortfolio.put(portfolio.getPortfolio(), accounts(portfolio));
      for (BookDefinition book : portfolio.getBooks()) {
        if (book.getGroup().equals(group)) {
          books.add(plan(portfolio, book));
        }
      }
    }
    for (BookPlan book : books) {
      for (BookPlan.Leg leg : book.legs()) {
        hedgeAccounts.put(leg.place().account(), leg.place().contract().definition().getVenue());
      }
    }
  }

  public ConfigChange configuration() {
    return configuration;
  }

  public String group() {
    return group;
  }

  public int groupNumber() {
    return groupNumber;
  }

  public int journalNumber() {
    return journalNumber;
  }

  public List<BookPlan> books() {
    return books;
  }

  /** The accounts that the group's books hedge on, each with its venue. */
  public Map<String, String> hedgeAccounts() {
    return Collections.unmodifiableMap(hedgeAccounts);
  }

  public Optional<Contract> contract(String instrument) {
    return Optional.ofNullable(contracts.get(instrument));
  }

  /** Whether the instrument is the group's own: its base asset is the group's. */
  public boolean owns(InstrumentDefinition definition) {
    return definition.getBase().equals(group);
  }

  /**
   * The portfolio to which something that happened on an account belongs: the first one that uses
   * the account.
   */
  public Optional<String> portfolioOf(String account) {
    return accountsOfPortfolio.entrySet().stream()
        .filter(entry -> entry.getValue().contains(account))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether the price of an order is amended in place on that account. */
  public boolean amends(String account) {
    return configuration.getAccounts().stream()
        .anyMatch(one -> one.getAmends() && one.getAccount().equals(account));
  }

  /** Every portfolio of the configuration, whether it has a book in the group or not. */
  public List<String> portfolios() {
    return List.copyOf(accountsOfPortfolio.keySet());
  }

  /**
   * Whether all that changes the position at that place comes to this group: reports of the
   * instrument do, no other group's book trades it there, and no pair is quoted in a spot coin.
   */
  public boolean isWholeOwner(BookPlan.Place place) {
    return getsReports(place.contract().definition())
        && configuration.getPortfolios().stream()
            .flatMap(portfolio -> portfolio.getBooks().stream())
            .filter(book -> !book.getGroup().equals(group))
            .flatMap(book -> book.getHedges().stream())
            .noneMatch(hedge -> moves(hedge, place))
        && !(place.contract().isSpot() && isQuoteCoin(place.contract().definition()));
  }

  /** As reports are routed: to the group of the base asset, else to all that ask for it. */
  private boolean getsReports(InstrumentDefinition definition) {
    boolean based =
        configuration.getGroups().stream()
            .anyMatch(one -> one.getGroup().equals(definition.getBase()));
    return based
        ? owns(definition)
        : configuration.getGroups().stream()
            .anyMatch(
                one ->
                    one.getGroup().equals(group)
                        && one.getInstruments().contains(definition.getInstrument()));
  }

  private boolean moves(HedgeInstrument hedge, BookPlan.Place place) {
    Contract other = contracts.get(hedge.getInstrument());
    boolean sameCoin =
        place.contract().isSpot()
            && other.isSpot()
            && other.definition().getBase().equals(place.contract().definition().getBase());
    return hedge.getAccount().equals(place.account())
        && (sameCoin || hedge.getInstrument().equals(place.instrument()));
  }

  private boolean isQuoteCoin(InstrumentDefinition definition) {
    return contracts.values().stream()
        .anyMatch(
            other ->
                other.isSpot()
                    && other.definition().getVenue().equals(definition.getVenue())
                    && other.definition().getQuote().equals(definition.getBase()));
  }

  /** The portfolio of that number. */
  public Optional<String> portfolioNumbered(int number) {
    return configuration.getPortfolios().stream()
        .filter(portfolio -> portfolio.getNumber() == number)
        .map(PortfolioDefinition::getPortfolio)
        .findFirst();
  }

  private BookPlan plan(PortfolioDefinition portfolio, BookDefinition book) {
    List<BookPlan.Leg> legs = new ArrayList<>();
    Set<String> hedged = new LinkedHashSet<>();
    for (HedgeInstrument hedge : book.getHedges()) {
      Contract contract = contracts.get(hedge.getInstrument());
      hedged.add(hedge.getAccount() + "/" + hedge.getInstrument());
      legs.add(
          new BookPlan.Leg(
              new BookPlan.Place(hedge.getAccount(), contract),
              Decimals.toBigDecimal(hedge.getWeight())));
    }
    List<BookPlan.Place> positions = new ArrayList<>();
    List<String> wallets = new ArrayList<>();
    for (AccountDefinition account : configuration.getAccounts()) {
      if (!accountsOfPortfolio.get(portfolio.getPortfolio()).contains(account.getAccount())) {
        continue;
      }
      wallets.add(account.getAccount());
      for (Contract contract : contracts.values()) {
        InstrumentDefinition definition = contract.definition();
        if (owns(definition)
            && definition.getVenue().equals(account.getVenue())
            && !hedged.contains(account.getAccount() + "/" + definition.getInstrument())) {
          positions.add(new BookPlan.Place(account.getAccount(), contract));
        }
      }
    }
    return new BookPlan(
        portfolio.getPortfolio(),
        portfolio.getNumber(),
        book,
        Decimals.toBigDecimal(book.getBandEnter()),
        Decimals.toBigDecimal(book.getBandLeave()),
        positions,
        wallets,
        legs,
        ReferenceInstrument.of(
            Optional.ofNullable(book.getReference()),
            group,
            legs.stream().map(leg -> leg.place().contract().definition()).toList(),
            configuration.getInstruments()));
  }

  private static Set<String> accounts(PortfolioDefinition portfolio) {
    Set<String> accounts = new LinkedHashSet<>();
    for (Holding holding : portfolio.getHoldings()) {
      accounts.add(holding.getAccount());
    }
    for (BookDefinition book : portfolio.getBooks()) {
      for (HedgeInstrument hedge : book.getHedges()) {
        accounts.add(hedge.getAccount());
      }
    }
    return accounts;
  }
}
