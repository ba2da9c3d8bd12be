package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;

/**
 * Reads an account's snapshots at the futures market: fills, open orders, and positions with
 * balances in one statement, which names every configured instrument and asset.
 *
 * <p>A fill does not say how large its order was. It is told as a part of an order that is at least
 * as large as its fills in the answer, and never as the last part.
 */
final class FuturesAccountAnswers {
  private static final JsonFactory JSON = new JsonFactory();

  /** Fills in an answer. */
  static final int PAGE = 100;

  private final SymbolTable<Listing> listings;
  private final List<Listing> instruments;
  private final Set<String> assets;

  FuturesAccountAnswers(
      SymbolTable<Listing> listings, List<Listing> instruments, Set<String> assets) {
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
      case "fills" -> {
        FuturesAnswers.refused(body);
        fills(frame, request, RowValues.rows(JsonRows.lists(body), "fills"), findings);
      }
      case "openorders" -> {
        FuturesAnswers.refused(body);
        openOrders(frame, RowValues.rows(JsonRows.lists(body), "openOrders"), findings);
      }
      case "openpositions" -> statement(frame, body, findings);
      default ->
          findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
    }
  }

  /**
   * Newest first in the answer. A full page hides what was before it, unless the newest fill of the
   * round before is in it.
   */
  private void fills(
      RawFrame frame, String request, List<Map<String, String>> rows, Findings findings) {
    int after = request.indexOf(FuturesRequests.AFTER);
    String known = after < 0 ? "" : request.substring(after + FuturesRequests.AFTER.length());
    boolean reaches =
        !known.isEmpty() && rows.stream().anyMatch(row -> known.equals(row.get("fill_id")));
    Map<String, BigDecimal> filled = new HashMap<>();
    for (int i = rows.size() - 1; i >= 0; i--) {
      try {
        fill(frame.getAccount(), rows.get(i), filled, findings);
      } catch (InvalidFieldException e) {
        findings.reject("fills", e.reason(), e.getMessage());
      }
    }
    if (rows.size() >= PAGE && !reaches) {
      findings.entry(
          new Gap(frame.getConnection(), null, "executions fill a page of " + PAGE, null, null),
          null);
    } else if (rows.isEmpty()) {
      findings.ignore("fills");
    }
  }

  private void fill(
      String account, Map<String, String> row, Map<String, BigDecimal> filled, Findings findings)
      throws InvalidFieldException {
    Listing listing = listing(RowValues.text(row, "symbol"));
    String orderId = RowValues.text(row, "order_id");
    Decimal last = RowValues.decimal(row, "size");
    BigDecimal sum = filled.merge(orderId, Decimals.toBigDecimal(last), BigDecimal::add);
    Decimal cumulative = FuturesAccountEvents.fitting(sum);
    KnownOrder order =
        new KnownOrder(
            orderId,
            client(row, orderId),
            listing.symbol(),
            side(row),
            FuturesOrderWords.orderType("limit", true),
            FuturesOrderWords.timeInForce("limit"),
            null,
            cumulative,
            cumulative,
            false,
            false);
    String id = RowValues.text(row, "fill_id");
    long time = KrakenTime.rfc3339(RowValues.text(row, "fillTime"), "fillTime");
    ExecutionReport report =
        order.report(KrakenFuturesDecoder.VENUE, account, listing, ReportSource.RECONCILIATION);
    report.setReportId(
        Identity.of(KrakenFuturesDecoder.VENUE, account, listing.symbol(), "exec", id));
    report.setExecutionId(id);
    report.setExecutionType(ExecutionType.TRADE);
    report.setStatus(OrderStatus.PARTIALLY_FILLED);
    report.setLastQuantity(last);
    report.setLastPrice(RowValues.decimal(row, "price"));
    Decimal fee = RowValues.optional(row, "fee_paid");
    if (fee != null && row.containsKey("fee_currency")) {
      report.setFee(fee);
      report.setFeeCurrency(Assets.canonical(row.get("fee_currency")));
    }
    report.setLiquidity(FuturesOrderWords.liquidity(row.getOrDefault("fillType", "")));
    report.setAcknowledgedTimeMicros(time);
    findings.entry(report, time);
  }

  private void openOrders(RawFrame frame, List<Map<String, String>> rows, Findings findings) {
    for (Map<String, String> row : rows) {
      try {
        openOrder(frame.getAccount(), row, findings);
      } catch (InvalidFieldException e) {
        findings.reject("openorders", e.reason(), e.getMessage());
      }
    }
    if (rows.isEmpty()) {
      findings.ignore("openorders");
    }
  }

  private void openOrder(String account, Map<String, String> row, Findings findings)
      throws InvalidFieldException {
    Listing listing = listing(RowValues.text(row, "symbol"));
    String id = RowValues.text(row, "order_id");
    String type = RowValues.text(row, "orderType");
    Decimal price = RowValues.optional(row, "limitPrice");
    boolean priced = price != null && Decimals.signum(price) > 0;
    Decimal filled = RowValues.decimal(row, "filledSize");
    Decimal remaining = RowValues.decimal(row, "unfilledSize");
    KnownOrder order =
        new KnownOrder(
            id,
            client(row, id),
            listing.symbol(),
            side(row),
            FuturesOrderWords.orderType(type, priced),
            FuturesOrderWords.timeInForce(type),
            priced ? price : null,
            FuturesAccountEvents.fitting(
                Decimals.toBigDecimal(remaining).add(Decimals.toBigDecimal(filled))),
            filled,
            "true".equals(row.get("reduceOnly")),
            false);
    String updated = RowValues.text(row, "lastUpdateTime");
    ExecutionReport report =
        order.report(KrakenFuturesDecoder.VENUE, account, listing, ReportSource.RECONCILIATION);
    report.setReportId(
        Identity.of(
            KrakenFuturesDecoder.VENUE,
            account,
            listing.symbol(),
            "order",
            id,
            updated,
            "STATUS",
            Decimals.toString(filled),
            Decimals.toString(remaining)));
    report.setExecutionType(ExecutionType.STATUS);
    report.setStatus(
        Decimals.signum(filled) > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED);
    report.setAcknowledgedTimeMicros(KrakenTime.rfc3339(updated, "lastUpdateTime"));
    findings.entry(report, null);
  }

  /** {@code {"positions": answer, "balances": answer}}. */
  private void statement(RawFrame frame, byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    List<Map<String, String>> positions = null;
    Map<String, AccountMemory.Wallet> wallets = null;
    try (JsonParser parser = JSON.createParser(body)) {
      expect(parser.nextToken());
      for (String part = parser.nextFieldName(); part != null; part = parser.nextFieldName()) {
        expect(parser.nextToken());
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          JsonToken token = parser.nextToken();
          if (name.equals("error") && token.isScalarValue()) {
            throw new InvalidFieldException(
                RejectReason.VENUE_ERROR, KrakenSpotDecoder.says(parser.getText()));
          } else if (name.equals("openPositions") && token == JsonToken.START_ARRAY) {
            positions = rows(parser);
          } else if (name.equals("accounts") && token == JsonToken.START_OBJECT) {
            wallets = new LinkedHashMap<>();
            FuturesBalances.accounts(parser, wallets);
          } else {
            parser.skipChildren();
          }
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IOException("expected one whole object");
      }
    }
    if (positions == null || wallets == null) {
      throw InvalidFieldException.missing(positions == null ? "openPositions" : "accounts");
    }
    String snapshot = frame.getConnection() + "/" + frame.getEpoch() + "/" + frame.getSequence();
    positions(frame.getAccount(), snapshot, positions, findings);
    Map<String, Decimal> sums = new TreeMap<>(FuturesBalances.sums(wallets));
    assets.forEach(asset -> sums.putIfAbsent(asset, Decimals.ZERO));
    sums.forEach(
        (asset, quantity) ->
            findings.entry(
                FuturesBalances.report(frame.getAccount(), asset, quantity, snapshot, snapshot),
                null));
  }

  private static void expect(JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw new IOException("expected an object");
    }
  }

  private static List<Map<String, String>> rows(JsonParser parser) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      expect(token);
      Map<String, String> row = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (parser.nextToken().isScalarValue()) {
          row.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private void positions(
      String account, String snapshot, List<Map<String, String>> rows, Findings findings)
      throws InvalidFieldException {
    Map<String, Listing> missing = new LinkedHashMap<>();
    instruments.forEach(listing -> missing.put(listing.symbol(), listing));
    for (Map<String, String> row : rows) {
      String symbol = RowValues.text(row, "symbol");
      Listing listing = listings.get(symbol);
      if (listing == null) {
        findings.reject(
            "statement",
            RejectReason.UNKNOWN_INSTRUMENT,
            "a position in " + RowValues.shortened(symbol) + ", which no instrument has");
        continue;
      }
      Decimal size = RowValues.decimal(row, "size");
      String side = RowValues.text(row, "side");
      if (!side.equals("long") && !side.equals("short")) {
        throw new InvalidFieldException(RejectReason.INVALID_VALUE, "neither long nor short");
      }
      missing.remove(listing.symbol());
      findings.entry(
          position(
              account,
              listing,
              snapshot,
              side.equals("short") ? new Decimal(-size.getUnscaled(), size.getScale()) : size,
              RowValues.optional(row, "price")),
          null);
    }
    for (Listing listing : missing.values()) {
      findings.entry(position(account, listing, snapshot, Decimals.ZERO, null), null);
    }
  }

  private static PositionReport position(
      String account, Listing listing, String snapshot, Decimal quantity, Decimal entryPrice) {
    return new PositionReport(
        Identity.of(KrakenFuturesDecoder.VENUE, account, listing.symbol(), "position", snapshot),
        KrakenFuturesDecoder.VENUE,
        account,
        listing.instrument(),
        quantity,
        entryPrice,
        null,
        snapshot);
  }

  /** Written in two ways by the venue. */
  private static String client(Map<String, String> row, String otherwise) {
    String client = row.getOrDefault("cliOrdId", row.get("cli_ord_id"));
    return client == null || client.isEmpty() ? otherwise : client;
  }

  private static Side side(Map<String, String> row) throws InvalidFieldException {
    return switch (RowValues.text(row, "side")) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default -> throw new InvalidFieldException(RejectReason.INVALID_VALUE, "side is none");
    };
  }

  private Listing listing(String symbol) throws InvalidFieldException {
    Listing listing = listings.get(symbol);
    if (listing == null) {
      throw KrakenSpotDecoder.unknown(symbol);
    }
    return listing;
  }
}
