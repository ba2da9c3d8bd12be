package org.hedgerow.exchange.simulated.okx;

import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import org.hedgerow.exchange.simulated.dialect.Credentials;
import org.hedgerow.exchange.simulated.fault.SkewedClock;

/** Who asks: key, passphrase, time and signature of a request or a login. */
final class Identity {
  private static final long OLDEST_MILLIS = 30_000;
  private static final int UNAUTHORIZED = 401;
  private static final String LOGIN_PATH = "/users/self/verify";

  private final Credentials credentials;
  private final SkewedClock clock;

  /**
   * @param credentials null where nobody may use the account
   */
  Identity(Credentials credentials, SkewedClock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  private static RefusedException refused(int code, String message) {
    return new RefusedException(UNAUTHORIZED, code, message);
  }

  private static String header(HttpServerRequest request, String name, int missing)
      throws RefusedException {
    String value = request.getHeader(name);
    if (value == null || value.isEmpty()) {
      throw refused(missing, "Request header \"" + name + "\" can not be empty.");
    }
    return value;
  }

  void check(HttpServerRequest request, String body) throws RefusedException {
    String key = header(request, "OK-ACCESS-KEY", 50103);
    String passphrase = header(request, "OK-ACCESS-PASSPHRASE", 50104);
    String sign = header(request, "OK-ACCESS-SIGN", 50106);
    String timestamp = header(request, "OK-ACCESS-TIMESTAMP", 50107);
    if (credentials == null || !credentials.isKey(key)) {
      throw refused(50111, "Invalid OK-ACCESS-KEY");
    }
    long millis;
    try {
      millis = Instant.parse(timestamp).toEpochMilli();
    } catch (DateTimeException malformed) {
      throw refused(50112, "Invalid OK-ACCESS-TIMESTAMP");
    }
    if (Math.abs(clock.millis() - millis) > OLDEST_MILLIS) {
      throw refused(50102, "Timestamp request expired");
    }
    if (!credentials.isPassphrase(passphrase)) {
      throw refused(50105, "Request header \"OK-ACCESS-PASSPHRASE\" incorrect.");
    }
    String signed = timestamp + request.method().name() + request.uri() + body;
    if (!OkxSignature.matches(credentials.secret(), signed, sign)) {
      throw refused(50113, "Invalid Sign");
    }
  }

  /**
   * A login on a socket.
   *
   * @param timestamp in seconds
   */
  void login(String key, String passphrase, String timestamp, String sign) throws RefusedException {
    if (credentials == null || !credentials.isKey(key)) {
      throw refused(60005, "Invalid apiKey");
    }
    if (!timestamp.matches("\\d{1,12}")) {
      throw refused(60004, "Invalid timestamp");
    }
    if (Math.abs(clock.millis() - Long.parseLong(timestamp) * 1_000) > OLDEST_MILLIS) {
      throw refused(60006, "Timestamp request expired");
    }
    if (!credentials.isPassphrase(passphrase)) {
      throw refused(60024, "Wrong passphrase");
    }
    if (!OkxSignature.matches(credentials.secret(), timestamp + "GET" + LOGIN_PATH, sign)) {
      throw refused(60007, "Invalid sign");
    }
  }
}
