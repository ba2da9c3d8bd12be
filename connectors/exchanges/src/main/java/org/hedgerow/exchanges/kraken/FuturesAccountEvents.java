package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;

/**
 * Reads an account's feeds: open orders, fills, positions, balances. A cancel names its order and
 * nothing else, positions come again whenever a price moves, and balances come wallet by wallet:
 * what they build on is kept in {@link AccountMemory}.
 */
final class FuturesAccountEvents {
  private final SymbolTable<Listing> listings;
  private final List<Listing> instruments;
  private final AccountMemories memories = new AccountMemories();

  FuturesAccountEvents(SymbolTable<Listing> listings, List<Listing> instruments) {
    this.listings = listings;
    this.instruments = instruments;
  }

  Map<String, byte[]> remembered() {
    return memories.written();
  }

  void restore(String connection, byte[] written) {
    memories.restore(connection, written);
  }

  /** Whether it is one of an account's feeds. */
  boolean read(RawFrame frame, String feed, JsonFields message, Findings findings)
      throws InvalidFieldException, IOException {
    switch (feed) {
      case "fills", "fills_snapshot" -> {
        List<JsonFields> fills = message.objects(FuturesFields.FILLS);
        require(message, FuturesFields.FILLS, "fills");
        for (JsonFields fill : fills) {
          try {
            fill(frame, fill, findings);
          } catch (InvalidFieldException e) {
            findings.reject(feed, e.reason(), e.getMessage());
          }
        }
        if (fills.isEmpty()) {
          findings.ignore(feed);
        }
      }
      case "open_orders_snapshot", "open_orders_verbose_snapshot" -> {
        List<JsonFields> orders = message.objects(FuturesFields.ORDERS);
        require(message, FuturesFields.ORDERS, "orders");
        for (JsonFields order : orders) {
          try {
            order(frame, order, "", false, findings);
          } catch (InvalidFieldException e) {
            findings.reject(feed, e.reason(), e.getMessage());
          }
        }
        if (orders.isEmpty()) {
          findings.ignore(feed);
        }
      }
      case "open_orders", "open_orders_verbose" -> openOrder(frame, message, findings);
      case "open_positions" -> positions(frame, message, findings);
      case "balances", "balances_snapshot" ->
          FuturesBalances.read(
              account(frame),
              memories.of(frame.getConnection()),
              feed.equals("balances_snapshot"),
              frame,
              findings);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void require(JsonFields message, int slot, String name)
      throws InvalidFieldException {
    if (!message.has(slot)) {
      throw InvalidFieldException.missing(name);
    }
  }

  private void openOrder(RawFrame frame, JsonFields message, Findings findings)
      throws InvalidFieldException {
    boolean over = message.isTrue(FuturesFields.IS_CANCEL);
    String reason = message.text(FuturesFields.REASON);
    if (message.isObject(FuturesFields.ORDER)) {
      order(frame, message.object(FuturesFields.ORDER), reason, over, findings);
      return;
    }
    String id = message.requiredText(FuturesFields.ORDER_ID);
    KnownOrder known = memories.of(frame.getConnection()).order(id);
    if (known == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "the end of an order that was never shown: " + reason);
    }
    Decimal filled = reason.equals("full_fill") ? known.quantity() : known.cumulative();
    told(frame, known.withProgress(filled, over), reason, over, null, findings);
  }

  /** {@code qty} is what remains of it. */
  private void order(
      RawFrame frame, JsonFields order, String reason, boolean over, Findings findings)
      throws InvalidFieldException {
    Listing listing = KrakenFuturesDecoder.listing(listings, order, FuturesFields.INSTRUMENT);
    Decimal filled = order.decimal(FuturesFields.FILLED);
    Decimal price = order.optionalDecimal(FuturesFields.LIMIT_PRICE);
    boolean priced = price != null && Decimals.signum(price) > 0;
    String id = order.requiredText(FuturesFields.ORDER_ID);
    String type = order.requiredText(FuturesFields.TYPE);
    KnownOrder known =
        new KnownOrder(
            id,
            order.hasText(FuturesFields.CLI_ORD_ID) ? order.text(FuturesFields.CLI_ORD_ID) : id,
            listing.symbol(),
            order.number(FuturesFields.DIRECTION) == 0 ? Side.BUY : Side.SELL,
            FuturesOrderWords.orderType(type, priced),
            FuturesOrderWords.timeInForce(type),
            priced ? price : null,
            sum(order.decimal(FuturesFields.QTY), filled),
            filled,
            order.isTrue(FuturesFields.REDUCE_ONLY),
            over);
    long time = VenueTime.millis(order.number(FuturesFields.LAST_UPDATE_TIME), "last_update_time");
    told(frame, known, reason, over, time, findings);
  }

  private void told(
      RawFrame frame, KnownOrder order, String reason, boolean over, Long time, Findings findings)
      throws InvalidFieldException {
    String account = account(frame);
    memories.of(frame.getConnection()).put(order);
    Listing listing = listing(order.symbol());
    ExecutionType type = FuturesOrderWords.executionType(reason, over);
    ExecutionReport report =
        order.report(KrakenFuturesDecoder.VENUE, account, listing, ReportSource.STREAM);
    report.setReportId(
        Identity.of(
            KrakenFuturesDecoder.VENUE,
            account,
            listing.symbol(),
            "order",
            order.orderId(),
            time == null ? "end" : time.toString(),
            reason,
            Decimals.toString(order.cumulative()),
            Decimals.toString(order.quantity())));
    report.setExecutionType(type);
    report.setStatus(
        FuturesOrderWords.status(type, reason, over, Decimals.signum(order.cumulative()) > 0));
    report.setRejectText(over && !reason.equals("full_fill") ? reason : null);
    report.setRejectCode(FuturesOrderWords.rejectCode(reason));
    report.setAcknowledgedTimeMicros(time);
    findings.entry(report, time);
  }

  private void fill(RawFrame frame, JsonFields fill, Findings findings)
      throws InvalidFieldException {
    String account = account(frame);
    AccountMemory memory = memories.of(frame.getConnection());
    Listing listing = KrakenFuturesDecoder.listing(listings, fill, FuturesFields.INSTRUMENT);
    String orderId = fill.requiredText(FuturesFields.ORDER_ID);
    Decimal last = fill.decimal(FuturesFields.QTY);
    Decimal remaining = fill.decimal(FuturesFields.REMAINING_ORDER_QTY);
    boolean over = Decimals.signum(remaining) == 0;
    KnownOrder known = memory.order(orderId);
    if (known == null) {
      known = unknown(fill, listing, orderId, sum(last, remaining));
    } else {
      known =
          known.withProgress(
              fitting(
                  Decimals.toBigDecimal(known.quantity())
                      .subtract(Decimals.toBigDecimal(remaining))
                      .max(Decimals.toBigDecimal(last))),
              known.ended() || over);
      memory.put(known);
    }
    String id = fill.requiredText(FuturesFields.FILL_ID);
    long time = KrakenFuturesDecoder.millis(fill, FuturesFields.TIME);
    ExecutionReport report =
        known.report(KrakenFuturesDecoder.VENUE, account, listing, ReportSource.STREAM);
    report.setReportId(
        Identity.of(KrakenFuturesDecoder.VENUE, account, listing.symbol(), "exec", id));
    report.setExecutionId(id);
    report.setExecutionType(ExecutionType.TRADE);
    report.setStatus(over ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED);
    report.setLastQuantity(last);
    report.setLastPrice(fill.decimal(FuturesFields.PRICE));
    if (fill.hasText(FuturesFields.FEE_CURRENCY)) {
      report.setFee(fill.decimal(FuturesFields.FEE_PAID));
      report.setFeeCurrency(Assets.canonical(fill.text(FuturesFields.FEE_CURRENCY)));
    }
    report.setLiquidity(FuturesOrderWords.liquidity(fill.text(FuturesFields.FILL_TYPE)));
    report.setAcknowledgedTimeMicros(time);
    findings.entry(report, time);
  }

  /** An order of which only a fill is known: at least as large as that and what remains. */
  private static KnownOrder unknown(
      JsonFields fill, Listing listing, String orderId, Decimal quantity)
      throws InvalidFieldException {
    if (!fill.has(FuturesFields.BUY)) {
      throw InvalidFieldException.missing("buy");
    }
    String type = fill.text(FuturesFields.ORDER_TYPE);
    return new KnownOrder(
        orderId,
        fill.hasText(FuturesFields.CLI_ORD_ID) ? fill.text(FuturesFields.CLI_ORD_ID) : orderId,
        listing.symbol(),
        fill.isTrue(FuturesFields.BUY) ? Side.BUY : Side.SELL,
        FuturesOrderWords.orderType(type, true),
        FuturesOrderWords.timeInForce(type),
        null,
        quantity,
        fill.decimal(FuturesFields.QTY),
        false,
        false);
  }

  /** All positions that there are, each time; told are those whose quantity is another. */
  private void positions(RawFrame frame, JsonFields message, Findings findings)
      throws InvalidFieldException {
    String account = account(frame);
    require(message, FuturesFields.POSITIONS, "positions");
    Map<String, Decimal> before = memories.of(frame.getConnection()).positions();
    Set<String> listed = new HashSet<>();
    boolean told = false;
    for (JsonFields position : message.objects(FuturesFields.POSITIONS)) {
      Listing listing;
      try {
        listing = KrakenFuturesDecoder.listing(listings, position, FuturesFields.INSTRUMENT);
      } catch (InvalidFieldException e) {
        // A contract that nobody configured keeps no other position from being told.
        told = true;
        findings.reject("open_positions", e.reason(), e.getMessage());
        continue;
      }
      listed.add(listing.symbol());
      Decimal quantity = position.decimal(FuturesFields.BALANCE);
      Decimal last = before.put(listing.symbol(), quantity);
      if (last == null || Decimals.compare(last, quantity) != 0) {
        told = true;
        findings.entry(
            position(
                frame,
                account,
                listing,
                quantity,
                position.optionalDecimal(FuturesFields.ENTRY_PRICE),
                position.optionalDecimal(FuturesFields.PNL)),
            null);
      }
    }
    for (Listing listing : instruments) {
      Decimal last = before.get(listing.symbol());
      if (last != null && Decimals.signum(last) != 0 && !listed.contains(listing.symbol())) {
        before.put(listing.symbol(), Decimals.ZERO);
        told = true;
        findings.entry(position(frame, account, listing, Decimals.ZERO, null, null), null);
      }
    }
    if (!told) {
      findings.ignore("open_positions unchanged");
    }
  }

  private static PositionReport position(
      RawFrame frame,
      String account,
      Listing listing,
      Decimal quantity,
      Decimal entryPrice,
      Decimal profit) {
    return new PositionReport(
        Identity.of(
            KrakenFuturesDecoder.VENUE,
            account,
            listing.symbol(),
            "position",
            frame.getConnection(),
            Long.toString(frame.getEpoch()),
            Long.toString(frame.getSequence())),
        KrakenFuturesDecoder.VENUE,
        account,
        listing.instrument(),
        quantity,
        entryPrice,
        profit,
        null);
  }

  private Listing listing(String symbol) throws InvalidFieldException {
    Listing listing = listings.get(symbol);
    if (listing == null) {
      throw KrakenSpotDecoder.unknown(symbol);
    }
    return listing;
  }

  static String account(RawFrame frame) throws InvalidFieldException {
    if (frame.getAccount() == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "an account's event on a public connection");
    }
    return frame.getAccount();
  }

  private static Decimal sum(Decimal left, Decimal right) throws InvalidFieldException {
    return fitting(Decimals.toBigDecimal(left).add(Decimals.toBigDecimal(right)));
  }

  static Decimal fitting(BigDecimal number) throws InvalidFieldException {
    try {
      return Decimals.of(number);
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "a quantity that does not fit");
    }
  }
}
