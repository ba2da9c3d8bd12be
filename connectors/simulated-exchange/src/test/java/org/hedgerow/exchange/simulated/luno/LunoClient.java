package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.hedgerow.exchange.simulated.ClientSocket;

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

  /** An open socket in the venue's words. */
  static final class Socket extends ClientSocket {
    Socket(String address) {
      super(address);
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
      sendText(text);
      return this;
    }
  }

  /** After {@code /api/1/}. */
  Socket socket(String path) {
    return new Socket("ws://" + authority + "/api/1/" + path);
  }
}
