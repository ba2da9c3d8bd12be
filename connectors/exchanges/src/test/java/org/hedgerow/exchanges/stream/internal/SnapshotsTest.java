package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.junit.jupiter.api.Test;

class SnapshotsTest implements Snapshots.Attempt {
  private final List<String> asked = new ArrayList<>();
  private final List<String> delivered = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();
  private Runnable next;
  private boolean current = true;
  private boolean full;

  @Override
  public boolean isCurrent() {
    return current;
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public void deliver(String request, byte[] body) {
    delivered.add(request);
  }

  @Override
  public void later(Runnable task, long millis) {
    waits.add(millis);
    next = task;
  }

  @Override
  public String reason(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  private void start(String account, Function<String, CompletableFuture<SnapshotAnswer>> venue) {
    Subscription subscription =
        new Subscription(
            "c",
            "BINANCE_USDM",
            account,
            account,
            URI.create("ws://x"),
            URI.create("http://x"),
            List.of(),
            List.of("/a", "/b", "/c"),
            account == null ? Duration.ZERO : Duration.ofSeconds(30));
    new Snapshots(
            subscription,
            StreamSettings.defaults(),
            request -> {
              asked.add(request);
              return venue.apply(request);
            },
            this)
        .start();
  }

  private static CompletableFuture<SnapshotAnswer> good(String request) {
    return CompletableFuture.completedFuture(
        new SnapshotAnswer(request, bytes("[]"), true, Duration.ZERO));
  }

  private static CompletableFuture<SnapshotAnswer> bad(String request, Duration notBefore) {
    return CompletableFuture.completedFuture(
        new SnapshotAnswer(request + "#HTTP 503", bytes("x"), false, notBefore));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anAccountIsAskedAgainSoonAfterTheConnectAndThenAtTheInterval() {
    start("acct", SnapshotsTest::good);
    assertEquals(List.of("/a", "/b", "/c"), delivered);
    for (int i = 0; i < 6; i++) {
      next.run();
    }
    assertEquals(21, delivered.size());
    assertEquals(List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L), waits);
    current = false;
    next.run();
    assertEquals(21, asked.size(), "the attempt is over");
  }

  /** As when Kafka is away for long: answers that nobody takes would fill the memory. */
  @Test
  void nothingIsAskedWhileWhatWasAnsweredIsNotTaken() {
    start(
        "acct",
        request -> {
          full = request.equals("/b");
          return good(request);
        });
    assertEquals(List.of("/a", "/b"), asked);
    for (int i = 0; i < 5; i++) {
      next.run();
    }
    assertEquals(List.of("/a", "/b"), asked);
    full = false;
    next.run();
    assertEquals(List.of("/a", "/b", "/c"), asked);
  }

  @Test
  void aMarketIsAskedOnce() {
    start(null, SnapshotsTest::good);
    assertEquals(List.of("/a", "/b", "/c"), delivered);
    assertEquals(List.of(), waits);
  }

  /** A market's book is not asked for again with the list. */
  @Test
  void listsAreAskedForAgainByThemselves() {
    new Snapshots(
            new Subscription(
                    "c",
                    "LUNO",
                    null,
                    null,
                    URI.create("ws://x"),
                    URI.create("http://x"),
                    List.of(),
                    List.of("/book", "/list"))
                .listing(List.of("/list"), Duration.ofHours(1)),
            StreamSettings.defaults(),
            SnapshotsTest::good,
            this)
        .start();
    assertEquals(List.of("/book", "/list"), delivered);
    next.run();
    next.run();
    assertEquals(List.of("/book", "/list", "/list", "/list"), delivered);
    assertEquals(List.of(3_600_000L, 3_600_000L, 3_600_000L), waits);
    current = false;
    next.run();
    assertEquals(4, delivered.size());
  }

  /** As Binance does for a symbol that it has no longer. */
  @Test
  void aListThatIsAlwaysRefusedIsAskedForByOneRoundOnly() {
    new Snapshots(
            new Subscription(
                    "c",
                    "BINANCE_SPOT",
                    null,
                    null,
                    URI.create("ws://x"),
                    URI.create("http://x"),
                    List.of(),
                    List.of())
                .listing(List.of("/gone"), Duration.ofHours(1)),
            StreamSettings.defaults(),
            request -> bad(request, Duration.ZERO),
            this)
        .start();
    for (int i = 0; i < 50; i++) {
      next.run();
    }
    assertEquals(1, waits.stream().filter(wait -> wait == 3_600_000L).count());
    assertEquals(51, waits.size(), "each refusal leads to one more question");
  }

  @Test
  void whatFailedIsKeptAndAskedAgainAloneWithGrowingWaits() {
    boolean[] healed = new boolean[1];
    start(
        "acct",
        request ->
            request.equals("/b") && !healed[0] ? bad(request, Duration.ZERO) : good(request));
    assertEquals(List.of("/a", "/b#HTTP 503", "/c"), delivered, "a dead letter of the second");
    for (int i = 0; i < 20; i++) {
      next.run();
    }
    assertEquals("/b", asked.get(asked.size() - 1));
    assertEquals(3 + 20, asked.size());
    assertTrue(waits.get(0) <= 200 && waits.get(20) >= 15_000, "waits " + waits);
    healed[0] = true;
    next.run();
    assertEquals("/b", delivered.get(delivered.size() - 1));
    assertEquals(1_000L, waits.get(waits.size() - 1));
    next.run();
    assertEquals("/c", asked.get(asked.size() - 1), "then the whole round again");
  }

  @Test
  void aVenueThatWantsNoRequestsGetsNone() {
    start("acct", request -> bad(request, Duration.ofSeconds(90)));
    assertEquals(List.of("/a"), asked);
    assertEquals(List.of(90_000L), waits);
    next.run();
    assertEquals(List.of("/a", "/a"), asked);
  }

  @Test
  void noAnswerAndEvenAThrowIsAFailureLikeAnother() {
    start(
        "acct",
        request -> {
          if (request.equals("/a")) {
            throw new IllegalStateException("a defect");
          }
          return request.equals("/b")
              ? CompletableFuture.failedFuture(new java.io.IOException("cut"))
              : good(request);
        });
    assertEquals(List.of("/c"), delivered);
    next.run();
    assertEquals(List.of("/a", "/b", "/c", "/a", "/b"), asked);
  }
}
