package org.hedgerow.exchanges.okx;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.ReportSource;

/**
 * Reads what OKX answered when an account's snapshots were asked for (see {@link AccountSnapshots}
 * for what is asked, {@link AccountRequests} for how answers are joined): positions and balances
 * with the snapshot that they are part of, open orders as STATUS, executions as TRADE under the
 * identity that the stream gives them.
 *
 * <p>A statement names every configured derivative and asset, with zero where the answer has none.
 * It is taken whole or not at all; of orders and executions, each row stands for itself.
 */
final class AccountAnswers {
  private final AccountRows rows;
  private final List<Listing> derivatives;
  private final Set<String> assets;

  /**
   * @param assets named by each statement
   */
  AccountAnswers(AccountRows rows, Collection<Listing> listings, Set<String> assets) {
    this.rows = rows;
    this.derivatives = listings.stream().filter(listing -> !listing.isSpot()).toList();
    this.assets = new LinkedHashSet<>(assets);
  }

  void read(RawFrame frame, JsonFields body, Findings findings) {
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    String channel = channel(request);
    try {
      refused(request, body);
      switch (channel) {
        case "executions" -> executions(frame, request, body, findings);
        case "openOrders" -> openOrders(frame, body, findings);
        case "statement" -> statement(frame, body, findings);
        default ->
            findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
      }
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(channel, e.reason(), e.getMessage());
    }
  }

  private static String channel(String request) {
    return switch (Requests.path(request)) {
      case Requests.FILLS -> "executions";
      case Requests.ORDERS_PENDING -> "openOrders";
      case Requests.POSITIONS -> "statement";
      default -> "";
    };
  }

  /** What the connection has marked as failed, and errors in the dress of an answer. */
  private static void refused(String request, JsonFields body) throws InvalidFieldException {
    int mark = request.indexOf('#');
    if (body.hasText(OkxFields.CODE) && !body.is(OkxFields.CODE, "0")) {
      throw new InvalidFieldException(RejectReason.VENUE_ERROR, OkxDecoder.error(body));
    }
    if (mark >= 0) {
      throw new InvalidFieldException(
          RejectReason.VENUE_ERROR, "the venue says " + request.substring(mark + 1));
    }
  }

  private static List<JsonFields> data(JsonFields body, int part) throws InvalidFieldException {
    if (!body.isObject(part)) {
      throw InvalidFieldException.missing(OkxFields.name(part));
    }
    return data(body.object(part));
  }

  private static List<JsonFields> data(JsonFields envelope) throws InvalidFieldException {
    if (!envelope.is(OkxFields.CODE, "0")) {
      throw new InvalidFieldException(RejectReason.VENUE_ERROR, OkxDecoder.error(envelope));
    }
    if (!envelope.has(OkxFields.DATA)) {
      throw InvalidFieldException.missing("data");
    }
    return envelope.objects(OkxFields.DATA);
  }

  private void openOrders(RawFrame frame, JsonFields body, Findings findings)
      throws InvalidFieldException {
    List<JsonFields> open = data(body);
    for (JsonFields order : open) {
      try {
        ExecutionReport report =
            rows.orders()
                .state(
                    frame.getAccount(), order, ReportSource.RECONCILIATION, ExecutionType.STATUS);
        report.setReconciliation(true);
        findings.entry(report, null);
      } catch (InvalidFieldException e) {
        findings.reject("openOrders", e.reason(), e.getMessage());
      }
    }
    if (open.isEmpty()) {
      findings.ignore("openOrders");
    }
  }

  /**
   * Fills are listed newest first, and do not say what their order was: that stands in the lists of
   * ended and of open orders, or among those that were asked for one by one. A fill whose order is
   * nowhere is refused.
   */
  private void executions(RawFrame frame, String request, JsonFields body, Findings findings)
      throws InvalidFieldException {
    List<JsonFields> fills = data(body, OkxFields.FILLS);
    Map<String, JsonFields> orders = new HashMap<>();
    data(body, OkxFields.ORDERS).forEach(order -> orders.put(order.text(OkxFields.ORD_ID), order));
    data(body, OkxFields.OPEN).forEach(order -> orders.put(order.text(OkxFields.ORD_ID), order));
    if (body.has(OkxFields.OLDER)) {
      for (JsonFields answer : body.objects(OkxFields.OLDER)) {
        data(answer).forEach(order -> orders.put(order.text(OkxFields.ORD_ID), order));
      }
    }
    // What each order had filled when its fill was over: all that it has, less what came later.
    Map<String, BigDecimal> later = new HashMap<>();
    List<ExecutionReport> reports = new ArrayList<>();
    for (JsonFields fill : fills) {
      try {
        reports.add(execution(frame.getAccount(), fill, orders, later));
      } catch (InvalidFieldException e) {
        findings.reject("executions", e.reason(), e.getMessage());
      }
    }
    for (int i = reports.size() - 1; i >= 0; i--) {
      findings.entry(reports.get(i), reports.get(i).getAcknowledgedTimeMicros());
    }
    if (fills.size() >= AccountSnapshots.PAGE) {
      findings.entry(
          new Gap(
              frame.getConnection(),
              null,
              "executions of "
                  + Requests.parameter(request, "instType")
                  + " fill a page of "
                  + AccountSnapshots.PAGE,
              null,
              null),
          null);
    } else if (fills.isEmpty()) {
      findings.ignore("executions");
    }
  }

  private ExecutionReport execution(
      String account,
      JsonFields fill,
      Map<String, JsonFields> orders,
      Map<String, BigDecimal> later)
      throws InvalidFieldException {
    String orderId = fill.requiredText(OkxFields.ORD_ID);
    JsonFields order = orders.get(orderId);
    if (order == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "fill " + fill.text(OkxFields.TRADE_ID) + " of an order that the answer does not have");
    }
    BigDecimal quantity = Decimals.toBigDecimal(Values.positive(fill, OkxFields.FILL_SZ));
    BigDecimal all = Decimals.toBigDecimal(Values.notNegative(order, OkxFields.ACC_FILL_SZ));
    BigDecimal after = later.getOrDefault(orderId, BigDecimal.ZERO);
    later.put(orderId, after.add(quantity));
    ExecutionReport report =
        rows.orders()
            .execution(
                account,
                order,
                fill,
                all.subtract(after).max(quantity),
                ReportSource.RECONCILIATION);
    report.setReconciliation(true);
    OrderRows.fee(report, fill, OkxFields.FEE, OkxFields.FEE_CCY);
    return report;
  }

  private void statement(RawFrame frame, JsonFields body, Findings findings)
      throws InvalidFieldException {
    String account = frame.getAccount();
    String snapshot = frame.getConnection() + "/" + frame.getEpoch() + "/" + frame.getSequence();
    positions(account, snapshot, data(body, OkxFields.POSITIONS), findings);
    Set<String> missing = new LinkedHashSet<>(assets);
    for (JsonFields row : data(body, OkxFields.BALANCES)) {
      for (JsonFields detail : row.objects(OkxFields.DETAILS)) {
        missing.remove(detail.text(OkxFields.CCY));
        findings.entry(
            rows.balance(account, detail, BalanceChangeReason.STATEMENT, snapshot), null);
      }
    }
    for (String asset : missing) {
      findings.entry(
          new BalanceReport(
              Identity.of(account, asset, "balance", snapshot),
              OkxVenue.NAME,
              account,
              asset,
              Decimals.ZERO,
              null,
              BalanceChangeReason.STATEMENT,
              snapshot),
          null);
    }
  }

  private void positions(
      String account, String snapshot, List<JsonFields> positions, Findings findings)
      throws InvalidFieldException {
    Map<String, Listing> missing = new LinkedHashMap<>();
    derivatives.forEach(listing -> missing.put(listing.instrument(), listing));
    Set<String> told = new LinkedHashSet<>();
    for (JsonFields row : positions) {
      PositionReport report;
      try {
        report = rows.position(account, row, snapshot);
      } catch (InvalidFieldException e) {
        if (e.reason() != RejectReason.UNKNOWN_INSTRUMENT) {
          throw e;
        }
        // Somebody else's affair, and for people to know.
        findings.reject("statement", e.reason(), e.getMessage());
        continue;
      }
      if (!told.add(report.getInstrument())) {
        throw new InvalidFieldException(
            RejectReason.INVALID_VALUE,
            "account "
                + account
                + " has two positions of "
                + report.getInstrument()
                + ", of two margin modes; one is needed");
      }
      missing.remove(report.getInstrument());
      findings.entry(report, null);
    }
    for (Listing listing : missing.values()) {
      findings.entry(
          new PositionReport(
              Identity.of(account, listing.symbol(), "position", snapshot),
              OkxVenue.NAME,
              account,
              listing.instrument(),
              Decimals.ZERO,
              null,
              null,
              snapshot),
          null);
    }
  }
}
