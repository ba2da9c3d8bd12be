package org.hedgerow.exchanges.kraken;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * Reads the channels executions and balances of an account.
 *
 * <p>A row says in full what an order is when it is new or listed in a snapshot, later only what
 * changed: what was said before is kept in {@link AccountMemory}. Of an order that nothing is known
 * of a trade is not told, since whose it is could not be said; REST's look-back tells it.
 *
 * <p>A trade may have fees in more than one asset, where our report has room for one: the first.
 */
final class SpotAccountEvents {
  private final SymbolTable<Listing> listings;
  private final AccountMemories memories = new AccountMemories();

  SpotAccountEvents(SymbolTable<Listing> listings) {
    this.listings = listings;
  }

  Map<String, byte[]> remembered() {
    return memories.written();
  }

  void restore(String connection, byte[] written) {
    memories.restore(connection, written);
  }

  void execution(RawFrame frame, JsonFields row, boolean snapshot, Findings findings)
      throws InvalidFieldException {
    String account = account(frame);
    AccountMemory memory = memories.of(frame.getConnection());
    String type = row.requiredText(SpotFields.EXEC_TYPE);
    boolean trade = type.equals("trade");
    KnownOrder before = memory.order(row.requiredText(SpotFields.ORDER_ID));
    KnownOrder order = order(row, before);
    if (order == null) {
      if (snapshot && trade) {
        findings.ignore("trade of an order that is over");
        return;
      }
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, type + " of an order that was never shown");
    }
    Decimal filled = filled(row, order, trade && !snapshot);
    String venueStatus = row.requiredText(SpotFields.ORDER_STATUS);
    OrderStatus status = SpotOrderWords.status(venueStatus, Decimals.signum(filled) > 0);
    order = order.withProgress(filled, order.ended() || SpotOrderWords.isOver(status));
    memory.put(order);
    if (type.equals("pending_new")) {
      // Not yet with the matching engine: what comes of it follows.
      findings.ignore("executions pending_new");
      return;
    }
    Listing listing = listings.get(order.symbol());
    if (listing == null) {
      throw KrakenSpotDecoder.unknown(order.symbol());
    }
    long time = KrakenSpotDecoder.time(row);
    ExecutionReport report =
        order.report(KrakenSpotDecoder.VENUE, account, listing, ReportSource.STREAM);
    report.setStatus(status);
    report.setExecutionType(
        snapshot && !trade ? ExecutionType.STATUS : SpotOrderWords.executionType(type));
    report.setAveragePrice(positive(row, SpotFields.AVG_PRICE));
    report.setAcknowledgedTimeMicros(time);
    report.setRejectText(row.hasText(SpotFields.REASON) ? row.text(SpotFields.REASON) : null);
    report.setRejectCode(SpotOrderWords.rejectCode(status, row.text(SpotFields.REASON)));
    if (trade) {
      trade(row, account, listing, report);
    } else {
      report.setReportId(
          Identity.of(
              KrakenSpotDecoder.VENUE,
              account,
              listing.symbol(),
              "order",
              order.orderId(),
              row.text(SpotFields.TIMESTAMP),
              type,
              venueStatus,
              Decimals.toString(filled)));
    }
    findings.entry(report, time);
  }

  /** What the row and what was known of the order say together; null if that is not enough. */
  private static KnownOrder order(JsonFields row, KnownOrder before) throws InvalidFieldException {
    Decimal quantity = positive(row, SpotFields.ORDER_QTY);
    if (before == null && (quantity == null || !row.hasText(SpotFields.SYMBOL))) {
      return null;
    }
    String id = row.text(SpotFields.ORDER_ID);
    Decimal price = positive(row, SpotFields.LIMIT_PRICE);
    boolean type = row.hasText(SpotFields.ORDER_TYPE);
    boolean force =
        row.hasText(SpotFields.TIME_IN_FORCE) || row.isTrue(SpotFields.POST_ONLY) || before == null;
    if (before == null) {
      return new KnownOrder(
          id,
          row.hasText(SpotFields.CL_ORD_ID) ? row.text(SpotFields.CL_ORD_ID) : id,
          row.text(SpotFields.SYMBOL),
          KrakenSpotDecoder.side(row),
          SpotOrderWords.orderType(row.requiredText(SpotFields.ORDER_TYPE)),
          timeInForce(row),
          price,
          quantity,
          Decimals.ZERO,
          row.isTrue(SpotFields.REDUCE_ONLY),
          false);
    }
    return new KnownOrder(
        id,
        row.hasText(SpotFields.CL_ORD_ID) ? row.text(SpotFields.CL_ORD_ID) : before.clientOrderId(),
        before.symbol(),
        row.hasText(SpotFields.SIDE) ? sideOf(row) : before.side(),
        type ? typeOf(row) : before.type(),
        force ? forceOf(row, before) : before.timeInForce(),
        price == null ? before.price() : price,
        quantity == null ? before.quantity() : quantity,
        before.cumulative(),
        before.reduceOnly(),
        before.ended());
  }

  private static Side sideOf(JsonFields row) throws InvalidFieldException {
    return KrakenSpotDecoder.side(row);
  }

  private static OrderType typeOf(JsonFields row) {
    return SpotOrderWords.orderType(row.text(SpotFields.ORDER_TYPE));
  }

  /** Only a row that says whether it is post-only may take that away. */
  private static TimeInForce forceOf(JsonFields row, KnownOrder before) {
    return before.timeInForce() == TimeInForce.POST_ONLY && !row.has(SpotFields.POST_ONLY)
        ? TimeInForce.POST_ONLY
        : timeInForce(row);
  }

  private static TimeInForce timeInForce(JsonFields row) {
    return SpotOrderWords.timeInForce(
        row.text(SpotFields.TIME_IN_FORCE), row.isTrue(SpotFields.POST_ONLY));
  }

  /** The venue's sum where it says one, else what was known and, of a new trade, its quantity. */
  private static Decimal filled(JsonFields row, KnownOrder order, boolean adds)
      throws InvalidFieldException {
    Decimal told = row.optionalDecimal(SpotFields.CUM_QTY);
    if (told != null) {
      return told;
    }
    if (!adds) {
      return order.cumulative();
    }
    BigDecimal sum =
        Decimals.toBigDecimal(order.cumulative())
            .add(Decimals.toBigDecimal(row.decimal(SpotFields.LAST_QTY)));
    return fitting(sum.min(Decimals.toBigDecimal(order.quantity())));
  }

  private static void trade(JsonFields row, String account, Listing listing, ExecutionReport report)
      throws InvalidFieldException {
    String id = row.requiredText(SpotFields.EXEC_ID);
    report.setReportId(Identity.of(KrakenSpotDecoder.VENUE, account, listing.symbol(), "exec", id));
    report.setExecutionId(id);
    report.setLastQuantity(row.decimal(SpotFields.LAST_QTY));
    report.setLastPrice(row.decimal(SpotFields.LAST_PRICE));
    List<JsonFields> fees = row.objects(SpotFields.FEES);
    if (!fees.isEmpty()) {
      report.setFee(fees.get(0).decimal(SpotFields.QTY));
      report.setFeeCurrency(Assets.canonical(fees.get(0).requiredText(SpotFields.ASSET)));
    }
    report.setLiquidity(
        row.is(SpotFields.LIQUIDITY_IND, "m") ? LiquidityFlag.MAKER : LiquidityFlag.TAKER);
  }

  /**
   * A snapshot lists what each wallet holds, an update what a ledger entry did to one. Only the
   * wallet for spot trades is told: what earns interest elsewhere cannot be traded.
   */
  void balance(RawFrame frame, JsonFields row, boolean snapshot, Findings findings)
      throws InvalidFieldException {
    String account = account(frame);
    String asset = Assets.canonical(row.requiredText(SpotFields.ASSET));
    if (snapshot) {
      Decimal held = Decimals.ZERO;
      boolean wallets = row.has(SpotFields.WALLETS);
      for (JsonFields wallet : row.objects(SpotFields.WALLETS)) {
        if (wallet.is(SpotFields.TYPE, "spot") && wallet.is(SpotFields.ID, "main")) {
          held = wallet.decimal(SpotFields.BALANCE);
        }
      }
      findings.entry(
          new BalanceReport(
              Identity.of(
                  KrakenSpotDecoder.VENUE,
                  account,
                  asset,
                  "balance",
                  frame.getConnection(),
                  Long.toString(frame.getEpoch()),
                  Long.toString(frame.getSequence())),
              KrakenSpotDecoder.VENUE,
              account,
              asset,
              wallets ? held : row.decimal(SpotFields.BALANCE),
              null,
              BalanceChangeReason.STATEMENT,
              null),
          null);
      return;
    }
    if (row.hasText(SpotFields.WALLET_TYPE) && !row.is(SpotFields.WALLET_TYPE, "spot")) {
      findings.ignore("balances of other wallets");
      return;
    }
    BalanceChangeReason reason = SpotOrderWords.balanceReason(row.requiredText(SpotFields.TYPE));
    Decimal amount = row.decimal(SpotFields.AMOUNT);
    Decimal fee = row.optionalDecimal(SpotFields.FEE);
    BigDecimal change =
        Decimals.toBigDecimal(amount)
            .subtract(fee == null ? BigDecimal.ZERO : Decimals.toBigDecimal(fee));
    findings.entry(
        new BalanceReport(
            Identity.of(
                KrakenSpotDecoder.VENUE,
                account,
                asset,
                "ledger",
                row.requiredText(SpotFields.LEDGER_ID)),
            KrakenSpotDecoder.VENUE,
            account,
            asset,
            row.decimal(SpotFields.BALANCE),
            reason == BalanceChangeReason.ORDER ? null : fitting(change),
            reason,
            null),
        KrakenSpotDecoder.time(row));
  }

  private static String account(RawFrame frame) throws InvalidFieldException {
    if (frame.getAccount() == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "an account's event on a public connection");
    }
    return frame.getAccount();
  }

  /** Null where it is absent or not above zero, which Kraken writes for none. */
  private static Decimal positive(JsonFields row, int slot) throws InvalidFieldException {
    Decimal number = row.optionalDecimal(slot);
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
