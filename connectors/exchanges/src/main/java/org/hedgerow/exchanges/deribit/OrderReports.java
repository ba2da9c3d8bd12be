package org.hedgerow.exchanges.deribit;

import java.util.List;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.TimeInForce;

/**
 * Orders and trades of an account as reports, from streams and from answers alike. Identities are
 * made of what is said: a trade has its trade id, an order is the same report until something of it
 * changes.
 *
 * <p>The client's id is the order's label. An order without one is somebody else's, and goes by the
 * venue's id.
 */
final class OrderReports {
  private final SymbolTable<Listing> listings;

  OrderReports(SymbolTable<Listing> listings) {
    this.listings = listings;
  }

  /**
   * An order: NEW when it was just placed, the venue's word when it ended, else STATUS; what was
   * filled of it comes by trades.
   *
   * @param asked whether it is the answer to a question: then it is STATUS always
   */
  ExecutionReport order(String account, JsonFields order, boolean asked)
      throws InvalidFieldException {
    Listing listing = MarketEvents.listing(listings, order);
    String orderId = order.requiredText(DeribitFields.ORDER_ID);
    String state = order.requiredText(DeribitFields.ORDER_STATE);
    Decimal filled = amount(listing, order, DeribitFields.FILLED_AMOUNT);
    Decimal quantity = listing.unit().quantity(order.decimal(DeribitFields.AMOUNT));
    Long updated = MarketEvents.time(order, DeribitFields.LAST_UPDATE_TIMESTAMP);
    ExecutionReport report = report(account, listing, order, asked);
    report.setReportId(
        id(
            account,
            listing.symbol(),
            "order",
            orderId,
            order.text(DeribitFields.LAST_UPDATE_TIMESTAMP),
            state,
            order.text(DeribitFields.FILLED_AMOUNT),
            order.text(DeribitFields.PRICE),
            order.text(DeribitFields.AMOUNT)));
    boolean untouched =
        Decimals.signum(filled) == 0
            && order
                .text(DeribitFields.CREATION_TIMESTAMP)
                .equals(order.text(DeribitFields.LAST_UPDATE_TIMESTAMP));
    report.setExecutionType(asked ? ExecutionType.STATUS : type(state, untouched));
    report.setStatus(status(state, filled));
    report.setTimeInForce(timeInForce(order));
    report.setPrice(limit(order));
    report.setQuantity(quantity);
    report.setCumulativeQuantity(filled);
    report.setAveragePrice(
        Decimals.signum(filled) == 0
            ? null
            : MarketEvents.positive(order, DeribitFields.AVERAGE_PRICE));
    report.setLiquidity(LiquidityFlag.NONE);
    report.setRejectCode(state.equals("rejected") ? "REJECTED_BY_VENUE" : null);
    report.setRejectText(
        order.hasText(DeribitFields.CANCEL_REASON)
            ? order.text(DeribitFields.CANCEL_REASON)
            : null);
    report.setAcknowledgedTimeMicros(updated);
    return report;
  }

  /** Market orders that wait for a trigger say market_price instead of a number. */
  private static Decimal limit(JsonFields order) throws InvalidFieldException {
    return order.is(DeribitFields.PRICE, "market_price")
        ? null
        : MarketEvents.positive(order, DeribitFields.PRICE);
  }

  private static Decimal amount(Listing listing, JsonFields order, int slot)
      throws InvalidFieldException {
    Decimal amount = MarketEvents.positive(order, slot);
    return amount == null ? Decimals.ZERO : listing.unit().quantity(amount);
  }

  /**
   * A trade.
   *
   * @param orders that came with it
   * @param later trades that came after it in the same message, oldest first
   */
  ExecutionReport trade(
      String account,
      JsonFields trade,
      List<JsonFields> orders,
      List<JsonFields> later,
      boolean asked)
      throws InvalidFieldException {
    Listing listing = MarketEvents.listing(listings, trade);
    String id = trade.requiredText(DeribitFields.TRADE_ID);
    String orderId = trade.requiredText(DeribitFields.ORDER_ID);
    Decimal quantity = listing.unit().quantity(above(trade, DeribitFields.AMOUNT));
    Long time = MarketEvents.time(trade, DeribitFields.TIMESTAMP);
    ExecutionReport report = report(account, listing, trade, asked);
    report.setReportId(id(account, listing.symbol(), "exec", id));
    report.setExecutionId(id);
    report.setExecutionType(ExecutionType.TRADE);
    report.setLastQuantity(quantity);
    report.setLastPrice(above(trade, DeribitFields.PRICE));
    JsonFields order = find(orders, orderId);
    if (order == null) {
      // A trade says neither how large its order is nor what else was filled of it: what was filled
      // now is the least that both can be.
      report.setTimeInForce(timeInForce(trade));
      report.setQuantity(quantity);
      report.setCumulativeQuantity(quantity);
      report.setStatus(
          trade.is(DeribitFields.STATE, "filled")
              ? OrderStatus.FILLED
              : OrderStatus.PARTIALLY_FILLED);
    } else {
      report.setTimeInForce(timeInForce(order));
      report.setPrice(limit(order));
      report.setQuantity(listing.unit().quantity(order.decimal(DeribitFields.AMOUNT)));
      report.setCumulativeQuantity(cumulative(listing, order, orderId, later, quantity));
      report.setStatus(
          Decimals.compare(report.getCumulativeQuantity(), report.getQuantity()) >= 0
              ? OrderStatus.FILLED
              : OrderStatus.PARTIALLY_FILLED);
    }
    if (trade.hasText(DeribitFields.FEE)) {
      report.setFee(trade.decimal(DeribitFields.FEE));
      report.setFeeCurrency(trade.requiredText(DeribitFields.FEE_CURRENCY));
    }
    report.setLiquidity(
        trade.is(DeribitFields.LIQUIDITY, "M") ? LiquidityFlag.MAKER : LiquidityFlag.TAKER);
    report.setAcknowledgedTimeMicros(time);
    return report;
  }

  /** What the order had filled when this trade was over: all that it has, less what came later. */
  private static Decimal cumulative(
      Listing listing, JsonFields order, String orderId, List<JsonFields> later, Decimal quantity)
      throws InvalidFieldException {
    java.math.BigDecimal filled =
        Decimals.toBigDecimal(amount(listing, order, DeribitFields.FILLED_AMOUNT));
    for (JsonFields other : later) {
      if (other.is(DeribitFields.ORDER_ID, orderId)) {
        filled =
            filled.subtract(
                Decimals.toBigDecimal(
                    listing.unit().quantity(other.decimal(DeribitFields.AMOUNT))));
      }
    }
    try {
      return Decimals.of(filled.max(Decimals.toBigDecimal(quantity)));
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "a quantity that does not fit");
    }
  }

  private static JsonFields find(List<JsonFields> orders, String orderId) {
    for (JsonFields order : orders) {
      if (order.is(DeribitFields.ORDER_ID, orderId)) {
        return order;
      }
    }
    return null;
  }

  /** What all reports have in common. */
  private static ExecutionReport report(
      String account, Listing listing, JsonFields row, boolean asked) throws InvalidFieldException {
    String orderId = row.requiredText(DeribitFields.ORDER_ID);
    boolean labelled = row.hasText(DeribitFields.LABEL);
    ExecutionReport report = new ExecutionReport();
    report.setSource(asked ? ReportSource.RECONCILIATION : ReportSource.STREAM);
    report.setVenue(DeribitVenue.NAME);
    report.setAccount(account);
    report.setInstrument(listing.instrument());
    report.setClientOrderId(labelled ? row.text(DeribitFields.LABEL) : orderId);
    report.setVenueOrderId(orderId);
    report.setSide(MarketEvents.direction(row));
    report.setReduceOnly(isTrue(row, DeribitFields.REDUCE_ONLY));
    report.setOrderType(orderType(row.requiredText(DeribitFields.ORDER_TYPE)));
    report.setExternal(!labelled);
    report.setInferred(false);
    report.setReconciliation(asked);
    return report;
  }

  private static ExecutionType type(String state, boolean untouched) {
    return switch (state) {
      case "open" -> untouched ? ExecutionType.NEW : ExecutionType.STATUS;
      case "cancelled" -> ExecutionType.CANCELED;
      case "rejected" -> ExecutionType.REJECTED;
      default -> ExecutionType.STATUS;
    };
  }

  /** Deribit's order_state. */
  private static OrderStatus status(String state, Decimal filled) {
    return switch (state) {
      case "open", "untriggered", "triggered" ->
          Decimals.signum(filled) > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED;
      default -> endOf(state);
    };
  }

  /** The status that a state stands for where the order works no more; UNKNOWN where it may. */
  static OrderStatus endOf(String state) {
    return switch (state) {
      case "filled" -> OrderStatus.FILLED;
      case "cancelled" -> OrderStatus.CANCELED;
      case "rejected" -> OrderStatus.REJECTED;
      default -> OrderStatus.UNKNOWN;
    };
  }

  /** A trigger order is told as what it becomes; a liquidation takes what there is. */
  private static OrderType orderType(String type) {
    return switch (type) {
      case "market", "stop_market", "take_market", "trailing_stop", "liquidation" ->
          OrderType.MARKET;
      default -> OrderType.LIMIT;
    };
  }

  private static TimeInForce timeInForce(JsonFields row) {
    if (isTrue(row, DeribitFields.POST_ONLY)) {
      return TimeInForce.POST_ONLY;
    }
    if (row.is(DeribitFields.TIME_IN_FORCE, "immediate_or_cancel")) {
      return TimeInForce.IOC;
    }
    // Good till the day's end rests in the book too; a report is never lost for this field.
    return row.is(DeribitFields.TIME_IN_FORCE, "fill_or_kill") ? TimeInForce.FOK : TimeInForce.GTC;
  }

  /** Trades are documented to write their flags as text. */
  private static boolean isTrue(JsonFields row, int slot) {
    return row.isTrue(slot) || row.is(slot, "true");
  }

  private static Decimal above(JsonFields row, int slot) throws InvalidFieldException {
    Decimal number = row.decimal(slot);
    if (Decimals.signum(number) <= 0) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "a trade whose price or amount is not above zero");
    }
    return number;
  }

  /** The identity of a report: what it is about and what it says. */
  static String id(String account, String subject, String kind, String... parts) {
    StringBuilder id =
        new StringBuilder(96)
            .append(DeribitVenue.NAME)
            .append('/')
            .append(account)
            .append('/')
            .append(subject)
            .append('/')
            .append(kind);
    for (String part : parts) {
      id.append('/').append(part);
    }
    return id.toString();
  }
}
