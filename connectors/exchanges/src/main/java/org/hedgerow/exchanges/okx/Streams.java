package org.hedgerow.exchanges.okx;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Instrument;

/**
 * The channels that instruments need, written {@code channel?key=value}, e.g. {@code
 * books?instId=BTC-USDT}; a channel about everything has no key.
 */
final class Streams {
  private Streams() {}

  /**
   * On the public address.
   *
   * @throws IllegalArgumentException if the venue has no such channel for that kind of instrument
   */
  static Set<String> publicOnes(Instrument instrument) {
    Listing listing = Listing.of(instrument);
    String id = "?instId=" + listing.symbol();
    Set<String> streams = new LinkedHashSet<>();
    for (Channel channel : instrument.channels()) {
      switch (channel) {
        // See businessOnes.
        case TRADE -> {}
        case QUOTE -> streams.add("bbo-tbt" + id);
        case DEPTH -> streams.add("books" + id);
        case MARK -> streams.add("mark-price" + id);
        case INDEX -> streams.add("index-tickers?instId=" + listing.index());
        case FUNDING -> {
          require(listing.instType().equals("SWAP"), instrument, channel);
          streams.add("funding-rate" + id);
        }
        case OPEN_INTEREST -> {
          require(!listing.isSpot(), instrument, channel);
          streams.add("open-interest" + id);
        }
        case OPTION_QUOTE -> {
          require(listing.isOption(), instrument, channel);
          streams.add("opt-summary?instFamily=" + listing.family());
          streams.add("bbo-tbt" + id);
        }
        case LIQUIDATION -> {
          require(!listing.isSpot(), instrument, channel);
          streams.add("liquidation-orders?instType=" + listing.instType());
        }
        case STATUS -> {
          streams.add("instruments?instType=" + listing.instType());
          streams.add("status");
        }
      }
    }
    return streams;
  }

  /**
   * On the business address: every trade by itself, under the id that the REST list gives it. The
   * public {@code trades} channel sums up the fills of one order under the last one's id, so what a
   * back-fill brings could not be told from what was seen.
   */
  static Set<String> businessOnes(Instrument instrument) {
    return instrument.channels().contains(Channel.TRADE)
        ? Set.of("trades-all?instId=" + instrument.symbol())
        : Set.of();
  }

  private static void require(boolean has, Instrument instrument, Channel channel) {
    if (!has) {
      throw new IllegalArgumentException(
          instrument.instrument()
              + ".channels: '"
              + channel.name().toLowerCase(Locale.ROOT)
              + "'; expected one that the venue has for "
              + instrument.kind());
    }
  }

  /** As the argument of a request: {@code {"channel":"books","instId":"BTC-USDT"}}. */
  static String argument(String stream) {
    int query = stream.indexOf('?');
    if (query < 0) {
      return "{\"channel\":\"" + stream + "\"}";
    }
    int equals = stream.indexOf('=', query);
    return "{\"channel\":\""
        + stream.substring(0, query)
        + "\",\""
        + stream.substring(query + 1, equals)
        + "\":\""
        + stream.substring(equals + 1)
        + "\"}";
  }
}
