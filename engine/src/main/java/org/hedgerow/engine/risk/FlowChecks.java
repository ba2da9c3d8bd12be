package org.hedgerow.engine.risk;

import static org.hedgerow.engine.risk.Denial.plain;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.state.AccountHealthState;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.TradingState;
import org.hedgerow.schema.state.TradingStop;

/** Whether this is a time to send orders there, and not too many. */
final class FlowChecks {
  private FlowChecks() {}

  static Optional<String> maxOpenOrders(RiskContext context) {
    return tooMany(context, context.orderLimits().openOrders(), false);
  }

  static Optional<String> maxInFlight(RiskContext context) {
    return tooMany(context, context.orderLimits().inFlight(), true);
  }

  /** Orders on the account that are not closed; or of these those that nobody has answered. */
  private static Optional<String> tooMany(RiskContext context, int limit, boolean unanswered) {
    int orders = 1;
    for (OrderState order : context.state().orders().working(context.state().plan())) {
      if (order.getAccount().equals(context.account())
          && !OrderLifecycle.isTerminal(order.getStatus())
          && (!unanswered || isUnanswered(order.getStatus()))) {
        orders++;
      }
    }
    for (ProposedOrder order : context.before()) {
      orders += order.place().account().equals(context.account()) ? 1 : 0;
    }
    return orders <= limit
        ? Optional.empty()
        : Optional.of("account=" + context.account() + " orders=" + orders + " limit=" + limit);
  }

  private static boolean isUnanswered(OrderStatus status) {
    return switch (status) {
      case INITIALIZED, RISK_APPROVED, INTENT_LOGGED, SUBMITTED, UNKNOWN -> true;
      default -> false;
    };
  }

  static Optional<String> maxHedgesPerMinute(RiskContext context) {
    return context.hedgesInMinute() < context.limits().getMaximumHedgesPerMinute()
        ? Optional.empty()
        : Optional.of("limit=" + context.limits().getMaximumHedgesPerMinute());
  }

  static Optional<String> roundTripGuard(RiskContext context) {
    int limit = context.orderLimits().turns();
    int turns =
        context
            .state()
            .trips()
            .turns(
                context.portfolio(),
                context.account(),
                context.instrument(),
                context.order().side(),
                context.clockMicros());
    return turns < limit
        ? Optional.empty()
        : Optional.of(
            "turns="
                + turns
                + " limit="
                + limit
                + " window_us="
                + context.orderLimits().turnsWindowMicros());
  }

  static Optional<String> repeatedRejects(RiskContext context) {
    AccountHealthState health = context.state().health().of(context.account());
    long again = health.getRejectedMicros() + context.orderLimits().rejectPauseMicros();
    return health.getRejectsInARow() < context.orderLimits().rejects()
            || context.clockMicros() >= again
        ? Optional.empty()
        : Optional.of(
            "account="
                + context.account()
                + " rejects="
                + health.getRejectsInARow()
                + " until_us="
                + again);
  }

  static Optional<String> reconciling(RiskContext context) {
    return context.standing().allows(context.signed())
        ? Optional.empty()
        : Optional.of("account=" + context.account() + " instrument=" + context.instrument());
  }

  static Optional<String> clockSkew(RiskContext context) {
    String venue = context.definition().getVenue();
    long skew = context.state().clocks().skew(venue);
    return skew == 0
        ? Optional.empty()
        : Optional.of(
            "venue="
                + venue
                + " skew_us="
                + skew
                + " limit_us="
                + context.orderLimits().clockSkewMicros());
  }

  /** Nothing is placed where trading is halted, or where only cancels are let through. */
  static Optional<String> tradingHalted(RiskContext context) {
    return context
        .stop()
        .filter(stop -> stop.getState().compareTo(TradingState.REDUCING) > 0)
        .map(FlowChecks::said);
  }

  /**
   * Only what brings a venue's position nearer to zero. That of spot is a wallet, which nothing at
   * the venue keeps from being oversold.
   */
  static Optional<String> tradingReducing(RiskContext context) {
    return context
        .stop()
        .filter(stop -> stop.getState() == TradingState.REDUCING)
        .filter(stop -> !context.reduces())
        .map(stop -> said(stop) + " position=" + plain(context.position()));
  }

  private static String said(TradingStop stop) {
    return "state=" + stop.getState() + " scope=" + stop.getScope() + " by=" + stop.getBy();
  }

  static Optional<String> venueDown(RiskContext context) {
    AccountHealthState health = context.state().health().of(context.account());
    return health.getDown()
        ? Optional.of("account=" + context.account() + " unanswered=" + health.getErrorsInARow())
        : Optional.empty();
  }

  static Optional<String> approvalRequired(RiskContext context) {
    BigDecimal above = context.orderLimits().approvalAbove().orElseThrow();
    BigDecimal notional = context.notional();
    Approvals approvals = context.state().approvals();
    return notional.compareTo(above) <= 0
            || approvals
                .granted(context.portfolio(), context.order(), notional, context.clockMicros())
                .isPresent()
        ? Optional.empty()
        : Optional.of(
            "request="
                + approvals.number(
                    context.portfolio(), context.order(), notional, context.clockMicros())
                + " notional="
                + plain(notional)
                + " maximum="
                + plain(above));
  }
}
