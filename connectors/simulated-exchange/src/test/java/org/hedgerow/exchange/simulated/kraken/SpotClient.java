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
final class SpotClient {
  static final String KEY = "a-key";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String authority;
  private long lastNonce;

  SpotClient(int port) {
    this.authority = "127.0.0.1:" + port;
  }

  JsonNode open(String call) throws Exception {
    URI uri = URI.create("http://" + authority + "/0/public/" + call);
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }

  JsonNode post(String call, String... pairs) throws Exception {
    // Two calls may fall into one millisecond.
    lastNonce = Math.max(lastNonce + 1, System.currentTimeMillis() * 1_000);
    return signed(call, lastNonce, RunningExchange.KRAKEN_SECRET, pairs);
  }

  JsonNode signed(String call, long nonce, String secret, String... pairs) throws Exception {
    StringBuilder body = new StringBuilder("nonce=").append(nonce);
    for (int i = 0; i < pairs.length; i += 2) {
      body.append('&').append(pairs[i]).append('=');
      body.append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    String path = "/0/private/" + call;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + authority + path))
            .header("API-Key", KEY)
            .header("API-Sign", sign(path, nonce, body.toString(), secret))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  static String sign(String path, long nonce, String body, String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((nonce + body).getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"));
      mac.update(path.getBytes(StandardCharsets.UTF_8));
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

    /** The next message whose field is so. */
    JsonNode next(String field, String value) throws Exception {
      JsonNode message = next();
      while (!message.path(field).asText().equals(value)) {
        message = next();
      }
      return message;
    }

    Socket send(String text) {
      sendText(text);
      return this;
    }

    /** With parameters as they stand in JSON, without braces. */
    Socket subscribe(String parameters) {
      return send("{\"method\":\"subscribe\",\"req_id\":1,\"params\":{" + parameters + "}}");
    }
  }

  Socket socket() {
    return new Socket("ws://" + authority + "/v2");
  }
}
