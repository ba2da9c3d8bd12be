package org.hedgerow.engine.portfolio.risk;

import java.util.List;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.PortfolioProfit;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.state.ProfitState;
import org.hedgerow.schema.state.ScopeState;

/**
 * Profit since this began, of the UTC day, and below the highest. Each portfolio's part in a group
 * counts from when it was first heard of, so that one that comes later brings no jump.
 */
final class ProfitInTime {
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Table<ProfitState> parts;
  private final Table<ScopeState> scopes;

  ProfitInTime(Table<ProfitState> parts, Table<ScopeState> scopes) {
    this.parts = parts;
    this.scopes = scopes;
  }

  /** What a scope has earned: {@code drawdown} is not positive. */
  record Earned(double profit, double daily, double drawdown) {}

  /** Takes what a group has earned by now. */
  void hear(GroupExposure report, long clockMicros) {
    long day = Math.floorDiv(clockMicros, DAY_MICROS);
    for (PortfolioProfit one : report.getProfits()) {
      double profit = Amounts.toBigDecimal(one.getProfit()).doubleValue();
      ProfitState row = parts.get(key(report, one));
      if (row == null) {
        parts.put(key(report, one), new ProfitState(profit, profit, day));
      } else if (row.getDay() < day) {
        row.setDayStart(profit);
        row.setDay(day);
        parts.put(key(report, one), row);
      }
    }
  }

  /** What is earned by the newest reports; the peak moves with it. */
  Earned of(TradingScope scope, List<GroupExposure> reports) {
    double profit = 0;
    double daily = 0;
    for (GroupExposure report : reports) {
      for (PortfolioProfit one : report.getProfits()) {
        if (scope.kind() == TradingScope.Kind.ALL || scope.name().equals(one.getPortfolio())) {
          ProfitState row = parts.get(key(report, one));
          double now = Amounts.toBigDecimal(one.getProfit()).doubleValue();
          profit += now - row.getFirst();
          daily += now - row.getDayStart();
        }
      }
    }
    ScopeState row = scopes.get(scope.toString());
    if (row == null) {
      row = ScopeState.newBuilder().build();
    }
    if (profit > row.getPeak()) {
      row.setPeak(profit);
    }
    scopes.put(scope.toString(), row);
    return new Earned(profit, daily, profit - row.getPeak());
  }

  private static String key(GroupExposure report, PortfolioProfit one) {
    return report.getGroup() + "/" + one.getPortfolio();
  }
}
