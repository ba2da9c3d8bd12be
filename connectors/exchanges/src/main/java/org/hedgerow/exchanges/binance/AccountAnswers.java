package org.hedgerow.exchanges.binance;

import java.io.IOException;
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
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RawFrame;

/**
 * Reads what a venue answered when an account's snapshots were asked for: positions and balances
 * with the snapshot that they are part of, open orders as STATUS, executions as TRADE under the
 * identity that the stream gives them.
 *
 * <p>A statement names every configured instrument and asset, with zero where the answer has none.
 * It is taken whole or not at all; of orders and executions, each row stands for itself.
 */
final class AccountAnswers {
  private final BinanceMarket market;
  private final Map<String, Listing> listings = new LinkedHashMap<>();
  private final Set<String> assets;
  private final OrderAnswers orders;

  /**
   * @param assets named by each statement
   */
  AccountAnswers(BinanceMarket market, List<Listing> listings, Set<String> assets) {
    this.market = market;
    listings.forEach(listing -> this.listings.put(listing.symbol(), listing));
    this.assets = new LinkedHashSet<>(assets);
    this.orders = new OrderAnswers(market, this.listings);
  }

  void read(RawFrame frame, byte[] body, Findings findings) {
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    String channel = channel(request);
    try {
      refused(request, body);
      if (channel.equals("executions")) {
        orders.executions(frame, request, JsonRows.lists(body), findings);
      } else if (channel.equals("openOrders")) {
        List<Map<String, String>> open = JsonRows.list(body);
        for (Map<String, String> row : open) {
          orders.openOrder(frame.getAccount(), row, findings);
        }
        if (open.isEmpty()) {
          findings.ignore(channel);
        }
      } else if (channel.equals("statement")) {
        statement(frame, JsonRows.lists(body), findings);
      } else {
        findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject(channel, RejectReason.MALFORMED, BinanceDecoder.sentence(e));
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(channel, e.reason(), e.getMessage());
    }
  }

  private static String channel(String request) {
    if (request.contains("/allOrders?")) {
      return "executions";
    }
    if (request.contains("/openOrders")) {
      return "openOrders";
    }
    return request.contains("/balance") || request.contains("/account") ? "statement" : "";
  }

  /** What the connection has marked as failed, and errors in the dress of an answer. */
  private static void refused(String request, byte[] body) throws InvalidFieldException {
    int mark = request.indexOf('#');
    String error = mark < 0 ? null : request.substring(mark + 1);
    try {
      Map<String, String> fields = JsonRows.object(body);
      if (fields.containsKey("code") && fields.containsKey("msg")) {
        error = fields.get("code") + " " + fields.get("msg");
      }
    } catch (IOException e) {
      // A list, or garbage: the latter has its mark or is found out by what is looked for in it.
    }
    if (error != null) {
      throw new InvalidFieldException(
          error.equals("unreadable") ? RejectReason.MALFORMED : RejectReason.VENUE_ERROR,
          "the venue says " + error);
    }
  }

  private void statement(
      RawFrame frame, Map<String, List<Map<String, String>>> lists, Findings findings)
      throws InvalidFieldException {
    String account = frame.getAccount();
    String snapshot = frame.getConnection() + "/" + frame.getEpoch() + "/" + frame.getSequence();
    List<Map<String, String>> balances = RowValues.rows(lists, "balances");
    if (market != BinanceMarket.SPOT) {
      positions(account, snapshot, RowValues.rows(lists, "positions"), findings);
    }
    Set<String> missing = new LinkedHashSet<>(assets);
    for (Map<String, String> row : balances) {
      String asset = RowValues.text(row, "asset");
      missing.remove(asset);
      findings.entry(balance(account, asset, snapshot, wallet(row)), null);
    }
    for (String asset : missing) {
      findings.entry(balance(account, asset, snapshot, Decimals.ZERO), null);
    }
  }

  private Decimal wallet(Map<String, String> row) throws InvalidFieldException {
    if (market != BinanceMarket.SPOT) {
      return RowValues.decimal(row, "balance");
    }
    try {
      return Decimals.of(
          Decimals.toBigDecimal(RowValues.decimal(row, "free"))
              .add(Decimals.toBigDecimal(RowValues.decimal(row, "locked"))));
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "free + locked does not fit");
    }
  }

  private BalanceReport balance(String account, String asset, String snapshot, Decimal wallet) {
    return new BalanceReport(
        AccountEvents.id(market, account, asset, "balance", snapshot),
        market.venue(),
        account,
        asset,
        wallet,
        null,
        BalanceChangeReason.STATEMENT,
        snapshot);
  }

  private void positions(
      String account, String snapshot, List<Map<String, String>> rows, Findings findings)
      throws InvalidFieldException {
    Map<String, Listing> missing = new LinkedHashMap<>(listings);
    for (Map<String, String> row : rows) {
      String side = row.getOrDefault("positionSide", "BOTH");
      if (!side.equals("BOTH")) {
        // One signed position cannot say it; see AccountEvents.
        throw new InvalidFieldException(
            RejectReason.INVALID_VALUE,
            "account " + account + " is in hedge mode; one-way mode is needed");
      }
      String symbol = RowValues.text(row, "symbol");
      Decimal quantity = RowValues.decimal(row, "positionAmt");
      Listing listing = listings.get(symbol);
      if (listing == null) {
        // Some markets list every symbol that they have.
        if (Decimals.signum(quantity) != 0) {
          findings.reject(
              "statement",
              RejectReason.UNKNOWN_INSTRUMENT,
              "a position in "
                  + RowValues.shortened(symbol)
                  + ", which no instrument has as its symbol");
        }
        continue;
      }
      missing.remove(symbol);
      findings.entry(
          position(
              account,
              listing,
              snapshot,
              quantity,
              Decimals.signum(quantity) == 0 ? null : RowValues.optional(row, "entryPrice"),
              RowValues.optional(row, "unRealizedProfit")),
          null);
    }
    for (Listing listing : missing.values()) {
      findings.entry(position(account, listing, snapshot, Decimals.ZERO, null, null), null);
    }
  }

  private PositionReport position(
      String account,
      Listing listing,
      String snapshot,
      Decimal quantity,
      Decimal entryPrice,
      Decimal unrealisedProfit) {
    return new PositionReport(
        AccountEvents.id(market, account, listing.symbol(), "position", snapshot),
        market.venue(),
        account,
        listing.instrument(),
        quantity,
        entryPrice,
        unrealisedProfit,
        snapshot);
  }
}
