package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.hedgerow.exchange.simulated.dialect.Credentials;

/** Who asks: key and secret themselves, in a header of REST or in a stream's first message. */
final class Identity {
  private final Credentials credentials;

  /**
   * For one account.
   *
   * @param credentials null where nobody may use the account
   */
  Identity(Credentials credentials) {
    this.credentials = credentials;
  }

  /** By basic authentication. */
  boolean isOwner(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null || !header.startsWith("Basic ")) {
      return false;
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(header.substring("Basic ".length())),
              StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon >= 0 && isOwner(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  private boolean isOwner(String key, String secret) {
    return credentials != null
        && credentials.isKey(key)
        && MessageDigest.isEqual(
            credentials.secret().getBytes(StandardCharsets.UTF_8),
            secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * By the first message of a stream.
   *
   * @param keyless whether an empty object will do, as it was seen to do for market streams
   */
  boolean isOwner(byte[] message, boolean keyless) {
    try {
      JsonNode said = LunoText.JSON.readTree(new String(message, StandardCharsets.UTF_8));
      if (!said.isObject()) {
        return false;
      }
      return (said.isEmpty() && keyless)
          || isOwner(said.path("api_key_id").asText(), said.path("api_key_secret").asText());
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }
}
