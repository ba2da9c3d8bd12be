package org.hedgerow.exchange.simulated.matching;

import java.util.ArrayList;
import java.util.List;

/** The accounts' own orders in one market, best first. */
final class RestingOrders {
  final List<Order> buys = new ArrayList<>();
  final List<Order> sells = new ArrayList<>();

  List<Order> of(Side side) {
    return side == Side.BUY ? buys : sells;
  }

  void add(Order order) {
    List<Order> orders = of(order.side);
    int at = orders.size();
    while (at > 0 && better(order, orders.get(at - 1))) {
      at--;
    }
    orders.add(at, order);
  }

  private static boolean better(Order order, Order than) {
    return order.side == Side.BUY ? order.price() > than.price() : order.price() < than.price();
  }
}
