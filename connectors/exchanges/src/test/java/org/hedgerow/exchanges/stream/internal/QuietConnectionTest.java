package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.TestExchange;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A venue whose connection lives on while its streams have died. */
class QuietConnectionTest implements Session {
  private static final StreamSettings SETTINGS =
      new StreamSettings(
          Duration.ofMillis(250),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofSeconds(5),
          64 << 10);

  private TestExchange exchange;

  @Override
  public CompletableFuture<URI> open() {
    return CompletableFuture.completedFuture(exchange.stream());
  }

  @Override
  public Conversation converse() {
    return new Conversation() {
      @Override
      public List<String> opened() {
        return List.of();
      }

      @Override
      public Reply heard(byte[] message) {
        return Reply.NONE;
      }

      @Override
      public boolean isHeartbeat(byte[] message) {
        return message.length == 4;
      }
    };
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
    throw new UnsupportedOperationException("no account");
  }

  /**
   * Whether the connection was given up after about that long with that message again and again.
   */
  private boolean isGivenUp(String message, long millis) throws Exception {
    exchange = new TestExchange();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    FrameQueue queue = new FrameQueue();
    Connection connection =
        new Connection(
            new Subscription(
                "V/market/0",
                "V",
                null,
                null,
                exchange.stream(),
                exchange.http(),
                List.of(),
                List.of()),
            this,
            SETTINGS,
            HttpClient.newHttpClient(),
            timer,
            queue);
    try {
      connection.connect(1);
      TestExchange.Peer peer = exchange.awaitPeer();
      long until = System.nanoTime() + millis * 1_000_000;
      boolean givenUp = false;
      while (!givenUp && System.nanoTime() < until) {
        peer.send(message);
        Thread.sleep(10);
        for (FrameQueue.Received taken = queue.poll(); taken != null; taken = queue.poll()) {
          taken.connection().taken(taken.frame().getPayload().remaining());
        }
        givenUp = queue.pollEpochWanted() != null;
      }
      return givenUp;
    } finally {
      connection.close();
      timer.shutdownNow();
      exchange.close();
    }
  }

  @Test
  @Timeout(30)
  void heartbeatsAloneDoNotKeepAConnectionOfMarketData() throws Exception {
    assertEquals(Duration.ofMillis(2_500), SETTINGS.quiet());
    assertTrue(isGivenUp("beat", 10_000));
  }
}
