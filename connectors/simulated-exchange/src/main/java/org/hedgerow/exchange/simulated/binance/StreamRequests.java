package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** What a client may ask for on a socket of market streams. */
final class StreamRequests implements StreamSocket.Talk {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final List<String> names;

  /**
   * @param names the streams that the socket's address names
   */
  StreamRequests(List<String> names) {
    this.names = names;
  }

  @Override
  public void opened(StreamSocket socket) {
    names.forEach(socket::subscribe);
  }

  @Override
  public void heard(byte[] text, StreamSocket socket) {
    ObjectNode answer = JSON.createObjectNode();
    try {
      JsonNode message = JSON.readTree(text);
      JsonNode id = message == null ? null : message.get("id");
      String method = message == null ? "" : message.path("method").asText();
      answer.putNull("result");
      switch (method) {
        case "SUBSCRIBE" -> message.path("params").forEach(name -> socket.subscribe(name.asText()));
        case "UNSUBSCRIBE" ->
            message.path("params").forEach(name -> socket.unsubscribe(name.asText()));
        case "LIST_SUBSCRIPTIONS" -> {
          ArrayNode list = answer.putArray("result");
          socket.streams().forEach(list::add);
        }
        default -> {
          answer.removeAll();
          error(answer, 2, "Invalid request: unknown method");
        }
      }
      answer.set("id", id);
    } catch (IOException notJson) {
      answer.removeAll();
      error(answer, 3, "Invalid JSON: " + notJson.getClass().getSimpleName());
    }
    socket.send(answer.toString());
  }

  private static void error(ObjectNode answer, int code, String message) {
    answer.putObject("error").put("code", code).put("msg", message);
  }
}
