package org.hedgerow.cli.bench.execution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RejectCodes;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.Trade;

/**
 * A venue with one customer, whose orders change nothing in its book: what they take is there
 * again, and nobody moves for them. Commands come when they have arrived; reports are for whoever
 * takes them.
 */
final class TrialVenue {
  private final DisplayedBook book;
  private final BigDecimal tick;
  private final List<ExecutionReport> reports = new ArrayList<>();
  private final TrialCounts counts;
  private Order order;
  private RestingOrder resting;
  private int reported;

  /**
   * A venue.
   *
   * @param tick of its prices
   * @param counts are told what becomes of orders
   */
  TrialVenue(DisplayedBook book, BigDecimal tick, TrialCounts counts) {
    this.book = book;
    this.tick = tick;
    this.counts = counts;
  }

  /** A command has arrived. */
  void receive(Order command) {
    if (command.getCommand() == OrderCommand.PLACE) {
      place(command);
    } else if (command.getCommand() == OrderCommand.CANCEL
        && resting != null
        && order.getClientOrderId().equals(command.getClientOrderId())) {
      counts.canceled(resting.filled().signum() > 0);
      report(ExecutionType.CANCELED, OrderStatus.CANCELED, resting.filled());
      resting = null;
    }
    // A cancel that came too late is answered by the end that was told before.
  }

  private void place(Order command) {
    if (resting != null) {
      throw new IllegalStateException(
          command.getClientOrderId() + " comes while " + order.getClientOrderId() + " stands");
    }
    order = command;
    Side side = command.getSide();
    BigDecimal limit = Decimals.toBigDecimal(command.getPrice());
    BigDecimal quantity = Decimals.toBigDecimal(command.getQuantity());
    if (command.getTimeInForce() != TimeInForce.POST_ONLY) {
      takes(side, limit, quantity);
    } else if (book.crosses(side, limit)) {
      BigDecimal touch = book.best(DisplayedBook.opposite(side));
      // At the touch by one tick, since the order stood in front of it by one.
      counts.refused(limit.subtract(touch).abs().divide(tick).intValue() + 1);
      reports.add(
          report(ExecutionType.REJECTED, OrderStatus.REJECTED, BigDecimal.ZERO, LiquidityFlag.NONE)
              .setRejectCode(RejectCodes.POST_ONLY_WOULD_CROSS)
              .build());
    } else {
      resting = new RestingOrder(side, limit, quantity, book);
      counts.stands(resting.ahead(), quantity);
      report(ExecutionType.NEW, OrderStatus.ACCEPTED, BigDecimal.ZERO);
    }
  }

  private void takes(Side side, BigDecimal limit, BigDecimal quantity) {
    counts.takes();
    BigDecimal filled = BigDecimal.ZERO;
    for (DisplayedBook.Taken taken : book.take(side, limit, quantity)) {
      filled = filled.add(taken.quantity());
      filled(taken.price(), taken.quantity(), filled, quantity, LiquidityFlag.TAKER);
    }
    if (filled.compareTo(quantity) < 0) {
      report(ExecutionType.EXPIRED, OrderStatus.EXPIRED, filled);
    }
  }

  /** Somebody traded. */
  void on(Trade trade) {
    if (resting != null) {
      rests(resting.on(trade));
    }
  }

  /** The book has taken best prices. */
  void on(Quote quote) {
    if (resting != null) {
      rests(resting.on(quote, book));
    }
  }

  /** The book has taken depth. */
  void onDepth() {
    if (resting != null) {
      resting.onDepth(book);
    }
  }

  private void rests(BigDecimal part) {
    if (part.signum() > 0) {
      BigDecimal quantity = Decimals.toBigDecimal(order.getQuantity());
      filled(resting.price(), part, resting.filled(), quantity, LiquidityFlag.MAKER);
      if (resting.open().signum() == 0) {
        counts.filledWhole();
        resting = null;
      }
    }
  }

  private void filled(
      BigDecimal price,
      BigDecimal part,
      BigDecimal cumulative,
      BigDecimal quantity,
      LiquidityFlag liquidity) {
    reports.add(
        report(
                ExecutionType.TRADE,
                cumulative.compareTo(quantity) == 0
                    ? OrderStatus.FILLED
                    : OrderStatus.PARTIALLY_FILLED,
                cumulative,
                liquidity)
            .setExecutionId("x" + reported)
            .setLastPrice(Decimals.of(price))
            .setLastQuantity(Decimals.of(part))
            .build());
  }

  private void report(ExecutionType type, OrderStatus status, BigDecimal cumulative) {
    reports.add(report(type, status, cumulative, LiquidityFlag.NONE).build());
  }

  private ExecutionReport.Builder report(
      ExecutionType type, OrderStatus status, BigDecimal cumulative, LiquidityFlag liquidity) {
    return ExecutionReport.newBuilder()
        .setReportId("r" + ++reported)
        .setSource(ReportSource.STREAM)
        .setVenue(order.getVenue())
        .setAccount(order.getAccount())
        .setInstrument(order.getInstrument())
        .setClientOrderId(order.getClientOrderId())
        .setExecutionType(type)
        .setStatus(status)
        .setSide(order.getSide())
        .setOrderType(order.getOrderType())
        .setTimeInForce(order.getTimeInForce())
        .setPrice(order.getPrice())
        .setQuantity(order.getQuantity())
        .setCumulativeQuantity(Decimals.of(cumulative))
        .setLiquidity(liquidity);
  }

  /** Best prices with the order that stands among them, as its venue would tell them. */
  Quote shown(Quote quote) {
    if (resting == null) {
      return quote;
    }
    boolean buys = order.getSide() == Side.BUY;
    BigDecimal best = Decimals.toBigDecimal(buys ? quote.getBidPrice() : quote.getAskPrice());
    int ahead = buys ? resting.price().compareTo(best) : best.compareTo(resting.price());
    if (ahead < 0 || resting.open().signum() == 0) {
      return quote;
    }
    BigDecimal others =
        ahead > 0
            ? BigDecimal.ZERO
            : Decimals.toBigDecimal(buys ? quote.getBidQuantity() : quote.getAskQuantity());
    Quote.Builder shown = Quote.newBuilder(quote);
    Decimal price = Decimals.of(resting.price());
    Decimal quantity = Decimals.of(others.add(resting.open()));
    if (buys) {
      shown.setBidPrice(price).setBidQuantity(quantity);
    } else {
      shown.setAskPrice(price).setAskQuantity(quantity);
    }
    return shown.build();
  }

  /** What it has to say since it was asked last. */
  List<ExecutionReport> takeReports() {
    List<ExecutionReport> taken = List.copyOf(reports);
    reports.clear();
    return taken;
  }
}
