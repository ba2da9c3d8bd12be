package org.hedgerow.exchange.simulated.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hedgerow.exchange.simulated.ClientSocket;
import org.hedgerow.exchange.simulated.RunningExchange;

/** A client that knows the venue's documentation only; it shares no code with the exchange. */
final class FuturesClient {
  static final String KEY = "a-key";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String authority;

  FuturesClient(int port) {
    this.authority = "127.0.0.1:" + port;
  }

  /** Asks without a key, e.g. {@code tickers}. */
  JsonNode open(String call) throws Exception {
    URI uri = URI.create("http://" + authority + "/derivatives/api/v3/" + call);
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }

  JsonNode get(String call, String... pairs) throws Exception {
    return signed("GET", "/api/v3/" + call, RunningExchange.KRAKEN_SECRET, pairs);
  }

  JsonNode post(String call, String... pairs) throws Exception {
    return signed("POST", "/api/v3/" + call, RunningExchange.KRAKEN_SECRET, pairs);
  }

  JsonNode history(String... pairs) throws Exception {
    return signed("GET", "/api/history/v3/orders", RunningExchange.KRAKEN_SECRET, pairs);
  }

  /**
   * A request with a signature.
   *
   * @param path as it is signed; all but the history's stand below {@code /derivatives}
   */
  JsonNode signed(String method, String path, String secret, String... pairs) throws Exception {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      query.append(i == 0 ? "" : "&").append(pairs[i]).append('=');
      query.append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    String at = path.startsWith("/api/history/") ? path : "/derivatives" + path;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + authority + at + (query.length() == 0 ? "" : "?" + query)))
            .header("APIKey", KEY)
            .header("Authent", sign(query + path, secret))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  static String sign(String message, String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"));
      return Base64.getEncoder().encodeToString(mac.doFinal(digest));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** An open socket in the venue's words. */
  static final class Socket extends ClientSocket {
    Socket(String address) {
      super(address);
    }

    /** The next message whose field is so; acknowledgements name a feed and are none of it. */
    JsonNode next(String field, String value) throws Exception {
      JsonNode message = next();
      while (!message.path(field).asText().equals(value)
          || (!field.equals("event") && message.has("event"))) {
        message = next();
      }
      return message;
    }

    Socket send(String text) {
      sendText(text);
      return this;
    }

    Socket subscribe(String feed, String product) {
      return send(
          "{\"event\":\"subscribe\",\"feed\":\"%s\",\"product_ids\":[\"%s\"]}"
              .formatted(feed, product));
    }

    /** Asks for a challenge, signs it, and subscribes with it. */
    Socket subscribeSigned(String feed, String secret) throws Exception {
      send("{\"event\":\"challenge\",\"api_key\":\"" + KEY + "\"}");
      String challenge = next("event", "challenge").path("message").asText();
      return send(
          ("{\"event\":\"subscribe\",\"feed\":\"%s\",\"api_key\":\"%s\","
                  + "\"original_challenge\":\"%s\",\"signed_challenge\":\"%s\"}")
              .formatted(feed, KEY, challenge, sign(challenge, secret)));
    }
  }

  Socket socket() {
    return new Socket("ws://" + authority + "/ws/v1");
  }
}
