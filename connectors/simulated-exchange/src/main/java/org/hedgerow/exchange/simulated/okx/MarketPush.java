package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** What a market's channel tells one who has just subscribed. */
final class MarketPush implements StreamTalk.FirstPush {
  private static final Set<String> TYPES = Set.of("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION");
  private static final Set<String> CONTRACTS = Set.of("mark-price", "open-interest");

  private final Map<String, Market> markets;
  private final OkxFeed feed;
  private final MarketRows rows;
  private final OptionRows options;
  private final SkewedClock clock;

  MarketPush(
      Map<String, Market> markets,
      OkxFeed feed,
      MarketRows rows,
      OptionRows options,
      SkewedClock clock) {
    this.options = options;
    this.markets = markets;
    this.feed = feed;
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public boolean exists(String channel, JsonNode argument) {
    return switch (channel) {
      case "status" -> true;
      case "instruments", "liquidation-orders" ->
          TYPES.contains(argument.path("instType").asText());
      case "opt-summary" -> isFamily(family(argument));
      case "index-tickers" -> index(argument) != null;
      default -> {
        Market market = market(argument);
        yield market != null
            && (!CONTRACTS.contains(channel) || market.instrument.derivative())
            && (!channel.equals("funding-rate") || market.instrument.perpetual());
      }
    };
  }

  private Market market(JsonNode argument) {
    return markets.get(argument.path("instId").asText());
  }

  private static String family(JsonNode argument) {
    return argument.path(argument.has("instFamily") ? "instFamily" : "uly").asText();
  }

  private boolean isFamily(String name) {
    return markets.values().stream()
        .anyMatch(market -> market.instrument.option() && market.instrument.pair().equals(name));
  }

  /** A contract on the index. */
  private Market index(JsonNode argument) {
    String name = argument.path("instId").asText();
    for (Market market : markets.values()) {
      if (market.instrument.derivative() && market.instrument.pair().equals(name)) {
        return market;
      }
    }
    return null;
  }

  @Override
  public String topic(String channel, JsonNode argument) {
    for (String field : new String[] {"instId", "instType", "instFamily", "uly"}) {
      if (argument.has(field)) {
        return Channels.topic(channel, argument.get(field).asText());
      }
    }
    return Channels.topic(channel, "");
  }

  @Override
  public void tell(String channel, JsonNode argument, StreamSocket socket) {
    long now = clock.millis();
    Market market = market(argument);
    switch (channel) {
      case "instruments" -> instruments((ObjectNode) argument, socket);
      case "opt-summary" ->
          socket.send(
              Channels.rows(
                  (ObjectNode) argument,
                  options.summaries(markets.values(), family(argument), now)));
      case "books" -> socket.send(feed.snapshot(feed.state(market), now));
      case "bbo-tbt" -> socket.send(feed.bbo(feed.state(market), now));
      case "tickers" -> one(argument, rows.ticker(feed.state(market), now), socket);
      case "mark-price" -> one(argument, rows.mark(market, now), socket);
      case "funding-rate" -> one(argument, rows.funding(market, now), socket);
      case "open-interest" -> one(argument, rows.openInterest(market, now), socket);
      case "index-tickers" -> one(argument, rows.index(index(argument), now), socket);
      default -> {}
    }
  }

  private static void one(JsonNode argument, JsonNode row, StreamSocket socket) {
    socket.send(Channels.message((ObjectNode) argument, row));
  }

  private void instruments(ObjectNode argument, StreamSocket socket) {
    ArrayNode data = OkxText.array();
    for (Market market : markets.values()) {
      if (OkxListing.type(market.instrument).equals(argument.path("instType").asText())) {
        data.add(rows.instrument(market.instrument));
      }
    }
    if (!data.isEmpty()) {
      socket.send(Channels.rows(argument, data));
    }
  }
}
