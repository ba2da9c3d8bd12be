package org.hedgerow.exchanges.luno;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;

/** A market stream of orders that come, go and trade, and what its book must come to. */
final class RandomStream {
  private static final int MOST = 60;

  private final Random random;
  private final List<Resting> orders = new ArrayList<>();
  private long sequence = 500;
  private int nextId;
  int trades;

  private static final class Resting {
    final String id;
    final boolean bid;
    final BigDecimal price;
    BigDecimal volume;

    Resting(String id, boolean bid, BigDecimal price, BigDecimal volume) {
      this.id = id;
      this.bid = bid;
      this.price = price;
      this.volume = volume;
    }
  }

  RandomStream(Random random) {
    this.random = random;
  }

  String snapshot() {
    StringBuilder bids = new StringBuilder();
    StringBuilder asks = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      Resting order = order();
      StringBuilder side = order.bid ? bids : asks;
      side.append(side.length() == 0 ? "" : ",")
          .append("{\"id\":\"")
          .append(order.id)
          .append("\",\"price\":\"")
          .append(order.price)
          .append("\",\"volume\":\"")
          .append(order.volume)
          .append("\"}");
    }
    return "{\"bids\":["
        + bids
        + "],\"asks\":["
        + asks
        + "],\"timestamp\":1700000000000,\"status\":\"ACTIVE\",\"sequence\":\""
        + sequence
        + "\"}";
  }

  String next() {
    sequence++;
    int what = random.nextInt(10);
    if ((what < 4 && orders.size() < MOST) || orders.isEmpty()) {
      return LunoSamples.update(sequence, create(order()));
    }
    if (what < 6) {
      return LunoSamples.update(sequence, "\"trade_updates\":[]");
    }
    if (what < 8) {
      Resting gone = orders.remove(random.nextInt(orders.size()));
      return LunoSamples.update(sequence, "\"delete_update\":{\"order_id\":\"" + gone.id + "\"}");
    }
    StringBuilder taken = new StringBuilder();
    for (int left = 1 + random.nextInt(3); left > 0 && !orders.isEmpty(); left--) {
      Resting maker = orders.get(random.nextInt(orders.size()));
      BigDecimal base =
          random.nextBoolean() ? maker.volume : maker.volume.divide(BigDecimal.valueOf(2));
      maker.volume = maker.volume.subtract(base);
      if (maker.volume.signum() == 0) {
        orders.remove(maker);
      }
      taken
          .append(taken.length() == 0 ? "" : ",")
          .append("{\"sequence\":")
          .append(++trades)
          .append(",\"base\":\"")
          .append(base.toPlainString())
          .append("\",\"counter\":\"1\",\"maker_order_id\":\"")
          .append(maker.id)
          .append("\"}");
    }
    String update = "\"trade_updates\":[" + taken + "]";
    return LunoSamples.update(
        sequence, random.nextInt(3) == 0 ? update + "," + create(order()) : update);
  }

  private static String create(Resting order) {
    return "\"create_update\":{\"order_id\":\""
        + order.id
        + "\",\"type\":\""
        + (order.bid ? "BID" : "ASK")
        + "\",\"price\":\""
        + order.price
        + "\",\"volume\":\""
        + order.volume
        + "\"}";
  }

  private Resting order() {
    boolean bid = random.nextBoolean();
    int ticks = 1 + random.nextInt(8);
    BigDecimal price = BigDecimal.valueOf(1_000L + (bid ? -ticks : ticks), 1);
    BigDecimal volume = BigDecimal.valueOf(1 + random.nextInt(900), 2);
    Resting order = new Resting("O" + nextId++, bid, price, volume);
    orders.add(order);
    return order;
  }

  /** Price and volume of each level, best first. */
  List<String> levels(boolean bids) {
    TreeMap<BigDecimal, BigDecimal> sums = new TreeMap<>();
    for (Resting order : orders) {
      if (order.bid == bids) {
        sums.merge(order.price, order.volume, BigDecimal::add);
      }
    }
    List<String> levels = new ArrayList<>();
    (bids ? sums.descendingMap() : sums)
        .forEach((price, volume) -> levels.add(text(price) + " " + text(volume)));
    return levels;
  }

  static List<String> text(Collection<Level> levels) {
    return levels.stream()
        .map(
            level ->
                text(Decimals.toBigDecimal(level.getPrice()))
                    + " "
                    + text(Decimals.toBigDecimal(level.getQuantity())))
        .toList();
  }

  private static String text(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
