package org.hedgerow.engine.risk.shared;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.OptionValuation;
import org.hedgerow.engine.portfolio.accounting.LiveProfit;
import org.hedgerow.engine.sizing.NotionalPrice;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.AllowanceUse;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExposureLine;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.PortfolioProfit;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.AllowanceState;
import org.hedgerow.schema.state.ExposureState;

/**
 * Tells what the group holds, what of shared limits it uses and what it believes it may: once an
 * interval of the journal's clock, after every report of an order, and after every allowance, which
 * confirms it.
 */
public final class ExposureReports {
  private static final String ONLY_ROW = "";

  private final Table<ExposureState> state;
  private final Allowances allowances;
  private final LiveProfit profit;
  private final MarketView market;
  private final String engineVersion;
  private GroupPlan plan;

  /**
   * Reports of what a group may use.
   *
   * @param engineVersion stands in each of them
   */
  public ExposureReports(
      GroupTables tables,
      Allowances allowances,
      LiveProfit profit,
      MarketView market,
      String engineVersion) {
    this.state = tables.exposure();
    this.allowances = allowances;
    this.profit = profit;
    this.market = market;
    this.engineVersion = engineVersion;
  }

  /** Takes a configuration; of one without shared limits nothing is told. */
  public void configure(GroupPlan newPlan) {
    plan = newPlan.configuration().getSharedLimits() == null ? null : newPlan;
  }

  /**
   * Tells what there is after an entry, if it is time to.
   *
   * @param receivedMicros when the entry was received
   */
  public void after(
      Object payload,
      long clockMicros,
      Coordinate cause,
      long receivedMicros,
      Consumer<GroupExposure> told) {
    if (plan == null || clockMicros == 0) {
      return;
    }
    ExposureState row = state.get(ONLY_ROW);
    if (row == null) {
      row = ExposureState.newBuilder().build();
    }
    boolean due =
        payload instanceof Tick
            && clockMicros - row.getToldMicros()
                >= plan.configuration().getSharedLimits().getReportMicros();
    if (!due && !(payload instanceof ExecutionReport) && !(payload instanceof Allowance)) {
      return;
    }
    row.setSequence(row.getSequence() + 1);
    row.setToldMicros(clockMicros);
    state.put(ONLY_ROW, row);
    told.accept(report(row.getSequence(), clockMicros, cause, receivedMicros));
  }

  private GroupExposure report(
      long sequence, long clockMicros, Coordinate cause, long receivedMicros) {
    List<ExposureLine> lines = new ArrayList<>();
    boolean complete = true;
    Map<String, LimitUse.Working> working = allowances.use().working("", List.of());
    for (HeldPlace one : allowances.use().places()) {
      BigDecimal quantity = allowances.use().quantity(one, clockMicros);
      BigDecimal worst = allowances.use().worst(one, working, clockMicros);
      if (quantity.signum() != 0 || worst.signum() != 0) {
        Optional<BigDecimal> value = one.unitValue(market);
        complete &= value.isPresent();
        lines.add(line(one, quantity, worst, value.orElse(BigDecimal.ZERO), clockMicros));
      }
    }
    List<AllowanceUse> uses = new ArrayList<>();
    for (AllowedLimit limit : allowances.limits()) {
      AllowanceState held = allowances.row(limit.name());
      LimitUse.Used used = allowances.use().of(limit, clockMicros, "", List.of());
      complete &= used.unpriced().isEmpty();
      uses.add(
          new AllowanceUse(
              limit.name(),
              Amounts.of(used.amount()),
              held.getWanted(),
              held.getSequence(),
              held.getAmount(),
              held.getExpiresMicros()));
      allowances.told(limit.name(), held);
    }
    List<PortfolioProfit> profits = new ArrayList<>();
    String last = "";
    for (HeldPlace one : allowances.use().places()) {
      String portfolio = one.book().portfolio();
      if (!portfolio.equals(last)) {
        last = portfolio;
        profit
            .of(portfolio, one.rates())
            .ifPresent(earned -> profits.add(new PortfolioProfit(portfolio, Amounts.of(earned))));
      }
    }
    return GroupExposure.newBuilder()
        .setGroup(plan.group())
        .setSequence(sequence)
        .setCause(cause)
        .setCauseReceiveTimeMicros(receivedMicros)
        .setTimeMicros(clockMicros)
        .setCurrency(plan.configuration().getSharedLimits().getCurrency())
        .setComplete(complete)
        .setLines(lines)
        .setAllowances(uses)
        .setProfits(profits)
        .setConfigVersion(plan.configuration().getVersion())
        .setEngineVersion(engineVersion)
        .build();
  }

  private ExposureLine line(
      HeldPlace one, BigDecimal quantity, BigDecimal worst, BigDecimal value, long clockMicros) {
    BigDecimal worstValue = worst.multiply(value).abs();
    ExposureLine.Builder line =
        ExposureLine.newBuilder()
            .setPortfolio(one.book().portfolio())
            .setVenue(one.venue())
            .setAccount(one.account())
            .setInstrument(one.instrument())
            .setQuantity(Amounts.of(quantity))
            .setNotional(Amounts.of(quantity.multiply(value)))
            .setWorstNotional(Amounts.of(worstValue))
            .setMargin(Amounts.of(worstValue.multiply(one.marginRate())));
    if (one.place() == null) {
      return line.setAsset(one.book().definition().getGroup())
          .setKind(InstrumentKind.SPOT)
          .setMark(Amounts.ofNullable(market.mark(one.book().reference()).orElse(null)))
          .setDelta(quantity.doubleValue())
          .setPrice(value.doubleValue())
          .build();
    }
    Contract contract = one.place().contract();
    Optional<BigDecimal> mark = market.mark(one.instrument());
    double rate =
        one.rates()
            .rate(contract.definition().getQuote(), market)
            .map(BigDecimal::doubleValue)
            .orElse(0.0);
    line.setAsset(contract.definition().getBase())
        .setKind(contract.definition().getKind())
        .setMark(Amounts.ofNullable(mark.orElse(null)));
    if (!contract.isOption()) {
      BigDecimal price = mark.orElse(BigDecimal.ZERO);
      return line.setDelta(
              contract.isInverse() && price.signum() == 0
                  ? 0
                  : contract.delta(quantity, price).doubleValue())
          .setPrice(price.doubleValue() * rate)
          .build();
    }
    double units = contract.delta(quantity, BigDecimal.ONE).doubleValue();
    line.setPrice(
        NotionalPrice.of(contract, mark.orElse(BigDecimal.ZERO), market).doubleValue() * rate);
    OptionValuation valuation = OptionValuation.of(contract, market, clockMicros).orElse(null);
    return valuation == null || rate == 0
        ? line.setDelta(0).build()
        : line.setDelta(units * valuation.delta())
            .setGamma(units * known(valuation.gamma()) / rate)
            .setVega(units * known(valuation.vega()) * rate)
            .build();
  }

  private static double known(double greek) {
    return Double.isNaN(greek) ? 0 : greek;
  }
}
