package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.TestExchange;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A private connection: its stream and its snapshots under one epoch. */
@Timeout(60)
class AccountConnectionTest implements Session {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final FrameQueue queue = new FrameQueue();
  private final List<RawFrame> frames = new ArrayList<>();
  private final List<Integer> connectsWhenAsked = new CopyOnWriteArrayList<>();
  private TestExchange exchange;
  private Connection connection;
  private volatile boolean usable = true;

  @BeforeEach
  void start() throws Exception {
    exchange = new TestExchange();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    exchange.close();
    timer.shutdownNow();
  }

  @Override
  public CompletableFuture<URI> open() {
    return CompletableFuture.completedFuture(URI.create(exchange.stream() + "/ws/key"));
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
    connectsWhenAsked.add(exchange.connects());
    return CompletableFuture.completedFuture(
        new SnapshotAnswer(
            usable ? snapshot + "&startTime=1" : snapshot + "#unreadable",
            (usable ? "[]" : "<html>").getBytes(StandardCharsets.UTF_8),
            usable,
            Duration.ZERO));
  }

  @Override
  public boolean isLast(byte[] message) {
    return false;
  }

  private void connect(Duration interval) {
    connection =
        new Connection(
            new Subscription(
                "V/account/acct",
                "V",
                "acct",
                "acct",
                exchange.stream(),
                exchange.http(),
                List.of(),
                List.of("/a?x", "/b?x"),
                interval),
            this,
            new StreamSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                64 << 10),
            HttpClient.newHttpClient(),
            timer,
            queue);
    connection.connect(7);
  }

  private void await(int count) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (frames.size() < count) {
      assertTrue(System.nanoTime() < until, frames.size() + " of " + count + " frames");
      FrameQueue.Received received = queue.poll();
      if (received == null) {
        Thread.sleep(2);
        continue;
      }
      frames.add(received.frame());
      received.connection().taken(received.frame().getPayload().remaining());
    }
  }

  @Test
  void snapshotsAreAskedForOnceTheSocketIsOpenAndThenOnATimer() throws Exception {
    connect(Duration.ofMillis(50));
    await(6);
    for (int i = 0; i < 6; i++) {
      RawFrame frame = frames.get(i);
      assertEquals(FrameKind.REST, frame.getKind());
      assertEquals("acct", frame.getAccount());
      assertEquals(7, frame.getEpoch());
      assertEquals(i, frame.getSequence());
      assertEquals(i % 2 == 0 ? "/a?x&startTime=1" : "/b?x&startTime=1", frame.getRequest());
    }
    assertFalse(connectsWhenAsked.contains(0), "asked before anybody listened");
  }

  @Test
  void aNewConnectionAsksAnewUnderItsEpoch() throws Exception {
    connect(Duration.ofHours(1));
    await(2);
    exchange.awaitPeer().drop();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (queue.pollEpochWanted() == null) {
      assertTrue(System.nanoTime() < until, "no epoch wanted");
      Thread.sleep(2);
    }
    connection.connect(8);
    await(4);
    assertEquals(8, frames.get(3).getEpoch());
    assertEquals(1, frames.get(3).getSequence());
  }

  @Test
  void garbageIsKeptAndNeverEndsTheStream() throws Exception {
    usable = false;
    connect(Duration.ofHours(1));
    await(6);
    assertEquals("/a?x#unreadable", frames.get(0).getRequest());
    assertEquals("<html>", new String(frames.get(0).getPayload().array(), StandardCharsets.UTF_8));
    TestExchange.Peer peer = exchange.awaitPeer();
    peer.send("{\"n\":1}");
    usable = true;
    int before = frames.size();
    await(before + 3);
    assertTrue(frames.stream().anyMatch(frame -> frame.getKind() == FrameKind.STREAM));
    assertEquals(1, exchange.connects());
    assertEquals(7, frames.get(frames.size() - 1).getEpoch());
  }
}
