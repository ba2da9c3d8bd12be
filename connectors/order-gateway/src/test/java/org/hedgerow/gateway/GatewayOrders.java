package org.hedgerow.gateway;

import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/** Orders of the account {@code account}, made up. */
final class GatewayOrders {
  private GatewayOrders() {}

  static Order.Builder order(String id) {
    return Order.newBuilder()
        .setClientOrderId(id)
        .setCommandNumber(1)
        .setCommand(OrderCommand.PLACE)
        .setGroup("BTC")
        .setGroupSequence(1)
        .setPortfolio("treasury")
        .setStrategy("naive")
        .setVenue("BINANCE_USDM")
        .setAccount("account")
        .setInstrument("BINANCE_USDM:BTCUSDT")
        .setSymbol("BTCUSDT")
        .setSide(Side.SELL)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.of(1))
        .setPrice(Decimals.of(50_000))
        .setCause(new Coordinate(0, 1L))
        .setCauseReceiveTimeMicros(0)
        .setDecisionTimeMicros(0)
        .setValidUntilMicros(System.currentTimeMillis() * 1_000 + 60_000_000)
        .setConfigVersion(1)
        .setEngineVersion("0");
  }
}
