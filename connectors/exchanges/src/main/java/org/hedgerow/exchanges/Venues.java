package org.hedgerow.exchanges;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hedgerow.engine.configuration.Configuration;
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
   * them.
   *
   * @throws IllegalArgumentException if it names a venue or a channel that there is not
   */
  public static List<Subscription> subscriptions(Configuration configuration) {
    List<Subscription> subscriptions = new ArrayList<>();
    for (VenueEndpoint endpoint : configuration.venues()) {
      subscriptions.addAll(named(endpoint.venue()).subscriptions(configuration));
    }
    return subscriptions;
  }
}
