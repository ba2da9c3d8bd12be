package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.accounting.Attribution;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.risk.RiskState;
import org.hedgerow.engine.risk.TradingStates;
import org.hedgerow.engine.risk.limits.BookLimits;
import org.hedgerow.engine.risk.limits.GuardTerms;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.Valuation;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.TradingState;
import org.hedgerow.schema.state.TradingStop;

/**
 * Stops trading without a person: at a loss, at too many rejections or orders that nobody knows of,
 * where venue and engine differ. It stops as little as the cause is about (a book, an account, the
 * group), within this group, and holds until a person resumes that scope; what was lost or went
 * wrong until then counts no more.
 */
final class TradingGuards {
  /** Who says so. */
  static final String GUARD = "guard";

  static final String GUARD_RELEASED = "GUARD_RELEASED";

  private final String group;
  private final RiskState risk;
  private final TradingStates states;
  private final TradingCommands commands;
  private final Alerts alerts;

  TradingGuards(
      String group, RiskState risk, TradingStates states, TradingCommands commands, Alerts alerts) {
    this.group = group;
    this.risk = risk;
    this.states = states;
    this.commands = commands;
    this.alerts = alerts;
  }

  /** A book was valued. */
  void valued(
      Valuation valuation, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    String portfolio = valuation.getPortfolio();
    if (!risk.watchesProfits(portfolio)) {
      return;
    }
    long clock = header.getClockMicros();
    BigDecimal profit = Attribution.of(valuation.getTotalProfit()).total();
    risk.losses().profit(portfolio, valuation.getCurrency(), profit, clock);
    lost(
        portfolio,
        new TradingScope(TradingScope.Kind.BOOK, TradingScope.book(portfolio, group)),
        risk.terms().book(portfolio, group, risk.isRough(portfolio)),
        plan,
        header,
        cause,
        actions);
    BookLimits all = risk.terms().group(group);
    if (all.wantsProfits()) {
      BigDecimal sum = BigDecimal.ZERO;
      for (BookPlan book : plan.books()) {
        if (!risk.losses().isKnown(book.portfolio(), valuation.getCurrency())) {
          // A profit of long ago that only comes to be known would look like one of today.
          return;
        }
        sum = sum.add(risk.losses().now(book.portfolio()));
      }
      risk.losses().profit("", valuation.getCurrency(), sum, clock);
      lost("", new TradingScope(TradingScope.Kind.GROUP, group), all, plan, header, cause, actions);
    }
  }

  private void lost(
      String name,
      TradingScope scope,
      BookLimits limits,
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      Actions actions) {
    BigDecimal daily = risk.losses().daily(name, header.getClockMicros());
    BigDecimal drawdown = risk.losses().drawdown(name);
    String why = reached("daily loss", daily, limits.dailyLoss());
    why = why.isEmpty() ? reached("drawdown", drawdown, limits.drawdown()) : why;
    if (!why.isEmpty()) {
      latch(scope, terms().onLoss(), why, plan, header, cause, actions);
    }
  }

  private static String reached(String what, BigDecimal lost, Optional<BigDecimal> limit) {
    return limit.isPresent() && lost.compareTo(limit.get()) >= 0
        ? what + " of " + plain(lost) + " has reached " + plain(limit.get())
        : "";
  }

  /** A report of an order of ours was booked. */
  void reported(
      ExecutionReport report, GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    long clock = header.getClockMicros();
    String account = report.getAccount();
    risk.health().reported(report, clock);
    TradingScope scope = new TradingScope(TradingScope.Kind.ACCOUNT, account);
    int rejects = risk.health().rejects(account, clock);
    if (terms().rejects() > 0 && rejects >= terms().rejects()) {
      latch(
          scope,
          terms().onRejects(),
          rejects + " orders were rejected within two minutes",
          plan,
          header,
          cause,
          actions);
    }
    int errors = risk.health().errors(account, clock);
    if (terms().errors() > 0 && errors >= terms().errors()) {
      latch(
          scope,
          terms().onErrors(),
          "nobody knew what became of " + errors + " orders within two minutes",
          plan,
          header,
          cause,
          actions);
    }
  }

  /** Venue and engine differ. */
  void broken(
      Reconciliation.Break broken,
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      Actions actions) {
    if (!broken.isOver()) {
      latch(
          new TradingScope(TradingScope.Kind.ACCOUNT, broken.account()),
          terms().onBreak(),
          "the venue holds "
              + plain(broken.venue())
              + " of "
              + broken.what()
              + " and the engine "
              + plain(broken.engine()),
          plan,
          header,
          cause,
          actions);
    }
  }

  /**
   * A person speaks of trading: a guard's stop of exactly that scope is the person's from now on.
   */
  void taken(Command command, GroupHeader header, Cause cause, Actions actions) {
    Optional<TradingStop> held = states.at(command.getScope());
    if (held.isEmpty() || !held.get().getBy().equals(GUARD)) {
      return;
    }
    TradingScope scope = TradingScope.parse(command.getScope());
    switch (scope.kind()) {
      case BOOK ->
          risk.losses()
              .forgive(
                  scope.name().substring(0, scope.name().indexOf('/')), header.getClockMicros());
      case GROUP -> risk.losses().forgive("", header.getClockMicros());
      default -> risk.health().forgive(scope.name());
    }
    alerts.book(
        AlertSeverity.INFO,
        GUARD_RELEASED,
        group,
        scope.toString(),
        command.getBy() + " says " + command.getType() + ": " + command.getReason(),
        cause,
        actions);
  }

  private void latch(
      TradingScope scope,
      TradingState state,
      String why,
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      Actions actions) {
    Optional<TradingStop> held = states.at(scope.toString());
    if (state == TradingState.ACTIVE
        || (held.isPresent() && held.get().getState().compareTo(state) >= 0)) {
      return;
    }
    TradingStop stop =
        TradingStop.newBuilder()
            .setScope(scope.toString())
            .setState(state)
            .setBy(GUARD)
            .setReason(why)
            .setSinceMicros(header.getClockMicros())
            .build();
    int canceled = commands.stop(stop, plan, header, cause, actions);
    alerts.book(
        AlertSeverity.CRITICAL,
        "GUARD_" + state,
        group,
        scope.toString(),
        why
            + "; "
            + canceled
            + (canceled == 1 ? " order is canceled" : " orders are canceled")
            + ", and only a person's resume lets trading go on",
        cause,
        actions);
  }

  private GuardTerms terms() {
    return risk.terms().guards();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
