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
import java.util.stream.IntStream;
import org.hedgerow.cli.stack.TestDatabase;
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
    one = new JdbcIntentLog(DATABASE.open());
    other = new JdbcIntentLog(DATABASE.open());
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
    assertEquals(Set.of("A"), one.reserve("perp", 1, List.of(reservation)));
    assertEquals(2, other.take("perp"));
    assertThrows(FencedException.class, () -> one.reserve("perp", 1, List.of(reservation("B", 1))));
    assertThrows(FencedException.class, () -> one.conclude(reservation, "ACCEPTED", REPORT));
    assertEquals(1, DATABASE.count("gateway_order WHERE outcome IS NULL"));
    assertEquals(1, one.take("spot"), "another account is another owner's");
  }

  @Test
  void anIdIsReservedOnceAlsoByTheNextOwner() throws Exception {
    one.take("perp");
    assertEquals(
        Set.of("A", "B"),
        one.reserve(
            "perp", 1, List.of(reservation("A", 1), reservation("A", 1), reservation("B", 1))));
    assertEquals(Set.of(), one.reserve("perp", 1, List.of(reservation("A", 1))));
    other.take("perp");
    assertEquals(
        Set.of("C"), other.reserve("perp", 2, List.of(reservation("A", 2), reservation("C", 2))));
  }

  @Test
  void aHaltedAccountReservesNothingAndIsNotFenced() throws Exception {
    one.take("perp");
    DATABASE.execute("UPDATE gateway_account SET halted = true");
    assertEquals(Set.of(), one.reserve("perp", 1, List.of(reservation("A", 1))));
    assertEquals(2, one.take("perp"));
    assertEquals(Set.of(), one.reserve("perp", 2, List.of(reservation("A", 2))), "still halted");
  }

  @Test
  void whatIsOpenAndWhatIsUnpublished() throws Exception {
    one.take("perp");
    Reservation first = reservation("A", 1);
    Reservation second = reservation("B", 1);
    one.reserve("perp", 1, List.of(first));
    one.reserve("perp", 1, List.of(second));
    List<Reservation> open = one.open("perp");
    assertEquals(List.of("A", "B"), open.stream().map(r -> r.order().getClientOrderId()).toList());
    assertEquals(first.order(), open.get(0).order());
    assertEquals(77, open.get(0).deadlineMicros());
    assertEquals(List.of(), one.open("spot"));

    one.conclude(first, "ACCEPTED", REPORT);
    assertEquals(1, one.open("perp").size());
    assertArrayEquals(REPORT, one.unpublished("perp").get(0));
    one.published("A", 1);
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
          async(() -> one.reserve("perp", 1, List.of(reservation("B", 1))));
      assertThrows(TimeoutException.class, () -> reserving.get(300, TimeUnit.MILLISECONDS));
      CompletableFuture<Set<String>> concluding =
          async(
              () -> {
                try (JdbcIntentLog third = new JdbcIntentLog(DATABASE.login().open())) {
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
      statement.execute("UPDATE gateway_account SET halted = true");
      CompletableFuture<Set<String>> reserving =
          async(() -> one.reserve("perp", 1, List.of(reservation("A", 1))));
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
          reserved.addAll(log.reserve("perp", epoch, batch));
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
    assertEquals(500, one.reserve("perp", 1, batch).size());
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
