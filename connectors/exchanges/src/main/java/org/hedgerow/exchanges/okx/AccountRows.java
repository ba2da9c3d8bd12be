package org.hedgerow.exchanges.okx;

import java.util.List;
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
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.ReportSource;

/** Rows of OKX's private channels: what happened to orders, balances and positions. */
final class AccountRows {
  private final OrderRows orders;

  AccountRows(SymbolTable<Listing> listings) {
    this.orders = new OrderRows(listings);
  }

  OrderRows orders() {
    return orders;
  }

  /** Whether the row said anything. */
  boolean read(String account, String channel, JsonFields row, Findings findings)
      throws InvalidFieldException {
    switch (channel) {
      case "orders" -> order(account, row, findings);
      case "positions" -> findings.entry(position(account, row, null), time(row));
      case "account" -> {
        for (JsonFields detail : row.objects(OkxFields.DETAILS)) {
          findings.entry(
              balance(account, detail, BalanceChangeReason.STATEMENT, null), time(detail));
        }
        return !row.objects(OkxFields.DETAILS).isEmpty();
      }
      default -> {
        return balanceAndPosition(account, row, findings);
      }
    }
    return true;
  }

  /**
   * A push of the orders channel tells of one execution, or of another change of state. A cancel
   * may repeat the last execution: then both are told, and the execution is known by its id.
   */
  private void order(String account, JsonFields row, Findings findings)
      throws InvalidFieldException {
    boolean filled =
        row.hasText(OkxFields.TRADE_ID)
            && !row.is(OkxFields.TRADE_ID, "0")
            && Values.optionalPositive(row, OkxFields.FILL_SZ) != null;
    ExecutionReport execution = filled ? execution(account, row) : null;
    ExecutionReport state =
        filled && !isCanceled(row)
            ? null
            : orders.state(account, row, ReportSource.STREAM, type(row));
    if (execution != null) {
      findings.entry(execution, execution.getAcknowledgedTimeMicros());
    }
    if (state != null) {
      findings.entry(state, state.getAcknowledgedTimeMicros());
    }
  }

  private ExecutionReport execution(String account, JsonFields row) throws InvalidFieldException {
    ExecutionReport report =
        orders.execution(
            account,
            row,
            row,
            Decimals.toBigDecimal(Values.positive(row, OkxFields.ACC_FILL_SZ)),
            ReportSource.STREAM);
    if (row.hasText(OkxFields.FILL_FEE)) {
      OrderRows.fee(report, row, OkxFields.FILL_FEE, OkxFields.FILL_FEE_CCY);
    } else if (Decimals.compare(report.getLastQuantity(), report.getCumulativeQuantity()) == 0) {
      // Frames without a fee of the execution have the order's: the same where it is the only one.
      OrderRows.fee(report, row, OkxFields.FEE, OkxFields.FEE_CCY);
    }
    return report;
  }

  private static boolean isCanceled(JsonFields row) {
    return OrderRows.status(row.text(OkxFields.STATE)) == OrderStatus.CANCELED;
  }

  private static ExecutionType type(JsonFields row) {
    if (isCanceled(row)) {
      return ExecutionType.CANCELED;
    }
    if (row.is(OkxFields.AMEND_RESULT, "0")) {
      return ExecutionType.REPLACED;
    }
    return row.is(OkxFields.STATE, "live") && !row.hasText(OkxFields.AMEND_RESULT)
        ? ExecutionType.NEW
        : ExecutionType.STATUS;
  }

  private boolean balanceAndPosition(String account, JsonFields row, Findings findings)
      throws InvalidFieldException {
    BalanceChangeReason reason = reason(row.text(OkxFields.EVENT_TYPE));
    List<JsonFields> balances = row.objects(OkxFields.BAL_DATA);
    for (JsonFields balance : balances) {
      findings.entry(balance(account, balance, reason, null), time(balance));
    }
    List<JsonFields> positions = row.objects(OkxFields.POS_DATA);
    for (JsonFields one : positions) {
      try {
        findings.entry(position(account, one, null), time(one));
      } catch (InvalidFieldException e) {
        findings.reject("balance_and_position", e.reason(), e.getMessage());
      }
    }
    return !balances.isEmpty() || !positions.isEmpty();
  }

  /** The venue's {@code eventType}. */
  static BalanceChangeReason reason(String eventType) {
    return switch (eventType) {
      case "snapshot" -> BalanceChangeReason.STATEMENT;
      case "filled" -> BalanceChangeReason.ORDER;
      case "funding_fee" -> BalanceChangeReason.FUNDING;
      case "transferred" -> BalanceChangeReason.TRANSFER;
      case "interest_deduction" -> BalanceChangeReason.FEE;
      case "liquidation", "claw_back", "adl", "delivered", "exercised", "settlement" ->
          BalanceChangeReason.ADJUSTMENT;
      default -> BalanceChangeReason.OTHER;
    };
  }

  /**
   * @param snapshot the statement that it is part of, or null
   */
  BalanceReport balance(String account, JsonFields row, BalanceChangeReason reason, String snapshot)
      throws InvalidFieldException {
    String asset = row.requiredText(OkxFields.CCY);
    return new BalanceReport(
        snapshot == null
            ? Identity.of(
                account,
                asset,
                "balance",
                row.requiredText(OkxFields.U_TIME),
                row.text(OkxFields.CASH_BAL))
            : Identity.of(account, asset, "balance", snapshot),
        OkxVenue.NAME,
        account,
        asset,
        required(Values.rounded(row, OkxFields.CASH_BAL), OkxFields.CASH_BAL),
        null,
        reason,
        snapshot);
  }

  /**
   * @param snapshot the statement that it is part of, or null
   */
  PositionReport position(String account, JsonFields row, String snapshot)
      throws InvalidFieldException {
    if (row.is(OkxFields.POS_SIDE, "long") || row.is(OkxFields.POS_SIDE, "short")) {
      // Long and short side by side: one signed position cannot say it.
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "account " + account + " is in long/short mode; net mode is needed");
    }
    Listing listing = orders.listing(row);
    if (!row.is(OkxFields.INST_TYPE, listing.instType())) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "a position of " + listing.instrument() + " on margin, which no configuration can name");
    }
    return new PositionReport(
        snapshot == null
            ? Identity.of(
                account,
                listing.symbol(),
                "position",
                row.requiredText(OkxFields.U_TIME),
                row.text(OkxFields.POS),
                row.text(OkxFields.AVG_PX))
            : Identity.of(account, listing.symbol(), "position", snapshot),
        OkxVenue.NAME,
        account,
        listing.instrument(),
        required(Values.optional(row, OkxFields.POS), OkxFields.POS),
        Values.roundedPositive(row, OkxFields.AVG_PX),
        Values.rounded(row, OkxFields.UPL),
        snapshot);
  }

  private static Decimal required(Decimal number, int slot) throws InvalidFieldException {
    if (number == null) {
      throw InvalidFieldException.missing(OkxFields.name(slot));
    }
    return number;
  }

  private static Long time(JsonFields row) throws InvalidFieldException {
    return row.hasText(OkxFields.U_TIME) ? Values.micros(row, OkxFields.U_TIME) : null;
  }
}
