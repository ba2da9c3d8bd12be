package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.function.ThrowingRunnable;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who owns an account: one subtask, the one that a stream keyed by account brings it to. */
@Timeout(60)
class OrderGatewayWriterTest {
  private static final int MAX_PARALLELISM = 128;
  private static final List<String> ACCOUNTS =
      IntStream.range(0, 40).mapToObj(i -> "account-" + i).toList();

  private final FakeLog log = new FakeLog();
  private final List<String> asked = new ArrayList<>();

  @Test
  void everyAccountHasOneOwnerAtAnyParallelism() throws Exception {
    for (int parallelism = 1; parallelism <= 5; parallelism++) {
      Set<String> owned = new HashSet<>();
      for (int subtask = 0; subtask < parallelism; subtask++) {
        try (OrderGatewayWriter writer = writer(subtask, parallelism, ACCOUNTS, List.of())) {
          for (String account : writer.snapshotState(1)) {
            assertTrue(owned.add(account), account + " has two owners");
            assertEquals(
                subtask,
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                    account, MAX_PARALLELISM, parallelism));
          }
        }
      }
      assertEquals(new HashSet<>(ACCOUNTS), owned);
    }
  }

  @Test
  void anOrderOfAnothersAccountFailsLoudly() throws Exception {
    AccountOwnership ownership = new AccountOwnership(0, 2, MAX_PARALLELISM);
    String other = ACCOUNTS.stream().filter(one -> !ownership.owns(one)).findFirst().orElseThrow();
    try (OrderGatewayWriter writer = writer(0, 2, ACCOUNTS, List.of())) {
      IOException refused = assertThrows(IOException.class, () -> writer.write(order(other), null));
      assertTrue(refused.getMessage().contains("ACCOUNT_NOT_OWNED"), refused.getMessage());
    }
  }

  @Test
  void anOrderOfAnAccountThatIsNotConfiguredFailsLoudly() throws Exception {
    try (OrderGatewayWriter writer = writer(0, 1, ACCOUNTS, List.of())) {
      IOException refused =
          assertThrows(IOException.class, () -> writer.write(order("gone"), null));
      assertTrue(refused.getMessage().contains("ACCOUNT_NOT_CONFIGURED"), refused.getMessage());
    }
  }

  /** Its old owner is fenced; it is remembered for as long as something of it is open. */
  @Test
  void anAccountThatLeftTheConfigurationIsTakenNevertheless() throws Exception {
    long old = log.take("gone");
    log.reserve("gone", old, List.of(new Reservation(order("gone"), old, 1, 0)));
    long before = log.take("nothing-open");
    try (OrderGatewayWriter writer =
        writer(0, 1, List.of("here"), List.of("gone", "nothing-open"))) {
      assertEquals(new TreeSet<>(Set.of("gone", "here")), new TreeSet<>(writer.snapshotState(1)));
      assertThrows(
          FencedException.class,
          () -> log.reserve("nothing-open", before, List.of(new Reservation(order("x"), 1, 1, 0))));
      assertEquals(List.of("here"), asked, "there are no credentials for the others");
    }
  }

  /** After a rescale the state of an account may reach a subtask that does not own it. */
  @Test
  void whatTheLogHasOpenIsTakenByItsOwnerWhateverTheStateSays() throws Exception {
    long old = log.take("gone");
    log.reserve("gone", old, List.of(new Reservation(order("gone"), old, 1, 0)));
    int owner = new AccountOwnership(0, 3, MAX_PARALLELISM).owner("gone");
    for (int subtask = 0; subtask < 3; subtask++) {
      List<String> state = subtask == owner ? List.of() : List.of("gone");
      try (OrderGatewayWriter writer = writer(subtask, 3, List.of(), state)) {
        assertEquals(subtask == owner ? List.of("gone") : List.of(), writer.snapshotState(1));
      }
    }
  }

  /**
   * What it does not do is read again: no checkpoint is completed, and it ends when it can go on.
   */
  @Test
  void withoutTheLogOnlyCancelsLeaveUntilItIsBackOrACheckpointIsDue() throws Exception {
    List<ThrowingRunnable<? extends Exception>> mails = new ArrayList<>();
    AtomicBoolean back = new AtomicBoolean();
    FakeVenue venue = new FakeVenue();
    venue.places(FakeVenue.working());
    try (OrderGatewayWriter writer =
        writer(
            0,
            1,
            List.of("here"),
            List.of(),
            venue,
            new NoMailbox(mails),
            () -> {
              if (back.get()) {
                return openConnection();
              }
              throw new SQLException("none");
            })) {
      log.down = true;
      writer.write(order("here"), null);
      await(() -> writeFails(writer));
      Order cancel = GatewayOrders.order("X").setAccount("here").build();
      cancel.setCommand(OrderCommand.CANCEL);
      cancel.setCommandNumber(2);
      writer.write(cancel, null);
      await(() -> venue.count("cancel X") == 1);
      assertEquals(0, venue.calls().stream().filter(call -> call.startsWith("place")).count());
      assertThrows(IOException.class, () -> writer.flush(false));
      assertEquals(0, mails.size(), "it goes on canceling");
      back.set(true);
      await(() -> mails.size() == 1);
      assertThrows(IOException.class, () -> mails.get(0).run());
    }
  }

  /** Whoever begins without the log owns nothing, and may cancel. */
  @Test
  void oneThatBeginsWithoutTheLogOnlyCancels() throws Exception {
    List<ThrowingRunnable<? extends Exception>> mails = new ArrayList<>();
    AtomicBoolean back = new AtomicBoolean();
    FakeVenue venue = new FakeVenue();
    IOException away = new IOException("the database is down");
    try (CancelingWriter writer =
        new CancelingWriter(
            List.of("here"),
            account -> venue,
            new NoJournal(),
            new NoMailbox(mails),
            new LogReachable(
                () -> {
                  if (back.get()) {
                    return openConnection();
                  }
                  throw new SQLException("none");
                },
                Duration.ofMillis(20)),
            away)) {
      Order place = order("here");
      Order cancel = Order.newBuilder(place).setCommand(OrderCommand.CANCEL).build();
      cancel.setCommandNumber(2);
      writer.write(place, null);
      writer.write(cancel, null);
      await(() -> venue.calls().equals(List.of("cancel of-here")));
      assertThrows(IOException.class, () -> writer.flush(false));
      assertThrows(IOException.class, () -> writer.snapshotState(1));
      assertEquals(0, mails.size());
      back.set(true);
      await(() -> mails.size() == 1);
      assertThrows(IOException.class, () -> mails.get(0).run());
      assertEquals(1, log.take("here"), "nobody had taken it");
    }
  }

  private static boolean writeFails(OrderGatewayWriter writer) {
    try {
      writer.flush(false);
      return false;
    } catch (IOException e) {
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    GatewayHarness.await(condition);
  }

  /** One that is valid and can be closed. */
  private static Connection openConnection() {
    return (Connection)
        Proxy.newProxyInstance(
            OrderGatewayWriterTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> method.getName().equals("isValid") ? true : null);
  }

  @Test
  void anAccountsNameSurvivesItsState() throws Exception {
    AccountNameSerializer serializer = new AccountNameSerializer();
    assertEquals("a/ü", serializer.deserialize(1, serializer.serialize("a/ü")));
    assertThrows(IOException.class, () -> serializer.deserialize(2, new byte[0]));
  }

  private OrderGatewayWriter writer(
      int subtask, int parallelism, List<String> configured, List<String> before)
      throws IOException {
    return writer(
        subtask,
        parallelism,
        configured,
        before,
        new FakeVenue(),
        new NoMailbox(new ArrayList<>()),
        () -> {
          throw new SQLException("none");
        });
  }

  private OrderGatewayWriter writer(
      int subtask,
      int parallelism,
      List<String> configured,
      List<String> before,
      FakeVenue venue,
      MailboxExecutor mailbox,
      LogConnections connections)
      throws IOException {
    return new OrderGatewayWriter(
        new AccountOwnership(subtask, parallelism, MAX_PARALLELISM),
        configured,
        before,
        account -> {
          asked.add(account);
          return venue;
        },
        log,
        new NoJournal(),
        new GatewayMetrics(new UnregisteredMetricsGroup()),
        mailbox,
        new LogReachable(connections, Duration.ofMillis(20)));
  }

  private static Order order(String account) {
    return GatewayOrders.order("of-" + account).setAccount(account).build();
  }

  private static final class NoJournal implements JournalWriter {
    @Override
    public void append(String group, byte[] entry, Consumer<Exception> done) {
      done.accept(null);
    }

    @Override
    public void close() {}
  }

  private record NoMailbox(List<ThrowingRunnable<? extends Exception>> mails)
      implements MailboxExecutor {
    @Override
    public void execute(
        MailOptions options,
        ThrowingRunnable<? extends Exception> command,
        String format,
        Object... arguments) {
      mails.add(command);
    }

    @Override
    public void yield() {}

    @Override
    public boolean tryYield() {
      return false;
    }

    @Override
    public boolean shouldInterrupt() {
      return false;
    }
  }
}
