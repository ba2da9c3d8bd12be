package org.hedgerow.exchanges;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.BookDelta;

/**
 * An exchange, or one of its markets where they have dialects of their own. One package and a line
 * in {@link Venues} make a venue; nothing else names one.
 */
public interface Venue {
  /** As in schemas and configuration, e.g. BINANCE_USDM. */
  String name();

  /** A decoder of this venue's frames for the configured instruments; one per thread. */
  FrameDecoder decoder(Configuration configuration);

  /** How recordings of this venue are read, which come without a configuration. */
  Recognition recognition();

  /**
   * The connections that the configured instruments and accounts of this venue need, within its
   * limits; none where it is not configured.
   *
   * @throws IllegalArgumentException if an instrument asks for a channel that the venue has not
   */
  List<Subscription> subscriptions(Configuration configuration);

  /**
   * How to open one of the {@link #subscriptions}, and to keep it open.
   *
   * @throws java.io.UncheckedIOException if credentials are needed and missing
   */
  Session session(Subscription subscription);

  /**
   * The index that prices an instrument, as this venue's decoder names it, e.g. {@code
   * BINANCE_COINM:BTCUSD}.
   */
  String index(Instrument instrument);

  /**
   * Whether the answer to a request names an instrument for as long as the venue lists it: a whole
   * list of instruments, or a question for this one. Such requests are repeated ({@link
   * VenueEndpoint#instrumentsEvery}), and what their answers no longer name is delisted.
   */
  default boolean lists(String request, Instrument instrument) {
    return false;
  }

  /**
   * Whether one of the snapshots of an account is the question for its open orders, and for nothing
   * else.
   */
  default boolean asksForOpenOrders(String snapshot) {
    return false;
  }

  /** How this venue is asked for candles and funding that are past; empty where it is not. */
  default Optional<HistoryPages> history() {
    return Optional.empty();
  }

  /** How this venue sums up its books, where it does; each {@link BookDelta} then has the sum. */
  default Optional<BookChecksum> checksum() {
    return Optional.empty();
  }

  /**
   * The way for orders of an account.
   *
   * @param configuration of the instruments that will be ordered
   * @param rest the venue's address for requests
   * @throws UnsupportedOperationException where there is no way for orders
   */
  OrderVenue orders(Configuration configuration, URI rest, Credentials credentials);

  /** Whether that way was ever tried on an exchange, be it a simulated one. */
  default boolean hasTriedOrders() {
    return false;
  }

  /**
   * Whether orders may leave for the live venue, where its owner arms it. To have been tried on a
   * simulated exchange is not enough: somebody has to answer for it.
   */
  default boolean allowsLiveOrders() {
    return false;
  }
}
