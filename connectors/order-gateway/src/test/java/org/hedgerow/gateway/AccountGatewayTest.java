package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountGatewayTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final FakeVenue venue = new FakeVenue();
  private final FakeLog log = new FakeLog();
  private final List<ExecutionReport> journal = Collections.synchronizedList(new ArrayList<>());
  private final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<AccountGateway> gateways = new ArrayList<>();
  private volatile int journalTakes = Integer.MAX_VALUE;

  @AfterEach
  void close() {
    gateways.forEach(AccountGateway::close);
  }

  @Test
  void sendsOnceAndReportsTheAnswer() throws Exception {
    venue.placeAnswers.add(FakeVenue.accepted());
    AccountGateway gateway = gateway();
    gateway.offer(order("A", OrderCommand.PLACE));
    await(() -> journal.size() == 1);
    assertEquals(OrderStatus.FILLED, journal.get(0).getStatus());
    assertEquals("77", journal.get(0).getVenueOrderId());
    assertEquals(Map.of("A", "ACCEPTED"), log.outcomes());
  }

  @Test
  void anOrderThatComesTwiceIsSentOnce() throws Exception {
    venue.placeAnswers.add(FakeVenue.accepted());
    venue.placeAnswers.add(FakeVenue.accepted());
    AccountGateway gateway = gateway();
    gateway.offer(order("A", OrderCommand.PLACE));
    gateway.offer(order("A", OrderCommand.PLACE));
    gateway.awaitReserved();
    AccountGateway restarted = gateway();
    restarted.offer(order("A", OrderCommand.PLACE));
    restarted.awaitReserved();
    await(() -> log.outcomes().size() == 1 || !failures.isEmpty());
    assertEquals(
        List.of("place A"),
        venue.calls().stream().filter(call -> call.startsWith("place")).toList());
  }

  /** A producer that repeats itself puts both copies into one batch of the gateway's. */
  @Test
  void anOrderThatStandsTwiceInOneBatchIsSentOnce() throws Exception {
    venue.placeAnswers.add(FakeVenue.accepted());
    venue.placeAnswers.add(FakeVenue.accepted());
    venue.placeAnswers.add(FakeVenue.accepted());
    CountDownLatch bothWait = new CountDownLatch(1);
    log.beforeReserve = bothWait;
    AccountGateway gateway = gateway();
    gateway.offer(order("first", OrderCommand.PLACE));
    gateway.offer(order("A", OrderCommand.PLACE));
    gateway.offer(order("A", OrderCommand.PLACE));
    bothWait.countDown();
    gateway.awaitReserved();
    assertEquals(List.of("place first", "place A"), venue.calls());
  }

  /** "Unknown" was told; what became of it must be told too, by whoever comes next. */
  @Test
  void anOutcomeAfterDoubtIsPublishedByTheNextOwner() throws Exception {
    venue.lookUpAnswers.add(FakeVenue.accepted());
    journalTakes = 1;
    gateway().offer(order("A", OrderCommand.PLACE));
    await(() -> !failures.isEmpty());
    assertEquals(OrderStatus.UNKNOWN, journal.get(0).getStatus());
    journalTakes = Integer.MAX_VALUE;
    gateway();
    await(() -> journal.size() == 2);
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
  }

  @Test
  void anOrderThatWaitedTooLongIsNeverSent() throws Exception {
    Order late = order("A", OrderCommand.PLACE);
    late.setValidUntilMicros(System.currentTimeMillis() * 1_000 - 1);
    gateway().offer(late);
    await(() -> journal.size() == 1);
    assertEquals(ExecutionType.UNSENT, journal.get(0).getExecutionType());
    assertEquals(Reports.EXPIRED_UNSENT, journal.get(0).getRejectCode());
    assertEquals(List.of(), venue.calls());
  }

  @Test
  void silenceIsAskedAboutAndNeverSentAgain() throws Exception {
    venue.lookUpAnswers.add(FakeVenue.accepted());
    gateway().offer(order("A", OrderCommand.PLACE));
    await(() -> journal.size() == 2);
    assertEquals(OrderStatus.UNKNOWN, journal.get(0).getStatus());
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
    assertEquals(List.of("place A", "look up A"), venue.calls());
  }

  @Test
  void notFoundCountsTwice() throws Exception {
    venue.placeAnswers.add(Answer.of(Answer.Kind.AMBIGUOUS, "HTTP 503", ""));
    venue.lookUpAnswers.add(Answer.of(Answer.Kind.NOT_FOUND, "-2013", ""));
    venue.lookUpAnswers.add(Answer.of(Answer.Kind.NOT_FOUND, "-2013", ""));
    gateway().offer(order("A", OrderCommand.PLACE));
    await(() -> journal.size() == 2);
    assertEquals(List.of("place A", "look up A", "look up A"), venue.calls());
    assertEquals(ExecutionType.UNSENT, journal.get(1).getExecutionType());
  }

  @Test
  void aRefusalIsFinal() throws Exception {
    venue.placeAnswers.add(Answer.of(Answer.Kind.REJECTED, "-2019", "Margin is insufficient."));
    gateway().offer(order("A", OrderCommand.PLACE));
    await(() -> journal.size() == 1);
    assertEquals(OrderStatus.REJECTED, journal.get(0).getStatus());
    assertEquals("REJECTED -2019", journal.get(0).getRejectCode());
    assertEquals("Margin is insufficient.", journal.get(0).getRejectText());
  }

  @Test
  void aNewOwnerAsksForWhatTheOldOneLeftOpen() throws Exception {
    log.take("account");
    log.reserve("account", 1, List.of(new Reservation(order("A", OrderCommand.PLACE), 1, 1, 0)));
    venue.lookUpAnswers.add(FakeVenue.accepted());
    gateway();
    await(() -> journal.size() == 1);
    assertEquals(List.of("look up A"), venue.calls());
    assertEquals(Map.of("A", "ADOPTED"), log.outcomes());
  }

  @Test
  void anOutcomeThatDidNotReachTheJournalIsPublishedByTheNextOwner() throws Exception {
    venue.placeAnswers.add(FakeVenue.accepted());
    journalTakes = 0;
    gateway().offer(order("A", OrderCommand.PLACE));
    await(() -> !failures.isEmpty());
    journalTakes = Integer.MAX_VALUE;
    gateway();
    await(() -> journal.size() == 1);
    assertEquals("A", journal.get(0).getClientOrderId());
  }

  @Test
  void anOldOwnerIsFenced() throws Exception {
    AccountGateway old = gateway();
    gateway();
    old.offer(order("A", OrderCommand.PLACE));
    await(() -> !failures.isEmpty());
    assertInstanceOf(FencedException.class, failures.get(0));
    assertEquals(List.of(), venue.calls());
  }

  @Test
  void aHaltedAccountReservesNothing() throws Exception {
    log.halted = true;
    AccountGateway gateway = gateway();
    gateway.offer(order("A", OrderCommand.PLACE));
    gateway.awaitReserved();
    assertEquals(List.of(), venue.calls());
  }

  @Test
  void aCancelNeedsNoIntent() throws Exception {
    AccountGateway gateway = gateway();
    gateway.offer(order("A", OrderCommand.CANCEL));
    gateway.awaitReserved();
    assertEquals(List.of("cancel A"), venue.calls());
  }

  private AccountGateway gateway() throws IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    JournalWriter writer =
        new JournalWriter() {
          @Override
          public void append(String group, byte[] entry, Consumer<Exception> done) {
            if (journal.size() >= journalTakes) {
              done.accept(new IOException("the journal is down"));
              return;
            }
            try {
              journal.add((ExecutionReport) codec.decode(entry).getPayload());
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            done.accept(null);
          }

          @Override
          public void close() {}
        };
    AccountGateway gateway =
        new AccountGateway(
            "account",
            venue,
            log,
            writer,
            new GatewayMetrics(new UnregisteredMetricsGroup()),
            failures::add);
    gateways.add(gateway);
    gateway.takeOver();
    return gateway;
  }

  private static Order order(String id, OrderCommand command) {
    return Order.newBuilder()
        .setClientOrderId(id)
        .setCommandNumber(1)
        .setCommand(command)
        .setGroup("BTC")
        .setGroupSequence(1)
        .setPortfolio("treasury")
        .setStrategy("naive")
        .setVenue("BINANCE_USDM")
        .setAccount("account")
        .setInstrument("BINANCE_USDM:BTCUSDT")
        .setSymbol("BTCUSDT")
        .setSide(Side.SELL)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.of(1))
        .setPrice(Decimals.of(50_000))
        .setCause(new Coordinate(0, 1L))
        .setCauseReceiveTimeMicros(0)
        .setDecisionTimeMicros(0)
        .setValidUntilMicros(System.currentTimeMillis() * 1_000 + 60_000_000)
        .setConfigVersion(1)
        .setEngineVersion("0")
        .build();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertTrue(condition.getAsBoolean(), "within " + LIMIT);
  }
}
