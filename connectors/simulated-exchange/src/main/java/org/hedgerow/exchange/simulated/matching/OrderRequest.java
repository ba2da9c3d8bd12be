package org.hedgerow.exchange.simulated.matching;

/**
 * A wish to trade whose form and filters have been checked.
 *
 * @param clientId empty where its owner gave it none
 * @param price zero for a market order
 * @param customer whether the account's customers send it, not its owner
 */
public record OrderRequest(
    Market market,
    String clientId,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    long price,
    long quantity,
    boolean reduceOnly,
    boolean customer) {

  boolean postOnly() {
    return postOnly(type, timeInForce);
  }

  static boolean postOnly(OrderType type, TimeInForce timeInForce) {
    return type == OrderType.LIMIT_MAKER || timeInForce == TimeInForce.GTX;
  }

  boolean rests() {
    return type != OrderType.MARKET
        && timeInForce != TimeInForce.IOC
        && timeInForce != TimeInForce.FOK;
  }
}
