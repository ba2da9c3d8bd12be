package org.hedgerow.exchange.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client that knows the venue's documentation only; it shares no code with the exchange. */
final class Client {
  static final String KEY = "a-key";
  static final String SECRET = "a-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String authority;

  Client(int port) {
    this.authority = "127.0.0.1:" + port;
  }

  /** An answer and its status. */
  record Answer(int status, JsonNode body) {
    int code() {
      return body.path("code").asInt();
    }

    String text(String field) {
      return body.path(field).asText();
    }
  }

  private static Map<String, String> parameters(Object... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i].toString(), pairs[i + 1].toString());
    }
    return map;
  }

  private static String query(Map<String, String> parameters) {
    StringBuilder out = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            out.append(out.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return out.toString();
  }

  private static String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** Signed, stamped with the time now unless a timestamp is among the pairs. */
  Answer signed(String method, String path, Object... pairs) throws Exception {
    Map<String, String> parameters = parameters(pairs);
    parameters.putIfAbsent("timestamp", Long.toString(System.currentTimeMillis()));
    String query = query(parameters);
    return send(method, path + "?" + query + "&signature=" + sign(query), KEY);
  }

  Answer keyed(String method, String path, Object... pairs) throws Exception {
    return send(method, path + "?" + query(parameters(pairs)), KEY);
  }

  Answer open(String path) throws Exception {
    return send("GET", path, null);
  }

  Answer send(String method, String pathAndQuery, String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + authority + pathAndQuery))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (key != null) {
      request.header("X-MBX-APIKEY", key);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  String raw(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://" + authority + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** An open socket and what has come over it. */
  static final class Socket implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final CountDownLatch end = new CountDownLatch(1);
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

    String next() throws InterruptedException {
      String text = texts.poll(10, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("nothing came for ten seconds");
      }
      return text;
    }

    /** The next message with this {@code e}. */
    JsonNode event(String kind) throws Exception {
      while (true) {
        JsonNode message = JSON.readTree(next());
        message = message.has("event") ? message.get("event") : message;
        if (message.path("e").asText().equals(kind)) {
          return message;
        }
      }
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      end.countDown();
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      end.countDown();
      return null;
    }

    boolean ended() {
      return end.getCount() == 0;
    }

    void awaitEnd() throws InterruptedException {
      if (!end.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("still connected after ten seconds");
      }
    }

    boolean quiet(long millis) throws InterruptedException {
      return texts.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    void send(String text) {
      webSocket.sendText(text, true).join();
    }
  }

  Socket socket(String path) {
    Socket socket = new Socket();
    socket.webSocket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + authority + path), socket)
            .join();
    return socket;
  }

  /** A socket on which the account's events come: the spot market's way. */
  Socket accountSocket() throws Exception {
    Socket socket = socket("/ws-api/v3");
    String signed = "apiKey=" + KEY + "&timestamp=" + System.currentTimeMillis();
    socket.send(
        "{\"id\":1,\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"apiKey\":\""
            + KEY
            + "\",\"timestamp\":"
            + signed.substring(signed.lastIndexOf('=') + 1)
            + ",\"signature\":\""
            + sign(signed)
            + "\"}}");
    JsonNode answer = JSON.readTree(socket.next());
    if (answer.path("status").asInt() != 200) {
      throw new AssertionError(answer.toString());
    }
    return socket;
  }
}
