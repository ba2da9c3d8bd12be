package org.hedgerow.exchanges.deribit;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.order.OrderVenue;

/** Deribit. */
public final class DeribitVenue implements Venue {
  static final String NAME = "DERIBIT";

  /** Our choice: a documented limit was not found; an address may have 32 connections. */
  static final int CHANNELS_PER_CONNECTION = 200;

  /** Changes are gathered for so long; single ones (raw) need a login. */
  private static final String INTERVAL = ".100ms";

  static final int TRADES_A_PAGE = 1_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean asksForOpenOrders(String snapshot) {
    return snapshot.endsWith("/private/get_open_orders");
  }

  @Override
  public Recognition recognition() {
    return new DeribitRecognition();
  }

  @Override
  public FrameDecoder decoder(Configuration configuration) {
    return new DeribitDecoder(listings(configuration), assets(configuration));
  }

  /** What a statement of an account has to name even where it is zero. */
  private static Set<String> assets(Configuration configuration) {
    Set<String> assets = new LinkedHashSet<>();
    for (Listing listing : listings(configuration)) {
      Instrument instrument = listing.configured();
      if (listing.isSpot()) {
        assets.add(instrument.base());
        assets.add(instrument.quote());
      } else {
        assets.add(instrument.settlement());
      }
    }
    for (Account account : configuration.accounts()) {
      if (account.venue().equals(NAME)) {
        account.marginAsset().ifPresent(assets::add);
      }
    }
    return assets;
  }

  @Override
  public List<Subscription> subscriptions(Configuration configuration) {
    Optional<VenueEndpoint> endpoint = configuration.venue(NAME);
    if (endpoint.isEmpty()) {
      return List.of();
    }
    List<Listing> listings = listings(configuration);
    List<Subscription> subscriptions = new ArrayList<>(marketData(listings, endpoint.get()));
    List<String> channels = new ArrayList<>();
    // Orders, trades and positions of every kind and currency.
    channels.add("user.changes.any.any.raw");
    for (String asset : assets(configuration)) {
      channels.add("user.portfolio." + asset.toLowerCase(Locale.ROOT));
    }
    List<String> questions = AccountQuestions.of(listings);
    for (Account account : configuration.accounts()) {
      if (account.venue().equals(NAME)) {
        subscriptions.add(
            new Subscription(
                NAME + "/account/" + account.account(),
                NAME,
                account.account(),
                account.credentials(),
                endpoint.get().stream(),
                endpoint.get().rest(),
                channels,
                questions,
                AccountQuestions.interval(questions.size())));
      }
    }
    return subscriptions;
  }

  /** All channels of a symbol come by one connection, so that its frames have one order. */
  private static List<Subscription> marketData(List<Listing> listings, VenueEndpoint endpoint) {
    List<Subscription> connections = new ArrayList<>();
    Set<String> channels = new LinkedHashSet<>();
    Set<String> snapshots = new LinkedHashSet<>();
    for (Listing listing : listings) {
      Set<String> wanted = channels(listing);
      wanted.removeAll(channels);
      if (channels.size() + wanted.size() > CHANNELS_PER_CONNECTION) {
        connections.add(connection(connections.size(), endpoint, channels, snapshots));
        channels.clear();
        snapshots.clear();
        wanted = channels(listing);
      }
      channels.addAll(wanted);
      snapshots.addAll(snapshots(listing));
    }
    if (!channels.isEmpty()) {
      connections.add(connection(connections.size(), endpoint, channels, snapshots));
    }
    return connections;
  }

  private static Subscription connection(
      int number, VenueEndpoint endpoint, Set<String> channels, Set<String> snapshots) {
    return new Subscription(
        NAME + "/market/" + number,
        NAME,
        null,
        null,
        endpoint.stream(),
        endpoint.rest(),
        List.copyOf(channels),
        List.copyOf(snapshots));
  }

  /** Trades that were missed, and what the instruments are; books come by their channel. */
  private static List<String> snapshots(Listing listing) {
    List<String> snapshots = new ArrayList<>();
    if (listing.configured().channels().contains(Channel.TRADE)) {
      snapshots.add(
          DeribitRest.PATH
              + "/public/get_last_trades_by_instrument?instrument_name="
              + listing.symbol()
              + "&count="
              + TRADES_A_PAGE
              + "&sorting=desc");
    }
    if (listing.configured().channels().contains(Channel.STATUS)) {
      snapshots.add(list(listing));
    }
    return snapshots;
  }

  /** Of all that are filed with it, without those that have expired. */
  private static String list(Listing listing) {
    return DeribitRest.PATH
        + "/public/get_instruments?currency="
        + filed(listing)
        + "&kind="
        + listing.kind();
  }

  @Override
  public boolean lists(String request, Instrument instrument) {
    return request.equals(list(Listing.of(instrument)));
  }

  /** Spot pairs are of two currencies; under which one they are filed is not documented. */
  private static String filed(Listing listing) {
    return listing.isSpot() ? "any" : listing.currency();
  }

  private static Set<String> channels(Listing listing) {
    String symbol = listing.symbol();
    Set<String> channels = new LinkedHashSet<>();
    for (Channel channel : listing.configured().channels()) {
      switch (channel) {
        case TRADE -> channels.add("trades." + symbol + INTERVAL);
        case QUOTE -> channels.add("quote." + symbol);
        case DEPTH -> channels.add("book." + symbol + INTERVAL);
        case MARK, OPEN_INTEREST ->
            channels.add("ticker." + had(listing, channel, !listing.isSpot()) + INTERVAL);
        case FUNDING ->
            channels.add("ticker." + had(listing, channel, listing.isPerpetual()) + INTERVAL);
        case OPTION_QUOTE ->
            channels.add("ticker." + had(listing, channel, listing.isOption()) + INTERVAL);
        // A future's ticker has its index; of options there would be one in each.
        case INDEX ->
            channels.add(
                listing.isOption() || listing.isSpot()
                    ? "deribit_price_index." + listing.index()
                    : "ticker." + symbol + INTERVAL);
        case LIQUIDATION ->
            channels.add("trades." + had(listing, channel, !listing.isSpot()) + INTERVAL);
        case STATUS -> {
          channels.add("instrument.state." + listing.kind() + "." + filed(listing));
          channels.add("platform_state");
        }
      }
    }
    return channels;
  }

  private static String had(Listing listing, Channel channel, boolean has) {
    if (!has) {
      throw new IllegalArgumentException(
          listing.instrument()
              + ".channels: '"
              + channel.name().toLowerCase(Locale.ROOT)
              + "'; expected one that this kind of instrument has");
    }
    return listing.symbol();
  }

  @Override
  public Session session(Subscription subscription) {
    if (subscription.owner().isPresent()) {
      return new AccountSession(
          subscription.stream(),
          subscription.streams(),
          new DeribitAccess(subscription.rest(), Credentials.load(subscription.credentials())));
    }
    return new MarketSession(subscription.stream(), subscription.streams());
  }

  @Override
  public String index(Instrument instrument) {
    return NAME + ":" + Listing.index(instrument.symbol());
  }

  @Override
  public Optional<HistoryPages> history() {
    return Optional.of(new DeribitHistory());
  }

  @Override
  public OrderVenue orders(Configuration configuration, URI rest, Credentials credentials) {
    return new DeribitOrders(listings(configuration), new DeribitAccess(rest, credentials));
  }

  private static List<Listing> listings(Configuration configuration) {
    return configuration.instruments().stream()
        .filter(instrument -> instrument.venue().equals(NAME))
        .map(Listing::of)
        .toList();
  }
}
