package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client that knows the venue's documentation only; it shares no code with the exchange. */
final class OkxClient {
  static final String KEY = "a-key";
  static final String SECRET = "a-secret";
  static final String PASSPHRASE = "a-phrase";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String authority;

  OkxClient(int port) {
    this.authority = "127.0.0.1:" + port;
  }

  static String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  JsonNode open(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build()).body();
  }

  private URI uri(String path) {
    return URI.create("http://" + authority + "/api/v5/" + path);
  }

  /** An answer and its status. */
  record Answer(int status, JsonNode body) {
    String code() {
      return body.path("code").asText();
    }

    JsonNode row() {
      return body.path("data").path(0);
    }

    String sCode() {
      return row().path("sCode").asText();
    }
  }

  private Answer send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  Answer get(String path) throws Exception {
    return signed("GET", path, "", Instant.now(), PASSPHRASE, null);
  }

  Answer post(String path, Object... pairs) throws Exception {
    return post(path, null, pairs);
  }

  /**
   * A command with a deadline.
   *
   * @param expTime milliseconds, or null
   */
  Answer post(String path, Long expTime, Object... pairs) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      body.put(pairs[i].toString(), pairs[i + 1].toString());
    }
    return signed("POST", path, body.toString(), Instant.now(), PASSPHRASE, expTime);
  }

  Answer signed(
      String method, String path, String body, Instant at, String passphrase, Long expTime)
      throws Exception {
    String timestamp = at.truncatedTo(ChronoUnit.MILLIS).toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("OK-ACCESS-KEY", KEY)
            .header("OK-ACCESS-PASSPHRASE", passphrase)
            .header("OK-ACCESS-TIMESTAMP", timestamp)
            .header("OK-ACCESS-SIGN", sign(timestamp + method + "/api/v5/" + path + body));
    if (expTime != null) {
      request.header("expTime", expTime.toString());
    }
    return send(request.build());
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

    String text() throws InterruptedException {
      String text = texts.poll(10, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("nothing came for ten seconds");
      }
      return text;
    }

    JsonNode next() throws Exception {
      return JSON.readTree(text());
    }

    /** The next frame of a channel. */
    JsonNode frame(String channel) throws Exception {
      while (true) {
        JsonNode message = next();
        boolean meant = message.path("arg").path("channel").asText().equals(channel);
        if (meant && message.has("data")) {
          return message;
        }
      }
    }

    void send(String text) {
      webSocket.sendText(text, true).join();
    }

    /** Subscribes, and reads the acknowledgement. */
    Socket subscribe(String argument) throws Exception {
      send("{\"op\":\"subscribe\",\"args\":[" + argument + "]}");
      JsonNode answer = next();
      while (!answer.path("event").asText().equals("subscribe")) {
        if (answer.has("event")) {
          throw new AssertionError(answer.toString());
        }
        answer = next();
      }
      return this;
    }
  }

  Socket socket(String address) {
    Socket socket = new Socket();
    socket.webSocket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + authority + "/ws/v5/" + address), socket)
            .join();
    return socket;
  }

  /** A private socket that is logged in. */
  Socket account() throws Exception {
    Socket socket = socket("private");
    socket.send(login(PASSPHRASE, Instant.now().getEpochSecond()));
    JsonNode answer = socket.next();
    if (!answer.path("code").asText().equals("0")) {
      throw new AssertionError(answer.toString());
    }
    return socket;
  }

  static String login(String passphrase, long seconds) {
    ObjectNode argument = JSON.createObjectNode().put("apiKey", KEY).put("passphrase", passphrase);
    argument.put("timestamp", Long.toString(seconds));
    argument.put("sign", sign(seconds + "GET/users/self/verify"));
    return "{\"op\":\"login\",\"args\":[" + argument + "]}";
  }
}
