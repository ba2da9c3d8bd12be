package org.hedgerow.exchanges.luno;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.Decimal;
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
 * Orders and executions as Luno's REST tells of them. Identities are made of what is said: an order
 * is the same report until something changes.
 *
 * <p>An execution's id is the trade's number in its market and the order's id: of a trade of an
 * account with itself there are two.
 */
final class OrderAnswers {
  private static final int AVERAGE_PRICE_SCALE = 10;

  private final Map<String, LunoListing> listings;

  /**
   * @param listings by pair
   */
  OrderAnswers(Map<String, LunoListing> listings) {
    this.listings = listings;
  }

  /** An order, open or closed, is told as STATUS. */
  void order(String account, String channel, Map<String, String> order, Findings findings) {
    try {
      LunoListing listing = listing(order);
      ExecutionReport report = report(account, listing, order);
      Decimal filled = RowValues.decimal(order, "base");
      String status = RowValues.text(order, "status");
      report.setReportId(
          AccountAnswers.id(
              account,
              listing.pair(),
              "order",
              RowValues.text(order, "order_id"),
              status,
              Decimals.toString(filled)));
      report.setExecutionType(ExecutionType.STATUS);
      report.setStatus(status(status, report.getQuantity(), filled));
      report.setCumulativeQuantity(filled);
      report.setAveragePrice(averagePrice(order, filled));
      report.setAcknowledgedTimeMicros(time(order));
      findings.entry(report, null);
    } catch (InvalidFieldException e) {
      findings.reject(channel, e.reason(), e.getMessage());
    }
  }

  /**
   * Trades are told as TRADE, oldest first; a trade whose order is not in the same answer is
   * refused, since what it was part of cannot be told.
   */
  void executions(
      String account,
      List<Map<String, String>> trades,
      List<Map<String, String>> listed,
      Findings findings)
      throws InvalidFieldException {
    Map<String, Map<String, String>> orders = new HashMap<>();
    listed.forEach(order -> orders.put(order.get("order_id"), order));
    // Asked for from a number on they come oldest first, else newest first.
    Map<Map<String, String>, Long> numbers = new HashMap<>();
    for (Map<String, String> trade : trades) {
      numbers.put(trade, number(trade));
    }
    List<Map<String, String>> oldestFirst =
        trades.stream().sorted(Comparator.comparing(numbers::get)).toList();
    // What each order had filled when its trade was over: all that it has, less what came later.
    Map<String, BigDecimal> later = new HashMap<>();
    ExecutionReport[] reports = new ExecutionReport[trades.size()];
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      Map<String, String> trade = oldestFirst.get(i);
      try {
        reports[i] = execution(account, trade, orders.get(trade.get("order_id")), later);
      } catch (InvalidFieldException e) {
        findings.reject("executions", e.reason(), e.getMessage());
      }
    }
    for (ExecutionReport report : reports) {
      if (report != null) {
        findings.entry(report, report.getAcknowledgedTimeMicros());
      }
    }
  }

  private static Long number(Map<String, String> trade) throws InvalidFieldException {
    Decimal number = RowValues.decimal(trade, "sequence");
    if (number.getScale() != 0) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "sequence is no whole number");
    }
    return number.getUnscaled();
  }

  private ExecutionReport execution(
      String account,
      Map<String, String> trade,
      Map<String, String> order,
      Map<String, BigDecimal> later)
      throws InvalidFieldException {
    LunoListing listing = listing(trade);
    String orderId = RowValues.text(trade, "order_id");
    String id = executionId(RowValues.text(trade, "sequence"), orderId);
    if (order == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "trade " + RowValues.shortened(id) + " of an order that the answer does not have");
    }
    Decimal quantity = RowValues.decimal(trade, "volume");
    BigDecimal filled = Decimals.toBigDecimal(RowValues.decimal(order, "base"));
    BigDecimal after = later.getOrDefault(orderId, BigDecimal.ZERO);
    later.put(orderId, after.add(Decimals.toBigDecimal(quantity)));
    BigDecimal cumulative = filled.subtract(after).max(Decimals.toBigDecimal(quantity));
    ExecutionReport report = report(account, listing, order);
    report.setReportId(AccountAnswers.id(account, listing.pair(), "exec", id));
    report.setExecutionId(id);
    report.setExecutionType(ExecutionType.TRADE);
    report.setStatus(
        cumulative.compareTo(Decimals.toBigDecimal(report.getQuantity())) >= 0
            ? OrderStatus.FILLED
            : OrderStatus.PARTIALLY_FILLED);
    report.setLastQuantity(quantity);
    report.setLastPrice(RowValues.decimal(trade, "price"));
    report.setCumulativeQuantity(AccountAnswers.fitting(cumulative, "the cumulative quantity"));
    TradeFee fee = TradeFee.of(trade, listing);
    report.setFee(AccountAnswers.fitting(fee.amount(), "the fee"));
    report.setFeeCurrency(fee.currency());
    report.setLiquidity(liquidity(trade));
    report.setAcknowledgedTimeMicros(RowValues.micros(trade, "timestamp"));
    return report;
  }

  /** The same for fills that the gateway asks for. */
  static String executionId(String sequence, String orderId) {
    return sequence + "-" + orderId;
  }

  /** The taker is whoever came last: a bid where {@code is_buy} is true. */
  static LiquidityFlag liquidity(Map<String, String> trade) throws InvalidFieldException {
    boolean bid = side(RowValues.text(trade, "type")) == Side.BUY;
    boolean takerBuys = RowValues.text(trade, "is_buy").equals("true");
    return bid == takerBuys ? LiquidityFlag.TAKER : LiquidityFlag.MAKER;
  }

  /** What all reports of an order have in common. */
  private static ExecutionReport report(
      String account, LunoListing listing, Map<String, String> order) throws InvalidFieldException {
    String orderId = RowValues.text(order, "order_id");
    String clientOrderId = order.getOrDefault("client_order_id", "");
    Decimal price = RowValues.optional(order, "limit_price");
    Decimal quantity = RowValues.optional(order, "limit_volume");
    ExecutionReport report = new ExecutionReport();
    report.setSource(ReportSource.RECONCILIATION);
    report.setVenue(LunoVenue.NAME);
    report.setAccount(account);
    report.setInstrument(listing.instrument());
    // Orders of people and of other systems need not have one.
    report.setClientOrderId(clientOrderId.isEmpty() ? orderId : clientOrderId);
    report.setVenueOrderId(orderId);
    report.setSide(side(RowValues.text(order, "side")));
    report.setReduceOnly(false);
    report.setOrderType(
        RowValues.text(order, "type").equals("MARKET") ? OrderType.MARKET : OrderType.LIMIT);
    report.setTimeInForce(timeInForce(order.getOrDefault("time_in_force", "")));
    report.setPrice(price != null && Decimals.signum(price) > 0 ? price : null);
    // A market order states no volume of the base asset.
    report.setQuantity(
        quantity != null && Decimals.signum(quantity) > 0
            ? quantity
            : RowValues.decimal(order, "base"));
    report.setLiquidity(LiquidityFlag.NONE);
    report.setExternal(false);
    report.setInferred(false);
    report.setReconciliation(true);
    return report;
  }

  /**
   * Luno's status. COMPLETE is whatever is no longer in the book: what was not filled of it was
   * canceled, by whom is not told.
   */
  static OrderStatus status(String status, Decimal quantity, Decimal filled) {
    boolean some = Decimals.signum(filled) > 0;
    return switch (status) {
      case "AWAITING", "PENDING" -> some ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED;
      case "COMPLETE" ->
          some && Decimals.compare(filled, quantity) >= 0
              ? OrderStatus.FILLED
              : OrderStatus.CANCELED;
      default -> OrderStatus.UNKNOWN;
    };
  }

  private static TimeInForce timeInForce(String timeInForce) {
    return switch (timeInForce) {
      case "IOC" -> TimeInForce.IOC;
      case "FOK" -> TimeInForce.FOK;
      // Whether an order was post-only is not told.
      default -> TimeInForce.GTC;
    };
  }

  private static Side side(String side) throws InvalidFieldException {
    return switch (side) {
      case "BUY", "BID" -> Side.BUY;
      case "SELL", "ASK" -> Side.SELL;
      default ->
          throw new InvalidFieldException(
              RejectReason.INVALID_VALUE, "no side: " + RowValues.shortened(side));
    };
  }

  private static Decimal averagePrice(Map<String, String> order, Decimal filled)
      throws InvalidFieldException {
    Decimal value = RowValues.optional(order, "counter");
    if (Decimals.signum(filled) <= 0 || value == null || Decimals.signum(value) <= 0) {
      return null;
    }
    return AccountAnswers.fitting(
        Decimals.toBigDecimal(value)
            .divide(Decimals.toBigDecimal(filled), AVERAGE_PRICE_SCALE, RoundingMode.HALF_EVEN),
        "the average price");
  }

  /** When it left the book, else when it came. */
  private static long time(Map<String, String> order) throws InvalidFieldException {
    Decimal completed = RowValues.optional(order, "completed_timestamp");
    return completed != null && completed.getScale() == 0 && completed.getUnscaled() > 0
        ? VenueTime.millis(completed.getUnscaled(), "completed_timestamp")
        : RowValues.micros(order, "creation_timestamp");
  }

  private LunoListing listing(Map<String, String> row) throws InvalidFieldException {
    String pair = RowValues.text(row, "pair");
    LunoListing listing = listings.get(pair);
    if (listing == null) {
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT, "no instrument has symbol " + RowValues.shortened(pair));
    }
    return listing;
  }
}
