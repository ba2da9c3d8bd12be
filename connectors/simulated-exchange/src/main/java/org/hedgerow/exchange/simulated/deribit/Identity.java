package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hedgerow.exchange.simulated.dialect.Credentials;
import org.hedgerow.exchange.simulated.fault.SkewedClock;

/** Who asks: signatures of requests, logins, and the tokens that logins give. */
final class Identity {
  private static final String SIGNED = "deri-hmac-sha256 ";
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";
  private static final String ALGORITHM = "HmacSHA256";
  private static final long OLDEST_MILLIS = 60_000;
  private static final int LIFE_SECONDS = 900;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Credentials credentials;
  private final SkewedClock clock;
  private final Map<String, Long> tokens = new HashMap<>();

  /**
   * @param credentials null where nobody may use the account
   */
  Identity(Credentials credentials, SkewedClock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * Of a request by HTTP.
   *
   * @param header Authorization, or null
   * @param uri path and query
   */
  void check(String header, String method, String uri, String body) throws RefusedException {
    if (header == null) {
      throw new RefusedException(10_000, "authorization_required");
    }
    if (header.startsWith(SIGNED)) {
      Map<String, String> parts = parts(header.substring(SIGNED.length()));
      String signed = method + "\n" + uri + "\n" + body + "\n";
      if (!isSigned(
          parts.get("id"), parts.get("ts"), parts.get("nonce"), signed, parts.get("sig"))) {
        throw RefusedException.unauthorized("bad signature");
      }
      return;
    }
    String lower = header.toLowerCase(java.util.Locale.ROOT);
    if (lower.startsWith(BEARER)) {
      checkToken(header.substring(BEARER.length()));
    } else if (lower.startsWith(BASIC)) {
      String[] pair = decoded(header.substring(BASIC.length())).split(":", 2);
      if (pair.length < 2 || !isSecret(pair[0], pair[1])) {
        throw RefusedException.invalidCredentials();
      }
    } else {
      throw RefusedException.unauthorized("bad authorization header");
    }
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text.trim()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).trim(), part.substring(equals + 1).trim());
      }
    }
    return parts;
  }

  void checkToken(String token) throws RefusedException {
    Long until = tokens.get(token);
    if (until == null || until < clock.millis()) {
      throw RefusedException.unauthorized(until == null ? "invalid_token" : "token has expired");
    }
  }

  private boolean isSecret(String id, String secret) {
    return credentials != null && credentials.isKey(id) && credentials.secret().equals(secret);
  }

  private boolean isSigned(String id, String time, String nonce, String data, String given) {
    boolean known = credentials != null && id != null && credentials.isKey(id);
    if (!known || nonce == null || given == null || time == null || !time.matches("\\d{1,15}")) {
      return false;
    }
    return Math.abs(clock.millis() - Long.parseLong(time)) <= OLDEST_MILLIS
        && matches(credentials.secret(), time + "\n" + nonce + "\n" + data, given);
  }

  /** HMAC-SHA256 in hexadecimal digits. */
  static boolean matches(String secret, String text, String given) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      String expected =
          HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
      return MessageDigest.isEqual(
          expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
    }
  }

  /** {@code public/auth}: the answer has tokens. */
  ObjectNode login(Params params) throws RefusedException {
    switch (params.mandatory("grant_type")) {
      case "client_credentials" -> {
        if (!isSecret(params.mandatory("client_id"), params.mandatory("client_secret"))) {
          throw RefusedException.invalidCredentials();
        }
      }
      case "client_signature" -> {
        String data = params.get("data") == null ? "" : params.get("data");
        if (!isSigned(
            params.mandatory("client_id"),
            params.mandatory("timestamp"),
            params.get("nonce"),
            data,
            params.mandatory("signature"))) {
          throw RefusedException.invalidCredentials();
        }
      }
      case "refresh_token" -> checkToken(params.mandatory("refresh_token"));
      default -> throw RefusedException.parameter("grant_type", "wrong value");
    }
    ObjectNode out = DeribitText.object().put("access_token", token());
    out.put("expires_in", LIFE_SECONDS).put("refresh_token", token());
    out.put("scope", params.get("scope") == null ? "account:read_write" : params.get("scope"));
    out.put("enabled_features", "").put("sid", "");
    return out.put("token_type", "bearer");
  }

  private String token() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    tokens.values().removeIf(until -> until < clock.millis());
    tokens.put(token, clock.millis() + LIFE_SECONDS * 1_000L);
    return token;
  }
}
