package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** What is said on one socket: pings, its challenge, and which feeds are wanted. */
final class StreamTalk implements StreamSocket.Talk {
  /** The feed that tells every second that the connection is alive. */
  static final String HEARTBEAT = "heartbeat";

  private static final Set<String> PRODUCT_FEEDS = Set.of("book", "trade", "ticker", "ticker_lite");

  private final Map<String, Market> markets;
  private final FuturesFeed feed;
  private final AccountStream accountStream;
  private final Identity identity;
  private final SkewedClock clock;
  private String challenge;

  StreamTalk(
      Map<String, Market> markets,
      FuturesFeed feed,
      AccountStream accountStream,
      Identity identity,
      SkewedClock clock) {
    this.markets = markets;
    this.feed = feed;
    this.accountStream = accountStream;
    this.identity = identity;
    this.clock = clock;
  }

  @Override
  public void opened(StreamSocket socket) {
    socket.send("{\"event\":\"info\",\"version\":1}");
  }

  @Override
  public void heard(byte[] bytes, StreamSocket socket) {
    JsonNode message;
    try {
      message = KrakenText.JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException malformed) {
      alert("Bad websocket message", socket);
      return;
    }
    String event = message.path("event").asText();
    String name = message.path("feed").asText();
    switch (event) {
      case "ping" -> socket.send("{\"event\":\"pong\"}");
      case "challenge" -> challenge(message.path("api_key").asText(), socket);
      case "subscribe", "unsubscribe" -> {
        boolean on = event.equals("subscribe");
        if (AccountStream.FEEDS.contains(name)) {
          account(message, name, on, socket);
        } else if (PRODUCT_FEEDS.contains(name)) {
          products(message.path("product_ids"), name, on, socket);
        } else if (name.equals(HEARTBEAT)) {
          heartbeat(on, socket);
        } else {
          error("Invalid feed", socket);
        }
      }
      default -> alert("Bad request", socket);
    }
  }

  private static void alert(String words, StreamSocket socket) {
    socket.send(KrakenText.object().put("event", "alert").put("message", words).toString());
  }

  private static void error(String words, StreamSocket socket) {
    socket.send(KrakenText.object().put("event", "error").put("message", words).toString());
  }

  private void challenge(String key, StreamSocket socket) {
    if (!identity.isKey(key)) {
      error("Invalid API key", socket);
      return;
    }
    challenge = UUID.randomUUID().toString();
    socket.send(KrakenText.object().put("event", "challenge").put("message", challenge).toString());
  }

  private static void heartbeat(boolean on, StreamSocket socket) {
    socket.send(
        KrakenText.object()
            .put("event", on ? "subscribed" : "unsubscribed")
            .put("feed", HEARTBEAT)
            .toString());
    if (on) {
      socket.subscribe(HEARTBEAT);
    } else {
      socket.unsubscribe(HEARTBEAT);
    }
  }

  private void account(JsonNode message, String name, boolean on, StreamSocket socket) {
    String original = message.path("original_challenge").asText();
    boolean owner =
        challenge != null
            && challenge.equals(original)
            && identity.isOwner(
                message.path("api_key").asText(),
                original,
                message.path("signed_challenge").asText());
    ObjectNode out =
        KrakenText.object()
            .put("event", (on ? "subscribed" : "unsubscribed") + (owner ? "" : "_failed"))
            .put("feed", name);
    for (String field : new String[] {"api_key", "original_challenge", "signed_challenge"}) {
      out.put(field, message.path(field).asText());
    }
    socket.send(out.toString());
    if (!owner) {
      return;
    }
    if (on) {
      accountStream.subscribe(name, socket);
    } else {
      socket.unsubscribe(AccountStream.topic(name));
    }
  }

  /** All of a message or nothing; each product is acknowledged by itself, as recorded ones are. */
  private void products(JsonNode ids, String name, boolean on, StreamSocket socket) {
    List<Market> wanted = new ArrayList<>();
    for (JsonNode id : ids) {
      Market market = FuturesListing.named(markets, id.asText());
      if (market == null) {
        error("Invalid product id", socket);
        return;
      }
      wanted.add(market);
    }
    for (Market market : wanted) {
      ObjectNode out = KrakenText.object();
      out.put("event", on ? "subscribed" : "unsubscribed").put("feed", name);
      out.putArray("product_ids").add(market.instrument.symbol());
      socket.send(out.toString());
    }
    for (Market market : wanted) {
      if (on) {
        snapshot(name, market, socket);
        socket.subscribe(MarketState.topic(name, market));
      } else {
        socket.unsubscribe(MarketState.topic(name, market));
      }
    }
  }

  private void snapshot(String name, Market market, StreamSocket socket) {
    MarketState state = feed.state(market);
    long now = clock.millis();
    socket.send(
        switch (name) {
          case "book" -> state.bookSnapshot(now);
          case "trade" -> state.tradeSnapshot();
          case "ticker" -> state.ticker(now);
          default -> state.tickerLite();
        });
  }
}
