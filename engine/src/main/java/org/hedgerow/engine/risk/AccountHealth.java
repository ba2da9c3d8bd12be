package org.hedgerow.engine.risk;

import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.RejectCodes;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.state.AccountHealthState;

/**
 * How venues answer, by account. An account counts as down after some orders in a row of which
 * nobody knew what became of them, and is up again when the venue has answered for a while without
 * another: what it tells of the account unasked is an answer too, since nothing is ordered
 * meanwhile.
 */
public final class AccountHealth {
  /** For so long the venue has to answer before its account counts as up. */
  private static final long UP_AFTER_MICROS = 1_000_000;

  private static final long MINUTE_MICROS = 60_000_000;

  private final Table<AccountHealthState> rows;
  private int downAfter;

  AccountHealth(Table<AccountHealthState> rows) {
    this.rows = rows;
  }

  void configure(int errorsInARow) {
    downAfter = errorsInARow;
  }

  /** What is known of an account. */
  public AccountHealthState of(String account) {
    AccountHealthState row = rows.get(account);
    return row == null ? AccountHealthState.newBuilder().build() : row;
  }

  /** The venue told of the account, by itself or asked. */
  public void heard(String account, long clockMicros) {
    AccountHealthState row = of(account);
    answered(row, clockMicros);
    rows.put(account, row);
  }

  /** A report of an order of ours. */
  public void reported(ExecutionReport report, long clockMicros) {
    AccountHealthState row = of(report.getAccount());
    turn(row, clockMicros);
    boolean refused =
        report.getExecutionType() == ExecutionType.REJECTED
            || report.getStatus() == OrderStatus.REJECTED;
    if (refused) {
      answered(row, clockMicros);
      if (isAgainstTheOrder(report)) {
        row.setRejectsInARow(row.getRejectsInARow() + 1);
        row.setRejectedMicros(clockMicros);
        row.setRejects(row.getRejects() + 1);
      }
    } else if (report.getSource() == ReportSource.GATEWAY) {
      if (report.getStatus() == OrderStatus.UNKNOWN
          && report.getExecutionType() == ExecutionType.STATUS) {
        failed(row);
      }
    } else {
      answered(row, clockMicros);
      row.setRejectsInARow(0);
    }
    rows.put(report.getAccount(), row);
  }

  /**
   * Not one that would have crossed: it is the market's doing, and a chase re-prices it. A refused
   * amend leaves its order standing, and the next move is a cancel.
   */
  private static boolean isAgainstTheOrder(ExecutionReport report) {
    boolean ofAmend = report.getAmendNumber() > 0 && report.getStatus() != OrderStatus.REJECTED;
    return !ofAmend && !RejectCodes.POST_ONLY_WOULD_CROSS.equals(report.getRejectCode());
  }

  /** Rejections in the clock's minute and the one before. */
  public int rejects(String account, long clockMicros) {
    AccountHealthState row = of(account);
    turn(row, clockMicros);
    return row.getRejects() + row.getRejectsBefore();
  }

  /** Orders that nobody knows of, alike. */
  public int errors(String account, long clockMicros) {
    AccountHealthState row = of(account);
    turn(row, clockMicros);
    return row.getErrors() + row.getErrorsBefore();
  }

  /** A person has let trading go on: what went wrong before counts no more. */
  public void forgive(String account) {
    AccountHealthState row = of(account);
    row.setRejects(0);
    row.setRejectsBefore(0);
    row.setErrors(0);
    row.setErrorsBefore(0);
    rows.put(account, row);
  }

  private void failed(AccountHealthState row) {
    row.setErrorsInARow(row.getErrorsInARow() + 1);
    row.setErrors(row.getErrors() + 1);
    row.setAnsweredSinceMicros(0);
    if (downAfter > 0 && row.getErrorsInARow() >= downAfter) {
      row.setDown(true);
    }
  }

  private static void answered(AccountHealthState row, long clockMicros) {
    row.setHeardMicros(clockMicros);
    if (row.getAnsweredSinceMicros() == 0) {
      row.setAnsweredSinceMicros(clockMicros);
    }
    if (clockMicros - row.getAnsweredSinceMicros() >= UP_AFTER_MICROS) {
      row.setErrorsInARow(0);
      row.setDown(false);
    }
  }

  private static void turn(AccountHealthState row, long clockMicros) {
    long minute = clockMicros / MINUTE_MICROS;
    if (row.getMinute() == minute) {
      return;
    }
    boolean next = row.getMinute() == minute - 1;
    row.setRejectsBefore(next ? row.getRejects() : 0);
    row.setErrorsBefore(next ? row.getErrors() : 0);
    row.setRejects(0);
    row.setErrors(0);
    row.setMinute(minute);
  }
}
