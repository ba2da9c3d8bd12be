package org.hedgerow.exchanges.bybit;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
import org.hedgerow.exchanges.order.OrderVenue;

/**
 * Bybit's linear perpetuals, for market data. Its connections are {@code BYBIT_LINEAR/market/n};
 * {@code venues[].stream} is the part before {@code /v5/public/linear}.
 */
public final class BybitVenue implements Venue {
  static final String NAME = "BYBIT_LINEAR";

  /** Our choice: topics on a connection. Bybit limits the length of all of them to 21,000. */
  static final int TOPICS_A_CONNECTION = 200;

  private static final String DEPTH = "orderbook.50.";
  private static final String NO_ORDERS = "Bybit is read for market data: there are no orders";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FrameDecoder decoder(Configuration configuration) {
    return new BybitDecoder(
        instruments(configuration).stream()
            .map(
                one ->
                    new BybitListing(
                        one.instrument(), one.symbol(), index(one), Set.copyOf(one.channels())))
            .toList());
  }

  @Override
  public Recognition recognition() {
    return new BybitRecognition();
  }

  @Override
  public List<Subscription> subscriptions(Configuration configuration) {
    Optional<VenueEndpoint> endpoint = configuration.venue(NAME);
    if (endpoint.isEmpty()) {
      return List.of();
    }
    if (configuration.accounts().stream().anyMatch(account -> account.venue().equals(NAME))) {
      throw new IllegalArgumentException(NO_ORDERS + ", and no accounts");
    }
    Set<String> topics = new LinkedHashSet<>();
    for (Instrument instrument : instruments(configuration)) {
      for (Channel channel : instrument.channels()) {
        topics.add(topic(instrument, channel));
      }
    }
    List<String> all = List.copyOf(topics);
    List<Subscription> subscriptions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += TOPICS_A_CONNECTION) {
      subscriptions.add(
          new Subscription(
              NAME + "/market/" + subscriptions.size(),
              NAME,
              null,
              null,
              endpoint.get().stream(),
              endpoint.get().rest(),
              all.subList(from, Math.min(all.size(), from + TOPICS_A_CONNECTION)),
              List.of()));
    }
    return subscriptions;
  }

  private static String topic(Instrument instrument, Channel channel) {
    return switch (channel) {
      case TRADE -> "publicTrade." + instrument.symbol();
      case QUOTE -> "orderbook.1." + instrument.symbol();
      case DEPTH -> DEPTH + instrument.symbol();
      case MARK, INDEX, FUNDING, OPEN_INTEREST -> "tickers." + instrument.symbol();
      default ->
          throw new IllegalArgumentException(
              instrument.instrument()
                  + ".channels: '"
                  + channel.name().toLowerCase(Locale.ROOT)
                  + "'; expected trade, quote, depth, mark, index, funding or open_interest");
    };
  }

  @Override
  public Session session(Subscription subscription) {
    String base = subscription.stream().toString();
    String plain = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return new BybitSession(URI.create(plain + "/v5/public/linear"), subscription.streams());
  }

  @Override
  public String index(Instrument instrument) {
    return NAME + ":" + instrument.symbol();
  }

  /**
   * Refused.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public OrderVenue orders(Configuration configuration, URI rest, Credentials credentials) {
    throw new UnsupportedOperationException(NO_ORDERS);
  }

  private static List<Instrument> instruments(Configuration configuration) {
    return configuration.instruments().stream()
        .filter(instrument -> instrument.venue().equals(NAME))
        .toList();
  }
}
