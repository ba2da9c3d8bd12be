package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.OpenOrders;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Canceling at a venue by what the venue itself shows. */
@Timeout(60)
class DirectCancelsTest {
  private static final CompletableFuture<Void> FENCED = CompletableFuture.completedFuture(null);

  private final FakeVenue venue = new FakeVenue();

  /** What each question is answered; when there is nothing more, nothing is open. */
  private final Deque<List<String>> shown = new ArrayDeque<>();

  private final List<String> unread = new ArrayList<>();
  private int asked;

  @BeforeEach
  void begin() {
    venue.deadlineMicros = 300_000;
    venue.cancelsTogether = 10;
  }

  private CompletableFuture<OpenOrders.Shown> ask() {
    asked++;
    List<String> ids = shown.isEmpty() ? List.of() : shown.poll();
    if (ids == null || ids.contains("silence")) {
      return CompletableFuture.failedFuture(new IOException("the venue does not answer"));
    }
    return CompletableFuture.completedFuture(
        new OpenOrders.Shown(ids.stream().map(DirectCancelsTest::report).toList(), unread));
  }

  private static ExecutionReport report(String id) {
    Order order = GatewayOrders.order(id).build();
    ExecutionReport report = new ExecutionReport();
    report.setClientOrderId(id);
    report.setVenue(order.getVenue());
    report.setAccount(order.getAccount());
    report.setInstrument(order.getInstrument());
    report.setSide(Side.SELL);
    report.setOrderType(OrderType.LIMIT);
    report.setTimeInForce(TimeInForce.GTC);
    report.setQuantity(Decimals.of(1));
    report.setStatus(OrderStatus.ACCEPTED);
    return report;
  }

  private DirectCancels.Result run(CompletableFuture<?> fenced, Duration atMost) throws Exception {
    return new DirectCancels(
            "account",
            venue,
            this::ask,
            report ->
                report.getClientOrderId().startsWith("ours")
                    ? Optional.of("BTCUSDT")
                    : Optional.empty())
        .run(fenced, atMost);
  }

  @Test
  void oursAreCanceledByTheirIdsAndOthersAreLeftAlone() throws Exception {
    shown.add(List.of("theirs", "ours1", "ours2"));
    shown.add(List.of("theirs"));
    shown.add(List.of("theirs"));
    shown.add(List.of("theirs"));
    DirectCancels.Result result = run(FENCED, Duration.ofSeconds(20));
    assertEquals(2, result.canceled());
    assertEquals(Optional.empty(), result.left());
    assertTrue(venue.calls().stream().noneMatch(call -> call.contains("theirs")), "only ours");
    assertEquals(List.of("cancel ours1", "cancel ours2"), venue.calls());
  }

  /** It left the gateway before the stop and comes in after the first look. */
  @Test
  void whatWasOnItsWayIsFoundToo() throws Exception {
    shown.add(List.of("ours1"));
    shown.add(List.of());
    shown.add(List.of("ours2"));
    DirectCancels.Result result = run(FENCED, Duration.ofSeconds(20));
    assertEquals(2, result.canceled());
    assertEquals(Optional.empty(), result.left());
    // 250 ms between two looks, and nothing can come in 400 ms after the stop.
    assertTrue(asked >= 3, asked + " looks");
  }

  @Test
  void withoutAStopTheEndIsNotCertain() throws Exception {
    shown.add(List.of("ours1"));
    DirectCancels.Result result = run(new CompletableFuture<>(), Duration.ofSeconds(1));
    assertEquals(1, result.canceled());
    assertTrue(result.left().isPresent());
  }

  @Test
  void aVenueThatDoesNotAnswerIsAskedAgainAndNeverCountsAsEmpty() throws Exception {
    for (int i = 0; i < 4; i++) {
      shown.add(List.of("silence"));
    }
    shown.add(List.of("ours1"));
    assertEquals(1, run(FENCED, Duration.ofSeconds(20)).canceled());
    for (int i = 0; i < 100; i++) {
      shown.add(List.of("silence"));
    }
    DirectCancels.Result silent = run(FENCED, Duration.ofSeconds(1));
    assertTrue(silent.left().orElseThrow().contains("does not answer"), silent.toString());
  }

  @Test
  void aCancelThatIsRefusedIsTriedAgainWhileTheOrderIsShown() throws Exception {
    venue.cancelAnswers.add(FakeVenue.answer(Kind.RATE_LIMITED));
    shown.add(List.of("ours1"));
    shown.add(List.of("ours1"));
    DirectCancels.Result result = run(FENCED, Duration.ofSeconds(20));
    assertEquals(1, result.canceled());
    assertEquals(Optional.empty(), result.left());
    assertEquals(2, venue.count("cancel ours1"));
  }

  /** A row that cannot be read may be an order of ours. */
  @Test
  void aRowThatCannotBeReadIsSaid() throws Exception {
    unread.add("UNKNOWN_INSTRUMENT: no instrument has symbol XYZ");
    assertTrue(run(FENCED, Duration.ofSeconds(20)).left().orElseThrow().contains("XYZ"));
  }
}
