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
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.order.OrderVenue;

/**
 * Kraken's futures market. Instruments are named as the venue names them, e.g. PF_XBTUSD; the
 * stream is {@code wss://futures.kraken.com/ws/v1}, the requests go to {@code
 * https://futures.kraken.com}.
 */
public final class KrakenFuturesVenue implements Venue {
  static final int PRODUCTS_PER_CONNECTION = 100;

  private static final Duration ROUND = Duration.ofSeconds(30);

  /** A ticker says that a market is halted; that it trades again is told by the list. */
  private static final Duration LIST = Duration.ofMinutes(1);

  private static final String INSTRUMENTS = "/derivatives/api/v3/instruments";

  /** The newest trades of a symbol. */
  static final String HISTORY = "/derivatives/api/v3/history?symbol=";

  @Override
  public String name() {
    return KrakenFuturesDecoder.VENUE;
  }

  @Override
  public boolean asksForOpenOrders(String snapshot) {
    return snapshot.equals(FuturesRequests.OPEN_ORDERS);
  }

  @Override
  public Recognition recognition() {
    return new KrakenFuturesRecognition();
  }

  @Override
  public FrameDecoder decoder(Configuration configuration) {
    List<Listing> listings = Listing.of(name(), configuration);
    Set<String> assets = new LinkedHashSet<>();
    listings.forEach(listing -> assets.add(listing.settlement()));
    for (Account account : configuration.accounts()) {
      if (account.venue().equals(name())) {
        account.marginAsset().ifPresent(assets::add);
      }
    }
    return new KrakenFuturesDecoder(listings, assets);
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
                List.of("open_orders_verbose", "fills", "open_positions", "balances"),
                // Fills first, so that lost ones stand before the positions that hold them.
                List.of(
                    FuturesRequests.FILLS,
                    FuturesRequests.OPEN_ORDERS,
                    FuturesRequests.POSITIONS + Subscription.AND + FuturesRequests.ACCOUNTS),
                ROUND));
      }
    }
    return subscriptions;
  }

  /** All streams of a product come by one connection, so that its frames have one order. */
  private List<Subscription> marketData(Configuration configuration, VenueEndpoint endpoint) {
    List<Subscription> connections = new ArrayList<>();
    Set<String> streams = new LinkedHashSet<>();
    Set<String> snapshots = new LinkedHashSet<>();
    int products = 0;
    for (Instrument instrument : configuration.instruments()) {
      if (!instrument.venue().equals(name()) || instrument.channels().isEmpty()) {
        continue;
      }
      if (products++ == PRODUCTS_PER_CONNECTION) {
        connections.add(connection(connections.size(), endpoint, streams, snapshots));
        streams.clear();
        snapshots.clear();
        products = 1;
      }
      for (Channel channel : instrument.channels()) {
        streams.add(feed(instrument, channel) + ":" + instrument.symbol());
      }
      if (instrument.channels().contains(Channel.TRADE)) {
        snapshots.add(HISTORY + instrument.symbol());
      }
      if (instrument.channels().contains(Channel.STATUS)) {
        snapshots.add(INSTRUMENTS);
      }
    }
    if (!streams.isEmpty()) {
      connections.add(connection(connections.size(), endpoint, streams, snapshots));
    }
    return connections;
  }

  private Subscription connection(
      int number, VenueEndpoint endpoint, Set<String> streams, Set<String> snapshots) {
    return new Subscription(
        name() + "/market/" + number,
        name(),
        null,
        null,
        endpoint.stream(),
        endpoint.rest(),
        List.copyOf(streams),
        List.copyOf(snapshots),
        snapshots.contains(INSTRUMENTS) ? LIST : Duration.ZERO);
  }

  @Override
  public boolean lists(String request, Instrument instrument) {
    return request.equals(INSTRUMENTS);
  }

  private static String feed(Instrument instrument, Channel channel) {
    return switch (channel) {
      case TRADE, LIQUIDATION -> "trade";
      case DEPTH -> "book";
      case QUOTE, MARK, INDEX, FUNDING, OPEN_INTEREST, STATUS -> "ticker";
      case OPTION_QUOTE ->
          throw new IllegalArgumentException(
              instrument.instrument()
                  + ".channels: '"
                  + channel.name().toLowerCase(Locale.ROOT)
                  + "'; expected one that this venue has");
    };
  }

  @Override
  public Session session(Subscription subscription) {
    return new FuturesSession(
        subscription,
        subscription.owner().isEmpty() ? null : Credentials.load(subscription.credentials()));
  }

  /** XBTUSD of PF_XBTUSD, PI_XBTUSD and FI_XBTUSD_210625 alike. */
  @Override
  public String index(Instrument instrument) {
    return name() + ":" + KrakenFuturesDecoder.pair(instrument.symbol());
  }

  @Override
  public Optional<HistoryPages> history() {
    return Optional.of(new FuturesHistory());
  }

  @Override
  public OrderVenue orders(Configuration configuration, URI rest, Credentials credentials) {
    return new KrakenFuturesOrders(rest, credentials);
  }
}
