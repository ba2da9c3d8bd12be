package org.hedgerow.exchanges.binance;

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

/** One of Binance's markets. */
public final class BinanceVenue implements Venue {
  /** The venue allows 1024 on spot and futures; fewer keep the address short and a loss small. */
  static final int STREAMS_PER_CONNECTION = 200;

  private static final int SNAPSHOT_LEVELS = 1000;

  /** Each costs 20 of 6,000 a minute. */
  private static final int SINGLE_SYMBOLS = 50;

  private final BinanceMarket market;

  /** One of all connections: what it may ask is shared by them. */
  private final BinanceTradeHistory history;

  public BinanceVenue(BinanceMarket market) {
    this.market = market;
    this.history = new BinanceTradeHistory(market);
  }

  @Override
  public String name() {
    return market.venue();
  }

  @Override
  public boolean asksForOpenOrders(String snapshot) {
    return snapshot.equals(market.restPath() + "/openOrders");
  }

  @Override
  public Recognition recognition() {
    return new BinanceRecognition(market);
  }

  @Override
  public FrameDecoder decoder(Configuration configuration) {
    List<Listing> listings = new ArrayList<>();
    for (Instrument instrument : instruments(configuration)) {
      listings.add(
          new Listing(instrument.instrument(), instrument.symbol(), pair(instrument), false));
    }
    return new BinanceDecoder(market, listings, assets(configuration));
  }

  /** What a statement of an account has to name even where it is zero. */
  private Set<String> assets(Configuration configuration) {
    Set<String> assets = new LinkedHashSet<>();
    for (Instrument instrument : instruments(configuration)) {
      if (market == BinanceMarket.SPOT) {
        assets.add(instrument.base());
        assets.add(instrument.quote());
      } else {
        assets.add(instrument.settlement());
      }
    }
    for (Account account : configuration.accounts()) {
      if (account.venue().equals(market.venue())) {
        account.marginAsset().ifPresent(assets::add);
      }
    }
    return assets;
  }

  @Override
  public List<Subscription> subscriptions(Configuration configuration) {
    Optional<VenueEndpoint> endpoint = configuration.venue(market.venue());
    if (endpoint.isEmpty()) {
      return List.of();
    }
    List<Subscription> subscriptions = new ArrayList<>(marketData(configuration, endpoint.get()));
    AccountSnapshots snapshots =
        new AccountSnapshots(
            market, instruments(configuration).stream().map(Instrument::symbol).toList());
    for (Account account : configuration.accounts()) {
      if (account.venue().equals(market.venue())) {
        subscriptions.add(
            new Subscription(
                market.venue() + "/account/" + account.account(),
                market.venue(),
                account.account(),
                account.credentials(),
                endpoint.get().accountStream(),
                endpoint.get().rest(),
                List.of(),
                snapshots.requests(),
                snapshots.interval()));
      }
    }
    return subscriptions;
  }

  /**
   * All streams of a symbol that one path serves come by one connection, so that its frames have
   * one order.
   */
  private List<Subscription> marketData(Configuration configuration, VenueEndpoint endpoint) {
    List<Subscription> connections = new ArrayList<>();
    for (String path : market.streamPaths()) {
      Set<String> streams = new LinkedHashSet<>();
      List<String> snapshots = new ArrayList<>();
      int number = 0;
      for (Instrument instrument : instruments(configuration)) {
        Set<String> wanted = streams(instrument);
        wanted.removeIf(stream -> !market.streamPath(stream).equals(path));
        wanted.removeAll(streams);
        if (streams.size() + wanted.size() > STREAMS_PER_CONNECTION) {
          if (connections.isEmpty()) {
            snapshots.addAll(0, instrumentLists(configuration));
          }
          connections.add(connection(path, number++, endpoint, streams, snapshots));
          streams.clear();
          snapshots.clear();
        }
        streams.addAll(wanted);
        if (wanted.stream().anyMatch(stream -> stream.endsWith("@trade"))) {
          snapshots.add(BinanceTradeHistory.newest(market, instrument.symbol()));
        }
        if (wanted.stream().anyMatch(stream -> stream.endsWith(market.depthStream()))) {
          snapshots.add(depth(market, instrument.symbol()));
        }
      }
      if (!streams.isEmpty()) {
        if (connections.isEmpty()) {
          snapshots.addAll(0, instrumentLists(configuration));
        }
        connections.add(connection(path, number, endpoint, streams, snapshots));
      }
    }
    return connections;
  }

  /** The request for a symbol's book. */
  static String depth(BinanceMarket market, String symbol) {
    return market.restPath() + "/depth?symbol=" + symbol + "&limit=" + SNAPSHOT_LEVELS;
  }

  /**
   * What is asked on the first connection where any instrument's status is wanted. Futures give the
   * whole list only. The spot market's is long, and is asked symbol by symbol while they are few: a
   * question for several is refused whole where one of them is unknown.
   */
  private List<String> instrumentLists(Configuration configuration) {
    List<Instrument> instruments = instruments(configuration);
    if (instruments.stream().noneMatch(one -> one.channels().contains(Channel.STATUS))) {
      return List.of();
    }
    String path = market.restPath() + "/exchangeInfo";
    if (market != BinanceMarket.SPOT || instruments.size() > SINGLE_SYMBOLS) {
      return List.of(path);
    }
    return instruments.stream().map(one -> path + "?symbol=" + one.symbol()).toList();
  }

  @Override
  public boolean lists(String request, Instrument instrument) {
    String path = market.restPath() + "/exchangeInfo";
    return request.equals(path) || request.equals(path + "?symbol=" + instrument.symbol());
  }

  private Subscription connection(
      String path,
      int number,
      VenueEndpoint endpoint,
      Set<String> streams,
      List<String> snapshots) {
    return new Subscription(
        market.venue() + (path.isEmpty() ? "/market" : path) + "/" + number,
        market.venue(),
        null,
        null,
        URI.create(BinanceRest.strip(endpoint.stream()) + path),
        endpoint.rest(),
        List.copyOf(streams),
        snapshots);
  }

  private Set<String> streams(Instrument instrument) {
    String symbol = instrument.symbol().toLowerCase(Locale.ROOT);
    Set<String> streams = new LinkedHashSet<>();
    for (Channel channel : instrument.channels()) {
      if (channel == Channel.STATUS) {
        // By the list of instruments, at each connect.
        continue;
      }
      streams.add(
          switch (channel) {
            case TRADE -> symbol + "@trade";
            case QUOTE -> symbol + "@bookTicker";
            case DEPTH -> symbol + market.depthStream();
            case MARK, FUNDING -> symbol + onFutures(instrument, channel, "@markPrice@1s");
            // USD-M's mark carries the index; COIN-M has it by pair.
            case INDEX ->
                market == BinanceMarket.COIN_M
                    ? pair(instrument).toLowerCase(Locale.ROOT) + "@indexPrice@1s"
                    : symbol + onFutures(instrument, channel, "@markPrice@1s");
            case LIQUIDATION -> symbol + onFutures(instrument, channel, "@forceOrder");
            case OPEN_INTEREST, OPTION_QUOTE, STATUS ->
                throw new IllegalArgumentException(
                    instrument.instrument()
                        + ".channels: '"
                        + channel.name().toLowerCase(Locale.ROOT)
                        + "'; expected one that this venue has");
          });
    }
    return streams;
  }

  private String onFutures(Instrument instrument, Channel channel, String stream) {
    if (market == BinanceMarket.SPOT) {
      throw new IllegalArgumentException(
          instrument.instrument()
              + ".channels: '"
              + channel.name().toLowerCase(Locale.ROOT)
              + "'; expected trade, quote or depth on a spot market");
    }
    return stream;
  }

  @Override
  public Session session(Subscription subscription) {
    if (subscription.owner().isPresent()) {
      Credentials credentials = Credentials.load(subscription.credentials());
      BinanceRest rest = new BinanceRest(subscription.rest(), credentials);
      return market == BinanceMarket.SPOT
          ? new SignedStreamSession(subscription.stream(), credentials, rest)
          : new ListenKeySession(market, subscription.stream(), rest);
    }
    return new MarketSession(
        URI.create(
            BinanceRest.strip(subscription.stream())
                + "/stream?streams="
                + String.join("/", subscription.streams())),
        () -> new BinanceConversation(market, subscription.streams()),
        history);
  }

  @Override
  public String index(Instrument instrument) {
    return market.venue() + ":" + pair(instrument);
  }

  @Override
  public Optional<HistoryPages> history() {
    return Optional.of(new BinanceHistory(market));
  }

  @Override
  public OrderVenue orders(Configuration configuration, URI rest, Credentials credentials) {
    return new BinanceOrders(market, rest, credentials);
  }

  /** On the simulated exchange, which an unmodified client library trades on as well. */
  @Override
  public boolean hasTriedOrders() {
    return true;
  }

  @Override
  public boolean allowsLiveOrders() {
    return true;
  }

  private List<Instrument> instruments(Configuration configuration) {
    return configuration.instruments().stream()
        .filter(instrument -> instrument.venue().equals(market.venue()))
        .toList();
  }

  /** BTCUSD of BTCUSD_PERP: the symbol before the underscore is the pair, on all three markets. */
  private static String pair(Instrument instrument) {
    String symbol = instrument.symbol();
    int underscore = symbol.indexOf('_');
    return underscore < 0 ? symbol : symbol.substring(0, underscore);
  }
}
