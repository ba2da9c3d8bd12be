package org.hedgerow.engine.portfolio.risk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hedgerow.engine.configuration.Book;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Group;
import org.hedgerow.engine.configuration.Portfolio;
import org.hedgerow.engine.configuration.PortfolioLimit;
import org.hedgerow.engine.configuration.PortfolioRisk;
import org.hedgerow.engine.configuration.RiskMeasure;
import org.hedgerow.engine.configuration.StressScenario;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.schema.AllowanceUse;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.RiskMetrics;
import org.hedgerow.schema.StressResult;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.state.ReportState;
import org.hedgerow.schema.state.RiskState;
import org.hedgerow.schema.state.ScopeState;

/**
 * The state machine of the risk job: reports of groups in, in the one order of their topic;
 * figures, verdicts and allowances out. A function of that order alone, so a rerun says the same
 * again.
 *
 * <p>What groups said before the job was submitted only fills the samples: nothing is told of it.
 */
public final class CrossGroupRisk {
  private static final String ONLY_ROW = "";

  private final RiskTables tables;
  private final PortfolioRisk risk;
  private final long configVersion;
  private final List<String> groups = new ArrayList<>();
  private final List<TradingScope> scopes;
  private final List<AllowanceLedger> ledgers = new ArrayList<>();
  private final List<PortfolioLimit> shared;
  private final SampledPrices prices;
  private final ProfitInTime profits;
  private final LimitVerdicts verdicts;

  /**
   * Over tables that may hold an earlier life.
   *
   * @throws IllegalArgumentException if the configuration has no section for it
   */
  public CrossGroupRisk(Configuration configuration, RiskTables tables) {
    this.tables = tables;
    this.risk =
        configuration
            .portfolioRisk()
            .orElseThrow(
                () -> new IllegalArgumentException("the configuration has no portfolio_risk"));
    this.configVersion = configuration.version();
    for (Group group : configuration.groups()) {
      if (configuration.portfolios().stream()
          .flatMap(one -> one.books().stream())
          .anyMatch(isOf(group))) {
        groups.add(group.group());
      }
    }
    this.scopes = scopes(configuration, risk);
    this.shared = risk.shared();
    for (PortfolioLimit limit : shared) {
      ledgers.add(
          new AllowanceLedger(
              tables.grants(),
              limit.limit(),
              limit.amount(),
              micros(risk.allowanceLife()),
              groups));
    }
    this.prices = new SampledPrices(tables.prices(), risk.samples());
    this.profits = new ProfitInTime(tables.profits(), tables.scopes());
    this.verdicts =
        new LimitVerdicts(tables.limits(), risk, configVersion, groups, configuration.portfolios());
  }

  private static Predicate<Book> isOf(Group group) {
    return book -> book.group().equals(group.group());
  }

  private static List<TradingScope> scopes(Configuration configuration, PortfolioRisk risk) {
    Set<TradingScope> scopes = new LinkedHashSet<>();
    scopes.add(TradingScope.ALL);
    for (Portfolio portfolio : configuration.portfolios()) {
      scopes.add(new TradingScope(TradingScope.Kind.PORTFOLIO, portfolio.portfolio()));
    }
    for (VenueEndpoint venue : configuration.venues()) {
      scopes.add(new TradingScope(TradingScope.Kind.VENUE, venue.venue()));
    }
    risk.limits().forEach(limit -> scopes.add(limit.scope()));
    return List.copyOf(scopes);
  }

  /**
   * Takes the next report.
   *
   * @param submittedMicros when the job was submitted; a job with a state of the same configuration
   *     keeps the one of that
   */
  public void on(GroupExposure report, long submittedMicros, RiskOutput output) {
    RiskState state = tables.state().get(ONLY_ROW);
    if (state == null) {
      state = RiskState.newBuilder().build();
    }
    if (state.getEpoch() == 0 || state.getConfigVersion() != configVersion) {
      // Another configuration has other limits: groups are asked anew what they hold.
      state.setEpoch(Math.max(submittedMicros, state.getEpoch() + 1));
      state.setConfigVersion(configVersion);
    }
    ReportState last = tables.reports().get(report.getGroup());
    if (!groups.contains(report.getGroup())
        || (last != null && last.getExposure().getSequence() >= report.getSequence())) {
      // A rerun of the engine says the same again.
      return;
    }
    tables.reports().put(report.getGroup(), new ReportState(report));
    state.setClockMicros(Math.max(state.getClockMicros(), report.getTimeMicros()));
    List<GroupExposure> reports = reports();
    profits.hear(report, state.getClockMicros());
    boolean sampled = sample(state, reports);
    allot(report, state, output);
    if (state.getClockMicros() >= state.getEpoch()) {
      tell(report, state, reports, sampled, output);
    }
    tables.state().put(ONLY_ROW, state);
  }

  private List<GroupExposure> reports() {
    List<GroupExposure> reports = new ArrayList<>();
    for (String group : groups) {
      ReportState row = tables.reports().get(group);
      if (row != null) {
        reports.add(row.getExposure());
      }
    }
    return reports;
  }

  private boolean sample(RiskState state, List<GroupExposure> reports) {
    long period = Math.floorDiv(state.getClockMicros(), micros(risk.sampleEvery()));
    if (period <= state.getSamplePeriod()) {
      return false;
    }
    state.setSamplePeriod(period);
    prices.sample(state, reports);
    return true;
  }

  private void allot(GroupExposure report, RiskState state, RiskOutput output) {
    for (AllowanceUse use : report.getAllowances()) {
      for (int i = 0; i < ledgers.size(); i++) {
        if (shared.get(i).limit().equals(use.getLimit())
            && ledgers
                .get(i)
                .hear(report.getGroup(), use, report.getTimeMicros(), state.getEpoch())) {
          state.setSuperseded(true);
        }
      }
    }
    if (!state.getSuperseded() && report.getTimeMicros() >= state.getEpoch()) {
      ledgers.forEach(ledger -> ledger.allot(state.getEpoch(), output::allowance));
    }
  }

  private void tell(
      GroupExposure report,
      RiskState state,
      List<GroupExposure> reports,
      boolean sampled,
      RiskOutput output) {
    long period = Math.floorDiv(state.getClockMicros(), micros(risk.metricsEvery()));
    boolean due = sampled || period > state.getMetricsPeriod();
    state.setMetricsPeriod(Math.max(period, state.getMetricsPeriod()));
    for (TradingScope scope : scopes) {
      boolean limited = risk.limits().stream().anyMatch(limit -> limit.scope().equals(scope));
      if (!due && !limited) {
        continue;
      }
      ScopeExposure exposure = ScopeExposure.of(scope, reports);
      Optional<ProfitInTime.Earned> earned =
          scope.kind() == TradingScope.Kind.VENUE
              ? Optional.empty()
              : Optional.of(profits.of(scope, reports));
      boolean asked =
          risk.limits().stream()
              .anyMatch(limit -> limit.scope().equals(scope) && limit.measure() == RiskMeasure.VAR);
      TailFigures tail =
          due || asked
              ? TailFigures.of(prices.profits(exposure.lines(), state.getSamples()))
              : TailFigures.of(new double[0]);
      List<String> broken = verdicts.judge(report, scope, exposure, earned, tail, output::verdict);
      if (due) {
        output.metrics(
            metrics(report, state, reports, scope, exposure, earned, tail, sampled, broken));
      }
    }
  }

  private RiskMetrics metrics(
      GroupExposure report,
      RiskState state,
      List<GroupExposure> reports,
      TradingScope scope,
      ScopeExposure exposure,
      Optional<ProfitInTime.Earned> earned,
      TailFigures tail,
      boolean sampled,
      List<String> broken) {
    ScopeState row = tables.scopes().get(scope.toString());
    if (row == null) {
      row = ScopeState.newBuilder().build();
    }
    row.setSequence(row.getSequence() + 1);
    tables.scopes().put(scope.toString(), row);
    List<StressResult> stress = new ArrayList<>();
    for (StressScenario scenario : risk.scenarios()) {
      stress.add(new StressResult(scenario.scenario(), exposure.stress(scenario)));
    }
    return RiskMetrics.newBuilder()
        .setScope(scope.toString())
        .setSequence(row.getSequence())
        .setEpoch(state.getEpoch())
        .setTimeMicros(state.getClockMicros())
        .setCauseGroup(report.getGroup())
        .setCauseSequence(report.getSequence())
        .setCause(report.getCause())
        .setCurrency(risk.currency())
        .setComplete(
            reports.size() == groups.size()
                && reports.stream().allMatch(GroupExposure::getComplete))
        .setGross(exposure.gross())
        .setNet(exposure.net())
        .setMargin(exposure.margin())
        .setLargestShare(exposure.largestShare())
        .setHerfindahl(exposure.herfindahl())
        .setDelta(exposure.delta())
        .setGamma(exposure.gamma())
        .setVega(exposure.vega())
        .setProfit(earned.map(ProfitInTime.Earned::profit).orElse(null))
        .setDailyProfit(earned.map(ProfitInTime.Earned::daily).orElse(null))
        .setDrawdown(earned.map(ProfitInTime.Earned::drawdown).orElse(null))
        .setSamples(Math.max(0, state.getSamples() - 1))
        .setSampleMicros(micros(risk.sampleEvery()))
        .setSampled(sampled)
        .setValueAtRisk(tail.valueAtRisk())
        .setExpectedShortfall(tail.shortfall())
        .setStress(stress)
        .setCorrelations(
            scope.kind() == TradingScope.Kind.ALL ? prices.correlations(state) : Map.of())
        .setBroken(broken)
        .setConfigVersion(configVersion)
        .build();
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
