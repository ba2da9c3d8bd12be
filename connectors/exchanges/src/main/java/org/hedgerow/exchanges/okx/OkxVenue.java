package org.hedgerow.exchanges.okx;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
 * OKX. The configured address of its streams is the part before {@code /ws/v5}, e.g. {@code
 * wss://ws.okx.com:8443}; which of its three paths a connection needs is known here.
 */
public final class OkxVenue implements Venue {
  static final String NAME = "OKX";

  /** 200 channels are about 12 KB of the 64 KB that the venue allows a connection. */
  static final int STREAMS_PER_CONNECTION = 200;

  private static final List<String> ACCOUNT_STREAMS =
      List.of("orders?instType=ANY", "balance_and_position");

  /** The largest list of trades that the venue gives. */
  private static final int TRADES = 500;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean asksForOpenOrders(String snapshot) {
    return snapshot.startsWith(Requests.ORDERS_PENDING);
  }

  @Override
  public Recognition recognition() {
    return new OkxRecognition();
  }

  @Override
  public FrameDecoder decoder(Configuration configuration) {
    return new OkxDecoder(
        instruments(configuration).stream().map(Listing::of).toList(), assets(configuration));
  }

  /** What a statement of an account has to name even where it is zero. */
  private static Set<String> assets(Configuration configuration) {
    Set<String> assets = new LinkedHashSet<>();
    for (Instrument instrument : instruments(configuration)) {
      if (Listing.of(instrument).isSpot()) {
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
    List<Instrument> instruments = instruments(configuration);
    List<Subscription> subscriptions = new ArrayList<>();
    subscriptions.addAll(
        connections(
            "/market/",
            "/ws/v5/public",
            endpoint.get(),
            instruments,
            Streams::publicOnes,
            OkxVenue::definitions));
    subscriptions.addAll(
        connections(
            "/trades/",
            "/ws/v5/business",
            endpoint.get(),
            instruments,
            Streams::businessOnes,
            OkxVenue::recentTrades));
    Set<String> instTypes = new LinkedHashSet<>();
    instruments.forEach(instrument -> instTypes.add(Listing.of(instrument).instType()));
    for (Account account : configuration.accounts()) {
      if (account.venue().equals(NAME)) {
        subscriptions.add(
            new Subscription(
                NAME + "/account/" + account.account(),
                NAME,
                account.account(),
                account.credentials(),
                address(endpoint.get().stream(), "/ws/v5/private"),
                endpoint.get().rest(),
                ACCOUNT_STREAMS,
                AccountSnapshots.requests(instTypes),
                AccountSnapshots.INTERVAL));
      }
    }
    return subscriptions;
  }

  /** All streams that a symbol has on an address come by one connection: they have one order. */
  private static List<Subscription> connections(
      String kind,
      String path,
      VenueEndpoint endpoint,
      List<Instrument> instruments,
      Function<Instrument, Set<String>> wanted,
      Function<Instrument, List<String>> asked) {
    List<Subscription> connections = new ArrayList<>();
    Set<String> streams = new LinkedHashSet<>();
    Set<String> everywhere = new LinkedHashSet<>();
    List<String> snapshots = new ArrayList<>();
    for (Instrument instrument : instruments) {
      Set<String> more = new LinkedHashSet<>(wanted.apply(instrument));
      // Channels of a kind or of an index, which another connection may have already.
      more.removeAll(everywhere);
      if (!streams.isEmpty() && streams.size() + more.size() > STREAMS_PER_CONNECTION) {
        connections.add(connection(kind + connections.size(), path, endpoint, streams, snapshots));
        streams.clear();
        snapshots.clear();
      }
      streams.addAll(more);
      everywhere.addAll(more);
      snapshots.addAll(asked.apply(instrument));
    }
    if (!streams.isEmpty()) {
      connections.add(connection(kind + connections.size(), path, endpoint, streams, snapshots));
    }
    return connections;
  }

  private static Subscription connection(
      String name,
      String path,
      VenueEndpoint endpoint,
      Set<String> streams,
      List<String> snapshots) {
    return new Subscription(
        NAME + name,
        NAME,
        null,
        null,
        address(endpoint.stream(), path),
        endpoint.rest(),
        List.copyOf(streams),
        snapshots);
  }

  /** A query, as demo trading has one, stays at the end. */
  private static URI address(URI stream, String path) {
    String text = stream.toString();
    int query = text.indexOf('?');
    String base = query < 0 ? text : text.substring(0, query);
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
            + path
            + (query < 0 ? "" : text.substring(query)));
  }

  private static List<String> definitions(Instrument instrument) {
    if (!instrument.channels().contains(Channel.STATUS)) {
      return List.of();
    }
    Listing listing = Listing.of(instrument);
    return List.of(
        Requests.INSTRUMENTS
            + "?instType="
            + listing.instType()
            + (listing.isOption() ? "&instFamily=" + listing.family() : "")
            + "&instId="
            + listing.symbol());
  }

  @Override
  public boolean lists(String request, Instrument instrument) {
    return definitions(instrument).contains(request);
  }

  private static List<String> recentTrades(Instrument instrument) {
    return instrument.channels().contains(Channel.TRADE)
        ? List.of(Requests.TRADES + "?limit=" + TRADES + "&instId=" + instrument.symbol())
        : List.of();
  }

  @Override
  public Session session(Subscription subscription) {
    return subscription.owner().isPresent()
        ? new AccountSession(subscription, Credentials.load(subscription.credentials()))
        : new MarketSession(subscription);
  }

  @Override
  public String index(Instrument instrument) {
    return NAME + ":" + Listing.of(instrument).index();
  }

  /**
   * The sum that the venue sent until 23 June 2026; since then it sends 0, which the decoder reads
   * as none.
   */
  @Override
  public Optional<BookChecksum> checksum() {
    return Optional.of(new BookSum());
  }

  @Override
  public Optional<HistoryPages> history() {
    return Optional.of(new OkxHistory());
  }

  @Override
  public OrderVenue orders(Configuration configuration, URI rest, Credentials credentials) {
    return new OkxOrders(rest, credentials);
  }

  /**
   * On the simulated exchange, which an unmodified client library trades on as well; never against
   * the venue itself, which is why no live order is allowed.
   */
  @Override
  public boolean hasTriedOrders() {
    return true;
  }

  private static List<Instrument> instruments(Configuration configuration) {
    return configuration.instruments().stream()
        .filter(instrument -> instrument.venue().equals(NAME))
        .toList();
  }
}
