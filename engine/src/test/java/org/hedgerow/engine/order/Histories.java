package org.hedgerow.engine.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * What really happened to an order of ten at a venue, and all that was said about it: by its
 * stream, by answers to calls, and by the gateway.
 */
final class Histories {
  static final int QUANTITY = 10;

  private final List<ExecutionReport> reports = new ArrayList<>();
  private int filled;
  private int amends = 1;
  private OrderStatus truth = OrderStatus.RISK_APPROVED;

  private Histories() {}

  /**
   * A history.
   *
   * @param reports in the order in which they were made
   * @param truth the order's status in the end, as the venue knows it (or the gateway, where the
   *     venue never had it)
   * @param filled what it filled in truth
   */
  record History(List<ExecutionReport> reports, OrderStatus truth, int filled) {}

  static History of(Random random) {
    Histories made = new Histories();
    made.make(random);
    return new History(made.reports, made.truth, made.filled);
  }

  /** In any order, some not at all, some twice. */
  static List<ExecutionReport> arrivals(History history, Random random) {
    List<ExecutionReport> arrivals = new ArrayList<>();
    for (ExecutionReport report : history.reports()) {
      int copies = random.nextInt(5) == 0 ? 0 : random.nextInt(4) == 0 ? 2 : 1;
      arrivals.addAll(Collections.nCopies(copies, report));
    }
    Collections.shuffle(arrivals, random);
    return arrivals;
  }

  /** The smallest list found by leaving out halves, then quarters ... that still fails. */
  static List<ExecutionReport> shrink(
      List<ExecutionReport> failing, Predicate<List<ExecutionReport>> holds) {
    List<ExecutionReport> smallest = failing;
    for (int piece = Math.max(1, failing.size() / 2); piece > 0; piece /= 2) {
      for (int from = 0; from + piece <= smallest.size(); ) {
        List<ExecutionReport> without = new ArrayList<>(smallest.subList(0, from));
        without.addAll(smallest.subList(from + piece, smallest.size()));
        if (holds.test(without)) {
          from += piece;
        } else {
          smallest = without;
        }
      }
    }
    return smallest;
  }

  private void make(Random random) {
    gateway(ExecutionType.STATUS, OrderStatus.INTENT_LOGGED);
    if (random.nextInt(8) == 0) {
      gateway(ExecutionType.UNSENT, OrderStatus.EXPIRED);
      truth = OrderStatus.EXPIRED;
      return;
    }
    gateway(ExecutionType.STATUS, OrderStatus.SUBMITTED);
    if (random.nextInt(4) == 0) {
      gateway(ExecutionType.STATUS, OrderStatus.UNKNOWN);
    }
    if (random.nextInt(8) == 0) {
      say(ReportSource.REST, ExecutionType.REJECTED, OrderStatus.REJECTED, 0);
      truth = OrderStatus.REJECTED;
      return;
    }
    say(ReportSource.STREAM, ExecutionType.NEW, OrderStatus.ACCEPTED, 0);
    say(ReportSource.REST, ExecutionType.STATUS, OrderStatus.ACCEPTED, 0);
    truth = OrderStatus.ACCEPTED;
    while (filled < QUANTITY && random.nextInt(4) > 0) {
      if (random.nextInt(4) == 0) {
        pending(random);
      }
      fill(1 + random.nextInt(QUANTITY - filled));
    }
    if (filled < QUANTITY && random.nextInt(3) > 0) {
      end(random.nextBoolean() ? OrderStatus.CANCELED : OrderStatus.EXPIRED, random);
    } else if (random.nextBoolean()) {
      say(ReportSource.RECONCILIATION, ExecutionType.STATUS, truth, filled);
    }
  }

  /** Asked to cancel or to amend; the venue refuses, or a fill comes first. */
  private void pending(Random random) {
    boolean cancel = random.nextBoolean();
    say(
        ReportSource.STREAM,
        ExecutionType.STATUS,
        cancel ? OrderStatus.PENDING_CANCEL : OrderStatus.PENDING_UPDATE,
        filled);
    if (random.nextBoolean()) {
      say(ReportSource.REST, ExecutionType.REJECTED, truth, filled);
    }
    if (!cancel) {
      amends++;
      ExecutionType outcome =
          switch (random.nextInt(3)) {
            case 0 -> ExecutionType.REPLACED;
            case 1 -> ExecutionType.REJECTED;
            default -> ExecutionType.UNSENT;
          };
      reports.add(amend(amends, outcome, truth, filled, 100 + random.nextInt(5)));
    }
  }

  /** The outcome of an amend; one that was not sent says nothing of the price. */
  static ExecutionReport amend(
      int number, ExecutionType outcome, OrderStatus status, int cumulative, int price) {
    boolean unsent = outcome == ExecutionType.UNSENT;
    return report(unsent ? ReportSource.GATEWAY : ReportSource.REST, outcome, status, cumulative)
        .setReportId("c/" + number + "/1")
        .setPrice(unsent ? null : Decimals.of(price))
        .setAmendNumber(number)
        .build();
  }

  /** The end is told; a fill that was made before it may be told after it. */
  private void end(OrderStatus end, Random random) {
    truth = end;
    if (filled + 1 < QUANTITY && random.nextInt(3) == 0) {
      int late = 1 + random.nextInt(QUANTITY - filled - 1);
      say(ReportSource.STREAM, type(end), end, filled);
      fill(late);
      truth = end;
      return;
    }
    say(ReportSource.STREAM, type(end), end, filled);
    if (random.nextBoolean()) {
      say(ReportSource.REST, ExecutionType.STATUS, end, filled);
    }
  }

  private void fill(int quantity) {
    filled += quantity;
    truth = filled == QUANTITY ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    reports.add(trade("x" + filled, quantity, filled, truth));
  }

  private static ExecutionType type(OrderStatus end) {
    return end == OrderStatus.CANCELED ? ExecutionType.CANCELED : ExecutionType.EXPIRED;
  }

  private void gateway(ExecutionType type, OrderStatus status) {
    say(ReportSource.GATEWAY, type, status, 0);
  }

  private void say(ReportSource source, ExecutionType type, OrderStatus status, int cumulative) {
    reports.add(status(source, type, status, cumulative));
  }

  static ExecutionReport trade(String execution, int quantity, int cumulative, OrderStatus status) {
    return report(ReportSource.STREAM, ExecutionType.TRADE, status, cumulative)
        .setExecutionId(execution)
        .setLastQuantity(Decimals.of(quantity))
        .setLastPrice(Decimals.of(100))
        .build();
  }

  static ExecutionReport status(
      ReportSource source, ExecutionType type, OrderStatus status, int cumulative) {
    return report(source, type, status, cumulative).build();
  }

  private static ExecutionReport.Builder report(
      ReportSource source, ExecutionType type, OrderStatus status, int cumulative) {
    return ExecutionReport.newBuilder()
        .setReportId(source + "/" + type + "/" + status + "/" + cumulative)
        .setSource(source)
        .setVenue("V")
        .setAccount("a")
        .setInstrument("V:I")
        .setClientOrderId("c")
        .setExecutionType(type)
        .setStatus(status)
        .setSide(Side.BUY)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.GTC)
        .setQuantity(Decimals.of(QUANTITY))
        .setCumulativeQuantity(Decimals.of(cumulative))
        .setAveragePrice(cumulative > 0 ? Decimals.of(100 + cumulative) : null)
        .setLiquidity(LiquidityFlag.NONE);
  }
}
