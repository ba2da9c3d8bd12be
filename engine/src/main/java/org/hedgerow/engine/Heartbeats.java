package org.hedgerow.engine;

import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.GroupHeader;

/**
 * Tells the gateway that the engine lives: once a second of the journal's clock, for each account
 * that the group's books may trade on. A venue's dead-man's switch hangs on it.
 */
final class Heartbeats {
  static final long INTERVAL_MICROS = 1_000_000;

  /** How long one counts, by the clock that it carries. */
  static final long VALID_MICROS = 5_000_000;

  private Heartbeats() {}

  static void tick(GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    long clock = header.getClockMicros();
    if (header.getHeartbeatMicros() != 0 && clock - header.getHeartbeatMicros() < INTERVAL_MICROS) {
      return;
    }
    header.setHeartbeatMicros(clock);
    plan.hedgeAccounts()
        .forEach((account, venue) -> actions.order(of(account, venue, plan, cause)));
  }

  /** The id has signs that no order's id has, so it is never taken for one. */
  private static Order of(String account, String venue, GroupPlan plan, Cause cause) {
    return Order.newBuilder()
        .setClientOrderId(
            "heartbeat/"
                + plan.group()
                + "/"
                + account
                + "/"
                + cause.partition()
                + "/"
                + cause.offset())
        .setCommandNumber(1)
        .setCommand(OrderCommand.HEARTBEAT)
        .setGroup(plan.group())
        .setGroupSequence(0)
        .setPortfolio("")
        .setStrategy("")
        .setVenue(venue)
        .setAccount(account)
        .setInstrument("")
        .setSymbol("")
        .setSide(Side.BUY)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.ZERO)
        .setCause(cause.coordinate())
        .setCauseReceiveTimeMicros(cause.entry().getReceiveTimeMicros())
        .setDecisionTimeMicros(cause.clockMicros())
        .setValidUntilMicros(cause.clockMicros() + VALID_MICROS)
        .setConfigVersion(plan.configuration().getVersion())
        .setEngineVersion(EngineVersion.CURRENT)
        .build();
  }
}
