package org.hedgerow.engine.order;

import java.math.BigDecimal;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.OrderState;

/**
 * How reports move an order. Reports come from the venue's stream, from answers to calls and from
 * the gateway, in any order and more than once (fills are known once by their execution id, before
 * they come here); any order of arrival of the same reports ends in the same state.
 *
 * <p>That holds because a report is only ever joined to what is known (the furthest progress, the
 * highest end, the largest quantity), and the status is a function of what is known.
 */
public final class OrderLifecycle {
  private OrderLifecycle() {}

  /** Books a report into the order's row. */
  public static void apply(OrderState order, ExecutionReport report) {
    recall(order);
    BigDecimal told = Decimals.toBigDecimal(report.getCumulativeQuantity());
    if (report.getStatus() == OrderStatus.FILLED) {
      told = told.max(Decimals.toBigDecimal(order.getQuantity()));
    }
    order.setReported(Decimals.of(told.max(Decimals.toBigDecimal(order.getReported()))));
    if (report.getExecutionType() == ExecutionType.TRADE) {
      fill(order, Decimals.toBigDecimal(report.getLastQuantity()));
    }
    average(order, report);
    amend(order, report);
    status(order, report);
    order.setStatus(status(order));
  }

  /**
   * An AMEND of its price goes out. Until its outcome is told, whenever that is, the order may
   * stand at either price, and no other is sent.
   *
   * @param number of the command
   */
  public static void amending(OrderState order, int number, Decimal price, long clockMicros) {
    recall(order);
    order.setAmendNumber(number);
    order.setAmendPrice(price);
    order.setAmendCumulative(
        Decimals.compare(order.getReported(), order.getCumulative()) > 0
            ? order.getReported()
            : order.getCumulative());
    order.setAmendMicros(clockMicros);
    order.setStatus(status(order));
  }

  /** Whether an AMEND was sent whose outcome is not known yet. */
  public static boolean isAmending(OrderState order) {
    return !isTerminal(order.getStatus()) && order.getAmendNumber() > order.getAmendAnswered();
  }

  /** The limit at which it stands, as far as is known; null where it has none. */
  public static Decimal price(OrderState order) {
    if (order.getPrice() != null) {
      return order.getPrice();
    }
    return order.getPlaced() == null ? null : order.getPlaced().getPrice();
  }

  /**
   * The worst limit at which it may fill: of what is being amended the higher one of a bid, the
   * lower one of an offer.
   */
  public static Decimal worstPrice(OrderState order) {
    Decimal known = price(order);
    if (known == null || !isAmending(order)) {
      return known;
    }
    Decimal asked = order.getAmendPrice();
    boolean higher = Decimals.compare(asked, known) > 0;
    return (order.getSide() == Side.BUY) == higher ? asked : known;
  }

  /**
   * Books what is missing of the reported quantity as filled, until the true fills come.
   *
   * @param signedCost what the missing quantity costs, with the position's sign
   */
  public static void infer(OrderState order, BigDecimal signedCost) {
    BigDecimal missing = missing(order);
    order.setCumulative(Decimals.of(Decimals.toBigDecimal(order.getCumulative()).add(missing)));
    order.setInferred(Decimals.of(orZero(order.getInferred()).add(missing)));
    order.setInferredCost(Decimals.of(orZero(order.getInferredCost()).add(signedCost)));
    order.setInferredFills(order.getInferredFills() + 1);
    recall(order);
    order.setStatus(status(order));
  }

  /**
   * Takes from what is inferred what a true fill of that quantity stands for, cost in proportion.
   *
   * @return quantity (not signed) and cost (with the position's sign) that are inferred no more
   */
  public static Inferred consume(OrderState order, BigDecimal filled) {
    BigDecimal inferred = orZero(order.getInferred());
    BigDecimal cost = orZero(order.getInferredCost());
    BigDecimal quantity = filled.min(inferred);
    if (quantity.signum() <= 0) {
      return Inferred.NOTHING;
    }
    BigDecimal part =
        quantity.compareTo(inferred) == 0
            ? cost
            : Rounding.divide(cost.multiply(quantity), inferred);
    order.setInferred(Decimals.of(inferred.subtract(quantity)));
    order.setInferredCost(Decimals.of(cost.subtract(part)));
    order.setCumulative(
        Decimals.of(Decimals.toBigDecimal(order.getCumulative()).subtract(quantity)));
    return new Inferred(quantity, part);
  }

  /** A part of what was inferred. */
  public record Inferred(BigDecimal quantity, BigDecimal cost) {
    static final Inferred NOTHING = new Inferred(BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /** What was reported as filled and is not booked. */
  public static BigDecimal missing(OrderState order) {
    return Decimals.toBigDecimal(order.getReported())
        .min(Decimals.toBigDecimal(order.getQuantity()))
        .subtract(Decimals.toBigDecimal(order.getCumulative()))
        .max(BigDecimal.ZERO);
  }

  /**
   * Nothing more can happen to it: its end was reported, and every fill that was spoken of is here.
   */
  public static boolean isClosed(OrderState order) {
    return isTerminal(order.getStatus()) && missing(order).signum() == 0;
  }

  /** What may still fill: counts as working, and while the order is UNKNOWN as exposure. */
  public static BigDecimal open(OrderState order) {
    return isTerminal(order.getStatus())
        ? missing(order)
        : Decimals.toBigDecimal(order.getQuantity())
            .subtract(Decimals.toBigDecimal(order.getCumulative()))
            .max(BigDecimal.ZERO);
  }

  /** FILLED, REJECTED, CANCELED, EXPIRED or DENIED. */
  public static boolean isTerminal(OrderStatus status) {
    return switch (status) {
      case FILLED, REJECTED, CANCELED, EXPIRED, DENIED -> true;
      default -> false;
    };
  }

  /** Rows of 0.1.0 know only the status. */
  private static void recall(OrderState order) {
    if (order.getProgress() != null) {
      return;
    }
    boolean ended = isTerminal(order.getStatus());
    order.setProgress(ended ? OrderStatus.ACCEPTED : order.getStatus());
    order.setEnd(ended ? order.getStatus() : null);
    order.setRejected(order.getStatus() == OrderStatus.REJECTED);
  }

  private static void fill(OrderState order, BigDecimal quantity) {
    BigDecimal total = Decimals.toBigDecimal(order.getCumulative()).add(quantity);
    BigDecimal whole = Decimals.toBigDecimal(order.getQuantity());
    order.setCumulative(Decimals.of(total.min(whole)));
    BigDecimal over = total.subtract(whole).max(BigDecimal.ZERO);
    order.setOverfill(Decimals.of(Decimals.toBigDecimal(order.getOverfill()).add(over)));
  }

  private static void average(OrderState order, ExecutionReport report) {
    Decimal price = report.getAveragePrice();
    if (price == null || Decimals.signum(report.getCumulativeQuantity()) <= 0) {
      return;
    }
    int newer =
        order.getAverageCumulative() == null
            ? 1
            : Decimals.compare(report.getCumulativeQuantity(), order.getAverageCumulative());
    // Of two averages of one quantity the higher, so that it does not matter which came first.
    if (newer > 0 || (newer == 0 && Decimals.compare(price, order.getAveragePrice()) > 0)) {
      order.setAveragePrice(price);
      order.setAverageCumulative(report.getCumulativeQuantity());
    }
  }

  /**
   * Only the gateway's own outcome of an amend ends it, by the amend's number: a stream that shows
   * a price may speak of an earlier amend to the same price.
   */
  private static void amend(OrderState order, ExecutionReport report) {
    int number = report.getAmendNumber();
    if (number == 0) {
      return;
    }
    order.setAmendAnswered(Math.max(number, order.getAmendAnswered()));
    order.setAmendRefused(
        order.getAmendRefused()
            || report.getExecutionType() == ExecutionType.REJECTED
            || report.getExecutionType() == ExecutionType.UNSENT);
    if (report.getPrice() != null && number >= order.getPriceNumber()) {
      order.setPrice(report.getPrice());
      order.setPriceNumber(number);
    }
  }

  private static void status(OrderState order, ExecutionReport report) {
    OrderStatus told = report.getStatus();
    boolean trade = report.getExecutionType() == ExecutionType.TRADE;
    if (isTerminal(told)) {
      order.setRejected(order.getRejected() || told == OrderStatus.REJECTED);
      order.setEnd(order.getEnd() == null ? told : higher(order.getEnd(), told));
      return;
    }
    if (told == OrderStatus.PENDING_CANCEL || told == OrderStatus.PENDING_UPDATE) {
      order.setPending(order.getPending() == null ? told : higher(order.getPending(), told));
      Decimal at = order.getPendingCumulative();
      if (at == null || Decimals.compare(report.getCumulativeQuantity(), at) > 0) {
        order.setPendingCumulative(report.getCumulativeQuantity());
      }
      told = OrderStatus.ACCEPTED;
    } else if (answersPending(report)) {
      order.setPendingAnswered(true);
    }
    // What the gateway itself says is no evidence that the venue has the order; a fill always is.
    if (report.getSource() == ReportSource.GATEWAY && rank(told) > rank(OrderStatus.UNKNOWN)) {
      told = OrderStatus.SUBMITTED;
    }
    if (trade) {
      told = OrderStatus.PARTIALLY_FILLED;
    }
    order.setProgress(higher(order.getProgress(), told));
  }

  /**
   * A request to cancel or amend that was refused (FIX OrderCancelReject: rejected, but the order
   * is not), an amend that was done, or a look-up that found the order simply working.
   */
  private static boolean answersPending(ExecutionReport report) {
    return report.getExecutionType() == ExecutionType.REJECTED
        || report.getExecutionType() == ExecutionType.REPLACED
        || (report.getSource() == ReportSource.RECONCILIATION
            && report.getExecutionType() == ExecutionType.STATUS
            && rank(report.getStatus()) >= rank(OrderStatus.ACCEPTED));
  }

  private static OrderStatus status(OrderState order) {
    if (Decimals.compare(order.getCumulative(), order.getQuantity()) >= 0) {
      return OrderStatus.FILLED;
    }
    if (order.getEnd() != null) {
      return order.getEnd();
    }
    if (order.getPending() != null
        && !order.getPendingAnswered()
        && Decimals.compare(order.getReported(), order.getPendingCumulative()) <= 0
        && Decimals.compare(order.getCumulative(), order.getPendingCumulative()) <= 0) {
      return order.getPending();
    }
    if (order.getAmendNumber() > order.getAmendAnswered()
        && Decimals.compare(order.getReported(), order.getAmendCumulative()) <= 0
        && Decimals.compare(order.getCumulative(), order.getAmendCumulative()) <= 0) {
      return OrderStatus.PENDING_UPDATE;
    }
    return Decimals.signum(order.getCumulative()) > 0
        ? OrderStatus.PARTIALLY_FILLED
        : order.getProgress();
  }

  private static OrderStatus higher(OrderStatus left, OrderStatus right) {
    return rank(right) > rank(left) ? right : left;
  }

  private static BigDecimal orZero(Decimal number) {
    return number == null ? BigDecimal.ZERO : Decimals.toBigDecimal(number);
  }

  /**
   * Later in an order's life is higher; among ends the one that the venue's own record would show.
   */
  private static int rank(OrderStatus status) {
    return switch (status) {
      case INITIALIZED -> 0;
      case RISK_APPROVED -> 1;
      case INTENT_LOGGED -> 2;
      case SUBMITTED -> 3;
      case UNKNOWN -> 4;
      case ACCEPTED -> 5;
      case PENDING_UPDATE -> 6;
      case PENDING_CANCEL -> 7;
      case PARTIALLY_FILLED -> 8;
      case DENIED -> 9;
      case REJECTED -> 10;
      case EXPIRED -> 11;
      case CANCELED -> 12;
      case FILLED -> 13;
    };
  }
}
