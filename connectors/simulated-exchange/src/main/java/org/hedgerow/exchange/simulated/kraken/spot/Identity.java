package org.hedgerow.exchange.simulated.kraken.spot;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import org.hedgerow.exchange.simulated.dialect.Credentials;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.kraken.KrakenSignature;

/**
 * Who asks: key, nonce and signature of a request. A nonce must be above every one that was taken
 * before; the window in which a key may be late is zero, as it is unless its owner changes it.
 */
final class Identity {
  private final Credentials credentials;
  private long lastNonce;

  /**
   * @param credentials null where nobody may use the account
   */
  Identity(Credentials credentials) {
    this.credentials = credentials;
  }

  /** Takes the nonce of a request that is the owner's. */
  void check(HttpServerRequest request, String body) throws RefusedException {
    String key = request.getHeader("API-Key");
    if (key == null || credentials == null || !credentials.isKey(key)) {
      throw new RefusedException("EAPI:Invalid key");
    }
    String nonce = new Form(body).get("nonce");
    if (nonce == null || !nonce.matches("\\d{1,18}")) {
      throw new RefusedException("EAPI:Invalid nonce");
    }
    String sign = request.getHeader("API-Sign");
    if (sign == null || !matches(credentials.secret(), request.path(), nonce, body, sign)) {
      throw new RefusedException("EAPI:Invalid signature");
    }
    long number = Long.parseLong(nonce);
    if (number <= lastNonce) {
      throw new RefusedException("EAPI:Invalid nonce");
    }
    lastNonce = number;
  }

  /** HMAC-SHA512 of the path and of the SHA-256 of nonce and body, under the decoded secret. */
  static boolean matches(String secret, String path, String nonce, String body, String given) {
    return KrakenSignature.matches(
        given, secret, path.getBytes(StandardCharsets.UTF_8), KrakenSignature.digest(nonce + body));
  }
}
