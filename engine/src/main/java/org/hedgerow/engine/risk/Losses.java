package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.state.LossState;

/**
 * What a book, or a whole group, has lost since the UTC day began and from its highest profit, by
 * the valuations of its accounting; capital that comes or goes is neither.
 */
public final class Losses {
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Table<LossState> rows;

  Losses(Table<LossState> rows) {
    this.rows = rows;
  }

  /**
   * Takes a profit since the opening.
   *
   * @param name of the book's portfolio; empty: the group's
   * @param currency in another one than before all begins anew
   */
  public void profit(String name, String currency, BigDecimal profit, long clockMicros) {
    LossState row = rows.get(name);
    long day = Math.floorDiv(clockMicros, DAY_MICROS);
    if (row == null || !row.getCurrency().equals(currency)) {
      row = begun(currency, day, profit);
    }
    if (day != row.getDay()) {
      row.setDay(day);
      row.setDayStart(row.getNow());
    }
    row.setNow(Amounts.of(profit));
    row.setPeak(Amounts.of(profit.max(Amounts.toBigDecimal(row.getPeak()))));
    rows.put(name, row);
  }

  /** A person has let trading go on: losses count from now. */
  public void forgive(String name, long clockMicros) {
    LossState row = rows.get(name);
    if (row != null) {
      rows.put(
          name,
          begun(
              row.getCurrency(),
              Math.floorDiv(clockMicros, DAY_MICROS),
              Amounts.toBigDecimal(row.getNow())));
    }
  }

  private static LossState begun(String currency, long day, BigDecimal profit) {
    return new LossState(currency, day, Amounts.of(profit), Amounts.of(profit), Amounts.of(profit));
  }

  /** What was lost in the clock's day; negative: it was earned. */
  public BigDecimal daily(String name, long clockMicros) {
    LossState row = rows.get(name);
    return row == null || row.getDay() != Math.floorDiv(clockMicros, DAY_MICROS)
        ? BigDecimal.ZERO
        : Amounts.toBigDecimal(row.getDayStart()).subtract(Amounts.toBigDecimal(row.getNow()));
  }

  /** How far the profit is below its highest. */
  public BigDecimal drawdown(String name) {
    LossState row = rows.get(name);
    return row == null
        ? BigDecimal.ZERO
        : Amounts.toBigDecimal(row.getPeak()).subtract(Amounts.toBigDecimal(row.getNow()));
  }

  /** Whether a profit was ever taken under that name, in that currency. */
  public boolean isKnown(String name, String currency) {
    LossState row = rows.get(name);
    return row != null && row.getCurrency().equals(currency);
  }

  /** The profit of now; zero: nothing was valued. */
  public BigDecimal now(String name) {
    LossState row = rows.get(name);
    return row == null ? BigDecimal.ZERO : Amounts.toBigDecimal(row.getNow());
  }
}
