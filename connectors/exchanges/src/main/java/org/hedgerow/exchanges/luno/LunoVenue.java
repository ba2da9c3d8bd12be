package org.hedgerow.exchanges.luno;

import java.net.URI;
import java.time.Duration;
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
import org.hedgerow.schema.Decimals;

/**
 * Luno. Its connections are {@code LUNO/market/PAIR}, one a pair, and {@code LUNO/account/ACCOUNT};
 * the former's name is how a decoder knows the pair.
 *
 * <p>Market streams want credentials too: those of the first account that is configured. Without an
 * account an empty object is sent, which others have seen accepted in September 2026 and which no
 * documentation promises.
 */
public final class LunoVenue implements Venue {
  static final String NAME = "LUNO";

  /** Documented: streaming sessions open at once. */
  static final int MOST_CONNECTIONS = 50;

  /** Documented: requests a minute. */
  private static final int REQUESTS_A_MINUTE = 300;

  /** An account's rounds use one part in so many of them. */
  private static final int SHARE = 4;

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** Answers with one pair, and what it is. */
  private static final String MARKETS = "/api/exchange/1/markets?pair=";

  private static final Set<Channel> CHANNELS =
      Set.of(Channel.TRADE, Channel.QUOTE, Channel.DEPTH, Channel.STATUS);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean asksForOpenOrders(String snapshot) {
    return snapshot.equals(AccountRequests.OPEN_ORDERS);
  }

  @Override
  public Recognition recognition() {
    return new LunoRecognition();
  }

  @Override
  public FrameDecoder decoder(Configuration configuration) {
    Set<String> assets = new LinkedHashSet<>();
    List<LunoListing> listings = new ArrayList<>();
    for (Instrument instrument : instruments(configuration)) {
      assets.add(instrument.base());
      assets.add(instrument.quote());
      listings.add(
          new LunoListing(
              instrument.instrument(),
              instrument.symbol(),
              instrument.base(),
              instrument.quote(),
              Set.copyOf(instrument.channels()),
              Decimals.of(instrument.minimumNotional())));
    }
    return new LunoDecoder(listings, assets);
  }

  @Override
  public List<Subscription> subscriptions(Configuration configuration) {
    Optional<VenueEndpoint> endpoint = configuration.venue(NAME);
    if (endpoint.isEmpty()) {
      return List.of();
    }
    List<Instrument> instruments = instruments(configuration);
    List<Account> accounts =
        configuration.accounts().stream().filter(one -> one.venue().equals(NAME)).toList();
    String credentials = accounts.isEmpty() ? null : accounts.get(0).credentials();
    List<Subscription> subscriptions = new ArrayList<>();
    for (Instrument instrument : instruments) {
      check(instrument);
      subscriptions.add(market(instrument, endpoint.get(), credentials));
    }
    for (Account account : accounts) {
      subscriptions.add(account(account, instruments, endpoint.get()));
    }
    if (subscriptions.size() > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "instruments and accounts of LUNO: "
              + subscriptions.size()
              + "; expected at most "
              + MOST_CONNECTIONS
              + ", as many as the venue lets be streamed at once");
    }
    return subscriptions;
  }

  private static void check(Instrument instrument) {
    for (Channel channel : instrument.channels()) {
      if (!CHANNELS.contains(channel)) {
        throw new IllegalArgumentException(
            instrument.instrument()
                + ".channels: '"
                + channel.name().toLowerCase(Locale.ROOT)
                + "'; expected trade, quote, depth or status");
      }
    }
  }

  @Override
  public boolean lists(String request, Instrument instrument) {
    return request.equals(MARKETS + instrument.symbol());
  }

  private static Subscription market(
      Instrument instrument, VenueEndpoint endpoint, String credentials) {
    String pair = instrument.symbol();
    List<String> snapshots = new ArrayList<>();
    if (instrument.channels().contains(Channel.TRADE)) {
      snapshots.add("/api/1/trades?pair=" + pair);
    }
    if (instrument.channels().contains(Channel.STATUS)) {
      snapshots.add(MARKETS + pair);
    }
    return new Subscription(
        NAME + "/market/" + pair,
        NAME,
        null,
        credentials,
        endpoint.stream(),
        endpoint.rest(),
        List.of(pair),
        snapshots);
  }

  /** Executions come first, so that the fills stand in the journal before the balances. */
  private static Subscription account(
      Account account, List<Instrument> instruments, VenueEndpoint endpoint) {
    List<String> snapshots = new ArrayList<>();
    for (Instrument instrument : instruments) {
      snapshots.add(AccountRequests.executions(instrument.symbol()));
    }
    snapshots.add(AccountRequests.OPEN_ORDERS);
    snapshots.add(AccountRequests.STATEMENT);
    Duration needed = Duration.ofMillis(60_000L * snapshots.size() * SHARE / REQUESTS_A_MINUTE);
    return new Subscription(
        NAME + "/account/" + account.account(),
        NAME,
        account.account(),
        account.credentials(),
        endpoint.stream(),
        endpoint.rest(),
        instruments.stream().map(Instrument::symbol).toList(),
        snapshots,
        needed.compareTo(INTERVAL) > 0 ? needed : INTERVAL);
  }

  @Override
  public Session session(Subscription subscription) {
    String stream = LunoRest.strip(subscription.stream()) + "/api/1/";
    Optional<Credentials> credentials =
        Optional.ofNullable(subscription.credentials()).map(Credentials::load);
    if (subscription.owner().isPresent()) {
      return new AccountSession(
          URI.create(stream + "userstream"),
          credentials.orElseThrow(),
          new AccountRequests(new LunoRest(subscription.rest(), credentials.orElseThrow())),
          subscription.streams());
    }
    return new MarketSession(
        URI.create(stream + "stream/" + subscription.streams().get(0)), credentials);
  }

  @Override
  public String index(Instrument instrument) {
    return NAME + ":" + instrument.symbol();
  }

  @Override
  public Optional<HistoryPages> history() {
    return Optional.of(new LunoHistory());
  }

  @Override
  public OrderVenue orders(Configuration configuration, URI rest, Credentials credentials) {
    return new LunoOrders(rest, credentials);
  }

  private static List<Instrument> instruments(Configuration configuration) {
    return configuration.instruments().stream()
        .filter(instrument -> instrument.venue().equals(NAME))
        .toList();
  }
}
