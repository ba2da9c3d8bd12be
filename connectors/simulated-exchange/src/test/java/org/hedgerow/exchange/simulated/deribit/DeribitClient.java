package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client that knows the venue's documentation only; it shares no code with the exchange. */
final class DeribitClient {
  static final String KEY = "a-key";
  static final String SECRET = "a-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String authority;

  DeribitClient(int port) {
    this.authority = "127.0.0.1:" + port;
  }

  /** An answer and its status. */
  record Answer(int status, JsonNode body) {
    JsonNode result() {
      return body.path("result");
    }

    int code() {
      return body.path("error").path("code").asInt();
    }
  }

  static String sign(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private Answer send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  /** What everybody may ask, with its query. */
  JsonNode open(String call) throws Exception {
    return send(HttpRequest.newBuilder(uri("/api/v2/public/" + call)).build()).body();
  }

  private URI uri(String path) {
    return URI.create("http://" + authority + path);
  }

  private static String query(Object... pairs) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      query.append(i == 0 ? '?' : '&').append(pairs[i]).append('=');
      query.append(URLEncoder.encode(pairs[i + 1].toString(), StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  /** A private method by GET. */
  Answer call(String method, Object... pairs) throws Exception {
    return signed(SECRET, System.currentTimeMillis(), method, pairs);
  }

  Answer signed(String secret, long millis, String method, Object... pairs) throws Exception {
    String path = "/api/v2/private/" + method + query(pairs);
    String sum = sign(secret, millis + "\nonce\nGET\n" + path + "\n\n");
    String header = "deri-hmac-sha256 id=" + KEY + ",ts=" + millis + ",sig=" + sum + ",nonce=once";
    return send(HttpRequest.newBuilder(uri(path)).header("Authorization", header).build());
  }

  Answer bearer(String token, String method, Object... pairs) throws Exception {
    String path = "/api/v2/private/" + method + query(pairs);
    return send(
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token).build());
  }

  /** An open socket and what has come over it. */
  static final class Socket implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket webSocket;
    private int lastId;

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

    JsonNode next() throws Exception {
      String text = texts.poll(10, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("nothing came for ten seconds");
      }
      return JSON.readTree(text);
    }

    /** The next notification whose channel begins so. */
    JsonNode notification(String channel) throws Exception {
      while (true) {
        JsonNode message = next();
        if (message.path("params").path("channel").asText().startsWith(channel)) {
          return message;
        }
      }
    }

    /** Calls, and waits for the answer; what comes before it is passed over. */
    JsonNode call(String method, ObjectNode params) throws Exception {
      lastId++;
      ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", lastId);
      message.put("method", method).set("params", params);
      webSocket.sendText(message.toString(), true).join();
      JsonNode answer = next();
      while (answer.path("id").asInt() != lastId) {
        answer = next();
      }
      return answer;
    }

    JsonNode subscribe(String scope, String... channels) throws Exception {
      ObjectNode params = JSON.createObjectNode();
      for (String channel : channels) {
        params.withArray("channels").add(channel);
      }
      return call(scope + "/subscribe", params);
    }

    JsonNode login(String secret) throws Exception {
      long now = System.currentTimeMillis();
      ObjectNode params = JSON.createObjectNode().put("grant_type", "client_signature");
      params.put("client_id", KEY).put("timestamp", now).put("nonce", "once").put("data", "");
      return call("public/auth", params.put("signature", sign(secret, now + "\nonce\n")));
    }

    void close() {
      webSocket.abort();
    }
  }

  static ObjectNode params(Object... pairs) {
    ObjectNode params = JSON.createObjectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      params.put(pairs[i].toString(), pairs[i + 1].toString());
    }
    return params;
  }

  Socket socket() {
    Socket socket = new Socket();
    socket.webSocket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + authority + "/ws/api/v2"), socket)
            .join();
    return socket;
  }
}
