package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.RawFrame;

/**
 * Reads what Luno answered about an account: balances with the snapshot that they are part of,
 * orders as STATUS, executions as TRADE.
 *
 * <p>A statement names every asset of configured instruments, with zero where the answer has none.
 * It is taken whole or not at all; of orders and executions, each row stands for itself.
 */
final class AccountAnswers {
  private final Map<String, LunoListing> listings;
  private final Set<String> assets;
  private final OrderAnswers orders;

  /**
   * @param listings by pair
   * @param assets named by each statement
   */
  AccountAnswers(Map<String, LunoListing> listings, Set<String> assets) {
    this.listings = listings;
    this.assets = new LinkedHashSet<>(assets);
    this.orders = new OrderAnswers(listings);
  }

  static String channel(String request) {
    if (request.contains("/listtrades?")) {
      return "executions";
    }
    if (request.contains("/listorders")) {
      return "openOrders";
    }
    if (request.contains("/3/order?")) {
      return "order";
    }
    return request.contains("/balance") ? "statement" : "";
  }

  void read(RawFrame frame, byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    String channel = channel(request);
    LunoErrors.refuse(request, body);
    switch (channel) {
      case "executions" -> executions(frame, request, JsonRows.lists(body), findings);
      case "openOrders" -> openOrders(frame, request, JsonRows.lists(body), findings);
      case "order" -> orders.order(frame.getAccount(), channel, JsonRows.object(body), findings);
      case "statement" ->
          statement(frame, RowValues.rows(JsonRows.lists(body), "balance"), findings);
      default ->
          findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
    }
  }

  private void executions(
      RawFrame frame,
      String request,
      Map<String, List<Map<String, String>>> lists,
      Findings findings)
      throws InvalidFieldException {
    List<Map<String, String>> trades = RowValues.rows(lists, "trades");
    orders.executions(
        frame.getAccount(), trades, lists.getOrDefault("orders", List.of()), findings);
    LunoListing listing = listings.get(LunoRest.parameter(request, "pair"));
    if (!fullPage(frame, request, trades.size(), listing, findings) && trades.isEmpty()) {
      findings.ignore("executions");
    }
  }

  private void openOrders(
      RawFrame frame,
      String request,
      Map<String, List<Map<String, String>>> lists,
      Findings findings)
      throws InvalidFieldException {
    List<Map<String, String>> open = RowValues.rows(lists, "orders");
    for (Map<String, String> order : open) {
      orders.order(frame.getAccount(), "openOrders", order, findings);
    }
    if (!fullPage(frame, request, open.size(), null, findings) && open.isEmpty()) {
      findings.ignore("openOrders");
    }
  }

  /** A page that is full may hide what else there is. */
  private static boolean fullPage(
      RawFrame frame, String request, int rows, LunoListing listing, Findings findings) {
    String limit = LunoRest.parameter(request, "limit");
    if (limit.isEmpty() || rows < Integer.parseInt(limit)) {
      return false;
    }
    findings.entry(
        new Gap(
            frame.getConnection(),
            listing == null ? null : listing.instrument(),
            channel(request) + " fill a page of " + limit,
            null,
            null),
        null);
    return true;
  }

  /** What an asset's accounts hold together: Luno lets a customer have ten of each. */
  private void statement(RawFrame frame, List<Map<String, String>> rows, Findings findings)
      throws InvalidFieldException {
    String snapshot = frame.getConnection() + "/" + frame.getEpoch() + "/" + frame.getSequence();
    Map<String, BigDecimal> wallets = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      wallets.merge(
          LunoAssets.canonical(RowValues.text(row, "asset")),
          Decimals.toBigDecimal(RowValues.decimal(row, "balance")),
          BigDecimal::add);
    }
    for (String asset : assets) {
      wallets.putIfAbsent(asset, BigDecimal.ZERO);
    }
    for (Map.Entry<String, BigDecimal> wallet : wallets.entrySet()) {
      findings.entry(
          new BalanceReport(
              id(frame.getAccount(), wallet.getKey(), "balance", snapshot),
              LunoVenue.NAME,
              frame.getAccount(),
              wallet.getKey(),
              fitting(wallet.getValue(), "balance"),
              null,
              BalanceChangeReason.STATEMENT,
              snapshot),
          null);
    }
  }

  static Decimal fitting(BigDecimal number, String name) throws InvalidFieldException {
    try {
      return Decimals.of(number);
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, name + " does not fit");
    }
  }

  /** The identity of a report: what it is about and what it says. */
  static String id(String account, String subject, String kind, String... parts) {
    StringBuilder id =
        new StringBuilder(96)
            .append(LunoVenue.NAME)
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
