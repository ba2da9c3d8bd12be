package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.TradingScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class JdbcIntentLogTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final byte[] REPORT = {1, 2, 3};

  private JdbcIntentLog one;
  private JdbcIntentLog other;

  @BeforeEach
  void begin() throws Exception {
    DATABASE.empty();
    one = new JdbcIntentLog(DATABASE.login());
    other = new JdbcIntentLog(DATABASE.login());
  }

  @AfterEach
  void end() {
    one.close();
    other.close();
  }

  @Test
  void eachOwnerTakesAHigherEpochAndFencesTheOneBefore() throws Exception {
    assertEquals(1, one.take("perp"));
    Reservation reservation = reservation("A", 1);
    assertEquals(Set.of("A"), one.reserve("perp", 1, List.of(reservation)).granted());
    assertEquals(2, other.take("perp"));
    assertThrows(FencedException.class, () -> one.reserve("perp", 1, List.of(reservation("B", 1))));
    assertThrows(FencedException.class, () -> one.conclude(reservation, "ACCEPTED", REPORT));
    assertThrows(FencedException.class, () -> one.unknown(reservation));
    assertEquals(
        1, DATABASE.count("gateway_order WHERE outcome IS NULL AND unknown_since IS NULL"));
    other.unknown(new Reservation(reservation.order(), 2, 1, 77));
    assertEquals(1, DATABASE.count("gateway_order WHERE unknown_since IS NOT NULL"));
    assertEquals(1, one.take("spot"), "another account is another owner's");
  }

  @Test
  void anIdIsReservedOnceAlsoByTheNextOwner() throws Exception {
    one.take("perp");
    assertEquals(
        Set.of("A", "B"),
        one.reserve(
                "perp", 1, List.of(reservation("A", 1), reservation("A", 1), reservation("B", 1)))
            .granted());
    assertEquals(Set.of(), one.reserve("perp", 1, List.of(reservation("A", 1))).granted());
    other.take("perp");
    assertEquals(
        Set.of("C"),
        other.reserve("perp", 2, List.of(reservation("A", 2), reservation("C", 2))).granted());
  }

  private static void say(String id, TradingFence.State state, String scope) throws Exception {
    try (Connection connection = DATABASE.openAsOwner()) {
      new TradingFence(connection)
          .set(id, state.name(), TradingScope.parse(scope), state, "anna", "drill");
    }
  }

  /** The refusal is in the row at once: when the stop is over, the order is not new. */
  @Test
  void aStoppedAccountReservesOnlyWhatIsLetThroughAndIsNotFenced() throws Exception {
    one.take("perp");
    say("1", TradingFence.State.REDUCING, "all");
    Reservation reducing = reservation("R", 1);
    reducing.order().setReduceOnly(true);
    IntentLog.Reserved reserved = one.reserve("perp", 1, List.of(reservation("A", 1), reducing));
    assertEquals(Set.of("A"), reserved.halted());
    assertEquals(Set.of("R"), reserved.granted());
    assertEquals(2, one.take("perp"));
    assertEquals(
        Set.of("B"),
        one.reserve("perp", 2, List.of(reservation("B", 2))).halted(),
        "still stopped");
    assertEquals(List.of("REDUCING all"), one.stops("perp").stops());
    say("2", TradingFence.State.ACTIVE, "all");
    assertEquals(List.of(), one.stops("perp").stops());
    IntentLog.Reserved again = one.reserve("perp", 2, List.of(reservation("A", 2)));
    assertEquals(Set.of(), again.granted());
    assertEquals(Set.of(), again.halted());
    List<IntentLog.OpenOrder> open = one.open("perp");
    assertEquals(
        Set.of("A", "B"),
        open.stream()
            .filter(IntentLog.OpenOrder::halted)
            .map(row -> row.reservation().order().getClientOrderId())
            .collect(Collectors.toSet()));
    assertEquals(3, open.size());
    assertTrue(one.conclude(reservation("A", 2), IntentLog.HALTED, REPORT));
    assertEquals(2, one.open("perp").size());
  }

  @Test
  void aStopHoldsInItsScopeAndOfSeveralEachByItself() throws Exception {
    one.take("perp");
    Order order = reservation("X", 1).order();
    int id = 0;
    for (String scope : TradingScope.of(order)) {
      say("halt " + scope, TradingFence.State.HALTED, scope);
      Reservation reducing = reservation("R" + id, 1);
      reducing.order().setReduceOnly(true);
      assertEquals(Set.of("R" + id), one.reserve("perp", 1, List.of(reducing)).halted(), scope);
      say("resume " + scope, TradingFence.State.ACTIVE, scope);
      assertEquals(
          Set.of("G" + id),
          one.reserve("perp", 1, List.of(reservation("G" + id, 1))).granted(),
          scope);
      id++;
    }
    say("a", TradingFence.State.HALTED, "account:perp2");
    say("b", TradingFence.State.HALTED, "group:perp");
    assertEquals(
        Set.of("elsewhere"),
        one.reserve("perp", 1, List.of(reservation("elsewhere", 1))).granted());
    say("c", TradingFence.State.CANCEL_ONLY, "all");
    say("d", TradingFence.State.ACTIVE, "account:perp2");
    assertEquals(Set.of("late"), one.reserve("perp", 1, List.of(reservation("late", 1))).halted());
  }

  @Test
  void anAccountThatIsTakenForTheFirstTimeIsUnderTheStopsThatHold() throws Exception {
    say("1", TradingFence.State.HALTED, "all");
    one.take("new");
    assertEquals(List.of("HALTED all"), one.stops("new").stops());
  }

  /** A dump of the database, or a person who looks at it and goes to lunch. */
  @Test
  void whoReadsTheStopsHoldsUpNone() throws Exception {
    one.take("perp");
    try (Connection reader = DATABASE.openAsOwner();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM trading_stop").close();
      CompletableFuture<Void> said =
          CompletableFuture.runAsync(
              () -> {
                try {
                  say("1", TradingFence.State.HALTED, "all");
                  try (Connection connection = DATABASE.openAsOwner()) {
                    assertTrue(
                        new TradingFence(connection)
                            .stopOnce(
                                "2",
                                "HALT",
                                TradingScope.parse("group:BTC"),
                                TradingFence.State.HALTED,
                                "risk",
                                "drill"));
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      said.get(5, TimeUnit.SECONDS);
    }
    assertEquals(List.of("HALTED all", "HALTED group:BTC"), one.stops("perp").stops());
  }

  /** It is not in the table that the stop is written to, nor has it read the stop. */
  @Test
  void whoTakesAnAccountForTheFirstTimeWaitsForAStopUnderWay() throws Exception {
    for (boolean byJob : List.of(false, true)) {
      String account = "new-" + byJob;
      try (Connection connection = DATABASE.openAsOwner();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("SELECT pg_advisory_xact_lock(" + IntentLogSql.STOPS_LOCK + ")");
        CompletableFuture<Long> taken =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return one.take(account);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
        assertThrows(TimeoutException.class, () -> taken.get(300, TimeUnit.MILLISECONDS));
        String scope = "account:" + account;
        if (byJob) {
          statement
              .executeQuery(
                  "SELECT stop_once('"
                      + scope
                      + "', 'HALT', '"
                      + scope
                      + "', 'HALTED', 'risk', 'x')")
              .close();
        } else {
          statement.execute(
              "INSERT INTO trading_command (command_id, command, scope, said_by, reason) VALUES ('"
                  + scope
                  + "', 'HALT', '"
                  + scope
                  + "', 'anna', 'x')");
          statement.execute(
              "INSERT INTO trading_stop (scope, state, command_id) VALUES ('"
                  + scope
                  + "', 'HALTED', '"
                  + scope
                  + "')");
        }
        connection.commit();
        assertEquals(1, taken.get(5, TimeUnit.SECONDS));
      }
      assertTrue(one.stops(account).stops().contains("HALTED account:" + account));
    }
  }

  @Test
  void aFurtherAttemptIsUnderTheStopsToo() throws Exception {
    one.take("perp");
    Reservation first = reservation("A", 1);
    assertEquals(Set.of("A"), one.reserve("perp", 1, List.of(first)).granted());
    say("1", TradingFence.State.HALTED, "account:" + first.order().getAccount());
    assertEquals(IntentLog.Attempt.HALTED, one.attemptAgain(first, 5));
    say("2", TradingFence.State.ACTIVE, "account:" + first.order().getAccount());
    assertEquals(IntentLog.Attempt.GRANTED, one.attemptAgain(first, 5));
  }

  @Test
  void whatHoldsIsListedWithWhoSaidSoAndTheSameCommandCountsOnce() throws Exception {
    say("1", TradingFence.State.HALTED, "account:perp");
    say("1", TradingFence.State.HALTED, "account:perp");
    try (Connection connection = DATABASE.openAsOwner()) {
      List<TradingFence.Stop> stops = new TradingFence(connection).stops();
      assertEquals(1, stops.size());
      assertEquals("anna", stops.get(0).by());
      assertEquals("drill", stops.get(0).reason());
      assertEquals("account:perp", stops.get(0).scope().toString());
    }
    assertEquals(1, DATABASE.count("trading_command"));
  }

  @Test
  void aLowerCommandOfAnOrderIsRefused() throws Exception {
    one.take("perp");
    Reservation third = reservation("A", 1);
    third.order().setCommandNumber(3);
    assertEquals(Set.of("A"), one.reserve("perp", 1, List.of(third)).granted());
    assertEquals(Set.of(), one.reserve("perp", 1, List.of(reservation("A", 1))).granted());
    Reservation fourth = reservation("A", 1);
    fourth.order().setCommandNumber(4);
    assertEquals(Set.of("A"), one.reserve("perp", 1, List.of(fourth)).granted());
    assertEquals(
        List.of(3, 4),
        one.recorded(List.of("A")).stream().map(r -> r.order().getCommandNumber()).toList());
  }

  @Test
  void anAttemptIsReservedOnceUnderTheEpochAndTheHalt() throws Exception {
    one.take("perp");
    Reservation first = reservation("A", 1);
    one.reserve("perp", 1, List.of(first));
    assertEquals(IntentLog.Attempt.GRANTED, one.attemptAgain(first, 99));
    Reservation stored = one.open("perp").get(0).reservation();
    assertEquals(2, stored.attempt());
    assertEquals(99, stored.deadlineMicros());
    assertFalse(
        one.attemptAgain(first, 111) == IntentLog.Attempt.GRANTED, "it is not the last attempt");
    Reservation second = new Reservation(first.order(), 1, 2, 99);
    DATABASE.execute("UPDATE gateway_account SET stops = ARRAY['HALTED all']");
    assertEquals(IntentLog.Attempt.HALTED, one.attemptAgain(second, 111));
    DATABASE.execute("UPDATE gateway_account SET stops = '{}'");
    other.take("perp");
    assertThrows(FencedException.class, () -> one.attemptAgain(second, 111));
    assertEquals("2", DATABASE.one("SELECT attempt FROM gateway_order"));
    Reservation others = new Reservation(first.order(), 2, 2, 99);
    other.cancelRequested(others);
    assertFalse(other.attemptAgain(others, 111) == IntentLog.Attempt.GRANTED, "it is canceled");
    assertTrue(other.open("perp").get(0).cancelRequested());
  }

  @Test
  void aBrokenConnectionIsOpenedAnew() throws Exception {
    one.take("perp");
    one.stops("perp");
    DATABASE.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            + " AND query LIKE 'SELECT unnest(stops) FROM gateway_account%'");
    assertThrows(LogAwayException.class, () -> one.open("perp"));
    assertEquals(List.of(), one.open("perp"));
  }

  @Test
  void accountsWithSomethingLeftToDoAndSymbolsThatWork() throws Exception {
    one.take("perp");
    Reservation ioc = reservation("A", 1);
    Reservation gtc = reservation("B", 1);
    gtc.order().setTimeInForce(org.hedgerow.schema.TimeInForce.GTC);
    gtc.order().setSymbol("ETHUSDT");
    one.reserve("perp", 1, List.of(ioc, gtc));
    assertEquals(Set.of("ETHUSDT"), one.workingSymbols("perp"));
    assertEquals(Set.of("perp"), one.accountsWithOpenOrders());
    one.conclude(ioc, "ACCEPTED", REPORT);
    one.conclude(gtc, "ACCEPTED", REPORT);
    assertEquals(Set.of("perp"), one.accountsWithOpenOrders(), "not published");
    one.published(List.of(new IntentLog.Published("A", 1), new IntentLog.Published("B", 1)));
    assertEquals(Set.of(), one.accountsWithOpenOrders());
  }

  @Test
  void whatIsOpenAndWhatIsUnpublished() throws Exception {
    one.take("perp");
    Reservation first = reservation("A", 1);
    Reservation second = reservation("B", 1);
    one.reserve("perp", 1, List.of(first));
    one.reserve("perp", 1, List.of(second));
    List<Reservation> open =
        one.open("perp").stream().map(IntentLog.OpenOrder::reservation).toList();
    assertEquals(List.of("A", "B"), open.stream().map(r -> r.order().getClientOrderId()).toList());
    assertEquals(first.order(), open.get(0).order());
    assertEquals(77, open.get(0).deadlineMicros());
    assertEquals(List.of(), one.open("spot"));

    one.conclude(first, "ACCEPTED", REPORT);
    assertEquals(1, one.open("perp").size());
    assertArrayEquals(REPORT, one.unpublished("perp").get(0));
    one.published(List.of(new IntentLog.Published("A", 1)));
    assertEquals(List.of(), one.unpublished("perp"));
  }

  @Test
  void anOutcomeIsFinal() throws Exception {
    one.take("perp");
    Reservation reservation = reservation("A", 1);
    one.reserve("perp", 1, List.of(reservation));
    one.conclude(reservation, "ACCEPTED", REPORT);
    IOException refused =
        assertThrows(IOException.class, () -> one.conclude(reservation, "NOT_FOUND", new byte[0]));
    assertFalse(refused instanceof FencedException, refused.toString());
    assertEquals("ACCEPTED", DATABASE.one("SELECT outcome FROM gateway_order"));
  }

  @Test
  void outcomesOfManyAreWrittenTogetherAndEachByItself() throws Exception {
    one.take("perp");
    List<Reservation> orders =
        List.of(reservation("A", 1), reservation("B", 1), reservation("C", 1));
    one.reserve("perp", 1, orders);
    DATABASE.execute(
        "INSERT INTO gateway_resolution (client_order_id, command_number, outcome, resolved_by,"
            + " reason) VALUES ('B', 1, 'RESOLVED_NOT_SENT', 'anna', 'asked the venue')");
    DATABASE.execute(
        "UPDATE gateway_order SET outcome = 'RESOLVED_NOT_SENT' WHERE client_order_id = 'B'");
    List<IntentLog.Conclusion> ends = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      ends.add(new IntentLog.Conclusion(orders.get(i), new byte[] {(byte) i}));
    }
    assertEquals(Set.of("B"), one.conclude("HALTED", ends), "a person was first");
    assertEquals(2, DATABASE.count("gateway_order WHERE outcome = 'HALTED'"));
    assertArrayEquals(new byte[] {2}, one.unpublished("perp").get(1));
    IOException twice = assertThrows(IOException.class, () -> one.conclude("EXPIRED", ends));
    assertFalse(twice instanceof LogAwayException, twice.toString());
    other.take("perp");
    assertThrows(FencedException.class, () -> one.conclude("HALTED", ends));
  }

  /** A statement that began before the take-over committed must not reserve after it. */
  @Test
  void aReserveUnderWayWaitsForATakeOverAndIsFenced() throws Exception {
    one.take("perp");
    Reservation old = reservation("A", 1);
    one.reserve("perp", 1, List.of(old));
    try (Connection taking = DATABASE.open();
        Statement statement = taking.createStatement()) {
      taking.setAutoCommit(false);
      statement.execute("UPDATE gateway_account SET epoch = epoch + 1");
      CompletableFuture<Set<String>> reserving =
          async(() -> one.reserve("perp", 1, List.of(reservation("B", 1))).granted());
      assertThrows(TimeoutException.class, () -> reserving.get(300, TimeUnit.MILLISECONDS));
      CompletableFuture<Set<String>> concluding =
          async(
              () -> {
                try (JdbcIntentLog third = new JdbcIntentLog(DATABASE.login())) {
                  third.conclude(old, "ACCEPTED", REPORT);
                } catch (java.sql.SQLException e) {
                  throw new IOException(e);
                }
                return Set.of();
              });
      assertThrows(TimeoutException.class, () -> concluding.get(300, TimeUnit.MILLISECONDS));
      taking.commit();
      assertFenced(reserving);
      assertFenced(concluding);
    }
    assertEquals(0, DATABASE.count("gateway_order WHERE client_order_id = 'B'"));
    assertEquals(1, DATABASE.count("gateway_order WHERE outcome IS NULL"));
  }

  @Test
  void aReserveUnderWaySeesAHaltThatCommitsMeanwhile() throws Exception {
    one.take("perp");
    try (Connection halting = DATABASE.open();
        Statement statement = halting.createStatement()) {
      halting.setAutoCommit(false);
      statement.execute("UPDATE gateway_account SET stops = ARRAY['HALTED all']");
      CompletableFuture<Set<String>> reserving =
          async(() -> one.reserve("perp", 1, List.of(reservation("A", 1))).granted());
      assertThrows(TimeoutException.class, () -> reserving.get(300, TimeUnit.MILLISECONDS));
      halting.commit();
      assertEquals(Set.of(), reserving.get(10, TimeUnit.SECONDS));
    }
  }

  /** Two owners fight for the account: no id is given to both, or twice to one. */
  @Test
  void twoOwnersNeverReserveTheSameOrder() throws Exception {
    CompletableFuture<List<String>> left = async(() -> fight(one));
    CompletableFuture<List<String>> right = async(() -> fight(other));
    List<String> reserved = new ArrayList<>(left.get(50, TimeUnit.SECONDS));
    reserved.addAll(right.get(50, TimeUnit.SECONDS));
    assertFalse(reserved.isEmpty());
    assertEquals(reserved.size(), new HashSet<>(reserved).size());
    // Who is fenced right after a reserve is not told; those rows are open for the new owner.
    assertTrue(reserved.size() <= DATABASE.count("gateway_order"));
  }

  private static List<String> fight(JdbcIntentLog log) throws IOException {
    List<String> reserved = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      long epoch = log.take("perp");
      for (int i = 0; i < 5; i++) {
        int from = round * 10 + i;
        List<Reservation> batch =
            IntStream.range(from, from + 10).mapToObj(n -> reservation("id" + n, epoch)).toList();
        try {
          reserved.addAll(log.reserve("perp", epoch, batch).granted());
        } catch (FencedException lost) {
          break;
        }
      }
    }
    return reserved;
  }

  /** Every call is a transaction of its own, so one transaction is one statement. */
  @Test
  void aBatchIsOneStatement() throws Exception {
    one.take("perp");
    List<Reservation> batch =
        IntStream.range(0, 500).mapToObj(n -> reservation("id" + n, 1)).toList();
    assertEquals(500, one.reserve("perp", 1, batch).granted().size());
    assertEquals(
        "1", DATABASE.one("SELECT count(DISTINCT xmin::text) FROM gateway_order"), "transactions");
  }

  private static void assertFenced(CompletableFuture<?> call) {
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
    assertInstanceOf(FencedException.class, failed.getCause().getCause());
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws IOException;
  }

  private static <T> CompletableFuture<T> async(Call<T> call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static Reservation reservation(String id, long epoch) {
    return new Reservation(GatewayOrders.order(id), epoch, 1, 77);
  }
}
