package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** Which channels there are, and what a new listener is told at once. */
final class Subscriptions {
  private static final Set<String> KINDS = Set.of("any", "future", "option", "spot");

  private final Map<String, Market> markets;
  private final DeribitFeed feed;
  private final MarketRows rows;
  private final AccountStream account;
  private final SkewedClock clock;

  Subscriptions(
      Map<String, Market> markets,
      DeribitFeed feed,
      MarketRows rows,
      AccountStream account,
      SkewedClock clock) {
    this.markets = markets;
    this.feed = feed;
    this.rows = rows;
    this.account = account;
    this.clock = clock;
  }

  boolean exists(String channel) {
    String[] parts = channel.split("\\.");
    return switch (parts[0]) {
      case "user" -> account.exists(channel);
      case Channels.PLATFORM -> parts.length == 1;
      case "deribit_price_index" -> parts.length == 2 && feed.ofIndex(parts[1]) != null;
      case "instrument" ->
          parts.length == 4 && parts[1].equals("state") && KINDS.contains(parts[2]);
      case "quote" -> parts.length == 2 && markets.containsKey(parts[1]);
      case "ticker", "trades" -> isTimed(parts, 3);
      case "book" -> isTimed(parts, 3) || isGrouped(parts);
      default -> false;
    };
  }

  private boolean isTimed(String[] parts, int length) {
    return parts.length == length
        && markets.containsKey(parts[1])
        && Channels.INTERVALS.contains(parts[length - 1]);
  }

  private boolean isGrouped(String[] parts) {
    return isTimed(parts, 5)
        && parts[2].equals("none")
        && Set.of("1", "10", "20").contains(parts[3])
        && !parts[4].equals("raw");
  }

  void tell(String channel, StreamSocket socket) {
    String[] parts = channel.split("\\.");
    long now = clock.millis();
    switch (parts[0]) {
      case "user" -> account.portfolios(channel).forEach(socket::send);
      case "deribit_price_index" ->
          say(socket, channel, rows.index(feed.state(feed.ofIndex(parts[1])), now));
      case "quote" -> say(socket, channel, rows.quote(markets.get(parts[1]), now));
      case "ticker" -> say(socket, channel, rows.ticker(state(parts), now));
      case "book" -> {
        if (parts.length > 3) {
          say(socket, channel, rows.top(state(parts), Integer.parseInt(parts[3]), now));
        } else {
          for (BookStream book : state(parts).books) {
            if (book.topic.name.equals(channel)) {
              socket.send(book.snapshot(now));
            }
          }
        }
      }
      default -> {}
    }
  }

  private MarketState state(String[] parts) {
    return feed.state(markets.get(parts[1]));
  }

  private static void say(StreamSocket socket, String channel, JsonNode data) {
    socket.send(Channels.notification(channel, data));
  }
}
