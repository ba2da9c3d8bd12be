package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** What is said on one socket: calls, the login, the heartbeat, and which channels are wanted. */
final class StreamTalk implements StreamSocket.Talk {
  static final String PATH = "/ws/api/v2";
  private static final long SHORTEST_HEARTBEAT = 10;
  private static final long NO_TIMER = -1;
  private static final int SILENT_CODE = 1000;

  private final Vertx vertx;
  private final Identity identity;
  private final PublicMethods publicMethods;
  private final PrivateMethods privateMethods;
  private final Subscriptions subscriptions;
  private final OrderCommands commands;
  private final List<Order> placed = new ArrayList<>();
  private boolean loggedIn;
  private boolean cancelOnDisconnect;
  private long heartbeat = NO_TIMER;
  private boolean testRequested;

  StreamTalk(
      Vertx vertx,
      Identity identity,
      PublicMethods publicMethods,
      PrivateMethods privateMethods,
      Subscriptions subscriptions,
      OrderCommands commands) {
    this.vertx = vertx;
    this.identity = identity;
    this.publicMethods = publicMethods;
    this.privateMethods = privateMethods;
    this.subscriptions = subscriptions;
    this.commands = commands;
  }

  @Override
  public void opened(StreamSocket socket) {
    socket.onClose(
        () -> {
          stopHeartbeat();
          if (cancelOnDisconnect) {
            int unused = commands.cancel(placed, order -> true);
          }
        });
  }

  private void stopHeartbeat() {
    if (heartbeat != NO_TIMER) {
      vertx.cancelTimer(heartbeat);
      heartbeat = NO_TIMER;
    }
  }

  @Override
  public void heard(byte[] bytes, StreamSocket socket) {
    testRequested = false;
    JsonNode message;
    try {
      message = DeribitText.JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException malformed) {
      message = null;
    }
    if (message == null || !message.isObject() || !message.path("method").isTextual()) {
      say(socket, Answers.error(400, -32_700, "Parse error"));
      return;
    }
    JsonNode id = message.get("id");
    try {
      called(message.get("method").asText(), new Params(message.path("params")), id, socket);
    } catch (RefusedException refused) {
      say(socket, Answers.error(id, refused));
    }
  }

  private static void say(StreamSocket socket, Reply reply) {
    if (reply.equals(Reply.CUT)) {
      socket.disconnect();
    } else if (!reply.equals(Reply.SILENCE)) {
      socket.send(reply.body());
    }
  }

  private void called(String method, Params params, JsonNode id, StreamSocket socket)
      throws RefusedException {
    long inMicros = Ledger.nowMicros();
    JsonNode result =
        switch (method) {
          case "public/auth" -> {
            ObjectNode tokens = identity.login(params);
            loggedIn = true;
            yield tokens;
          }
          case "public/set_heartbeat" -> startHeartbeat(params, socket);
          case "public/disable_heartbeat" -> {
            stopHeartbeat();
            yield text("ok");
          }
          case "private/enable_cancel_on_disconnect", "private/disable_cancel_on_disconnect" -> {
            authorize(params);
            cancelOnDisconnect = method.contains("enable_") && !method.contains("disable_");
            yield text("ok");
          }
          case "private/get_cancel_on_disconnect" -> {
            authorize(params);
            yield DeribitText.object()
                .put("enabled", cancelOnDisconnect)
                .put("scope", "connection");
          }
          case "public/subscribe", "private/subscribe" -> null;
          case "public/unsubscribe", "private/unsubscribe" -> unsubscribe(params, socket);
          case "public/unsubscribe_all", "private/unsubscribe_all" -> {
            List.copyOf(socket.streams()).forEach(socket::unsubscribe);
            yield text("ok");
          }
          default -> publicMethods.answer(method, params);
        };
    if (method.endsWith("/subscribe")) {
      subscribe(method, params, id, socket, inMicros);
    } else if (result != null) {
      say(socket, Answers.ok(id, result, inMicros));
    } else if (method.startsWith("private/")) {
      privateMethods.handle(
          new PrivateMethods.Call(
              "WS", PATH, method, params, id, () -> authorize(params), this::placed),
          reply -> say(socket, reply));
    } else {
      throw new RefusedException(-32_601, "Method not found");
    }
  }

  private void placed(Order order) {
    placed.removeIf(one -> !one.status().open());
    placed.add(order);
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  private void authorize(Params params) throws RefusedException {
    String token = params.get("access_token");
    if (token != null) {
      identity.checkToken(token);
    } else if (!loggedIn) {
      throw RefusedException.unauthorized("not logged in");
    }
  }

  private JsonNode startHeartbeat(Params params, StreamSocket socket) throws RefusedException {
    long seconds = params.number("interval", 0);
    if (seconds < SHORTEST_HEARTBEAT) {
      throw RefusedException.parameter("interval", "must be at least 10");
    }
    stopHeartbeat();
    testRequested = false;
    heartbeat =
        vertx.setPeriodic(
            seconds * 1_000,
            timer -> {
              if (testRequested) {
                socket.close(SILENT_CODE);
                return;
              }
              testRequested = true;
              beat(socket, "heartbeat");
              beat(socket, "test_request");
            });
    return text("ok");
  }

  private static void beat(StreamSocket socket, String type) {
    ObjectNode out = DeribitText.object().put("jsonrpc", "2.0").put("method", "heartbeat");
    out.putObject("params").put("type", type);
    socket.send(DeribitText.write(out));
  }

  private void subscribe(
      String method, Params params, JsonNode id, StreamSocket socket, long inMicros)
      throws RefusedException {
    boolean owner = method.startsWith("private/");
    if (owner) {
      authorize(params);
    }
    ArrayNode taken = DeribitText.array();
    Set<String> before = Set.copyOf(socket.streams());
    for (JsonNode channel : params.tree().path("channels")) {
      String name = channel.asText();
      if (name.endsWith(".raw") && !loggedIn) {
        throw new RefusedException(13_778, "raw_subscriptions_not_available_for_unauthorized");
      }
      if ((owner || !Channels.isAccount(name)) && subscriptions.exists(name)) {
        taken.add(name);
      }
    }
    say(socket, Answers.ok(id, taken, inMicros));
    for (JsonNode channel : taken) {
      if (!before.contains(channel.asText())) {
        subscriptions.tell(channel.asText(), socket);
        socket.subscribe(channel.asText());
      }
    }
  }

  private static JsonNode unsubscribe(Params params, StreamSocket socket) {
    ArrayNode left = DeribitText.array();
    for (JsonNode channel : params.tree().path("channels")) {
      socket.unsubscribe(channel.asText());
      left.add(channel.asText());
    }
    return left;
  }
}
