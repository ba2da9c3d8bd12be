package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.TestExchange;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeSourceReaderTest {
  private static final StreamSettings SETTINGS =
      new StreamSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          64 << 10);

  private TestExchange exchange;

  @BeforeEach
  void open() throws Exception {
    exchange = new TestExchange();
  }

  @AfterEach
  void close() throws Exception {
    exchange.close();
  }

  private Subscription subscription(String... snapshots) {
    return new Subscription(
        "BINANCE_SPOT/market/0",
        "BINANCE_SPOT",
        null,
        null,
        exchange.stream(),
        exchange.http(),
        List.of("xyzusdt@trade", "xyzusdt@bookTicker"),
        List.of(snapshots));
  }

  private static String text(RawFrame frame) {
    return StandardCharsets.UTF_8.decode(frame.getPayload().duplicate()).toString();
  }

  @Test
  void framesComeWholeAndInOrder() throws Exception {
    try (ReaderHarness harness = new ReaderHarness(subscription(), SETTINGS)) {
      TestExchange.Peer peer = exchange.awaitPeer();
      assertEquals("/stream?streams=xyzusdt@trade/xyzusdt@bookTicker", peer.path);
      String large = "{\"long\":\"" + "é€x".repeat(40_000) + "\"}";
      peer.send("{\"n\":1}");
      peer.sendFragmented(large, 7);
      peer.sendBinary("{\"n\":3}".getBytes(StandardCharsets.UTF_8));
      peer.send(large);
      harness.awaitFrames(4);
      assertEquals(
          List.of("{\"n\":1}", large, "{\"n\":3}", large),
          harness.frames.stream().map(ExchangeSourceReaderTest::text).toList());
      long last = 0;
      for (int i = 0; i < 4; i++) {
        RawFrame frame = harness.frames.get(i);
        assertEquals(100, frame.getEpoch());
        assertEquals(i, frame.getSequence());
        assertEquals(FrameKind.STREAM, frame.getKind());
        assertEquals("BINANCE_SPOT/market/0", frame.getConnection());
        assertTrue(frame.getReceiveTimeMicros() >= last);
        last = frame.getReceiveTimeMicros();
      }
      assertTrue(Math.abs(last / 1_000 - System.currentTimeMillis()) < 20_000);
    }
  }

  @Test
  void aLostConnectionComesBackUnderAHigherEpoch() throws Exception {
    try (ReaderHarness harness = new ReaderHarness(subscription(), SETTINGS)) {
      TestExchange.Peer first = exchange.awaitPeer();
      first.send("{\"n\":1}");
      harness.awaitFrames(1);
      first.drop();
      awaitConnects(harness, 2);
      TestExchange.Peer second = exchange.awaitPeer();
      second.send("{\"n\":2}");
      harness.awaitFrames(2);
      second.closeNormally();
      awaitConnects(harness, 3);
      exchange.awaitPeer().send("{\"n\":3}");
      harness.awaitFrames(3);
      assertEquals(
          List.of(100L, 101L, 102L), harness.frames.stream().map(RawFrame::getEpoch).toList());
      assertEquals(
          List.of(0L, 0L, 0L), harness.frames.stream().map(RawFrame::getSequence).toList());
    }
  }

  @Test
  void snapshotsAreFetchedAtEachConnectWhileTheStreamFlows() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    exchange.rest =
        request -> {
          try {
            Thread.sleep(300);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          // The first answer is an error: the request is made again.
          return asked.incrementAndGet() == 1 ? null : "{\"request\":\"" + request + "\"}";
        };
    try (ReaderHarness harness =
        new ReaderHarness(
            subscription("/api/v3/depth?symbol=A", "/api/v3/depth?symbol=B"), SETTINGS)) {
      TestExchange.Peer peer = exchange.awaitPeer();
      peer.send("{\"n\":1}");
      harness.awaitFrames(3);
      assertEquals(FrameKind.STREAM, harness.frames.get(0).getKind());
      RawFrame snapshot = harness.frames.get(1);
      assertEquals(FrameKind.REST, snapshot.getKind());
      // The one that failed does not hold up the other.
      assertEquals("/api/v3/depth?symbol=B", snapshot.getRequest());
      assertEquals("{\"request\":\"GET /api/v3/depth?symbol=B\"}", text(snapshot));
      assertEquals(1, snapshot.getSequence());
      assertEquals("/api/v3/depth?symbol=A", harness.frames.get(2).getRequest());
      peer.drop();
      awaitConnects(harness, 2);
      harness.awaitFrames(5);
      assertEquals(101, harness.frames.get(4).getEpoch());
      assertEquals(FrameKind.REST, harness.frames.get(4).getKind());
    }
  }

  @Test
  void nothingIsLostAndMemoryIsBoundedWhenNobodyTakesFrames() throws Exception {
    int count = 20_000;
    String padding = "x".repeat(2_000);
    try (ReaderHarness harness = new ReaderHarness(subscription(), SETTINGS)) {
      TestExchange.Peer peer = exchange.awaitPeer();
      AtomicInteger sent = new AtomicInteger();
      Thread sender =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < count; i++) {
                    peer.send(i + padding);
                    sent.incrementAndGet();
                  }
                } catch (UncheckedIOException e) {
                  // Ends the test by a missing frame.
                }
              });
      sender.setDaemon(true);
      sender.start();
      int before = -1;
      while (before != sent.get()) {
        before = sent.get();
        Thread.sleep(400);
      }
      // 40 MB were to be sent; sockets hold a few MB, we hold 64 KB and what was asked ahead.
      assertTrue(sent.get() < count, "the exchange was never made to wait");
      harness.awaitFrames(count);
      for (int i = 0; i < count; i++) {
        assertEquals(i + padding, text(harness.frames.get(i)));
        assertEquals(i, harness.frames.get(i).getSequence());
      }
      assertEquals(1, exchange.connects());
    }
  }

  @Test
  void aSilentConnectionIsReplaced() throws Exception {
    StreamSettings impatient =
        new StreamSettings(
            Duration.ofMillis(300),
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            64 << 10);
    try (ReaderHarness harness = new ReaderHarness(subscription(), impatient)) {
      TestExchange.Peer silent = exchange.awaitPeer();
      silent.ping();
      awaitConnects(harness, 2);
      exchange.awaitPeer().send("{\"n\":1}");
      harness.awaitFrames(1);
      assertEquals(101, harness.frames.get(0).getEpoch());
    }
  }

  @Test
  void aConnectionIsRenewedBeforeTheVenueEndsIt() throws Exception {
    StreamSettings shortLived =
        new StreamSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            64 << 10);
    try (ReaderHarness harness = new ReaderHarness(subscription(), shortLived)) {
      awaitConnects(harness, 3);
    }
  }

  @Test
  void aNoticeOfShutdownIsHandedOnAndActedUpon() throws Exception {
    try (ReaderHarness harness = new ReaderHarness(subscription(), SETTINGS)) {
      exchange.awaitPeer().send("{\"e\":\"serverShutdown\",\"E\":1700000000000}");
      harness.awaitFrames(1);
      awaitConnects(harness, 2);
    }
  }

  @Test
  void aFrameIsHandedOnWithoutPolling() throws Exception {
    try (ReaderHarness harness = new ReaderHarness(subscription(), SETTINGS)) {
      TestExchange.Peer peer = exchange.awaitPeer();
      long[] micros = new long[2_000];
      for (int i = 0; i < micros.length; i++) {
        peer.send("{\"n\":" + i + "}");
        harness.awaitFrames(i + 1);
        long now =
            java.time.temporal.ChronoUnit.MICROS.between(
                java.time.Instant.EPOCH, java.time.Instant.now());
        micros[i] = now - harness.frames.get(i).getReceiveTimeMicros();
      }
      java.util.Arrays.sort(micros, 500, micros.length);
      long median = micros[500 + (micros.length - 500) / 2];
      // Tens of microseconds on an idle machine; the limit only tells it from a polling sleep.
      assertTrue(median < 1_000, "median " + median + " us from complete to emitted");
    }
  }

  private void awaitConnects(ReaderHarness harness, int connects) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (exchange.connects() < connects) {
      assertTrue(System.nanoTime() < deadline, exchange.connects() + " connects");
      harness.pollOnce();
    }
  }
}
