package org.hedgerow.exchanges.deribit;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.exchanges.Credentials;

/** An account's way to the venue: requests signed with the venue's own time, and logins. */
final class DeribitAccess {
  /** What an account's stream may do with its login: read. */
  private static final String SCOPE = "account:read trade:read";

  private final Credentials credentials;
  private final DeribitRest rest;
  private final DeribitClock clock;

  DeribitAccess(URI base, Credentials credentials) {
    this.credentials = credentials;
    // The clock asks by the client that stamps its requests with the clock.
    this.rest = new DeribitRest(base, credentials, this::nowMillis);
    this.clock = new DeribitClock(timeout -> rest.get(DeribitClock.REQUEST, timeout));
  }

  private long nowMillis() {
    return clock.nowMicros() / 1_000;
  }

  DeribitRest rest() {
    return rest;
  }

  DeribitClock clock() {
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
