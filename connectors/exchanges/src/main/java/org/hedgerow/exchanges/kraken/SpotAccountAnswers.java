package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
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
 * Reads an account's snapshots: executions with their orders as {@link SpotRequests} joins them,
 * open orders as STATUS, balances with the snapshot that they are part of. A statement names every
 * configured asset, with zero where the answer has none, and is taken whole or not at all.
 */
final class SpotAccountAnswers {
  private static final JsonFactory JSON = new JsonFactory();

  /** Trades in an answer of TradesHistory. */
  static final int PAGE = 50;

  private final SymbolTable<Listing> listings;
  private final List<Listing> instruments;
  private final Set<String> assets;

  SpotAccountAnswers(SymbolTable<Listing> listings, List<Listing> instruments, Set<String> assets) {
    this.listings = listings;
    this.instruments = instruments;
    this.assets = new LinkedHashSet<>(assets);
  }

  void read(RawFrame frame, String request, String resource, byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    int mark = request.indexOf('#');
    if (mark >= 0) {
      throw new InvalidFieldException(
          request.endsWith("#unreadable") ? RejectReason.MALFORMED : RejectReason.VENUE_ERROR,
          "the venue says " + request.substring(mark + 1));
    }
    switch (resource) {
      case "TradesHistory" -> executions(frame, body, findings);
      case "OpenOrders" -> orders(frame, SpotAnswers.refused(body), "OpenOrders", findings);
      case "QueryOrders", "ClosedOrders" ->
          orders(frame, SpotAnswers.refused(body), resource, findings);
      case "Balance" -> statement(frame, SpotAnswers.refused(body), findings);
      default -> {
        if (SpotAnswers.isLeftOut(resource)) {
          SpotAnswers.refused(body);
          findings.ignore(resource);
        } else {
          findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
        }
      }
    }
  }

  /** {@code {"trades": answer, "orders": answer}}, oldest trade first. */
  private void executions(RawFrame frame, byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    Map<String, SpotBody> parts = parts(body);
    SpotBody trades = parts.get("trades");
    SpotBody orders = parts.get("orders");
    if (trades == null || orders == null) {
      throw InvalidFieldException.missing(trades == null ? "trades" : "orders");
    }
    for (SpotBody part : List.of(trades, orders)) {
      if (!part.errors().isEmpty()) {
        throw new InvalidFieldException(
            RejectReason.VENUE_ERROR, KrakenSpotDecoder.says(part.errors().get(0)));
      }
    }
    List<Map.Entry<String, Map<String, String>>> rows = new ArrayList<>(trades.rows().entrySet());
    Map<String, Long> times = new HashMap<>();
    for (Map.Entry<String, Map<String, String>> row : rows) {
      times.put(row.getKey(), KrakenTime.seconds(RowValues.text(row.getValue(), "time"), "time"));
    }
    rows.sort(
        Comparator.<Map.Entry<String, Map<String, String>>>comparingLong(
                row -> times.get(row.getKey()))
            .thenComparing(Map.Entry::getKey));
    // What each order had filled when its trade was over: all that it has, less what came later.
    Map<String, BigDecimal> later = new HashMap<>();
    ExecutionReport[] reports = new ExecutionReport[rows.size()];
    for (int i = rows.size() - 1; i >= 0; i--) {
      try {
        reports[i] =
            execution(
                frame.getAccount(), rows.get(i).getKey(), rows.get(i).getValue(), orders, later);
      } catch (InvalidFieldException e) {
        findings.reject("executions", e.reason(), e.getMessage());
      }
    }
    for (int i = 0; i < reports.length; i++) {
      if (reports[i] != null) {
        findings.entry(reports[i], times.get(rows.get(i).getKey()));
      }
    }
    if (rows.size() >= PAGE
        && frame.getRequest() != null
        && frame.getRequest().contains("start=")) {
      findings.entry(
          new Gap(
              frame.getConnection(),
              instruments.size() == 1 ? instruments.get(0).instrument() : null,
              "executions fill a page of " + PAGE,
              null,
              null),
          null);
    } else if (rows.isEmpty()) {
      findings.ignore("executions");
    }
  }

  private ExecutionReport execution(
      String account,
      String id,
      Map<String, String> trade,
      SpotBody orders,
      Map<String, BigDecimal> later)
      throws InvalidFieldException {
    Listing listing = listing(RowValues.text(trade, "pair"));
    String orderId = RowValues.text(trade, "ordertxid");
    Map<String, String> order = orders.rows().get(orderId);
    if (order == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "trade " + RowValues.shortened(id) + " of an order that the answer does not have");
    }
    Decimal quantity = RowValues.decimal(trade, "vol");
    BigDecimal after = later.getOrDefault(orderId, BigDecimal.ZERO);
    later.put(orderId, after.add(Decimals.toBigDecimal(quantity)));
    BigDecimal cumulative =
        Decimals.toBigDecimal(RowValues.decimal(order, "vol_exec"))
            .subtract(after)
            .max(Decimals.toBigDecimal(quantity));
    KnownOrder known = order(orderId, order, listing).withProgress(fitting(cumulative), false);
    ExecutionReport report =
        known.report(KrakenSpotDecoder.VENUE, account, listing, ReportSource.RECONCILIATION);
    report.setReportId(Identity.of(KrakenSpotDecoder.VENUE, account, listing.symbol(), "exec", id));
    report.setExecutionId(id);
    report.setExecutionType(ExecutionType.TRADE);
    report.setStatus(
        cumulative.compareTo(Decimals.toBigDecimal(known.quantity())) >= 0
            ? OrderStatus.FILLED
            : OrderStatus.PARTIALLY_FILLED);
    report.setLastQuantity(quantity);
    report.setLastPrice(RowValues.decimal(trade, "price"));
    report.setFee(RowValues.decimal(trade, "fee"));
    // The amount is in quote units, whatever the account pays it in.
    report.setFeeCurrency(listing.quote());
    report.setLiquidity(
        "true".equals(trade.get("maker")) ? LiquidityFlag.MAKER : LiquidityFlag.TAKER);
    report.setAcknowledgedTimeMicros(KrakenTime.seconds(RowValues.text(trade, "time"), "time"));
    return report;
  }

  private void orders(RawFrame frame, SpotBody body, String channel, Findings findings) {
    body.rows()
        .forEach(
            (id, row) -> {
              try {
                order(frame.getAccount(), id, row, findings);
              } catch (InvalidFieldException e) {
                findings.reject(channel, e.reason(), e.getMessage());
              }
            });
    if (body.rows().isEmpty()) {
      findings.ignore(channel);
    }
  }

  private void order(String account, String id, Map<String, String> row, Findings findings)
      throws InvalidFieldException {
    Listing listing = listing(RowValues.text(row, "descr.pair"));
    Decimal filled = RowValues.decimal(row, "vol_exec");
    KnownOrder known = order(id, row, listing).withProgress(filled, false);
    String status = RowValues.text(row, "status");
    ExecutionReport report =
        known.report(KrakenSpotDecoder.VENUE, account, listing, ReportSource.RECONCILIATION);
    report.setReportId(
        Identity.of(
            KrakenSpotDecoder.VENUE,
            account,
            listing.symbol(),
            "order",
            id,
            "STATUS",
            status,
            RowValues.text(row, "vol_exec"),
            RowValues.text(row, "descr.price"),
            RowValues.text(row, "vol")));
    report.setStatus(SpotOrderWords.status(status, Decimals.signum(filled) > 0));
    report.setAveragePrice(Decimals.signum(filled) > 0 ? positive(row, "price") : null);
    report.setRejectText(row.get("reason"));
    report.setAcknowledgedTimeMicros(
        KrakenTime.seconds(
            row.containsKey("closetm")
                ? RowValues.text(row, "closetm")
                : RowValues.text(row, "opentm"),
            "opentm"));
    findings.entry(report, null);
  }

  private static KnownOrder order(String id, Map<String, String> row, Listing listing)
      throws InvalidFieldException {
    String flags = row.getOrDefault("oflags", "");
    if (flags.contains("viqc")) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "an order whose volume is in quote units");
    }
    String client = row.get("cl_ord_id");
    String type = RowValues.text(row, "descr.ordertype");
    return new KnownOrder(
        id,
        client == null || client.isEmpty() ? id : client,
        listing.symbol(),
        side(RowValues.text(row, "descr.type")),
        SpotOrderWords.orderType(type),
        SpotOrderWords.timeInForce(row.getOrDefault("timeinforce", "GTC"), flags.contains("post")),
        type.equals("limit") ? positive(row, "descr.price") : null,
        RowValues.decimal(row, "vol"),
        Decimals.ZERO,
        "true".equals(row.get("reduce_only")),
        false);
  }

  private void statement(RawFrame frame, SpotBody body, Findings findings)
      throws InvalidFieldException {
    String account = frame.getAccount();
    String snapshot = frame.getConnection() + "/" + frame.getEpoch() + "/" + frame.getSequence();
    Map<String, Decimal> held = new TreeMap<>();
    for (Map.Entry<String, String> row : body.fields().entrySet()) {
      held.put(Assets.canonical(row.getKey()), RowValues.decimal(body.fields(), row.getKey()));
    }
    assets.forEach(asset -> held.putIfAbsent(asset, Decimals.ZERO));
    held.forEach(
        (asset, quantity) ->
            findings.entry(
                new BalanceReport(
                    Identity.of(KrakenSpotDecoder.VENUE, account, asset, "balance", snapshot),
                    KrakenSpotDecoder.VENUE,
                    account,
                    asset,
                    quantity,
                    null,
                    BalanceChangeReason.STATEMENT,
                    snapshot),
                null));
  }

  private static Map<String, SpotBody> parts(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected an object");
      }
      Map<String, SpotBody> parts = new HashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parts.put(name, SpotBody.read(parser));
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IOException("expected one whole object");
      }
      return parts;
    }
  }

  private Listing listing(String pair) throws InvalidFieldException {
    Listing listing = listings.get(pair);
    if (listing == null) {
      throw KrakenSpotDecoder.unknown(pair);
    }
    return listing;
  }

  private static Side side(String side) throws InvalidFieldException {
    return switch (side) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default ->
          throw new InvalidFieldException(
              RejectReason.INVALID_VALUE, "no side: " + RowValues.shortened(side));
    };
  }

  private static Decimal positive(Map<String, String> row, String name)
      throws InvalidFieldException {
    Decimal number = RowValues.optional(row, name);
    return number == null || Decimals.signum(number) <= 0 ? null : number;
  }

  private static Decimal fitting(BigDecimal number) throws InvalidFieldException {
    try {
      return Decimals.of(number);
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "a quantity that does not fit");
    }
  }
}
