package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.TestExchange;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A venue that takes the connection and then says no, as with wrong credentials. */
class RefusedConnectionTest implements Session {
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
        return Reply.end("refused");
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

  /** Waits of 10 ms, doubled six times: the seventh is at least half of 640, without growth 10. */
  @Test
  @Timeout(30)
  void theWaitGrowsAlthoughTheVenueSpoke() throws Exception {
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
            new StreamSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                Duration.ofMillis(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                64 << 10),
            HttpClient.newHttpClient(),
            timer,
            queue);
    try {
      long waited = 0;
      for (int epoch = 1; epoch <= 7; epoch++) {
        connection.connect(epoch);
        TestExchange.Peer peer = exchange.awaitPeer();
        long refused = System.nanoTime();
        peer.send("no");
        while (queue.pollEpochWanted() == null) {
          Thread.sleep(1);
        }
        waited = System.nanoTime() - refused;
      }
      assertTrue(waited >= TimeUnit.MILLISECONDS.toNanos(310), "waited " + waited + " ns");
    } finally {
      connection.close();
      timer.shutdownNow();
      exchange.close();
    }
  }
}
