package org.hedgerow.exchange.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An open socket of a client that is not ours, and what has come over it, as JSON. */
public class ClientSocket implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket webSocket;

  public ClientSocket(String address) {
    webSocket = HTTP.newWebSocketBuilder().buildAsync(URI.create(address), this).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      texts.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  /** The venue's end of it is a message as well: its code. */
  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    texts.add("{\"closed\":" + code + "}");
    return null;
  }

  /** The next message. */
  public JsonNode next() throws Exception {
    String text = texts.poll(15, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("nothing came for fifteen seconds");
    }
    return JSON.readTree(text);
  }

  public void sendText(String text) {
    webSocket.sendText(text, true).join();
  }
}
