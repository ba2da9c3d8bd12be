package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.TestExchange;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokenBookTest {
  private static final StreamSettings SETTINGS =
      new StreamSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          64 << 10);
  private static final String REQUEST = "/api/v3/depth?symbol=XYZUSDT&limit=1000";

  private final Deque<Integer> ids = new ArrayDeque<>(List.of(100, 103, 106));

  private synchronized String answer(String request) {
    return "{\"lastUpdateId\":" + ids.removeFirst() + ",\"bids\":[],\"asks\":[]}";
  }

  private static String update(int first, int last) {
    return "{\"stream\":\"xyzusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1700000000000,\"s\":\"XYZUSDT\",\"U\":%d,\"u\":%d,\"b\":[],\"a\":[]}}"
        .formatted(first, last);
  }

  /** 103 and 104 are lost: the second snapshot is older than the hole, the third is behind it. */
  @Test
  void aHoleIsMendedByASnapshotBehindIt() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      exchange.rest = this::answer;
      Subscription subscription =
          new Subscription(
              "BINANCE_SPOT/market/0",
              "BINANCE_SPOT",
              null,
              null,
              exchange.stream(),
              exchange.http(),
              List.of("xyzusdt@depth@100ms"),
              List.of(REQUEST));
      try (ReaderHarness harness = new ReaderHarness(subscription, SETTINGS)) {
        TestExchange.Peer peer = exchange.awaitPeer();
        harness.awaitFrames(1);
        peer.send(update(98, 101));
        peer.send(update(102, 102));
        harness.awaitFrames(3);
        assertEquals(1, exchange.requests.size());
        peer.send(update(105, 106));
        harness.awaitFrames(6);
        peer.send(update(107, 107));
        harness.awaitFrames(7);
        assertEquals(
            List.of("GET " + REQUEST, "GET " + REQUEST, "GET " + REQUEST), exchange.requests);
        RawFrame last = harness.frames.get(5);
        assertEquals(REQUEST, last.getRequest());
        assertEquals(
            "{\"lastUpdateId\":106,\"bids\":[],\"asks\":[]}",
            StandardCharsets.UTF_8.decode(last.getPayload().duplicate()).toString());
        assertEquals(1, exchange.connects());
      }
    }
  }
}
