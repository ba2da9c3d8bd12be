package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Gateways of one account around a fake venue, a fake log and a journal in memory. */
@Timeout(60)
abstract class GatewayHarness {
  static final Duration LIMIT = Duration.ofSeconds(10);

  /** As in production, only sooner. */
  static final Timing TIMING =
      new Timing(
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          Duration.ofMillis(50),
          Duration.ofMillis(600),
          Duration.ofMillis(400),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));

  /** The same, with nothing that happens because time passes: no call is given up, nobody looks. */
  static final Timing PATIENT =
      new Timing(
          TIMING.askAgain(),
          TIMING.longestAskAgain(),
          TIMING.standStill(),
          TIMING.longestStandStill(),
          Duration.ofMinutes(1),
          TIMING.deadMan(),
          Duration.ofMinutes(1),
          TIMING.reserveWithin(),
          TIMING.laneWithin());

  Timing timing = TIMING;
  final FakeVenue venue = new FakeVenue();
  final FakeLog log = new FakeLog();
  final List<ExecutionReport> journal = Collections.synchronizedList(new ArrayList<>());
  final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<AccountGateway> gateways = new ArrayList<>();
  volatile int journalTakes = Integer.MAX_VALUE;
  volatile long hostOffsetMicros;

  @AfterEach
  void close() {
    gateways.forEach(AccountGateway::close);
  }

  final AccountGateway gateway() throws IOException {
    return gateway(venue);
  }

  final AccountGateway gateway(OrderVenue venue) throws IOException {
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
            venue.placeLimit(),
            log,
            writer,
            new GatewayMetrics(new UnregisteredMetricsGroup()),
            timing,
            () -> nowMicros() + hostOffsetMicros,
            failures::add);
    gateways.add(gateway);
    gateway.takeOver();
    return gateway;
  }

  static Order place(String id) {
    return GatewayOrders.order(id).setDecisionTimeMicros(nowMicros()).build();
  }

  static Order place(String id, Duration valid) {
    Order order = place(id);
    order.setValidUntilMicros(nowMicros() + valid.toNanos() / 1_000);
    return order;
  }

  static Order command(Order place, OrderCommand command, int number) {
    return Order.newBuilder(place).setCommand(command).setCommandNumber(number).build();
  }

  static long nowMicros() {
    return System.currentTimeMillis() * 1_000;
  }

  final void awaitReports(int number) throws InterruptedException {
    await(() -> journal.size() >= number);
    assertEquals(number, journal.size(), journal.toString());
    assertEquals(List.of(), failures);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertTrue(condition.getAsBoolean(), "within " + LIMIT);
  }

  /** Long enough for whatever would be wrong to happen. */
  static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }
}
