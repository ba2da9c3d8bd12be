package org.hedgerow.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * A venue that keeps true books and tells of them late, twice, in any order, or not at all: it
 * rejects, leaves in doubt, loses cancels, fills in parts, fills more than was asked for, and fills
 * after it has told an end.
 */
final class UnreliableVenue {
  /** How it behaves for a while. */
  enum Mood {
    FAIR,
    /** Nothing is lost, or refused. */
    FAITHFUL,
    REJECTS_ALL,
    ANSWERS_NOTHING,
    LIES
  }

  /** An order as the venue has it. */
  static final class Standing {
    final Order order;
    final BigDecimal quantity;
    BigDecimal filled = BigDecimal.ZERO;
    boolean arrived;
    boolean over;
    OrderStatus end = OrderStatus.CANCELED;

    Standing(Order order) {
      this.order = order;
      this.quantity = Decimals.toBigDecimal(order.getQuantity());
    }

    BigDecimal open() {
      return over || !arrived ? BigDecimal.ZERO : quantity.subtract(filled).max(BigDecimal.ZERO);
    }
  }

  private static final BigDecimal FEE = new BigDecimal("0.0004");

  final Map<String, Standing> orders = new LinkedHashMap<>();
  private final Random random;
  private final Scenario reports;
  private final List<ExecutionReport> untold = new ArrayList<>();
  private Mood mood = Mood.FAIR;
  private int executions;

  /**
   * A venue without orders.
   *
   * @param reports makes reports of orders; nothing is told to it
   */
  UnreliableVenue(Random random, Scenario reports) {
    this.random = random;
    this.reports = reports;
  }

  void changeMood(Mood to) {
    mood = to;
  }

  /** A command of the engine's; what is to be told of it is kept. */
  void receive(Order order, BigDecimal touch) {
    switch (order.getCommand()) {
      case PLACE -> place(order, touch);
      case CANCEL -> cancel(orders.get(order.getClientOrderId()));
      case STATUS_REQUEST -> answer(orders.get(order.getClientOrderId()));
      default -> throw new AssertionError("a venue is not sent " + order.getCommand());
    }
  }

  private void place(Order order, BigDecimal touch) {
    Standing standing = new Standing(order);
    orders.put(order.getClientOrderId(), standing);
    int fate = mood == Mood.FAITHFUL ? 20 : random.nextInt(20);
    if (mood == Mood.REJECTS_ALL || fate == 0) {
      end(standing, OrderStatus.REJECTED);
      if (mood == Mood.LIES) {
        // It says rejected, and fills.
        execute(standing, standing.quantity, touch);
      }
    } else if (mood == Mood.ANSWERS_NOTHING || fate == 1) {
      standing.arrived = random.nextBoolean();
      standing.over = !standing.arrived;
      standing.end = OrderStatus.EXPIRED;
      untold.add(
          report(standing)
              .setSource(ReportSource.GATEWAY)
              .setExecutionType(ExecutionType.STATUS)
              .setStatus(OrderStatus.UNKNOWN)
              .build());
      if (standing.arrived && order.getTimeInForce() == TimeInForce.IOC) {
        take(standing, touch);
      }
    } else {
      standing.arrived = true;
      if (order.getTimeInForce() == TimeInForce.IOC) {
        take(standing, touch);
      } else if (fate == 2) {
        end(standing, OrderStatus.EXPIRED);
      } else {
        untold.add(report(standing).build());
      }
    }
  }

  private void take(Standing standing, BigDecimal touch) {
    boolean more = mood == Mood.LIES && random.nextInt(4) == 0;
    int tenths = more ? 12 : List.of(0, 3, 5, 10, 10, 10, 10).get(random.nextInt(7));
    execute(standing, standing.quantity.multiply(new BigDecimal(tenths)).movePointLeft(1), touch);
    end(
        standing,
        standing.filled.compareTo(standing.quantity) < 0
            ? OrderStatus.EXPIRED
            : OrderStatus.FILLED);
  }

  /** Somebody trades with what stands. */
  void tradeWithWhatStands() {
    for (Standing standing : orders.values()) {
      if (standing.open().signum() > 0 && random.nextInt(3) == 0) {
        execute(
            standing,
            standing.open().multiply(new BigDecimal(1 + random.nextInt(10))).movePointLeft(1),
            Decimals.toBigDecimal(standing.order.getPrice()));
        if (standing.open().signum() == 0) {
          end(standing, OrderStatus.FILLED);
        }
      }
    }
  }

  private void execute(Standing standing, BigDecimal about, BigDecimal price) {
    Listed listed = Listed.named(standing.order.getInstrument());
    BigDecimal part = about.setScale(listed.lot().scale(), RoundingMode.DOWN);
    if (part.signum() <= 0) {
      return;
    }
    standing.filled = standing.filled.add(part);
    boolean coins = listed.kind() == Listed.Kind.INVERSE || listed.isOption();
    BigDecimal fee = listed.cost(part, price).multiply(FEE).setScale(8, RoundingMode.UP);
    ExecutionReport report =
        report(standing)
            .setExecutionType(ExecutionType.TRADE)
            .setFee(Decimals.of(random.nextInt(5) == 0 ? BigDecimal.ZERO : fee))
            .setFeeCurrency(coins ? "BTC" : "USDT")
            .setStatus(
                standing.filled.compareTo(standing.quantity) < 0
                    ? OrderStatus.PARTIALLY_FILLED
                    : OrderStatus.FILLED)
            .setExecutionId("v" + ++executions)
            .setLastQuantity(Decimals.of(part))
            .setLastPrice(Decimals.of(price))
            .setCumulativeQuantity(Decimals.of(standing.filled))
            .build();
    // One in twelve is lost where the end, or an answer, will speak of it; of what is beyond an end
    // or beyond the order only snapshots of positions would.
    boolean beyond = standing.over || standing.filled.compareTo(standing.quantity) > 0;
    if (beyond || mood == Mood.FAITHFUL || random.nextInt(12) > 0) {
      untold.add(report);
      if (random.nextInt(8) == 0) {
        untold.add(report);
      }
    }
  }

  private void cancel(Standing standing) {
    if (mood == Mood.ANSWERS_NOTHING || (mood != Mood.FAITHFUL && random.nextInt(4) == 0)) {
      return;
    }
    if (standing.open().signum() == 0) {
      if (mood == Mood.FAITHFUL && standing.over) {
        // It refuses to cancel what is over, and the gateway looks the order up.
        untold.add(ending(standing));
      }
      return;
    }
    BigDecimal late = mood == Mood.LIES ? standing.open() : BigDecimal.ZERO;
    end(standing, OrderStatus.CANCELED);
    if (late.signum() > 0) {
      execute(standing, late, Decimals.toBigDecimal(standing.order.getPrice()));
    }
  }

  private void end(Standing standing, OrderStatus status) {
    standing.over = true;
    standing.end = status;
    if (mood == Mood.FAITHFUL || random.nextInt(10) > 0) {
      untold.add(ending(standing));
    }
  }

  private ExecutionReport ending(Standing standing) {
    OrderStatus status =
        standing.filled.compareTo(standing.quantity) >= 0 ? OrderStatus.FILLED : standing.end;
    ExecutionType type =
        switch (status) {
          case REJECTED -> ExecutionType.REJECTED;
          case EXPIRED -> ExecutionType.EXPIRED;
          case CANCELED -> ExecutionType.CANCELED;
          default -> ExecutionType.STATUS;
        };
    // Every other post-only order would have crossed; the others are rejected for something else.
    boolean wouldCross =
        status == OrderStatus.REJECTED
            && standing.order.getTimeInForce() == TimeInForce.POST_ONLY
            && standing.order.getGroupSequence() % 2 == 0;
    return report(standing)
        .setExecutionType(type)
        .setStatus(status)
        .setRejectCode(wouldCross ? "POST_ONLY_WOULD_CROSS" : null)
        .setCumulativeQuantity(Decimals.of(standing.filled))
        .build();
  }

  private void answer(Standing standing) {
    if (mood == Mood.ANSWERS_NOTHING) {
      return;
    }
    untold.add(
        standing.over
            ? ending(standing)
            : report(standing)
                .setSource(ReportSource.RECONCILIATION)
                .setExecutionType(ExecutionType.STATUS)
                .setStatus(
                    standing.filled.signum() > 0
                        ? OrderStatus.PARTIALLY_FILLED
                        : OrderStatus.ACCEPTED)
                .setCumulativeQuantity(Decimals.of(standing.filled))
                .build());
  }

  private ExecutionReport.Builder report(Standing standing) {
    return reports.report(standing.order).setTimeInForce(standing.order.getTimeInForce());
  }

  boolean hasNews() {
    return !untold.isEmpty();
  }

  /** Something that it has not told yet, not always the oldest. */
  ExecutionReport news() {
    int oldest = Math.min(untold.size(), 4);
    return untold.remove(random.nextInt(oldest));
  }

  /** What it truly traded, signed. */
  BigDecimal position(String instrument) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Standing standing : orders.values()) {
      if (standing.order.getInstrument().equals(instrument)) {
        sum =
            standing.order.getSide() == Side.BUY
                ? sum.add(standing.filled)
                : sum.subtract(standing.filled);
      }
    }
    return sum;
  }
}
