package org.hedgerow.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.OrderState;
import org.junit.jupiter.api.Test;

/** Properties over random orders of arrival; a failure names its seed. */
class OrderLifecycleTest {
  private static final int ROUNDS = 2_000;

  @Test
  void anyOrderOfArrivalEndsInTheSameState() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<ExecutionReport> reports = course(random);
      OrderState inOrder = after(reports);
      Collections.shuffle(reports, random);
      assertEquals(inOrder, after(reports), "seed " + seed);
    }
  }

  @Test
  void theCumulativeQuantityNeverFallsAndNeverPassesTheOrders() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<ExecutionReport> reports = course(random);
      reports.add(trade(5));
      Collections.shuffle(reports, random);
      OrderState order = fresh();
      for (ExecutionReport report : reports) {
        var before = order.getCumulative();
        OrderLifecycle.apply(order, report);
        assertTrue(Decimals.compare(order.getCumulative(), before) >= 0, "seed " + seed);
        assertTrue(
            Decimals.compare(order.getCumulative(), order.getQuantity()) <= 0, "seed " + seed);
      }
    }
  }

  @Test
  void whatIsOverGoesToOverfill() {
    OrderState order = after(List.of(trade(8), trade(5)));
    assertEquals(Decimals.of(10), order.getCumulative());
    assertEquals(Decimals.of(3), order.getOverfill());
    assertEquals(OrderStatus.FILLED, order.getStatus());
  }

  @Test
  void theAcknowledgementAfterTheFillReopensNothing() {
    OrderState order =
        after(
            List.of(trade(10), status(OrderStatus.ACCEPTED, 0), status(OrderStatus.SUBMITTED, 0)));
    assertEquals(OrderStatus.FILLED, order.getStatus());
    assertTrue(OrderLifecycle.isClosed(order));
  }

  @Test
  void filledByStatusWaitsForTheFills() {
    OrderState order = after(List.of(status(OrderStatus.FILLED, 10)));
    assertFalse(OrderLifecycle.isClosed(order));
    OrderLifecycle.apply(order, trade(10));
    assertTrue(OrderLifecycle.isClosed(order));
  }

  @Test
  void aLateFillAfterTheEndIsBooked() {
    OrderState order = after(List.of(status(OrderStatus.CANCELED, 0), trade(4)));
    assertEquals(Decimals.of(4), order.getCumulative());
    assertEquals(OrderStatus.CANCELED, order.getStatus());
  }

  @Test
  void unknownIsLeftOnlyByEvidenceFromTheVenue() {
    OrderState order =
        after(
            List.of(report(ReportSource.GATEWAY, ExecutionType.STATUS, OrderStatus.UNKNOWN, 0, 0)));
    OrderLifecycle.apply(
        order, report(ReportSource.GATEWAY, ExecutionType.STATUS, OrderStatus.SUBMITTED, 0, 0));
    assertEquals(OrderStatus.UNKNOWN, order.getStatus());
    assertEquals(
        Decimals.toBigDecimal(order.getQuantity()),
        OrderLifecycle.open(order),
        "it counts as working");
    OrderLifecycle.apply(order, status(OrderStatus.ACCEPTED, 0));
    assertEquals(OrderStatus.ACCEPTED, order.getStatus());
  }

  /** What a venue may say of one order: acknowledgements, fills, and perhaps an end. */
  private static List<ExecutionReport> course(Random random) {
    List<ExecutionReport> reports = new ArrayList<>();
    reports.add(status(OrderStatus.SUBMITTED, 0));
    reports.add(status(OrderStatus.ACCEPTED, 0));
    int filled = 0;
    while (filled < 10 && random.nextInt(4) > 0) {
      int quantity = 1 + random.nextInt(10 - filled);
      filled += quantity;
      reports.add(trade(quantity));
    }
    if (filled < 10 && random.nextBoolean()) {
      reports.add(
          status(random.nextBoolean() ? OrderStatus.CANCELED : OrderStatus.EXPIRED, filled));
    }
    return reports;
  }

  private static OrderState after(List<ExecutionReport> reports) {
    OrderState order = fresh();
    reports.forEach(report -> OrderLifecycle.apply(order, report));
    return order;
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

  private static ExecutionReport trade(int quantity) {
    return report(
        ReportSource.STREAM, ExecutionType.TRADE, OrderStatus.PARTIALLY_FILLED, quantity, quantity);
  }

  private static ExecutionReport status(OrderStatus status, int cumulative) {
    return report(ReportSource.STREAM, ExecutionType.STATUS, status, cumulative, 0);
  }

  private static ExecutionReport report(
      ReportSource source, ExecutionType type, OrderStatus status, int cumulative, int last) {
    return ExecutionReport.newBuilder()
        .setReportId("r")
        .setSource(source)
        .setVenue("V")
        .setAccount("a")
        .setInstrument("V:I")
        .setClientOrderId("c")
        .setExecutionType(type)
        .setStatus(status)
        .setSide(Side.BUY)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.of(10))
        .setCumulativeQuantity(Decimals.of(cumulative))
        .setLastQuantity(type == ExecutionType.TRADE ? Decimals.of(last) : null)
        .setLastPrice(type == ExecutionType.TRADE ? Decimals.of(1) : null)
        .setLiquidity(LiquidityFlag.NONE)
        .build();
  }
}
