package org.hedgerow.exchanges.kraken;

import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.RejectCodes;
import org.hedgerow.schema.TimeInForce;

/** The futures market's words for orders, in ours. */
final class FuturesOrderWords {
  private static final String WOULD_CROSS = "post_order_failed_because_it_would_filled";

  private FuturesOrderWords() {}

  /**
   * What became of an order, by the {@code reason} of an open_orders message.
   *
   * @param over whether it has left the book
   */
  static ExecutionType executionType(String reason, boolean over) {
    return switch (reason) {
      case "new_placed_order_by_user", "limit_order_from_stop" -> ExecutionType.NEW;
      case "edited_by_user" -> ExecutionType.REPLACED;
      case "partial_fill", "full_fill" -> ExecutionType.STATUS;
      case WOULD_CROSS, "would_execute_self" -> ExecutionType.REJECTED;
      case "contract_expired", "ioc_order_failed_because_it_would_not_be_executed" ->
          ExecutionType.EXPIRED;
      default -> over ? ExecutionType.CANCELED : ExecutionType.STATUS;
    };
  }

  /** Of the same; null where it says nothing that has a code. */
  static String rejectCode(String reason) {
    return reason.equals(WOULD_CROSS) ? RejectCodes.POST_ONLY_WOULD_CROSS : null;
  }

  static OrderStatus status(ExecutionType type, String reason, boolean over, boolean filled) {
    if (reason.equals("full_fill")) {
      return OrderStatus.FILLED;
    }
    if (!over) {
      return filled ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED;
    }
    return switch (type) {
      case REJECTED -> OrderStatus.REJECTED;
      case EXPIRED -> OrderStatus.EXPIRED;
      default -> OrderStatus.CANCELED;
    };
  }

  /** Of streams and REST: limit, lmt, post, ioc, mkt, market; a trigger as what it becomes. */
  static OrderType orderType(String type, boolean priced) {
    return switch (type) {
      case "market", "mkt" -> OrderType.MARKET;
      case "stop", "stp", "take_profit", "trailing_stop", "stop_loss" ->
          priced ? OrderType.LIMIT : OrderType.MARKET;
      default -> OrderType.LIMIT;
    };
  }

  /** An open order does not say whether it is post-only. */
  static TimeInForce timeInForce(String type) {
    return switch (type) {
      case "post" -> TimeInForce.POST_ONLY;
      case "ioc", "market", "mkt" -> TimeInForce.IOC;
      case "fok" -> TimeInForce.FOK;
      default -> TimeInForce.GTC;
    };
  }

  /** Of {@code fill_type}: maker, taker, makerAfterEdit, liquidation, assignee and others. */
  static LiquidityFlag liquidity(String fillType) {
    return fillType.startsWith("maker") ? LiquidityFlag.MAKER : LiquidityFlag.TAKER;
  }
}
