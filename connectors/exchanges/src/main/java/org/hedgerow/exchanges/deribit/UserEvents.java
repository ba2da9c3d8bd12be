package org.hedgerow.exchanges.deribit;

import java.util.List;
import java.util.Locale;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.RawFrame;

/** Reads the private channels: what happened to an account's orders, positions and balances. */
final class UserEvents {
  private final SymbolTable<Listing> listings;
  private final OrderReports reports;

  UserEvents(SymbolTable<Listing> listings) {
    this.listings = listings;
    this.reports = new OrderReports(listings);
  }

  /** Reads one notification; {@code params} has its data. */
  void read(RawFrame frame, ChannelKind kind, JsonFields params, Findings findings)
      throws InvalidFieldException {
    if (frame.getAccount() == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "an account's event on a public connection");
    }
    String name = kind.label();
    if (kind == ChannelKind.USER_CHANGES) {
      changes(frame, object(params), findings);
    } else if (kind == ChannelKind.USER_PORTFOLIO) {
      portfolio(frame, object(params), findings);
    } else {
      List<JsonFields> rows = DeribitDecoder.rows(params, DeribitFields.DATA);
      if (kind == ChannelKind.USER_ORDERS) {
        orders(frame, rows, name, findings);
      } else {
        trades(frame, rows, List.of(), name, findings);
      }
      if (rows.isEmpty()) {
        findings.ignore(name);
      }
    }
  }

  private static JsonFields object(JsonFields params) throws InvalidFieldException {
    if (!params.isObject(DeribitFields.DATA)) {
      throw InvalidFieldException.missing("data");
    }
    return params.object(DeribitFields.DATA);
  }

  /** Trades with the orders that they belong to, then the orders, then the positions. */
  private void changes(RawFrame frame, JsonFields data, Findings findings)
      throws InvalidFieldException {
    String name = ChannelKind.USER_CHANGES.label();
    List<JsonFields> orders = optionalRows(data, DeribitFields.ORDERS);
    List<JsonFields> trades = optionalRows(data, DeribitFields.TRADES);
    List<JsonFields> positions =
        optionalRows(
            data,
            data.has(DeribitFields.POSITIONS) ? DeribitFields.POSITIONS : DeribitFields.POSITION);
    trades(frame, trades, orders, name, findings);
    orders(frame, orders, name, findings);
    for (int i = 0; i < positions.size(); i++) {
      try {
        JsonFields row = positions.get(i);
        Listing listing = MarketEvents.listing(listings, row);
        findings.entry(
            AccountReports.position(frame.getAccount(), listing, row, place(frame, i), null), null);
      } catch (InvalidFieldException e) {
        findings.reject(name, e.reason(), e.getMessage());
      }
    }
    if (orders.isEmpty() && trades.isEmpty() && positions.isEmpty()) {
      findings.ignore(name);
    }
  }

  private static List<JsonFields> optionalRows(JsonFields data, int slot)
      throws InvalidFieldException {
    return data.has(slot) && !data.isNullValue(slot) ? DeribitDecoder.rows(data, slot) : List.of();
  }

  private void orders(RawFrame frame, List<JsonFields> rows, String name, Findings findings) {
    for (JsonFields row : rows) {
      try {
        findings.entry(
            reports.order(frame.getAccount(), row, false),
            MarketEvents.time(row, DeribitFields.LAST_UPDATE_TIMESTAMP));
      } catch (InvalidFieldException e) {
        findings.reject(name, e.reason(), e.getMessage());
      }
    }
  }

  private void trades(
      RawFrame frame,
      List<JsonFields> rows,
      List<JsonFields> orders,
      String name,
      Findings findings) {
    for (int i = 0; i < rows.size(); i++) {
      try {
        findings.entry(
            reports.trade(
                frame.getAccount(), rows.get(i), orders, rows.subList(i + 1, rows.size()), false),
            MarketEvents.time(rows.get(i), DeribitFields.TIMESTAMP));
      } catch (InvalidFieldException e) {
        findings.reject(name, e.reason(), e.getMessage());
      }
    }
  }

  private static void portfolio(RawFrame frame, JsonFields data, Findings findings)
      throws InvalidFieldException {
    findings.entry(
        AccountReports.balance(
            frame.getAccount(),
            data.requiredText(DeribitFields.CURRENCY).toUpperCase(Locale.ROOT),
            data.decimal(DeribitFields.BALANCE),
            place(frame, 0),
            null),
        null);
  }

  private static String place(RawFrame frame, int index) {
    return frame.getConnection() + "/" + frame.getEpoch() + "/" + frame.getSequence() + "/" + index;
  }
}
