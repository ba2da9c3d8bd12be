package org.hedgerow.exchanges.deribit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.RawFrame;

/**
 * Reads what the venue answered when an account's snapshots were asked for: positions and balances
 * with the snapshot that they are part of, open orders as STATUS, trades under the identity that
 * the stream gives them.
 *
 * <p>A statement names every configured contract and asset, with zero where the answer has none. It
 * is taken whole or not at all; of orders and trades, each row stands for itself.
 */
final class AccountAnswers {
  private static final String STATEMENT = "statement";
  private static final String OPEN_ORDERS = "open orders";
  private static final String EXECUTIONS = "executions";

  private final SymbolTable<Listing> listings;
  private final List<Listing> all;
  private final Set<String> assets;
  private final OrderReports reports;

  /**
   * @param assets named by each statement
   */
  AccountAnswers(SymbolTable<Listing> listings, List<Listing> all, Set<String> assets) {
    this.listings = listings;
    this.all = List.copyOf(all);
    this.assets = new LinkedHashSet<>(assets);
    this.reports = new OrderReports(listings);
  }

  /** Reads an answer whose fields are {@code root}. */
  void read(RawFrame frame, JsonFields root, Findings findings) {
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    String channel = channel(request);
    try {
      refused(request, root);
      switch (channel) {
        case EXECUTIONS -> executions(frame, request, root, findings);
        case OPEN_ORDERS -> openOrders(frame, root, findings);
        case STATEMENT -> statement(frame, root, findings);
        default ->
            findings.reject(
                DeribitDecoder.resource(request),
                RejectReason.UNKNOWN_CHANNEL,
                "an answer to an unknown request");
      }
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(channel, e.reason(), e.getMessage());
    }
  }

  static String channel(String request) {
    if (request.contains("/get_user_trades")) {
      return EXECUTIONS;
    }
    if (request.contains("/get_open_orders")) {
      return OPEN_ORDERS;
    }
    return request.contains("/get_positions") ? STATEMENT : "";
  }

  /** What the connection has marked as failed, and errors in the dress of an answer. */
  private static void refused(String request, JsonFields root) throws InvalidFieldException {
    int mark = request.indexOf('#');
    if (root.isObject(DeribitFields.ERROR)) {
      throw new InvalidFieldException(
          RejectReason.VENUE_ERROR, DeribitDecoder.error(root.object(DeribitFields.ERROR)));
    }
    if (mark >= 0) {
      throw new InvalidFieldException(
          RejectReason.VENUE_ERROR, "the venue answered with " + request.substring(mark + 1));
    }
  }

  private void executions(RawFrame frame, String request, JsonFields root, Findings findings)
      throws InvalidFieldException {
    if (!root.isObject(DeribitFields.RESULT)) {
      throw InvalidFieldException.missing("result");
    }
    JsonFields result = root.object(DeribitFields.RESULT);
    List<JsonFields> rows = DeribitDecoder.rows(result, DeribitFields.TRADES);
    boolean newestFirst = request.contains("sorting=desc");
    for (int i = 0; i < rows.size(); i++) {
      JsonFields row = rows.get(newestFirst ? rows.size() - 1 - i : i);
      try {
        findings.entry(
            reports.trade(frame.getAccount(), row, List.of(), List.of(), true),
            MarketEvents.time(row, DeribitFields.TIMESTAMP));
      } catch (InvalidFieldException e) {
        findings.reject(EXECUTIONS, e.reason(), e.getMessage());
      }
    }
    if (result.isTrue(DeribitFields.HAS_MORE)) {
      findings.entry(
          new Gap(
              frame.getConnection(),
              instrument(request),
              "executions fill a page of " + rows.size(),
              null,
              null),
          null);
    } else if (rows.isEmpty()) {
      findings.ignore(EXECUTIONS);
    }
  }

  private String instrument(String request) {
    for (Listing listing : all) {
      if (request.contains("instrument_name=" + listing.symbol() + "&")) {
        return listing.instrument();
      }
    }
    return null;
  }

  private void openOrders(RawFrame frame, JsonFields root, Findings findings)
      throws InvalidFieldException {
    List<JsonFields> rows = DeribitDecoder.rows(root, DeribitFields.RESULT);
    for (JsonFields row : rows) {
      try {
        findings.entry(reports.order(frame.getAccount(), row, true), null);
      } catch (InvalidFieldException e) {
        findings.reject(OPEN_ORDERS, e.reason(), e.getMessage());
      }
    }
    if (rows.isEmpty()) {
      findings.ignore(OPEN_ORDERS);
    }
  }

  private void statement(RawFrame frame, JsonFields root, Findings findings)
      throws InvalidFieldException {
    String snapshot = frame.getConnection() + "/" + frame.getEpoch() + "/" + frame.getSequence();
    List<JsonFields> positions =
        DeribitDecoder.rows(answer(root, DeribitFields.POSITIONS), DeribitFields.RESULT);
    JsonFields balances = answer(root, DeribitFields.BALANCES);
    if (!balances.isObject(DeribitFields.RESULT)) {
      throw InvalidFieldException.missing("result");
    }
    positions(frame.getAccount(), positions, snapshot, findings);
    balances(
        frame.getAccount(),
        DeribitDecoder.rows(balances.object(DeribitFields.RESULT), DeribitFields.SUMMARIES),
        snapshot,
        findings);
  }

  /** One of the answers that were put together. */
  private static JsonFields answer(JsonFields root, int slot) throws InvalidFieldException {
    if (!root.isObject(slot)) {
      throw InvalidFieldException.missing(
          slot == DeribitFields.POSITIONS ? "positions" : "balances");
    }
    JsonFields answer = root.object(slot);
    if (answer.isObject(DeribitFields.ERROR)) {
      throw new InvalidFieldException(
          RejectReason.VENUE_ERROR, DeribitDecoder.error(answer.object(DeribitFields.ERROR)));
    }
    return answer;
  }

  private void positions(String account, List<JsonFields> rows, String snapshot, Findings findings)
      throws InvalidFieldException {
    Map<String, Listing> missing = new LinkedHashMap<>();
    for (Listing listing : all) {
      // What is held of a spot pair is its two assets.
      if (!listing.isSpot()) {
        missing.put(listing.symbol(), listing);
      }
    }
    for (JsonFields row : rows) {
      String symbol = row.requiredText(DeribitFields.INSTRUMENT_NAME);
      Listing listing = row.in(listings, DeribitFields.INSTRUMENT_NAME);
      if (listing == null) {
        if (Decimals.signum(row.decimal(DeribitFields.SIZE)) != 0) {
          findings.reject(
              STATEMENT,
              RejectReason.UNKNOWN_INSTRUMENT,
              "a position in "
                  + symbol.substring(0, Math.min(40, symbol.length()))
                  + ", which no instrument has as its symbol");
        }
        continue;
      }
      missing.remove(symbol);
      findings.entry(AccountReports.position(account, listing, row, snapshot, snapshot), null);
    }
    for (Listing listing : missing.values()) {
      findings.entry(AccountReports.flat(account, listing, snapshot), null);
    }
  }

  private void balances(String account, List<JsonFields> rows, String snapshot, Findings findings)
      throws InvalidFieldException {
    Set<String> missing = new LinkedHashSet<>(assets);
    for (JsonFields row : rows) {
      String asset = row.requiredText(DeribitFields.CURRENCY);
      Decimal wallet = row.decimal(DeribitFields.BALANCE);
      // Every currency of the venue is listed.
      if (missing.remove(asset) || Decimals.signum(wallet) != 0) {
        findings.entry(AccountReports.balance(account, asset, wallet, snapshot, snapshot), null);
      }
    }
    for (String asset : missing) {
      findings.entry(
          AccountReports.balance(account, asset, Decimals.ZERO, snapshot, snapshot), null);
    }
  }
}
