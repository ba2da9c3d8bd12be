package org.hedgerow.exchanges.binance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.FieldNames;
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
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * Reads the user data streams: what happened to orders, balances and positions of an account.
 *
 * <p>Report ids are made of what the report says, never of when or where it was received, so that
 * the same report is the same by whichever connection it comes, and after any restart.
 */
final class AccountEvents {
  private static final Set<String> KNOWN =
      Set.of(
          "executionReport",
          "outboundAccountPosition",
          "balanceUpdate",
          "ORDER_TRADE_UPDATE",
          "ACCOUNT_UPDATE",
          "TRADE_LITE",
          "MARGIN_CALL",
          "ACCOUNT_CONFIG_UPDATE",
          "listStatus",
          "externalLockUpdate",
          "eventStreamTerminated",
          "listenKeyExpired");

  private static final int AVERAGE_PRICE_SCALE = 10;

  private final BinanceMarket market;
  private final SymbolTable<Listing> listings;

  AccountEvents(BinanceMarket market, SymbolTable<Listing> listings) {
    this.market = market;
    this.listings = listings;
  }

  static boolean handles(String type) {
    return KNOWN.contains(type);
  }

  void read(RawFrame frame, String type, JsonFields event, Findings findings)
      throws InvalidFieldException {
    String account = frame.getAccount();
    if (account == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "an account's event on a public connection");
    }
    switch (type) {
      case "executionReport" -> execution(account, event, event, findings);
      case "ORDER_TRADE_UPDATE" -> {
        JsonFields order = nested(event, 'o');
        execution(account, event, order, findings);
      }
      case "outboundAccountPosition" -> statement(account, event, findings);
      case "balanceUpdate" -> balanceChange(account, event, findings);
      case "ACCOUNT_UPDATE" -> accountUpdate(account, event, nested(event, 'a'), findings);
      // TRADE_LITE repeats what ORDER_TRADE_UPDATE says; the others change nothing that the journal
      // has a payload for. A listen key that expired or a stream that ended is the connection's
      // affair.
      default -> findings.ignore(type);
    }
  }

  private void execution(String account, JsonFields event, JsonFields order, Findings findings)
      throws InvalidFieldException {
    Listing listing = BinanceDecoder.listing(listings, order, FieldNames.slot('s'));
    String venueOrderId = order.requiredText('i');
    String venueType = order.requiredText('x');
    String venueStatus = order.requiredText('X');
    Decimal quantity = order.decimal('q');
    Decimal cumulative = order.decimal('z');
    long tradeId = order.hasText('t') ? order.number('t') : 0;
    Decimal last = order.optionalDecimal('l');
    boolean filled = last != null && Decimals.signum(last) > 0 && tradeId > 0;
    ExecutionType type = executionType(venueType, filled);
    boolean trade = type == ExecutionType.TRADE;
    long transactionTime = BinanceDecoder.micros(order, 'T');
    Decimal price = order.optionalDecimal('p');
    ExecutionReport report = new ExecutionReport();
    report.setReportId(
        trade
            ? id(account, listing.symbol(), "exec", order.text('t'))
            : id(
                account,
                listing.symbol(),
                "order",
                venueOrderId,
                order.text('T'),
                venueType,
                venueStatus,
                order.text('z'),
                order.text('p'),
                order.text('q')));
    report.setSource(ReportSource.STREAM);
    report.setVenue(market.venue());
    report.setAccount(account);
    report.setInstrument(listing.instrument());
    // A spot order's own id moves to C when c names the request that cancels it. On futures there
    // is no C.
    report.setClientOrderId(
        market == BinanceMarket.SPOT && order.hasText('C')
            ? order.text('C')
            : order.requiredText('c'));
    report.setVenueOrderId(venueOrderId);
    report.setExecutionId(trade ? order.text('t') : null);
    report.setExecutionType(type);
    report.setStatus(status(venueStatus, quantity, cumulative));
    report.setSide(side(order));
    report.setReduceOnly(market != BinanceMarket.SPOT && order.isTrue('R'));
    report.setOrderType(orderType(market, order.requiredText('o')));
    report.setTimeInForce(timeInForce(order.text('o'), order.requiredText('f')));
    report.setPrice(price != null && Decimals.signum(price) > 0 ? price : null);
    report.setQuantity(quantity);
    report.setLastQuantity(trade ? last : null);
    report.setLastPrice(trade ? order.decimal('L') : null);
    report.setCumulativeQuantity(cumulative);
    report.setAveragePrice(averagePrice(order, cumulative));
    if (trade && order.hasText('N')) {
      report.setFee(order.decimal('n'));
      report.setFeeCurrency(order.text('N'));
    }
    report.setLiquidity(
        !trade
            ? LiquidityFlag.NONE
            : order.isTrue('m') ? LiquidityFlag.MAKER : LiquidityFlag.TAKER);
    report.setRejectCode(rejectCode(venueType, venueStatus));
    report.setRejectText(rejectText(order));
    report.setAcknowledgedTimeMicros(transactionTime);
    report.setExternal(false);
    report.setInferred(false);
    report.setReconciliation(false);
    findings.entry(report, BinanceDecoder.eventTime(event));
  }

  /**
   * Binance's execution type {@code x}. A fill that carries no trade id is told as a status: its
   * cumulative quantity is the truth that remains, and an execution without an id could count
   * twice.
   */
  static ExecutionType executionType(String x, boolean filled) {
    return switch (x) {
      case "NEW" -> ExecutionType.NEW;
      case "CANCELED" -> ExecutionType.CANCELED;
      case "REPLACED", "AMENDMENT" -> ExecutionType.REPLACED;
      case "REJECTED" -> ExecutionType.REJECTED;
      case "EXPIRED", "TRADE_PREVENTION" -> ExecutionType.EXPIRED;
      // CALCULATED: a liquidation or auto-deleveraging, a fill by another name.
      case "TRADE", "CALCULATED" -> filled ? ExecutionType.TRADE : ExecutionType.STATUS;
      default -> ExecutionType.STATUS;
    };
  }

  /** Binance's order status {@code X}. */
  static OrderStatus status(String status, Decimal quantity, Decimal cumulative) {
    return switch (status) {
      case "NEW", "PENDING_NEW" -> OrderStatus.ACCEPTED;
      case "PARTIALLY_FILLED" -> OrderStatus.PARTIALLY_FILLED;
      case "FILLED" -> OrderStatus.FILLED;
      case "CANCELED" -> OrderStatus.CANCELED;
      case "PENDING_CANCEL" -> OrderStatus.PENDING_CANCEL;
      case "REJECTED" -> OrderStatus.REJECTED;
      case "EXPIRED", "EXPIRED_IN_MATCH" -> OrderStatus.EXPIRED;
      // Taken over by the insurance fund or by a counterparty: these name who fills, not how far.
      case "NEW_INSURANCE", "NEW_ADL" -> {
        if (Decimals.signum(cumulative) <= 0) {
          yield OrderStatus.ACCEPTED;
        }
        yield Decimals.compare(cumulative, quantity) >= 0
            ? OrderStatus.FILLED
            : OrderStatus.PARTIALLY_FILLED;
      }
      default -> OrderStatus.UNKNOWN;
    };
  }

  private static Side side(JsonFields order) throws InvalidFieldException {
    String side = order.requiredText('S');
    return switch (side) {
      case "BUY" -> Side.BUY;
      case "SELL" -> Side.SELL;
      default ->
          throw new InvalidFieldException(RejectReason.INVALID_VALUE, "S is no side: " + side);
    };
  }

  /** A trigger order is told as what it becomes. */
  static OrderType orderType(BinanceMarket market, String type) {
    return switch (type) {
      case "MARKET", "STOP_MARKET", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET", "STOP_LOSS" ->
          OrderType.MARKET;
      case "TAKE_PROFIT" -> market == BinanceMarket.SPOT ? OrderType.MARKET : OrderType.LIMIT;
      default -> OrderType.LIMIT;
    };
  }

  static TimeInForce timeInForce(String orderType, String timeInForce) {
    if (orderType.equals("LIMIT_MAKER")) {
      return TimeInForce.POST_ONLY;
    }
    return switch (timeInForce) {
      case "IOC" -> TimeInForce.IOC;
      case "FOK" -> TimeInForce.FOK;
      case "GTX", "RPI" -> TimeInForce.POST_ONLY;
      // GTC, GTD and whatever else rests in the book; a report is never lost for this field.
      default -> TimeInForce.GTC;
    };
  }

  private Decimal averagePrice(JsonFields order, Decimal cumulative) throws InvalidFieldException {
    if (Decimals.signum(cumulative) <= 0) {
      return null;
    }
    if (market != BinanceMarket.SPOT) {
      Decimal average = order.optionalDecimal(BinanceFields.AP);
      return average == null || Decimals.signum(average) <= 0 ? null : average;
    }
    Decimal quoteQuantity = order.optionalDecimal('Z');
    if (quoteQuantity == null || Decimals.signum(quoteQuantity) <= 0) {
      return null;
    }
    BigDecimal average =
        Decimals.toBigDecimal(quoteQuantity)
            .divide(Decimals.toBigDecimal(cumulative), AVERAGE_PRICE_SCALE, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return average.unscaledValue().bitLength() < Long.SIZE ? Decimals.of(average) : null;
  }

  private static String rejectCode(String type, String status) {
    if (status.equals("EXPIRED_IN_MATCH") || type.equals("TRADE_PREVENTION")) {
      return "SELF_TRADE_PREVENTED";
    }
    return status.equals("REJECTED") ? "REJECTED_BY_VENUE" : null;
  }

  private static String rejectText(JsonFields order) {
    if (order.hasText('r') && !order.is(FieldNames.slot('r'), "NONE")) {
      return order.text('r');
    }
    return order.hasText(BinanceFields.EXPIRY_REASON)
        ? order.text(BinanceFields.EXPIRY_REASON)
        : null;
  }

  /** Spot: the balances that an event touched, each whole. */
  private void statement(String account, JsonFields event, Findings findings)
      throws InvalidFieldException {
    Long time = BinanceDecoder.eventTime(event);
    String changed = event.hasText('u') ? event.text('u') : event.text('E');
    for (JsonFields balance : rows(event, 'B')) {
      Decimal free = balance.decimal('f');
      Decimal locked = balance.decimal('l');
      String asset = balance.requiredText('a');
      findings.entry(
          new BalanceReport(
              id(account, asset, "balance", changed, balance.text('f'), balance.text('l')),
              market.venue(),
              account,
              asset,
              sum(free, locked),
              null,
              BalanceChangeReason.STATEMENT,
              null),
          time);
    }
  }

  private static Decimal sum(Decimal left, Decimal right) throws InvalidFieldException {
    try {
      return Decimals.of(Decimals.toBigDecimal(left).add(Decimals.toBigDecimal(right)));
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "f + l does not fit");
    }
  }

  /** Spot: what came into the account or left it other than by a trade. */
  private void balanceChange(String account, JsonFields event, Findings findings)
      throws InvalidFieldException {
    Decimal change = event.decimal('d');
    String asset = event.requiredText('a');
    findings.entry(
        new BalanceReport(
            id(account, asset, "change", event.requiredText('T'), event.text('d')),
            market.venue(),
            account,
            asset,
            null,
            change,
            Decimals.signum(change) < 0
                ? BalanceChangeReason.WITHDRAWAL
                : BalanceChangeReason.DEPOSIT,
            null),
        BinanceDecoder.eventTime(event));
  }

  private void accountUpdate(String account, JsonFields event, JsonFields update, Findings findings)
      throws InvalidFieldException {
    Long time = BinanceDecoder.eventTime(event);
    String at = event.requiredText('T');
    String reason = update.requiredText('m');
    for (JsonFields balance : rows(update, 'B')) {
      String asset = balance.requiredText('a');
      findings.entry(
          new BalanceReport(
              id(
                  account,
                  asset,
                  "balance",
                  at,
                  reason,
                  balance.text(BinanceFields.WB),
                  balance.text(BinanceFields.BC)),
              market.venue(),
              account,
              asset,
              balance.decimal(BinanceFields.WB),
              balance.optionalDecimal(BinanceFields.BC),
              balanceReason(reason),
              null),
          time);
    }
    positions(account, at, rows(update, 'P'), time, findings);
  }

  private void positions(
      String account, String at, List<JsonFields> rows, Long time, Findings findings)
      throws InvalidFieldException {
    for (JsonFields position : rows) {
      if (position.hasText(BinanceFields.PS) && !position.is(BinanceFields.PS, "BOTH")) {
        // Long and short side by side: one signed position cannot say it, and its BOTH row is a
        // zero that would be taken for the truth.
        throw new InvalidFieldException(
            RejectReason.INVALID_VALUE,
            "account " + account + " is in hedge mode; one-way mode is needed");
      }
    }
    for (JsonFields position : rows) {
      Listing listing = BinanceDecoder.listing(listings, position, FieldNames.slot('s'));
      findings.entry(
          new PositionReport(
              id(
                  account,
                  listing.symbol(),
                  "position",
                  at,
                  position.text(BinanceFields.PA),
                  position.text(BinanceFields.EP)),
              market.venue(),
              account,
              listing.instrument(),
              position.decimal(BinanceFields.PA),
              position.optionalDecimal(BinanceFields.EP),
              position.optionalDecimal(BinanceFields.UP),
              null),
          time);
    }
  }

  /** The reason {@code m} of an account update. */
  static BalanceChangeReason balanceReason(String reason) {
    return switch (reason) {
      case "ORDER" -> BalanceChangeReason.ORDER;
      case "FUNDING_FEE" -> BalanceChangeReason.FUNDING;
      case "DEPOSIT", "ADMIN_DEPOSIT" -> BalanceChangeReason.DEPOSIT;
      case "WITHDRAW", "ADMIN_WITHDRAW" -> BalanceChangeReason.WITHDRAWAL;
      case "MARGIN_TRANSFER", "ASSET_TRANSFER", "COIN_SWAP_DEPOSIT", "COIN_SWAP_WITHDRAW" ->
          BalanceChangeReason.TRANSFER;
      case "OPTIONS_PREMIUM_FEE" -> BalanceChangeReason.FEE;
      case "WITHDRAW_REJECT", "ADJUSTMENT", "INSURANCE_CLEAR", "AUTO_EXCHANGE" ->
          BalanceChangeReason.ADJUSTMENT;
      default -> BalanceChangeReason.OTHER;
    };
  }

  private String id(String account, String subject, String kind, String... parts) {
    return id(market, account, subject, kind, parts);
  }

  /** The identity of a report: what it is about and what it says. */
  static String id(
      BinanceMarket market, String account, String subject, String kind, String... parts) {
    StringBuilder id =
        new StringBuilder(96)
            .append(market.venue())
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

  private static List<JsonFields> rows(JsonFields event, char letter) throws InvalidFieldException {
    if (!event.has(FieldNames.slot(letter))) {
      throw InvalidFieldException.missing(String.valueOf(letter));
    }
    return event.objects(FieldNames.slot(letter));
  }

  private static JsonFields nested(JsonFields event, char letter) throws InvalidFieldException {
    int slot = FieldNames.slot(letter);
    if (!event.isObject(slot)) {
      throw InvalidFieldException.missing(String.valueOf(letter));
    }
    return event.object(slot);
  }
}
