package org.hedgerow.exchanges;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.binance.BinanceMarket;
import org.hedgerow.exchanges.binance.BinanceVenue;
import org.hedgerow.exchanges.bybit.BybitVenue;
import org.hedgerow.exchanges.deribit.DeribitVenue;
import org.hedgerow.exchanges.ftx.FtxVenue;
import org.hedgerow.exchanges.kraken.KrakenFuturesVenue;
import org.hedgerow.exchanges.kraken.KrakenSpotVenue;
import org.hedgerow.exchanges.luno.LunoVenue;
import org.hedgerow.exchanges.okx.OkxVenue;

/** The venues that we know. */
public final class Venues {
  private static final List<Venue> ALL =
      List.of(
          new BinanceVenue(BinanceMarket.SPOT),
          new BinanceVenue(BinanceMarket.USD_M),
          new BinanceVenue(BinanceMarket.COIN_M),
          new FtxVenue(),
          new LunoVenue(),
          new DeribitVenue(),
          new OkxVenue(),
          new KrakenSpotVenue(),
          new KrakenFuturesVenue(),
          new BybitVenue());

  private Venues() {}

  /** Every venue. */
  public static List<Venue> all() {
    return ALL;
  }

  /**
   * The venue of that name.
   *
   * @throws IllegalArgumentException naming those that there are, if it is none of them
   */
  public static Venue named(String name) {
    return ALL.stream()
        .filter(venue -> venue.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "venue '"
                        + name
                        + "'; expected one of "
                        + ALL.stream().map(Venue::name).toList()));
  }

  /**
   * The venues of an exchange, e.g. BINANCE_SPOT, BINANCE_USDM and BINANCE_COINM of {@code
   * binance}; none if there is no such exchange.
   */
  public static List<Venue> ofExchange(String exchange) {
    String name = exchange.toUpperCase(Locale.ROOT);
    return ALL.stream()
        .filter(venue -> venue.name().equals(name) || venue.name().startsWith(name + "_"))
        .toList();
  }

  /**
   * The connections that a configuration needs, of all its venues, in the order in which it names
   * them; each with the lists of instruments that it asks for again.
   *
   * @throws IllegalArgumentException if it names a venue or a channel that there is not
   */
  public static List<Subscription> subscriptions(Configuration configuration) {
    List<Subscription> subscriptions = new ArrayList<>();
    for (VenueEndpoint endpoint : configuration.venues()) {
      Venue venue = named(endpoint.venue());
      List<Instrument> instruments =
          configuration.instruments().stream()
              .filter(instrument -> instrument.venue().equals(venue.name()))
              .toList();
      for (Subscription subscription : venue.subscriptions(configuration)) {
        List<String> lists = lists(venue, subscription, instruments);
        subscriptions.add(
            lists.isEmpty()
                ? subscription
                : subscription.listing(lists, endpoint.instrumentsEvery()));
      }
    }
    return subscriptions;
  }

  /** None of those that repeat all that they ask for. */
  private static List<String> lists(
      Venue venue, Subscription subscription, List<Instrument> instruments) {
    if (subscription.owner().isPresent() || !subscription.snapshotInterval().isZero()) {
      return List.of();
    }
    return subscription.snapshots().stream()
        .filter(request -> instruments.stream().anyMatch(one -> venue.lists(request, one)))
        .toList();
  }
}
