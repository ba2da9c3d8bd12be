package org.hedgerow.exchanges.deribit;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.rest.VenueClock;

/** An account's way to the venue: requests signed with the venue's own time, and logins. */
final class DeribitAccess {
  /** What an account's stream may do with its login: read. */
  private static final String SCOPE = "account:read trade:read";

  private static final String TIME = DeribitRest.PATH + "/public/get_time";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Credentials credentials;
  private final DeribitRest rest;
  private final VenueClock clock;

  DeribitAccess(URI base, Credentials credentials) {
    this.credentials = credentials;
    // The clock asks by the client that stamps its requests with the clock.
    this.rest = new DeribitRest(base, credentials, this::nowMillis);
    this.clock =
        new VenueClock(
            "DERIBIT",
            () -> rest.get(TIME, TIMEOUT).thenApply(DeribitRest.Answer::body),
            DeribitAccess::time);
  }

  private static long time(byte[] answer) throws IOException {
    return Long.parseLong(JsonRows.object(answer).get("result")) * 1_000;
  }

  private long nowMillis() {
    return clock.nowMicros() / 1_000;
  }

  DeribitRest rest() {
    return rest;
  }

  VenueClock clock() {
    return clock;
  }

  /**
   * A login by signature: unlike {@code client_credentials} it does not send the secret. Its scope
   * is the connection, by the venue's default, so that the token in the answer is of no use on
   * another one.
   */
  String login(long id) {
    return login(id, nowMillis(), DeribitRest.nonce());
  }

  String login(long id, long timestampMillis, String nonce) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("grant_type", "client_signature");
    params.put("client_id", credentials.key());
    params.put("timestamp", timestampMillis);
    params.put("nonce", nonce);
    params.put("data", "");
    params.put("signature", Signature.of(credentials.secret(), timestampMillis, nonce, ""));
    params.put("scope", SCOPE);
    return RpcRequest.of(id, "public/auth", params);
  }
}
