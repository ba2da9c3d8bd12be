package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.exchange.simulated.wire.StreamHub;
import org.hedgerow.exchange.simulated.wire.StreamSocket;
import org.hedgerow.exchange.simulated.wire.Subscriber;

/**
 * The part of the spot market's WebSocket API that streams an account: {@code
 * userDataStream.subscribe.signature}. Events then come as {@code
 * {"subscriptionId":0,"event":{...}}}.
 */
final class AccountSubscriptions implements StreamSocket.Talk {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] HEAD =
      "{\"subscriptionId\":0,\"event\":".getBytes(StandardCharsets.US_ASCII);

  private final PrivateApi api;
  private final UserStream userStream;
  private final StreamHub hub;

  AccountSubscriptions(PrivateApi api, UserStream userStream, StreamHub hub) {
    this.api = api;
    this.userStream = userStream;
    this.hub = hub;
  }

  @Override
  public void heard(byte[] text, StreamSocket socket) {
    ObjectNode answer = JSON.createObjectNode();
    try {
      JsonNode request = JSON.readTree(text);
      answer.set("id", request.get("id"));
      String method = request.path("method").asText();
      if (method.equals("ping")) {
        answer.put("status", 200).putObject("result");
      } else if (method.equals("userDataStream.subscribe.signature")) {
        subscribe(request.path("params"), socket);
        answer.put("status", 200).putObject("result").put("subscriptionId", 0);
      } else {
        throw new RefusedException(-1000, "Unknown method.");
      }
    } catch (IOException notJson) {
      answer.put("status", 400).putObject("error").put("code", -1000).put("msg", "No JSON.");
    } catch (RefusedException refused) {
      ObjectNode error = answer.put("status", refused.reply.status()).putObject("error");
      error.put("code", refused.reply.code()).put("msg", refused.getMessage());
    }
    answer.putArray("rateLimits");
    socket.send(answer.toString());
  }

  private void subscribe(JsonNode given, StreamSocket socket) throws RefusedException {
    Map<String, String> sorted = new TreeMap<>();
    given.properties().forEach(field -> sorted.put(field.getKey(), field.getValue().asText()));
    String signature = sorted.remove("signature");
    StringBuilder query = new StringBuilder();
    sorted.forEach((name, value) -> query.append(name).append('=').append(value).append('&'));
    api.authenticate(
        sorted.get("apiKey"),
        new Parameters(query + "signature=" + (signature == null ? "" : signature), ""));
    String name = userStream.subscribe();
    Listener listener = new Listener(socket);
    hub.connected(listener);
    hub.subscribe(listener, name);
    socket.onClose(
        () -> {
          hub.disconnected(listener);
          userStream.close(name);
        });
  }

  /** Puts events into their envelope. */
  private static final class Listener implements Subscriber {
    private final StreamSocket socket;

    Listener(StreamSocket socket) {
      this.socket = socket;
    }

    @Override
    public boolean combined() {
      return false;
    }

    @Override
    public void disconnect() {
      socket.disconnect();
    }

    @Override
    public void send(byte[] text, int from, int to) {
      byte[] enveloped = new byte[HEAD.length + to - from + 1];
      System.arraycopy(HEAD, 0, enveloped, 0, HEAD.length);
      System.arraycopy(text, from, enveloped, HEAD.length, to - from);
      enveloped[enveloped.length - 1] = '}';
      socket.send(enveloped, 0, enveloped.length);
    }
  }
}
