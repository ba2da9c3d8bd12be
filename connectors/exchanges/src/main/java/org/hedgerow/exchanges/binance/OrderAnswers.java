package org.hedgerow.exchanges.binance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;

/**
 * Orders and executions as REST tells of them. Identities are made of what is said: an execution
 * has the one that the stream gives it, and an open order is the same report until something
 * changes.
 */
final class OrderAnswers {
  private static final int AVERAGE_PRICE_SCALE = 10;

  private final BinanceMarket market;
  private final Map<String, Listing> listings;

  /**
   * @param listings by symbol
   */
  OrderAnswers(BinanceMarket market, Map<String, Listing> listings) {
    this.market = market;
    this.listings = listings;
  }

  /** An open order is told as STATUS. */
  void openOrder(String account, Map<String, String> order, Findings findings) {
    try {
      Listing listing = listing(order);
      Decimal executed = RowValues.decimal(order, "executedQty");
      ExecutionReport report = report(account, listing, order);
      report.setReportId(
          AccountEvents.id(
              market,
              account,
              listing.symbol(),
              "order",
              RowValues.text(order, "orderId"),
              RowValues.text(order, "updateTime"),
              "STATUS",
              RowValues.text(order, "status"),
              RowValues.text(order, "executedQty"),
              RowValues.text(order, "price"),
              RowValues.text(order, "origQty")));
      report.setExecutionType(ExecutionType.STATUS);
      report.setStatus(
          AccountEvents.status(RowValues.text(order, "status"), report.getQuantity(), executed));
      report.setCumulativeQuantity(executed);
      report.setAveragePrice(averagePrice(order, executed));
      report.setAcknowledgedTimeMicros(RowValues.micros(order, "updateTime"));
      findings.entry(report, null);
    } catch (InvalidFieldException e) {
      findings.reject("openOrders", e.reason(), e.getMessage());
    }
  }

  /**
   * Trades are told as TRADE; a trade whose order is not in the same answer is refused, since whose
   * it is cannot be told.
   */
  void executions(
      RawFrame frame,
      String request,
      Map<String, List<Map<String, String>>> lists,
      Findings findings)
      throws InvalidFieldException {
    List<Map<String, String>> trades = RowValues.rows(lists, "trades");
    List<Map<String, String>> listed = RowValues.rows(lists, "orders");
    Map<String, Map<String, String>> orders = new HashMap<>();
    listed.forEach(order -> orders.put(order.get("orderId"), order));
    lists
        .getOrDefault("older", List.of())
        .forEach(order -> orders.put(order.get("orderId"), order));
    // What each order had filled when its trade was over: all that it has, less what came later.
    Map<String, BigDecimal> later = new HashMap<>();
    ExecutionReport[] reports = new ExecutionReport[trades.size()];
    for (int i = trades.size() - 1; i >= 0; i--) {
      Map<String, String> trade = trades.get(i);
      try {
        reports[i] = execution(frame.getAccount(), trade, orders.get(trade.get("orderId")), later);
      } catch (InvalidFieldException e) {
        findings.reject("executions", e.reason(), e.getMessage());
      }
    }
    for (int i = 0; i < reports.length; i++) {
      if (reports[i] != null) {
        findings.entry(reports[i], RowValues.micros(trades.get(i), "time"));
      }
    }
    int page = page(request);
    if (trades.size() >= page || listed.size() >= page) {
      Listing listing = listings.get(symbol(request));
      findings.entry(
          new Gap(
              frame.getConnection(),
              listing == null ? null : listing.instrument(),
              "executions fill a page of " + page,
              null,
              null),
          null);
    } else if (trades.isEmpty()) {
      findings.ignore("executions");
    }
  }

  private ExecutionReport execution(
      String account,
      Map<String, String> trade,
      Map<String, String> order,
      Map<String, BigDecimal> later)
      throws InvalidFieldException {
    Listing listing = listing(trade);
    String id = RowValues.text(trade, "id");
    String orderId = RowValues.text(trade, "orderId");
    if (order == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "trade " + RowValues.shortened(id) + " of an order that the answer does not have");
    }
    Decimal quantity = RowValues.decimal(trade, "qty");
    BigDecimal executed = Decimals.toBigDecimal(RowValues.decimal(order, "executedQty"));
    BigDecimal after = later.getOrDefault(orderId, BigDecimal.ZERO);
    later.put(orderId, after.add(Decimals.toBigDecimal(quantity)));
    BigDecimal cumulative = executed.subtract(after).max(Decimals.toBigDecimal(quantity));
    ExecutionReport report = report(account, listing, order);
    report.setReportId(AccountEvents.id(market, account, listing.symbol(), "exec", id));
    report.setExecutionId(id);
    report.setExecutionType(ExecutionType.TRADE);
    report.setStatus(
        cumulative.compareTo(Decimals.toBigDecimal(report.getQuantity())) >= 0
            ? OrderStatus.FILLED
            : OrderStatus.PARTIALLY_FILLED);
    report.setLastQuantity(quantity);
    report.setLastPrice(RowValues.decimal(trade, "price"));
    report.setCumulativeQuantity(fitting(cumulative));
    report.setFee(RowValues.decimal(trade, "commission"));
    report.setFeeCurrency(RowValues.text(trade, "commissionAsset"));
    report.setLiquidity(
        RowValues.text(trade, market == BinanceMarket.SPOT ? "isMaker" : "maker").equals("true")
            ? LiquidityFlag.MAKER
            : LiquidityFlag.TAKER);
    report.setAcknowledgedTimeMicros(RowValues.micros(trade, "time"));
    return report;
  }

  /** What all reports of an order have in common. */
  private ExecutionReport report(String account, Listing listing, Map<String, String> order)
      throws InvalidFieldException {
    String type = RowValues.text(order, "type");
    Decimal price = RowValues.optional(order, "price");
    ExecutionReport report = new ExecutionReport();
    report.setSource(ReportSource.RECONCILIATION);
    report.setVenue(market.venue());
    report.setAccount(account);
    report.setInstrument(listing.instrument());
    report.setClientOrderId(RowValues.text(order, "clientOrderId"));
    report.setVenueOrderId(RowValues.text(order, "orderId"));
    report.setSide(side(RowValues.text(order, "side")));
    report.setReduceOnly("true".equals(order.get("reduceOnly")));
    report.setOrderType(AccountEvents.orderType(market, type));
    report.setTimeInForce(AccountEvents.timeInForce(type, RowValues.text(order, "timeInForce")));
    report.setPrice(price != null && Decimals.signum(price) > 0 ? price : null);
    report.setQuantity(RowValues.decimal(order, "origQty"));
    report.setLiquidity(LiquidityFlag.NONE);
    report.setExternal(false);
    report.setInferred(false);
    report.setReconciliation(true);
    return report;
  }

  private Decimal averagePrice(Map<String, String> order, Decimal executed)
      throws InvalidFieldException {
    if (Decimals.signum(executed) <= 0) {
      return null;
    }
    if (market != BinanceMarket.SPOT) {
      Decimal average = RowValues.optional(order, "avgPrice");
      return average == null || Decimals.signum(average) <= 0 ? null : average;
    }
    Decimal value = RowValues.optional(order, "cummulativeQuoteQty");
    // Negative: the venue no longer knows.
    return value == null || Decimals.signum(value) <= 0
        ? null
        : fitting(
            Decimals.toBigDecimal(value)
                .divide(
                    Decimals.toBigDecimal(executed), AVERAGE_PRICE_SCALE, RoundingMode.HALF_EVEN));
  }

  private static Decimal fitting(BigDecimal number) throws InvalidFieldException {
    try {
      return Decimals.of(number);
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "a quantity that does not fit");
    }
  }

  private static Side side(String side) throws InvalidFieldException {
    return switch (side) {
      case "BUY" -> Side.BUY;
      case "SELL" -> Side.SELL;
      default -> throw new InvalidFieldException(RejectReason.INVALID_VALUE, "no side: " + side);
    };
  }

  private Listing listing(Map<String, String> row) throws InvalidFieldException {
    String symbol = RowValues.text(row, "symbol");
    Listing listing = listings.get(symbol);
    if (listing == null) {
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT,
          "no instrument has symbol " + RowValues.shortened(symbol));
    }
    return listing;
  }

  private static String symbol(String request) {
    return parameter(request, "symbol=");
  }

  private static int page(String request) {
    String limit = parameter(request, "limit=");
    return limit.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(limit);
  }

  private static String parameter(String request, String name) {
    int from = request.indexOf(name);
    if (from < 0) {
      return "";
    }
    int to = from + name.length();
    while (to < request.length() && request.charAt(to) != '&' && request.charAt(to) != ' ') {
      to++;
    }
    return request.substring(from + name.length(), to);
  }
}
