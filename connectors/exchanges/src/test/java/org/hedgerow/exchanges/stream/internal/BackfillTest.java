package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.TestExchange;
import org.hedgerow.exchanges.rest.MissingTrades;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By a connection of Binance's, of a venue whose trades are 100 ms apart. */
@Timeout(60)
class BackfillTest {
  private static final StreamSettings SETTINGS =
      new StreamSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          64 << 20);
  private static final long NEWEST = 1_000_000;
  private static final long STEP = 100;

  private final long now = System.currentTimeMillis();
  private volatile boolean available = true;
  private TestExchange exchange;

  @BeforeEach
  void open() throws Exception {
    exchange = new TestExchange();
    exchange.rest = this::answer;
  }

  @AfterEach
  void close() throws Exception {
    exchange.close();
  }

  private String answer(String request) {
    if (!available) {
      return null;
    }
    int from = request.indexOf("fromId=");
    long first =
        from < 0
            ? NEWEST - 999
            : Long.parseLong(request.substring(from + 7, request.indexOf('&', from)));
    return LongStream.range(first, first + 1_000)
        .mapToObj(id -> "{\"id\":%d,\"time\":%d}".formatted(id, now - (NEWEST - id) * STEP))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private Subscription subscription(String venue, String path) {
    return new Subscription(
        venue + "/market/0",
        venue,
        null,
        null,
        exchange.stream(),
        exchange.http(),
        List.of("xyzusdt@trade"),
        List.of(path + "/trades?symbol=XYZUSDT&limit=1000"));
  }

  private ReaderHarness reader(String venue, String path, Duration ago) {
    return new ReaderHarness(subscription(venue, path), SETTINGS, (now - ago.toMillis()) * 1_000);
  }

  private static List<String> answers(ReaderHarness harness) {
    return harness.frames.stream()
        .filter(frame -> frame.getKind() == FrameKind.REST)
        .map(RawFrame::getRequest)
        .toList();
  }

  /** A page is 100 s: five minutes and the overlap of one are four. */
  private static final List<String> SIX_MINUTES =
      List.of(
          "/api/v3/trades?symbol=XYZUSDT&limit=1000",
          "/api/v3/historicalTrades?symbol=XYZUSDT&fromId=998001&limit=1000",
          "/api/v3/historicalTrades?symbol=XYZUSDT&fromId=997001&limit=1000",
          "/api/v3/historicalTrades?symbol=XYZUSDT&fromId=996001&limit=1000");

  @Test
  void pagesAreAskedBackToWhatAnEarlierReaderHad() throws Exception {
    try (ReaderHarness harness = reader("BINANCE_SPOT", "/api/v3", Duration.ofMinutes(5))) {
      exchange.awaitPeer().send("{}");
      harness.awaitFrames(5);
      assertEquals(SIX_MINUTES, answers(harness));
      assertTrue(harness.had() < now * 1_000, "not before the answers were taken");
    }
  }

  @Test
  void anAttemptThatEndsBeforeItIsGoneOnWith() throws Exception {
    available = false;
    try (ReaderHarness harness = reader("BINANCE_SPOT", "/api/v3", Duration.ofMinutes(5))) {
      TestExchange.Peer peer = exchange.awaitPeer();
      peer.send("{}");
      harness.awaitFrames(1);
      until(harness, () -> exchange.requests.size() > 1);
      available = true;
      peer.drop();
      until(harness, () -> exchange.connects() == 2);
      exchange.awaitPeer().send("{}");
      int before = answers(harness).size();
      harness.awaitFrames(2 + before + 4);
      List<String> answers = answers(harness);
      assertEquals(SIX_MINUTES, answers.subList(answers.size() - 4, answers.size()));
    }
  }

  @Test
  void theMarkMovesWithWhatIsHeardAfterIt() throws Exception {
    try (ReaderHarness harness = reader("BINANCE_SPOT", "/api/v3", Duration.ZERO)) {
      TestExchange.Peer peer = exchange.awaitPeer();
      peer.send("{}");
      harness.awaitFrames(2);
      long mark = now * 1_000;
      assertEquals(mark, harness.had());
      awaitMark(harness, peer, mark);
      RawFrame last = harness.frames.get(harness.frames.size() - 1);
      assertEquals(last.getReceiveTimeMicros(), harness.had());
    }
  }

  @Test
  void whatIsNotToldAgainIsAGap() throws Exception {
    try (ReaderHarness harness = reader("BINANCE_USDM", "/fapi/v1", Duration.ofMinutes(5))) {
      exchange.awaitPeer().send("{}");
      harness.awaitFrames(3);
      RawFrame said = harness.frames.get(2);
      assertEquals(
          "#missing XYZUSDT "
              + (now - TimeUnit.MINUTES.toMillis(5)) * 1_000
              + " "
              + (now - 999 * STEP) * 1_000,
          said.getRequest());
      assertEquals("BINANCE_USDM:XYZUSDT", MissingTrades.gap(said).getInstrument());
    }
  }

  /** The newest thousand are a hundred seconds, and so do not reach over all of the overlap. */
  @Test
  void aListThatReachesBehindWhatWasHeardIsNoGap() throws Exception {
    try (ReaderHarness harness = reader("BINANCE_USDM", "/fapi/v1", Duration.ofSeconds(90))) {
      TestExchange.Peer peer = exchange.awaitPeer();
      peer.send("{}");
      harness.awaitFrames(2);
      awaitMark(harness, peer, now * 1_000);
      assertEquals(1, answers(harness).size());
    }
  }

  @Test
  void aConnectionThatWasNeverHeardMissesNothing() throws Exception {
    try (ReaderHarness harness =
        new ReaderHarness(subscription("BINANCE_SPOT", "/api/v3"), SETTINGS)) {
      exchange.awaitPeer().send("{}");
      harness.awaitFrames(1);
      Thread.sleep(3 * Backfill.SETTLED.toMillis());
      assertEquals(List.of(), exchange.requests);
    }
  }

  /** Sends messages until the mark is above that. */
  private static void awaitMark(ReaderHarness harness, TestExchange.Peer peer, long mark)
      throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (harness.had() <= mark) {
      assertTrue(System.nanoTime() < limit, "the mark does not move");
      peer.send("{}");
      harness.pollOnce();
    }
  }

  private static void until(ReaderHarness harness, java.util.function.BooleanSupplier holds)
      throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!holds.getAsBoolean()) {
      assertTrue(System.nanoTime() < limit, "waited in vain");
      harness.pollOnce();
    }
  }
}
