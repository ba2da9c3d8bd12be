package org.hedgerow.exchanges.kraken;

import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.RejectCodes;
import org.hedgerow.schema.TimeInForce;

/** The spot market's words for orders, in ours. */
final class SpotOrderWords {
  private SpotOrderWords() {}

  /** Of {@code exec_type}. */
  static ExecutionType executionType(String type) {
    return switch (type) {
      case "new" -> ExecutionType.NEW;
      case "trade" -> ExecutionType.TRADE;
      case "canceled" -> ExecutionType.CANCELED;
      case "expired" -> ExecutionType.EXPIRED;
      case "amended", "restated" -> ExecutionType.REPLACED;
      case "rejected" -> ExecutionType.REJECTED;
      // filled repeats what its last trade said.
      default -> ExecutionType.STATUS;
    };
  }

  /** Of {@code order_status}, and of REST's {@code status}. */
  static OrderStatus status(String status, boolean filledInPart) {
    return switch (status) {
      case "pending_new", "pending" -> OrderStatus.SUBMITTED;
      case "new", "triggered", "amended" -> OrderStatus.ACCEPTED;
      case "open" -> filledInPart ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED;
      case "partially_filled" -> OrderStatus.PARTIALLY_FILLED;
      case "filled", "closed" -> OrderStatus.FILLED;
      case "canceled" -> OrderStatus.CANCELED;
      case "expired" -> OrderStatus.EXPIRED;
      case "rejected" -> OrderStatus.REJECTED;
      default -> OrderStatus.UNKNOWN;
    };
  }

  /** Of {@code reason}, where an order has ended; null where it says nothing that has a code. */
  static String rejectCode(OrderStatus status, String reason) {
    return isOver(status) && reason.equals("Post only order")
        ? RejectCodes.POST_ONLY_WOULD_CROSS
        : null;
  }

  static boolean isOver(OrderStatus status) {
    return switch (status) {
      case FILLED, CANCELED, EXPIRED, REJECTED -> true;
      default -> false;
    };
  }

  /** A trigger order is told as what it becomes. */
  static OrderType orderType(String type) {
    return switch (type) {
      case "market", "stop-loss", "take-profit", "trailing-stop", "settle-position" ->
          OrderType.MARKET;
      default -> OrderType.LIMIT;
    };
  }

  static TimeInForce timeInForce(String text, boolean postOnly) {
    if (postOnly) {
      return TimeInForce.POST_ONLY;
    }
    return switch (text) {
      case "IOC", "ioc" -> TimeInForce.IOC;
      case "FOK", "fok" -> TimeInForce.FOK;
      // GTC, GTD; a report is never lost for this field.
      default -> TimeInForce.GTC;
    };
  }

  /** Of a ledger entry's {@code type}. */
  static BalanceChangeReason balanceReason(String type) {
    return switch (type) {
      case "trade", "margin", "settled", "sale", "conversion" -> BalanceChangeReason.ORDER;
      case "deposit" -> BalanceChangeReason.DEPOSIT;
      case "withdrawal" -> BalanceChangeReason.WITHDRAWAL;
      case "transfer", "custodytransfer" -> BalanceChangeReason.TRANSFER;
      case "rollover" -> BalanceChangeReason.FUNDING;
      case "adjustment" -> BalanceChangeReason.ADJUSTMENT;
      default -> BalanceChangeReason.OTHER;
    };
  }
}
