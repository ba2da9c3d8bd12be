package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.schema.AccountDefinition;
import org.hedgerow.schema.BookDefinition;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.GroupDefinition;
import org.hedgerow.schema.HedgeInstrument;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.PortfolioDefinition;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.SharedLimit;
import org.hedgerow.schema.SharedLimits;

/**
 * A configuration as it stands in the journal: all that may influence a decision, and nothing about
 * connections.
 */
public final class ConfigurationSnapshot {
  private ConfigurationSnapshot() {}

  /** The entry's payload, for a journal of that identity and that many partitions. */
  public static ConfigChange of(
      Configuration configuration, String journalId, int journalPartitions, String engineVersion) {
    return ConfigChange.newBuilder()
        .setVersion(configuration.version())
        .setJournalId(journalId)
        .setJournalPartitions(journalPartitions)
        .setEngineVersion(engineVersion)
        .setInstruments(map(configuration.instruments(), ConfigurationSnapshot::instrument))
        .setAccounts(
            map(configuration.accounts(), account -> account(account, configuration.venues())))
        .setGroups(
            map(
                configuration.groups(),
                group -> new GroupDefinition(group.group(), group.number(), group.instruments())))
        .setPortfolios(map(configuration.portfolios(), ConfigurationSnapshot::portfolio))
        .setLimits(limits(configuration.limits()))
        .setSource(configuration.source())
        .setSharedLimits(
            configuration.portfolioRisk().map(ConfigurationSnapshot::shared).orElse(null))
        .setSignals(SignalsSnapshot.of(configuration.signals()))
        .build();
  }

  static InstrumentDefinition instrument(Instrument instrument) {
    return InstrumentDefinition.newBuilder()
        .setInstrument(instrument.instrument())
        .setVenue(instrument.venue())
        .setSymbol(instrument.symbol())
        .setKind(instrument.kind())
        .setBase(instrument.base())
        .setQuote(instrument.quote())
        .setSettlement(instrument.settlement())
        .setContractValue(decimal(instrument.contractValue()))
        .setTickSize(decimal(instrument.tickSize()))
        .setLotSize(decimal(instrument.lotSize()))
        .setMinimumQuantity(decimal(instrument.minimumQuantity()))
        .setMaximumQuantity(decimal(instrument.maximumQuantity()))
        .setMinimumNotional(decimal(instrument.minimumNotional()))
        .setExpiryMicros(
            instrument.expiry().map(one -> one.getEpochSecond() * 1_000_000L).orElse(null))
        .setStrike(instrument.option().map(one -> decimal(one.strike())).orElse(null))
        .setRight(instrument.option().map(OptionTerms::right).orElse(null))
        .setUnderlying(instrument.underlying().orElse(null))
        .build();
  }

  private static AccountDefinition account(Account account, List<VenueEndpoint> venues) {
    return new AccountDefinition(
        account.account(),
        account.venue(),
        account.marginAsset().orElse(null),
        venues.stream().anyMatch(one -> one.amends() && one.venue().equals(account.venue())));
  }

  private static PortfolioDefinition portfolio(Portfolio portfolio) {
    return new PortfolioDefinition(
        portfolio.portfolio(),
        portfolio.number(),
        map(portfolio.holdings(), ConfigurationSnapshot::holding),
        map(portfolio.books(), ConfigurationSnapshot::book),
        portfolio.accounting().currency().orElse(null),
        portfolio.accounting().atPar(),
        portfolio.accounting().interval().toNanos() / 1_000);
  }

  private static org.hedgerow.schema.Holding holding(Holding holding) {
    return new org.hedgerow.schema.Holding(
        holding.account(),
        holding.instrument().orElse(null),
        holding.asset().orElse(null),
        decimal(holding.quantity()),
        holding.entryPrice().map(Decimals::of).orElse(null));
  }

  private static BookDefinition book(Book book) {
    return BookDefinition.newBuilder()
        .setGroup(book.group())
        .setStrategy(book.strategy())
        .setParameters(book.parameters())
        .setBandEnter(decimal(book.band().enter()))
        .setBandLeave(decimal(book.band().leave()))
        .setHedges(
            map(
                book.hedges(),
                leg ->
                    new HedgeInstrument(
                        leg.instrument(),
                        leg.account(),
                        decimal(leg.weight()),
                        leg.fee().map(Decimals::of).orElse(null),
                        leg.margin().map(Decimals::of).orElse(null))))
        .setBand(book.band().method())
        .setBandParameters(book.band().parameters())
        .setChoice(book.choice().method())
        .setChoiceParameters(book.choice().parameters())
        .setReference(book.reference().orElse(null))
        .setCoolDownMicros(book.coolDown().toNanos() / 1_000)
        .setRollParameters(book.roll())
        .setLeverageParameters(book.leverage())
        .setCapital(book.capital().map(Decimals::of).orElse(null))
        .setExecutionParameters(book.execution())
        .build();
  }

  private static RiskLimits limits(Limits limits) {
    return new RiskLimits(
        decimal(limits.maximumOrderNotional()),
        decimal(limits.priceCollar()),
        limits.staleAfter().toNanos() / 1_000,
        limits.orderValid().toNanos() / 1_000,
        limits.maximumHedgesPerMinute(),
        limits.parameters());
  }

  private static SharedLimits shared(PortfolioRisk risk) {
    return new SharedLimits(
        risk.currency(),
        risk.atPar(),
        risk.reportEvery().toNanos() / 1_000,
        map(
            risk.shared(),
            limit ->
                new SharedLimit(limit.limit(), limit.measure().word(), limit.scope().toString())));
  }

  private static Decimal decimal(BigDecimal number) {
    return Decimals.of(number);
  }

  private static <A, B> List<B> map(List<A> from, java.util.function.Function<A, B> mapping) {
    return from.stream().map(mapping).toList();
  }
}
