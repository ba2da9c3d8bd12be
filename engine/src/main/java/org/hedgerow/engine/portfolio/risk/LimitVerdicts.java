package org.hedgerow.engine.portfolio.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hedgerow.engine.configuration.Portfolio;
import org.hedgerow.engine.configuration.PortfolioLimit;
import org.hedgerow.engine.configuration.PortfolioRisk;
import org.hedgerow.engine.configuration.RiskMeasure;
import org.hedgerow.engine.risk.shared.Verdicts;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.state.LimitState;

/**
 * Which limits over groups are broken, and the word about trading that each speaks when it breaks:
 * once, and again only after it was well below.
 */
final class LimitVerdicts {
  /** A limit is broken until it is back below that share of it. */
  private static final double CLEARED = 0.95;

  private final Table<LimitState> limits;
  private final PortfolioRisk risk;
  private final long configVersion;
  private final List<String> groups;
  private final List<Portfolio> portfolios;

  LimitVerdicts(
      Table<LimitState> limits,
      PortfolioRisk risk,
      long configVersion,
      List<String> groups,
      List<Portfolio> portfolios) {
    this.limits = limits;
    this.risk = risk;
    this.configVersion = configVersion;
    this.groups = groups;
    this.portfolios = portfolios;
  }

  /**
   * Compares what a scope has with its limits.
   *
   * @param report the cause
   * @param earned empty: profit is not reckoned for such a scope
   * @param told takes each verdict with the group that it is for
   * @return the limits that are broken
   */
  List<String> judge(
      GroupExposure report,
      TradingScope scope,
      ScopeExposure exposure,
      Optional<ProfitInTime.Earned> earned,
      TailFigures tail,
      BiConsumer<String, Command> told) {
    List<String> broken = new ArrayList<>();
    for (PortfolioLimit limit : risk.limits()) {
      if (!limit.scope().equals(scope)) {
        continue;
      }
      LimitState row = limits.get(limit.limit());
      if (row == null) {
        row = LimitState.newBuilder().build();
      }
      double value = value(limit.measure(), exposure, earned, tail);
      double amount = limit.amount().doubleValue();
      boolean is = value > (row.getBroken() ? amount * CLEARED : amount);
      if (is != row.getBroken()) {
        row.setBroken(is);
        row.setTimes(row.getTimes() + (is ? 1 : 0));
        limits.put(limit.limit(), row);
        if (is) {
          verdict(report, limit, value, told);
        }
      }
      if (is) {
        broken.add(limit.limit());
      }
    }
    return broken;
  }

  private static double value(
      RiskMeasure measure,
      ScopeExposure exposure,
      Optional<ProfitInTime.Earned> earned,
      TailFigures tail) {
    return switch (measure) {
      case GROSS -> exposure.gross();
      case MARGIN -> exposure.margin();
      case NET -> Math.abs(exposure.net());
      case CONCENTRATION -> exposure.largestShare();
      case DELTA -> exposure.delta();
      case GAMMA -> Math.abs(exposure.gamma());
      case VEGA -> Math.abs(exposure.vega());
      case DAILY_LOSS -> -earned.orElseThrow().daily();
      case DRAWDOWN -> -earned.orElseThrow().drawdown();
      case VAR -> -tail.valueAtRisk().getOrDefault(TailFigures.LIMITED, 0.0);
    };
  }

  /** The same cause has the same id in every run: the first in a journal counts. */
  private void verdict(
      GroupExposure report, PortfolioLimit limit, double value, BiConsumer<String, Command> told) {
    if (limit.verdict().isEmpty()) {
      return;
    }
    Command command =
        new Command(
            "risk/"
                + limit.limit()
                + "/"
                + configVersion
                + "/"
                + report.getGroup()
                + "/"
                + report.getSequence(),
            limit.verdict().get(),
            limit.scope().toString(),
            Verdicts.BY,
            limit.measure().code()
                + ": limit="
                + limit.limit()
                + " value="
                + value
                + " maximum="
                + limit.amount().stripTrailingZeros().toPlainString()
                + " "
                + risk.currency()
                + " cause="
                + report.getGroup()
                + "/"
                + report.getCause().getPartition()
                + "/"
                + report.getCause().getOffset());
    for (String group : groups) {
      if (isConcerned(limit.scope(), group)) {
        told.accept(group, command);
      }
    }
  }

  private boolean isConcerned(TradingScope scope, String group) {
    return scope.kind() != TradingScope.Kind.PORTFOLIO
        || portfolios.stream()
            .filter(one -> one.portfolio().equals(scope.name()))
            .flatMap(one -> one.books().stream())
            .anyMatch(book -> book.group().equals(group));
  }
}
