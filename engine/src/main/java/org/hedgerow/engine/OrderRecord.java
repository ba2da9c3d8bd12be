package org.hedgerow.engine;

import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.risk.ApprovedOrder;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.state.GroupHeader;

/** An order that passed the checks, as it goes to the gateway: its id leads back to its cause. */
final class OrderRecord {
  private OrderRecord() {}

  /**
   * The command that places it.
   *
   * @param index among the orders of the same cause and book
   */
  static Order of(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      BookPlan book,
      ApprovedOrder approved,
      int index,
      MarketView market) {
    ProposedOrder order = approved.order();
    InstrumentDefinition definition = order.place().contract().definition();
    String id =
        new ClientOrderId(
                plan.journalNumber(),
                cause.partition(),
                cause.offset(),
                book.portfolioNumber(),
                plan.groupNumber(),
                index)
            .encode();
    return Order.newBuilder()
        .setClientOrderId(id)
        .setCommandNumber(1)
        .setCommand(OrderCommand.PLACE)
        .setGroup(plan.group())
        .setGroupSequence(header.getGroupSequence())
        .setPortfolio(book.portfolio())
        .setStrategy(book.definition().getStrategy())
        .setVenue(definition.getVenue())
        .setAccount(order.place().account())
        .setInstrument(definition.getInstrument())
        .setSymbol(definition.getSymbol())
        .setSide(order.side())
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(order.timeInForce())
        .setReduceOnly(approved.isReduceOnly())
        .setQuantity(Decimals.of(order.quantity()))
        .setPrice(Decimals.of(order.price()))
        .setParentOrderId(order.whole().isPresent() ? id : null)
        .setCause(cause.coordinate())
        .setCauseReceiveTimeMicros(cause.entry().getReceiveTimeMicros())
        .setDecisionTimeMicros(header.getClockMicros())
        .setValidUntilMicros(
            header.getClockMicros() + plan.configuration().getLimits().getOrderValidMicros())
        .setMidAtDecision(market.mid(definition.getInstrument()).map(Decimals::of).orElse(null))
        .setApproval(approved.approval().map(ApprovedOrder.Approval::number).orElse(null))
        .setApprovedBy(approved.approval().map(ApprovedOrder.Approval::by).orElse(null))
        .setConfigVersion(plan.configuration().getVersion())
        .setEngineVersion(EngineVersion.CURRENT)
        .build();
  }

  /**
   * Another command about an order that was placed: its fields, and a cause and a number of its
   * own. It takes the group's next number.
   */
  static Order about(
      Order.Builder placed,
      OrderCommand command,
      int number,
      GroupPlan plan,
      GroupHeader header,
      Cause cause) {
    header.setGroupSequence(header.getGroupSequence() + 1);
    return placed
        .setCommand(command)
        .setCommandNumber(number)
        .setGroupSequence(header.getGroupSequence())
        .setCause(cause.coordinate())
        .setCauseReceiveTimeMicros(cause.entry().getReceiveTimeMicros())
        .setDecisionTimeMicros(header.getClockMicros())
        .setValidUntilMicros(
            header.getClockMicros() + plan.configuration().getLimits().getOrderValidMicros())
        .setConfigVersion(plan.configuration().getVersion())
        .setEngineVersion(EngineVersion.CURRENT)
        .build();
  }
}
