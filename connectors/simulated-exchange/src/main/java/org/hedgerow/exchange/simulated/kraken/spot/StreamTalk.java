package org.hedgerow.exchange.simulated.kraken.spot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** What is said on one socket: pings, and which channels are wanted. */
final class StreamTalk implements StreamSocket.Talk {
  private static final long HEARTBEAT_MILLIS = 1_000;
  private static final int SNAPSHOT_TRADES = 50;

  private final Vertx vertx;
  private final Map<String, Market> markets;
  private final SpotFeed feed;
  private final AccountStream accountStream;
  private final Tokens tokens;
  private final SkewedClock clock;
  private final long connection;

  StreamTalk(
      Vertx vertx,
      Map<String, Market> markets,
      SpotFeed feed,
      AccountStream accountStream,
      Tokens tokens,
      SkewedClock clock,
      long connection) {
    this.vertx = vertx;
    this.markets = markets;
    this.feed = feed;
    this.accountStream = accountStream;
    this.tokens = tokens;
    this.clock = clock;
    this.connection = connection;
  }

  @Override
  public void opened(StreamSocket socket) {
    ObjectNode out = KrakenText.object().put("channel", "status").put("type", "update");
    out.putArray("data")
        .addObject()
        .put("version", "2.0.10")
        .put("system", "online")
        .put("api_version", "v2")
        .put("connection_id", connection);
    socket.send(out.toString());
    long timer =
        vertx.setPeriodic(
            HEARTBEAT_MILLIS,
            now -> {
              if (!socket.streams().isEmpty()) {
                socket.send("{\"channel\":\"heartbeat\"}");
              }
            });
    socket.onClose(() -> vertx.cancelTimer(timer));
  }

  @Override
  public void heard(byte[] bytes, StreamSocket socket) {
    String timeIn = KrakenText.micros(clock.millis());
    JsonNode message;
    try {
      message = KrakenText.JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException malformed) {
      message = KrakenText.object();
    }
    String method = message.path("method").asText();
    JsonNode parameters = message.path("params");
    switch (method) {
      case "ping" -> {
        ObjectNode out = KrakenText.object().put("method", "pong");
        socket.send(timed(out, message, timeIn).toString());
      }
      case "subscribe", "unsubscribe" -> {
        for (String symbol : symbols(parameters)) {
          change(method, message, parameters, symbol, timeIn, socket);
        }
      }
      default -> refuse(method, message, "Unsupported event", null, timeIn, socket);
    }
  }

  /** One empty name where a channel is about no symbol. */
  private static Iterable<String> symbols(JsonNode parameters) {
    Set<String> symbols = new LinkedHashSet<>();
    parameters.path("symbol").forEach(symbol -> symbols.add(symbol.asText()));
    return symbols.isEmpty() ? Set.of("") : symbols;
  }

  private ObjectNode timed(ObjectNode out, JsonNode message, String timeIn) {
    if (message.has("req_id")) {
      out.set("req_id", message.get("req_id"));
    }
    return out.put("time_in", timeIn).put("time_out", KrakenText.micros(clock.millis()));
  }

  private void refuse(
      String method,
      JsonNode message,
      String why,
      String symbol,
      String timeIn,
      StreamSocket socket) {
    ObjectNode out = KrakenText.object().put("error", why).put("method", method);
    out.put("success", false);
    if (symbol != null && !symbol.isEmpty()) {
      out.put("symbol", symbol);
    }
    socket.send(timed(out, message, timeIn).toString());
  }

  private void change(
      String method,
      JsonNode message,
      JsonNode parameters,
      String symbol,
      String timeIn,
      StreamSocket socket) {
    String channel = parameters.path("channel").asText();
    Market market = markets.get(symbol);
    String why = null;
    if (AccountStream.isChannel(channel)) {
      why = tokens.use(parameters.path("token").asText()) ? null : "ESession:Invalid session";
    } else if (!channel.equals("instrument")) {
      if (!Set.of("book", "ticker", "trade").contains(channel)) {
        why = "Channel " + channel + " not supported";
      } else if (market == null) {
        why = "Currency pair not supported " + symbol;
      } else if (channel.equals("book") && !MarketState.DEPTHS.contains(depth(parameters))) {
        why = "Subscription depth not supported";
      }
    }
    boolean on = method.equals("subscribe");
    String topic = why == null ? topic(channel, parameters, symbol) : null;
    if (why == null && on == socket.streams().contains(topic)) {
      why = on ? "Already subscribed" : "Subscription Not Found";
    }
    if (why != null) {
      refuse(method, message, why, symbol, timeIn, socket);
      return;
    }
    ObjectNode out = KrakenText.object().put("method", method);
    ObjectNode result = out.putObject("result").put("channel", channel);
    if (market != null) {
      result.put("symbol", symbol);
    }
    if (channel.equals("book")) {
      result.put("depth", depth(parameters));
    }
    if (channel.equals("ticker")) {
      result.put("event_trigger", parameters.path("event_trigger").asText("trades"));
    }
    if (on) {
      result.put("snapshot", snapshot(channel, parameters));
    }
    socket.send(timed(out.put("success", true), message, timeIn).toString());
    if (!on) {
      socket.unsubscribe(topic);
    } else if (AccountStream.isChannel(channel)) {
      accountStream.subscribe(channel, parameters, socket);
    } else {
      if (snapshot(channel, parameters)) {
        tell(channel, parameters, market, socket);
      }
      socket.subscribe(topic);
    }
  }

  private static int depth(JsonNode parameters) {
    return parameters.path("depth").asInt(10);
  }

  private static boolean snapshot(String channel, JsonNode parameters) {
    return parameters.path("snapshot").asBoolean(!channel.equals("trade"));
  }

  private static String topic(String channel, JsonNode parameters, String symbol) {
    return switch (channel) {
      case "executions", "balances" -> AccountStream.topic(channel);
      case "book" -> "book/" + depth(parameters) + "?" + symbol;
      case "ticker" -> "ticker/" + parameters.path("event_trigger").asText("trades") + "?" + symbol;
      case "trade" -> "trade?" + symbol;
      default -> "instrument";
    };
  }

  private void tell(String channel, JsonNode parameters, Market market, StreamSocket socket) {
    long now = clock.millis();
    switch (channel) {
      case "instrument" -> socket.send(instruments());
      case "book" -> {
        for (BookView book : feed.state(market).books) {
          if (book.depth == depth(parameters)) {
            socket.send(feed.snapshot(book, now));
          }
        }
      }
      case "ticker" -> socket.send(feed.state(market).ticker("snapshot", now));
      default -> {
        List<MarketState.Trade> newest =
            new ArrayList<>(feed.state(market).recent.stream().limit(SNAPSHOT_TRADES).toList());
        Collections.reverse(newest);
        socket.send(MarketState.trades("snapshot", market.instrument, newest));
      }
    }
  }

  private String instruments() {
    ObjectNode out = KrakenText.object().put("channel", "instrument").put("type", "snapshot");
    ObjectNode data = out.putObject("data");
    ArrayNode assets = data.putArray("assets");
    ArrayNode pairs = data.putArray("pairs");
    Set<String> names = new LinkedHashSet<>();
    for (Market market : markets.values()) {
      Instrument pair = market.instrument;
      names.add(pair.base());
      names.add(pair.quote());
      ObjectNode row = pairs.addObject().put("symbol", pair.symbol());
      row.put("base", pair.base()).put("quote", pair.quote()).put("status", "online");
      row.put("qty_precision", pair.quantityDecimals());
      KrakenText.number(row, "qty_increment", Fixed.decimal(pair.lot()));
      row.put("price_precision", pair.priceDecimals()).put("cost_precision", 5);
      row.put("marginable", false).put("has_index", true);
      KrakenText.number(row, "cost_min", pair.minNotional());
      KrakenText.number(row, "tick_size", Fixed.decimal(pair.tick()));
      KrakenText.number(row, "price_increment", Fixed.decimal(pair.tick()));
      KrakenText.number(row, "qty_min", Fixed.decimal(pair.minimum()));
    }
    for (String name : names) {
      boolean money = name.startsWith("USD");
      ObjectNode row = assets.addObject().put("id", name).put("status", "enabled");
      row.put("precision", money ? 4 : 10).put("precision_display", money ? 2 : 5);
      row.put("borrowable", false);
      KrakenText.number(row, "collateral_value", money ? "1.0" : "0.9");
      KrakenText.number(row, "margin_rate", "0.0");
    }
    return out.toString();
  }
}
