package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** What is said on one socket: pings, the login, and which channels are wanted. */
final class StreamTalk implements StreamSocket.Talk {
  /** The account's number. */
  static final String USER = "44705892343619584";

  /** Which channels an address has, and whether they are about an instrument. */
  private static final Map<String, Set<String>> CHANNELS =
      Map.of(
          "public",
          Set.of(
              "tickers",
              "trades",
              "books",
              "books5",
              "bbo-tbt",
              "mark-price",
              "index-tickers",
              "funding-rate",
              "open-interest",
              "instruments",
              "status",
              "liquidation-orders",
              "opt-summary"),
          "business",
          Set.of("trades-all"),
          "private",
          Set.of("orders", "account", "positions", "balance_and_position"));

  private static final long SILENCE_MILLIS = 30_000;
  private static final int SILENCE_CODE = 4004;

  private final String address;
  private final Identity identity;
  private final FirstPush firstPush;
  private final AccountStream accountStream;
  private final Vertx vertx;
  private final String connection;
  private boolean loggedIn;
  private long heardMillis = System.currentTimeMillis();

  /** What a new subscriber is told at once. */
  interface FirstPush {
    /** Whether there is such a channel about such a thing. */
    boolean exists(String channel, JsonNode argument);

    /** The stream of it. */
    String topic(String channel, JsonNode argument);

    /** Sends what there is to tell now. */
    void tell(String channel, JsonNode argument, StreamSocket socket);
  }

  /**
   * @param address public, business or private
   */
  StreamTalk(
      Vertx vertx,
      String address,
      Identity identity,
      FirstPush firstPush,
      AccountStream accountStream,
      String connection) {
    this.vertx = vertx;
    this.address = address;
    this.identity = identity;
    this.firstPush = firstPush;
    this.accountStream = accountStream;
    this.connection = connection;
  }

  static boolean isAddress(String address) {
    return CHANNELS.containsKey(address);
  }

  @Override
  public void opened(StreamSocket socket) {
    long timer =
        vertx.setPeriodic(
            SILENCE_MILLIS / 6,
            now -> {
              long silent = System.currentTimeMillis() - heardMillis;
              if (silent > SILENCE_MILLIS && socket.quietMillis() > SILENCE_MILLIS) {
                socket.close(SILENCE_CODE);
              }
            });
    socket.onClose(() -> vertx.cancelTimer(timer));
  }

  @Override
  public void heard(byte[] bytes, StreamSocket socket) {
    heardMillis = System.currentTimeMillis();
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.equals("ping")) {
      socket.send("pong");
      return;
    }
    try {
      JsonNode message = OkxText.JSON.readTree(text);
      JsonNode arguments = message.path("args");
      switch (message.path("op").asText()) {
        case "login" -> login(arguments.path(0), socket);
        case "subscribe" -> arguments.forEach(argument -> subscribe(argument, socket));
        case "unsubscribe" -> arguments.forEach(argument -> unsubscribe(argument, socket));
        default -> error(socket, 60012, "Invalid request");
      }
    } catch (JsonProcessingException malformed) {
      error(socket, 60012, "Invalid request");
    }
  }

  private void login(JsonNode argument, StreamSocket socket) {
    try {
      if (!address.equals("private")) {
        throw new RefusedException(60018, "Wrong URL");
      }
      identity.login(
          argument.path("apiKey").asText(),
          argument.path("passphrase").asText(),
          argument.path("timestamp").asText(),
          argument.path("sign").asText());
      loggedIn = true;
      ObjectNode out = OkxText.object().put("event", "login").put("code", "0").put("msg", "");
      socket.send(out.put("connId", connection).toString());
    } catch (RefusedException refused) {
      error(socket, refused.code, refused.getMessage());
    }
  }

  private void subscribe(JsonNode argument, StreamSocket socket) {
    String channel = argument.path("channel").asText();
    if (address.equals("private") && !loggedIn) {
      error(socket, 60011, "Please log in");
      return;
    }
    if (!CHANNELS.get(address).contains(channel) || !exists(channel, argument)) {
      error(
          socket,
          60018,
          "Wrong URL or "
              + argument.toString().replace("\"", "")
              + " doesn't exist. Please use the correct URL, channel and parameters referring to"
              + " API document.");
      return;
    }
    told("subscribe", argument, socket);
    if (address.equals("private")) {
      accountStream.subscribe(channel, argument, socket);
    } else {
      firstPush.tell(channel, argument, socket);
      socket.subscribe(firstPush.topic(channel, argument));
    }
  }

  private boolean exists(String channel, JsonNode argument) {
    return address.equals("private")
        ? accountStream.exists(channel, argument)
        : firstPush.exists(channel, argument);
  }

  private void unsubscribe(JsonNode argument, StreamSocket socket) {
    String channel = argument.path("channel").asText();
    socket.unsubscribe(
        address.equals("private")
            ? AccountStream.topic(channel, argument)
            : firstPush.topic(channel, argument));
    told("unsubscribe", argument, socket);
  }

  private void told(String event, JsonNode argument, StreamSocket socket) {
    ObjectNode out = OkxText.object().put("event", event);
    out.set("arg", argument);
    socket.send(out.put("connId", connection).toString());
  }

  private void error(StreamSocket socket, int code, String message) {
    ObjectNode out = OkxText.object().put("event", "error").put("code", Integer.toString(code));
    socket.send(out.put("msg", message).put("connId", connection).toString());
  }
}
