package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that knows the venue's documentation only; it shares no code with the exchange. */
final class LunoClient {
  static final String KEY = "a-key";
  static final String SECRET = "a-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String authority;

  LunoClient(int port) {
    this.authority = "127.0.0.1:" + port;
  }

  /** What came back. */
  record Answer(int status, JsonNode body) {
    String code() {
      return body.path("error_code").asText();
    }
  }

  Answer open(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create("http://" + authority + path)));
  }

  Answer get(String path) throws Exception {
    return get(path, SECRET);
  }

  Answer get(String path, String secret) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://" + authority + path))
            .header("Authorization", basic(secret)));
  }

  Answer post(String call, String... pairs) throws Exception {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(pairs[i]).append('=');
      form.append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return send(
        HttpRequest.newBuilder(URI.create("http://" + authority + "/api/1/" + call))
            .header("Authorization", basic(SECRET))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
  }

  private Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private static String basic(String secret) {
    return "Basic "
        + Base64.getEncoder().encodeToString((KEY + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  /** An open socket and what has come over it. */
  static final class Socket implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket webSocket;

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

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      texts.add("{\"closed\":" + code + "}");
      return null;
    }

    /** The next message. */
    JsonNode next() throws Exception {
      String text = texts.poll(15, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("nothing came for fifteen seconds");
      }
      return JSON.readTree(text);
    }

    /** The next update that has this member. */
    JsonNode next(String member) throws Exception {
      JsonNode message = next();
      while (message.path(member).isEmpty()) {
        message = next();
      }
      return message;
    }

    /** Says who listens. */
    Socket owner() {
      return send("{\"api_key_id\":\"" + KEY + "\",\"api_key_secret\":\"" + SECRET + "\"}");
    }

    Socket send(String text) {
      webSocket.sendText(text, true).join();
      return this;
    }
  }

  /** After {@code /api/1/}. */
  Socket socket(String path) {
    Socket socket = new Socket();
    socket.webSocket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + authority + "/api/1/" + path), socket)
            .join();
    return socket;
  }
}
