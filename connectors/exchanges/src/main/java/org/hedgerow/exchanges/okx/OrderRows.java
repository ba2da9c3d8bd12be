package org.hedgerow.exchanges.okx;

import java.math.BigDecimal;
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
import org.hedgerow.schema.RejectCodes;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.TimeInForce;

/**
 * An order as OKX shows it, by its stream or in a list, and an execution of it. Both have the same
 * fields.
 *
 * <p>Orders without a client order id, placed by hand, are named {@code #} and the venue's id: no
 * id of ours begins so. What the venue takes as fee is negative there and positive here.
 */
final class OrderRows {
  private final SymbolTable<Listing> listings;

  OrderRows(SymbolTable<Listing> listings) {
    this.listings = listings;
  }

  Listing listing(JsonFields row) throws InvalidFieldException {
    return Values.listing(listings, row);
  }

  /** What all reports of an order have in common; its state as it was after all of the row. */
  ExecutionReport report(String account, JsonFields order) throws InvalidFieldException {
    Listing listing = listing(order);
    Decimal cumulative = Values.notNegative(order, OkxFields.ACC_FILL_SZ);
    Decimal price = price(order);
    ExecutionReport report = new ExecutionReport();
    report.setVenue(OkxVenue.NAME);
    report.setAccount(account);
    report.setInstrument(listing.instrument());
    report.setVenueOrderId(order.requiredText(OkxFields.ORD_ID));
    report.setClientOrderId(
        order.hasText(OkxFields.CL_ORD_ID)
            ? order.text(OkxFields.CL_ORD_ID)
            : "#" + report.getVenueOrderId());
    report.setSide(Values.side(order));
    report.setReduceOnly(
        order.isTrue(OkxFields.REDUCE_ONLY) || order.is(OkxFields.REDUCE_ONLY, "true"));
    report.setOrderType(price == null ? OrderType.MARKET : OrderType.LIMIT);
    report.setTimeInForce(timeInForce(order.requiredText(OkxFields.ORD_TYPE)));
    report.setPrice(price);
    // A market order to spend an amount of quote currency has no quantity but what it filled.
    report.setQuantity(
        order.is(OkxFields.TGT_CCY, "quote_ccy")
            ? cumulative
            : Values.positive(order, OkxFields.SZ));
    report.setCumulativeQuantity(cumulative);
    report.setAveragePrice(
        Decimals.signum(cumulative) > 0 ? Values.roundedPositive(order, OkxFields.AVG_PX) : null);
    report.setLiquidity(LiquidityFlag.NONE);
    report.setExternal(false);
    report.setInferred(false);
    report.setReconciliation(false);
    return report;
  }

  /** Options priced in volatility or dollars have their price in coin only once it is known. */
  private static Decimal price(JsonFields order) throws InvalidFieldException {
    Decimal price = Values.optional(order, OkxFields.PX);
    return price == null || Decimals.signum(price) <= 0 ? null : price;
  }

  /** The venue's {@code ordType}. */
  static TimeInForce timeInForce(String orderType) {
    return switch (orderType) {
      case "ioc", "market", "optimal_limit_ioc" -> TimeInForce.IOC;
      case "fok", "op_fok" -> TimeInForce.FOK;
      case "post_only", "mmp_and_post_only" -> TimeInForce.POST_ONLY;
      // limit, mmp and whatever else rests in the book; a report is never lost for this field.
      default -> TimeInForce.GTC;
    };
  }

  /** The venue's {@code state}. */
  static OrderStatus status(String state) {
    return switch (state) {
      case "live" -> OrderStatus.ACCEPTED;
      case "partially_filled" -> OrderStatus.PARTIALLY_FILLED;
      case "filled" -> OrderStatus.FILLED;
      case "canceled", "mmp_canceled" -> OrderStatus.CANCELED;
      default -> OrderStatus.UNKNOWN;
    };
  }

  /** The state of an order, as STATUS or as what just happened to it. */
  ExecutionReport state(String account, JsonFields order, ReportSource source, ExecutionType type)
      throws InvalidFieldException {
    ExecutionReport report = report(account, order);
    String state = order.requiredText(OkxFields.STATE);
    report.setReportId(
        Identity.of(
            account,
            order.text(OkxFields.INST_ID),
            "order",
            report.getVenueOrderId(),
            order.requiredText(OkxFields.U_TIME),
            type.name(),
            state,
            order.text(OkxFields.ACC_FILL_SZ),
            order.text(OkxFields.PX),
            order.text(OkxFields.SZ)));
    report.setSource(source);
    report.setExecutionType(type);
    report.setStatus(status(state));
    report.setAcknowledgedTimeMicros(Values.micros(order, OkxFields.U_TIME));
    if (report.getStatus() == OrderStatus.CANCELED && order.hasText(OkxFields.CANCEL_SOURCE)) {
      String why = order.text(OkxFields.CANCEL_SOURCE);
      report.setRejectCode(
          switch (why) {
            case "31" -> RejectCodes.POST_ONLY_WOULD_CROSS;
            case "32" -> "SELF_TRADE_PREVENTED";
            default -> null;
          });
      report.setRejectText(
          "cancelSource " + why + " " + order.text(OkxFields.CANCEL_SOURCE_REASON));
    }
    return report;
  }

  /**
   * An execution of an order.
   *
   * @param fill what was filled, in the fields {@code tradeId}, {@code fillSz}, {@code fillPx},
   *     {@code execType} and {@code fillTime} or {@code ts}; the order's own row in a stream
   * @param cumulative of the order when the execution was over
   */
  ExecutionReport execution(
      String account, JsonFields order, JsonFields fill, BigDecimal cumulative, ReportSource source)
      throws InvalidFieldException {
    ExecutionReport report = report(account, order);
    String tradeId = fill.requiredText(OkxFields.TRADE_ID);
    report.setReportId(Identity.of(account, fill.text(OkxFields.INST_ID), "exec", tradeId));
    report.setExecutionId(tradeId);
    report.setSource(source);
    report.setExecutionType(ExecutionType.TRADE);
    // Where the quantity is an amount to spend, only the order itself knows when it is filled.
    boolean filled =
        order.is(OkxFields.TGT_CCY, "quote_ccy")
            ? order.is(OkxFields.STATE, "filled")
            : cumulative.compareTo(Decimals.toBigDecimal(report.getQuantity())) >= 0;
    report.setStatus(filled ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED);
    report.setLastQuantity(Values.positive(fill, OkxFields.FILL_SZ));
    report.setLastPrice(Values.positive(fill, OkxFields.FILL_PX));
    report.setCumulativeQuantity(Decimals.of(cumulative));
    report.setAcknowledgedTimeMicros(
        Values.micros(
            fill, fill.hasText(OkxFields.FILL_TIME) ? OkxFields.FILL_TIME : OkxFields.TS));
    report.setLiquidity(
        fill.is(OkxFields.EXEC_TYPE, "M")
            ? LiquidityFlag.MAKER
            : fill.is(OkxFields.EXEC_TYPE, "T") ? LiquidityFlag.TAKER : LiquidityFlag.NONE);
    return report;
  }

  /** Sets the fee that stands in those fields, if any. */
  static void fee(ExecutionReport report, JsonFields row, int fee, int currency)
      throws InvalidFieldException {
    Decimal taken = Values.optional(row, fee);
    if (taken != null && row.hasText(currency)) {
      report.setFee(new Decimal(-taken.getUnscaled(), taken.getScale()));
      report.setFeeCurrency(row.text(currency));
    }
  }
}
