package org.hedgerow.engine.order;

import static org.hedgerow.engine.order.Histories.status;
import static org.hedgerow.engine.order.Histories.trade;
import static org.hedgerow.schema.OrderStatus.ACCEPTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.OrderState;
import org.junit.jupiter.api.Test;

/** Laws over random histories and orders of arrival; a failure names its seed and is shrunk. */
class OrderLifecycleTest {
  private static final int ROUNDS = 4_000;

  @Test
  void anyOrderOfArrivalOfTheSameReportsEndsInTheSameState() {
    forAll(
        arrivals -> {
          List<ExecutionReport> other = new ArrayList<>(arrivals);
          Collections.reverse(other);
          List<ExecutionReport> sorted = new ArrayList<>(arrivals);
          sorted.sort((left, right) -> left.toString().compareTo(right.toString()));
          OrderState state = after(arrivals);
          return state.equals(after(other)) && state.equals(after(sorted));
        });
  }

  /** Nothing lost: whatever the order of arrival, what the venue knows is known. */
  @Test
  void aWholeHistoryEndsInTheTruth() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Histories.History history = Histories.of(random);
      List<ExecutionReport> arrivals = new ArrayList<>(history.reports());
      Collections.shuffle(arrivals, random);
      OrderState state = after(arrivals);
      String where = "seed " + seed + " " + arrivals;
      boolean refusedInTheEnd =
          state.getStatus() == OrderStatus.PENDING_CANCEL
              || state.getStatus() == OrderStatus.PENDING_UPDATE;
      assertFalse(refusedInTheEnd, where);
      assertEquals(history.truth(), state.getStatus(), where);
      assertEquals(Decimals.of(history.filled()), state.getCumulative(), where);
      assertEquals(
          OrderLifecycle.isTerminal(history.truth()), OrderLifecycle.isClosed(state), where);
    }
  }

  @Test
  void theCumulativeQuantityNeverFallsAndNeverPassesTheOrders() {
    forAll(
        arrivals -> {
          OrderState order = fresh();
          List<ExecutionReport> more = new ArrayList<>(arrivals);
          more.add(arrivals.size() / 2, trade("over", 7, 7, OrderStatus.PARTIALLY_FILLED));
          BigDecimal sum = BigDecimal.ZERO;
          for (ExecutionReport report : once(more)) {
            var before = order.getCumulative();
            OrderLifecycle.apply(order, report);
            if (report.getLastQuantity() != null) {
              sum = sum.add(Decimals.toBigDecimal(report.getLastQuantity()));
            }
            BigDecimal booked =
                Decimals.toBigDecimal(order.getCumulative())
                    .add(Decimals.toBigDecimal(order.getOverfill()));
            if (Decimals.compare(order.getCumulative(), before) < 0
                || Decimals.compare(order.getCumulative(), order.getQuantity()) > 0
                || booked.compareTo(sum) != 0) {
              return false;
            }
          }
          return true;
        });
  }

  @Test
  void anEndIsFinalButForALateFill() {
    forAll(
        arrivals -> {
          OrderState order = fresh();
          for (ExecutionReport report : once(arrivals)) {
            OrderStatus before = order.getStatus();
            OrderLifecycle.apply(order, report);
            if (OrderLifecycle.isTerminal(before)
                && !OrderLifecycle.isTerminal(order.getStatus())) {
              return false;
            }
          }
          return true;
        });
  }

  /** Three amends were sent; whatever was told of them, and in whichever order, says the same. */
  @Test
  void thePriceIsThatOfTheLastAmendThatWasToldOf() {
    ExecutionReport first = Histories.amend(2, ExecutionType.REPLACED, ACCEPTED, 0, 101);
    ExecutionReport refused = Histories.amend(3, ExecutionType.REJECTED, ACCEPTED, 0, 101);
    ExecutionReport last = Histories.amend(4, ExecutionType.REPLACED, ACCEPTED, 0, 99);
    List<ExecutionReport> told =
        List.of(
            first,
            refused,
            last,
            trade("x", 2, 2, OrderStatus.PARTIALLY_FILLED),
            status(ReportSource.STREAM, ExecutionType.REPLACED, ACCEPTED, 0),
            status(ReportSource.RECONCILIATION, ExecutionType.STATUS, ACCEPTED, 0));
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<ExecutionReport> arrivals = new ArrayList<>(told);
      Collections.shuffle(arrivals, random);
      List<ExecutionReport> some = arrivals.subList(0, random.nextInt(arrivals.size() + 1));
      OrderState order = amended();
      some.forEach(report -> OrderLifecycle.apply(order, report));
      String where = "seed " + seed + " " + some;
      assertEquals(!some.contains(last), OrderLifecycle.isAmending(order), where);
      int price =
          some.contains(last) ? 99 : some.contains(first) || some.contains(refused) ? 101 : 100;
      assertEquals(0, Decimals.compare(Decimals.of(price), OrderLifecycle.price(order)), where);
      // A bid, asked to go from 100 over 101 and 102 to 99.
      int worst = some.contains(last) ? 99 : Math.max(price, 99);
      assertEquals(
          0, Decimals.compare(Decimals.of(worst), OrderLifecycle.worstPrice(order)), where);
      OrderStatus status =
          some.stream().anyMatch(report -> report.getLastQuantity() != null)
              ? OrderStatus.PARTIALLY_FILLED
              : some.contains(last) ? ACCEPTED : OrderStatus.PENDING_UPDATE;
      assertEquals(status, order.getStatus(), where);
    }
  }

  private static OrderState amended() {
    OrderState order = fresh();
    OrderLifecycle.apply(order, status(ReportSource.STREAM, ExecutionType.NEW, ACCEPTED, 0));
    order.setPrice(Decimals.of(100));
    OrderLifecycle.amending(order, 2, Decimals.of(101), 1);
    OrderLifecycle.amending(order, 3, Decimals.of(102), 2);
    OrderLifecycle.amending(order, 4, Decimals.of(99), 3);
    return order;
  }

  @Test
  void theAnswerThatComesAfterTheFillReopensNothing() {
    forAll(
        arrivals -> {
          OrderState order = after(arrivals);
          OrderState again = after(arrivals);
          OrderLifecycle.apply(
              again, status(ReportSource.REST, ExecutionType.STATUS, OrderStatus.ACCEPTED, 0));
          return Decimals.signum(order.getCumulative()) == 0
              || (again.getStatus() == order.getStatus()
                  && OrderLifecycle.isClosed(again) == OrderLifecycle.isClosed(order));
        });
  }

  @Test
  void unknownIsLeftOnlyByEvidenceFromTheVenue() {
    forAll(
        arrivals -> {
          boolean evidence =
              arrivals.stream()
                  .anyMatch(
                      report ->
                          report.getSource() != ReportSource.GATEWAY
                              || report.getExecutionType() == ExecutionType.UNSENT);
          boolean doubt =
              arrivals.stream().anyMatch(report -> report.getStatus() == OrderStatus.UNKNOWN);
          OrderState state = after(arrivals);
          return (state.getStatus() == OrderStatus.UNKNOWN) == (doubt && !evidence);
        });
  }

  @Test
  void whatIsUnknownCountsAsWorking() {
    OrderState order =
        after(List.of(status(ReportSource.GATEWAY, ExecutionType.STATUS, OrderStatus.UNKNOWN, 0)));
    assertEquals(BigDecimal.TEN, OrderLifecycle.open(order));
    assertFalse(OrderLifecycle.isClosed(order));
  }

  @Test
  void aRefusedCancelFallsBackToTheStateBefore() {
    ExecutionReport accepted =
        status(ReportSource.STREAM, ExecutionType.NEW, OrderStatus.ACCEPTED, 0);
    ExecutionReport pending =
        status(ReportSource.STREAM, ExecutionType.STATUS, OrderStatus.PENDING_CANCEL, 0);
    ExecutionReport refused =
        status(ReportSource.REST, ExecutionType.REJECTED, OrderStatus.ACCEPTED, 0);
    assertEquals(OrderStatus.PENDING_CANCEL, after(List.of(accepted, pending)).getStatus());
    assertEquals(OrderStatus.ACCEPTED, after(List.of(accepted, pending, refused)).getStatus());
    assertEquals(OrderStatus.ACCEPTED, after(List.of(refused, pending, accepted)).getStatus());
    ExecutionReport fill = trade("x", 4, 4, OrderStatus.PARTIALLY_FILLED);
    assertEquals(OrderStatus.PARTIALLY_FILLED, after(List.of(accepted, fill, pending)).getStatus());
    ExecutionReport pendingLater =
        status(ReportSource.STREAM, ExecutionType.STATUS, OrderStatus.PENDING_UPDATE, 4);
    assertEquals(
        OrderStatus.PENDING_UPDATE, after(List.of(accepted, fill, pendingLater)).getStatus());
  }

  @Test
  void whatIsOverGoesToOverfill() {
    OrderState order =
        after(
            List.of(
                trade("x", 8, 8, OrderStatus.PARTIALLY_FILLED),
                trade("y", 5, 13, OrderStatus.FILLED)));
    assertEquals(Decimals.of(10), order.getCumulative());
    assertEquals(Decimals.of(3), order.getOverfill());
    assertEquals(OrderStatus.FILLED, order.getStatus());
  }

  @Test
  void filledByStatusWaitsForTheFills() {
    OrderState order =
        after(List.of(status(ReportSource.REST, ExecutionType.STATUS, OrderStatus.FILLED, 10)));
    assertEquals(OrderStatus.FILLED, order.getStatus());
    assertFalse(OrderLifecycle.isClosed(order));
    OrderLifecycle.apply(order, trade("x", 10, 10, OrderStatus.FILLED));
    assertTrue(OrderLifecycle.isClosed(order));
  }

  @Test
  void aLateFillAfterTheEndIsBooked() {
    OrderState order =
        after(
            List.of(
                status(ReportSource.STREAM, ExecutionType.CANCELED, OrderStatus.CANCELED, 0),
                trade("x", 4, 4, OrderStatus.PARTIALLY_FILLED)));
    assertEquals(Decimals.of(4), order.getCumulative());
    assertEquals(OrderStatus.CANCELED, order.getStatus());
  }

  @Test
  void aRowOfTheFirstReleaseGoesOn() {
    OrderState order = fresh();
    order.setProgress(null);
    order.setStatus(OrderStatus.CANCELED);
    OrderLifecycle.apply(
        order, status(ReportSource.REST, ExecutionType.STATUS, OrderStatus.ACCEPTED, 0));
    assertEquals(OrderStatus.CANCELED, order.getStatus());
  }

  private static void forAll(Predicate<List<ExecutionReport>> holds) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<ExecutionReport> arrivals = Histories.arrivals(Histories.of(random), random);
      if (!holds.test(arrivals)) {
        fail("seed " + seed + ", shrunk to " + Histories.shrink(arrivals, holds));
      }
    }
  }

  private static OrderState after(List<ExecutionReport> reports) {
    OrderState order = fresh();
    once(reports).forEach(report -> OrderLifecycle.apply(order, report));
    return order;
  }

  /** Fills are known once by their execution id before they come here; other reports may repeat. */
  private static List<ExecutionReport> once(List<ExecutionReport> reports) {
    Set<String> executions = new LinkedHashSet<>();
    return reports.stream()
        .filter(
            report -> report.getExecutionId() == null || executions.add(report.getExecutionId()))
        .toList();
  }

  private static OrderState fresh() {
    return OrderState.newBuilder()
        .setStatus(OrderStatus.RISK_APPROVED)
        .setProgress(OrderStatus.RISK_APPROVED)
        .setPortfolio("p")
        .setAccount("a")
        .setInstrument("V:I")
        .setSide(Side.BUY)
        .setQuantity(Decimals.of(10))
        .setCumulative(Decimals.ZERO)
        .setReported(Decimals.ZERO)
        .setOverfill(Decimals.ZERO)
        .setGroupSequence(1L)
        .build();
  }
}
