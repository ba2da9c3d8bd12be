package org.hedgerow.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;

/**
 * What the engine has been told of orders and customers, added up by whoever reads over its
 * shoulder. Ten coins spot and two of margin, as the demo's portfolio has them; formulas of
 * specs/hedging.
 */
final class ToldBook {
  static final BigDecimal CONTRACT = new BigDecimal(100);
  private static final BigDecimal COINS = BigDecimal.TEN;
  private static final BigDecimal MARGIN = BigDecimal.valueOf(2);
  private static final MathContext DIGITS = new MathContext(30);
  private static final Set<OrderStatus> ENDS =
      Set.of(
          OrderStatus.FILLED,
          OrderStatus.REJECTED,
          OrderStatus.CANCELED,
          OrderStatus.EXPIRED,
          OrderStatus.DENIED);

  /** An order as it was told. */
  private static final class Told {
    final Order order;
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal reported = BigDecimal.ZERO;
    BigDecimal inferred = BigDecimal.ZERO;
    boolean ended;

    Told(Order order) {
      this.order = order;
    }

    BigDecimal quantity() {
      return Decimals.toBigDecimal(order.getQuantity());
    }

    /** Told and inferred. */
    BigDecimal booked() {
      return filled.add(inferred);
    }

    /** What may still fill, or has without having been told in full. */
    BigDecimal open() {
      return (ended ? reported : quantity()).subtract(booked()).max(BigDecimal.ZERO);
    }

    /** With the sign of the position; of inverse contracts in coin. */
    BigDecimal costOf(BigDecimal quantity, BigDecimal price) {
      return order.getInstrument().equals(Scenario.INVERSE)
          ? quantity.multiply(CONTRACT).divide(price, DIGITS)
          : quantity.multiply(price);
    }

    BigDecimal signed(BigDecimal number) {
      return order.getSide() == Side.BUY ? number : number.negate();
    }

    /** Inferred fills are booked at the order's limit where nobody told an average. */
    BigDecimal bookedCost() {
      return cost.add(costOf(inferred, Decimals.toBigDecimal(order.getPrice())));
    }
  }

  private final Map<String, Told> orders = new LinkedHashMap<>();
  private final Set<String> executions = new HashSet<>();
  private BigDecimal customers = BigDecimal.ZERO;
  private BigDecimal paid = BigDecimal.ZERO;

  void placed(Order order) {
    orders.put(order.getClientOrderId(), new Told(order));
  }

  boolean knows(Order order) {
    return orders.containsKey(order.getClientOrderId());
  }

  void customer(Side side, BigDecimal quantity, BigDecimal price) {
    BigDecimal signed = side == Side.BUY ? quantity : quantity.negate();
    customers = customers.add(signed);
    paid = paid.add(signed.multiply(price));
  }

  void reported(ExecutionReport report) {
    Told told = orders.get(report.getClientOrderId());
    told.reported = told.reported.max(Decimals.toBigDecimal(report.getCumulativeQuantity()));
    told.ended |= ENDS.contains(report.getStatus());
    if (report.getExecutionType() == ExecutionType.TRADE
        && executions.add(report.getExecutionId())) {
      BigDecimal quantity = Decimals.toBigDecimal(report.getLastQuantity());
      told.filled = told.filled.add(quantity);
      told.cost =
          told.cost.add(told.costOf(quantity, Decimals.toBigDecimal(report.getLastPrice())));
      told.inferred = told.inferred.subtract(quantity).max(BigDecimal.ZERO);
    }
  }

  /** The engine says that it took what was missing for filled. */
  void inferred(String clientOrderId) {
    Told told = orders.get(clientOrderId);
    BigDecimal missing = told.reported.min(told.quantity()).subtract(told.booked());
    told.inferred = told.inferred.add(missing.max(BigDecimal.ZERO));
  }

  /** Orders without an end that was told. */
  Collection<Order> working() {
    return orders.values().stream().filter(told -> !told.ended).map(told -> told.order).toList();
  }

  /** Signed, in contracts or coins. */
  BigDecimal position(String instrument) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Told told : orders.values()) {
      if (told.order.getInstrument().equals(instrument)) {
        sum = sum.add(told.signed(told.booked()));
      }
    }
    return sum;
  }

  private BigDecimal cost(String instrument) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Told told : orders.values()) {
      if (told.order.getInstrument().equals(instrument)) {
        sum = sum.add(told.signed(told.bookedCost()));
      }
    }
    return sum;
  }

  /** What filling so much of an order adds to exposure, in coins. */
  static BigDecimal delta(Order order, BigDecimal quantity, BigDecimal mark) {
    BigDecimal coins =
        order.getInstrument().equals(Scenario.INVERSE)
            ? quantity.multiply(CONTRACT).divide(mark, DIGITS)
            : quantity;
    return order.getSide() == Side.BUY ? coins : coins.negate();
  }

  /** Deltas of what may still fill. */
  List<BigDecimal> open(BigDecimal mark) {
    List<BigDecimal> deltas = new ArrayList<>();
    for (Told told : orders.values()) {
      if (told.open().signum() > 0) {
        deltas.add(delta(told.order, told.open(), mark));
      }
    }
    return deltas;
  }

  private BigDecimal inverseDelta(BigDecimal mark) {
    return position(Scenario.INVERSE).multiply(CONTRACT).divide(mark, DIGITS);
  }

  /** Coins of the margin account with the unrealised profit N * C * (1 / entry - 1 / mark). */
  private BigDecimal equity(BigDecimal mark) {
    return MARGIN.add(cost(Scenario.INVERSE)).subtract(inverseDelta(mark));
  }

  /** Hedge and target apart: what is held as a hedge plus the share of the rest that is hedged. */
  BigDecimal residual(BigDecimal ratio, BigDecimal mark) {
    return position(Scenario.LINEAR)
        .add(inverseDelta(mark))
        .add(ratio.multiply(COINS.add(customers).add(equity(mark))));
  }

  BigDecimal gross(BigDecimal mark) {
    return COINS.add(customers).abs().add(equity(mark).abs());
  }

  /** Of the whole portfolio, in quote units, at those prices. */
  BigDecimal value(BigDecimal spot, BigDecimal linear, BigDecimal inverse) {
    return COINS
        .add(customers)
        .multiply(spot)
        .subtract(paid)
        .add(position(Scenario.LINEAR).multiply(linear))
        .subtract(cost(Scenario.LINEAR))
        .add(equity(inverse).multiply(spot));
  }
}
