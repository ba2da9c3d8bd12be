package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;
import java.math.MathContext;

/** An order that the matching engine has accepted. */
public final class Order {
  public final long id;
  public final Market market;
  public final String clientId;
  public final Side side;
  public final OrderType type;
  public final TimeInForce timeInForce;
  public final boolean reduceOnly;
  public final boolean customer;
  public final long createdMillis;

  private long price;
  private long quantity;
  private long filled;
  private BigDecimal value = BigDecimal.ZERO;
  private OrderStatus status = OrderStatus.NEW;
  private long updatedMillis;

  /** What the market showed at this price before this order joined. */
  private long queueAhead;

  Order(long id, OrderRequest request, long millis) {
    this.id = id;
    this.market = request.market();
    this.clientId = request.clientId();
    this.side = request.side();
    this.type = request.type();
    this.timeInForce = request.timeInForce();
    this.reduceOnly = request.reduceOnly();
    this.customer = request.customer();
    this.price = request.price();
    this.quantity = request.quantity();
    this.createdMillis = millis;
    this.updatedMillis = millis;
  }

  /** An order as a ledger has it. */
  public static Order restored(
      long id,
      OrderRequest request,
      long createdMillis,
      long updatedMillis,
      long filled,
      BigDecimal value,
      OrderStatus status) {
    Order order = new Order(id, request, createdMillis);
    order.updatedMillis = updatedMillis;
    order.filled = filled;
    order.value = value;
    order.status = status;
    return order;
  }

  public Venue venue() {
    return market.instrument.venue();
  }

  public long price() {
    return price;
  }

  public long quantity() {
    return quantity;
  }

  public long filled() {
    return filled;
  }

  boolean isPostOnly() {
    return OrderRequest.postOnly(type, timeInForce);
  }

  public long remaining() {
    return quantity - filled;
  }

  public OrderStatus status() {
    return status;
  }

  public long updatedMillis() {
    return updatedMillis;
  }

  /** Of what was filled: in quote units, or in coin for a coin-margined contract. */
  public BigDecimal value() {
    return value;
  }

  /** Zero while nothing is filled. */
  public BigDecimal averagePrice() {
    if (filled == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal amount = Fixed.decimal(filled).multiply(market.instrument.contractSize());
    return market.instrument.inverse()
        ? amount.divide(value, MathContext.DECIMAL128)
        : value.divide(amount, MathContext.DECIMAL128);
  }

  long queueAhead() {
    return queueAhead;
  }

  void queueAhead(long ahead) {
    queueAhead = ahead;
  }

  void fill(long amount, BigDecimal worth, long millis) {
    filled += amount;
    value = value.add(worth);
    // More than its quantity where a venue fills too much.
    status = filled >= quantity ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    updatedMillis = millis;
  }

  void amend(long newPrice, long newQuantity, long millis) {
    price = newPrice;
    quantity = newQuantity;
    updatedMillis = millis;
  }

  void end(OrderStatus end, long millis) {
    status = end;
    updatedMillis = millis;
  }

  /** Whether a limit allows trading at {@code other}. */
  boolean accepts(long other) {
    return type == OrderType.MARKET || (side == Side.BUY ? other <= price : other >= price);
  }
}
