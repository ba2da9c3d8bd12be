package org.hedgerow.exchanges.binance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.rest.VenueClock;

/**
 * A spot account's stream: a subscription on the venue's WebSocket API, signed with the account's
 * key ({@code userDataStream.subscribe.signature}). It lives as long as its connection; there has
 * been no listen key since February 2026.
 */
final class SignedStreamSession implements Session {
  private static final String PATH = "/ws-api/v3";
  private static final String METHOD = "userDataStream.subscribe.signature";

  /** The answer is short; so are few events. */
  private static final int LONGEST_NOTICE = 600;

  private final URI stream;
  private final Credentials credentials;
  private final VenueClock clock;
  private final AccountRequests requests;

  /** With the address of the venue's WebSocket API, without its path. */
  SignedStreamSession(URI stream, Credentials credentials, BinanceRest rest) {
    this.stream = stream;
    this.credentials = credentials;
    this.clock = rest.clock(BinanceMarket.SPOT);
    this.requests = new AccountRequests(rest, clock);
  }

  @Override
  public CompletableFuture<URI> open() {
    requests.reset();
    // The subscription is signed with the venue's time.
    return clock.measure().thenApply(read -> URI.create(BinanceRest.strip(stream) + PATH));
  }

  @Override
  public Conversation converse() {
    return new Subscribing();
  }

  @Override
  public Optional<Duration> keepAliveInterval() {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<Boolean> keepAlive() {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    return requests.ask(snapshot);
  }

  @Override
  public boolean isLast(byte[] message) {
    return message.length < LONGEST_NOTICE
        && (Notices.contains(message, "\"eventStreamTerminated\"")
            || Notices.contains(message, "\"serverShutdown\""));
  }

  /** Asks for the account's events, and waits for the venue's word that they will come. */
  private final class Subscribing implements Conversation {
    private boolean acknowledged;

    @Override
    public List<String> opened() {
      TreeMap<String, String> parameters = new TreeMap<>();
      parameters.put("apiKey", credentials.key());
      parameters.put("timestamp", Long.toString(clock.nowMicros() / 1_000));
      String signature = BinanceRest.signature(BinanceRest.query(parameters), credentials.secret());
      return List.of(
          "{\"id\":\"account\",\"method\":\""
              + METHOD
              + "\",\"params\":{\"apiKey\":\""
              + parameters.get("apiKey")
              + "\",\"timestamp\":"
              + parameters.get("timestamp")
              + ",\"signature\":\""
              + signature
              + "\"}}");
    }

    @Override
    public Reply heard(byte[] message) {
      if (acknowledged || message.length > LONGEST_NOTICE) {
        return Reply.NONE;
      }
      if (Notices.contains(message, "\"subscriptionId\"")) {
        acknowledged = true;
        return Reply.NONE;
      }
      return Notices.contains(message, "\"error\"")
          ? Reply.end("the venue refused the account's stream")
          : Reply.NONE;
    }

    @Override
    public String missing() {
      return acknowledged ? "" : "the account's stream";
    }
  }
}
