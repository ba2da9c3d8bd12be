package org.hedgerow.exchanges.kraken;

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
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.order.OrderVenue;

/**
 * Kraken's spot market. Instruments are named as WebSocket v2 names them, e.g. BTC/USD; the stream
 * is {@code wss://ws.kraken.com/v2}, the requests go to {@code https://api.kraken.com}.
 */
public final class KrakenSpotVenue implements Venue {
  /** One message of a hundred books is a few MB of snapshots; Kraken documents no limit. */
  static final int SYMBOLS_PER_CONNECTION = 100;

  /** The largest page of recent trades. */
  static final int TRADES = 1_000;

  private static final Duration ROUND = Duration.ofSeconds(30);

  @Override
  public String name() {
    return KrakenSpotDecoder.VENUE;
  }

  @Override
  public boolean asksForOpenOrders(String snapshot) {
    return snapshot.equals(SpotRequests.OPEN_ORDERS);
  }

  @Override
  public Recognition recognition() {
    return new KrakenSpotRecognition();
  }

  @Override
  public FrameDecoder decoder(Configuration configuration) {
    List<Listing> listings = Listing.of(name(), configuration);
    Set<String> assets = new LinkedHashSet<>();
    for (Listing listing : listings) {
      assets.add(listing.base());
      assets.add(listing.quote());
    }
    for (Account account : configuration.accounts()) {
      if (account.venue().equals(name())) {
        account.marginAsset().ifPresent(assets::add);
      }
    }
    return new KrakenSpotDecoder(listings, assets);
  }

  @Override
  public List<Subscription> subscriptions(Configuration configuration) {
    Optional<VenueEndpoint> endpoint = configuration.venue(name());
    if (endpoint.isEmpty()) {
      return List.of();
    }
    List<Subscription> subscriptions = new ArrayList<>(marketData(configuration, endpoint.get()));
    for (Account account : configuration.accounts()) {
      if (account.venue().equals(name())) {
        subscriptions.add(
            new Subscription(
                name() + "/account/" + account.account(),
                name(),
                account.account(),
                account.credentials(),
                endpoint.get().stream(),
                endpoint.get().rest(),
                List.of("executions", "balances"),
                // Executions first, so that lost fills stand before the balances that hold them.
                List.of(
                    SpotRequests.TRADES + Subscription.AND + SpotRequests.ORDERS,
                    SpotRequests.OPEN_ORDERS,
                    SpotRequests.BALANCE),
                ROUND));
      }
    }
    return subscriptions;
  }

  /** All streams of a symbol come by one connection, so that its frames have one order. */
  private List<Subscription> marketData(Configuration configuration, VenueEndpoint endpoint) {
    List<Subscription> connections = new ArrayList<>();
    Set<String> streams = new LinkedHashSet<>();
    List<String> snapshots = new ArrayList<>();
    int symbols = 0;
    for (Instrument instrument : configuration.instruments()) {
      if (!instrument.venue().equals(name()) || instrument.channels().isEmpty()) {
        continue;
      }
      if (symbols++ == SYMBOLS_PER_CONNECTION) {
        connections.add(connection(connections.size(), endpoint, streams, snapshots));
        streams.clear();
        snapshots.clear();
        symbols = 1;
      }
      for (Channel channel : instrument.channels()) {
        streams.add(stream(instrument, channel));
      }
      if (instrument.channels().contains(Channel.TRADE)) {
        snapshots.add(
            "/0/public/Trades?pair=" + Assets.restPair(instrument.symbol()) + "&count=" + TRADES);
      }
    }
    if (!streams.isEmpty()) {
      connections.add(connection(connections.size(), endpoint, streams, snapshots));
    }
    return connections;
  }

  private Subscription connection(
      int number, VenueEndpoint endpoint, Set<String> streams, List<String> snapshots) {
    return new Subscription(
        name() + "/market/" + number,
        name(),
        null,
        null,
        endpoint.stream(),
        endpoint.rest(),
        List.copyOf(streams),
        snapshots);
  }

  private static String stream(Instrument instrument, Channel channel) {
    return switch (channel) {
      case TRADE -> "trade:" + instrument.symbol();
      case QUOTE -> "ticker:" + instrument.symbol();
      case DEPTH -> "book:" + instrument.symbol();
      // Of all pairs at once.
      case STATUS -> "instrument";
      default ->
          throw new IllegalArgumentException(
              instrument.instrument()
                  + ".channels: '"
                  + channel.name().toLowerCase(Locale.ROOT)
                  + "'; expected trade, quote, depth or status on a spot market");
    };
  }

  @Override
  public Session session(Subscription subscription) {
    return new SpotSession(
        subscription,
        subscription.owner().isEmpty()
            ? null
            : new SpotRest(subscription.rest(), Credentials.load(subscription.credentials())));
  }

  /** A spot market has no index; the name stands for the pair, and no frame has it. */
  @Override
  public String index(Instrument instrument) {
    return name() + ":" + instrument.symbol();
  }

  @Override
  public Optional<BookChecksum> checksum() {
    return Optional.of(new KrakenChecksum());
  }

  @Override
  public Optional<HistoryPages> history() {
    return Optional.of(new SpotHistory());
  }

  @Override
  public OrderVenue orders(Configuration configuration, URI rest, Credentials credentials) {
    return new KrakenSpotOrders(rest, credentials);
  }
}
