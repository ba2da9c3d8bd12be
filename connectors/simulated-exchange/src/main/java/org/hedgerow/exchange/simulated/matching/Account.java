package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A venue's one account: wallets, positions, orders and trades. */
public final class Account {
  /** How many finished orders, and how many trades, an account can still be asked about. */
  private static final int HISTORY = 200_000;

  public final Venue venue;
  private final Map<String, Wallet> wallets = new TreeMap<>();
  private final Map<Market, Position> positions = new LinkedHashMap<>();
  private final Map<Long, Order> orders = new LinkedHashMap<>();
  private final Map<String, Order> byClientId = new HashMap<>();
  private final Map<Long, Order> open = new LinkedHashMap<>();
  private final Deque<Long> finished = new ArrayDeque<>();
  private final Deque<Fill> fills = new ArrayDeque<>();
  private long fillCount;

  Account(Venue venue, Collection<Market> markets) {
    this.venue = venue;
    for (Market market : markets) {
      Instrument instrument = market.instrument;
      if (instrument.derivative()) {
        positions.put(market, new Position(instrument));
        wallet(instrument.settlement());
      } else {
        wallet(instrument.base());
        wallet(instrument.quote());
      }
    }
  }

  public Wallet wallet(String asset) {
    return wallets.computeIfAbsent(asset, name -> new Wallet(BigDecimal.ZERO));
  }

  public Map<String, Wallet> wallets() {
    return wallets;
  }

  public Map<Market, Position> positions() {
    return positions;
  }

  public Position position(Market market) {
    return positions.get(market);
  }

  public Collection<Order> openOrders() {
    return open.values();
  }

  public Order order(long id) {
    return orders.get(id);
  }

  /** Those of a market that are still known, oldest first. */
  public List<Order> orders(Market market) {
    return orders.values().stream()
        .filter(order -> order.market == market)
        .sorted(Comparator.comparingLong(order -> order.id))
        .toList();
  }

  /** All that are still known, in no order. */
  public Collection<Order> orders() {
    return orders.values();
  }

  /** The newest order with this id, or null. */
  public Order order(String clientId) {
    return byClientId.get(clientId);
  }

  public int orderCount() {
    return orders.size();
  }

  public long fillCount() {
    return fillCount;
  }

  public List<Fill> fills(Market market) {
    List<Fill> found = new ArrayList<>();
    for (Fill fill : fills) {
      if (fill.order().market == market) {
        found.add(fill);
      }
    }
    return found;
  }

  public List<Fill> fills(Order order) {
    List<Fill> found = new ArrayList<>();
    for (var newest = fills.descendingIterator(); newest.hasNext(); ) {
      Fill fill = newest.next();
      if (fill.order() == order) {
        found.add(0, fill);
      } else if (fill.millis() < order.createdMillis) {
        break;
      }
    }
    return found;
  }

  void add(Order order) {
    orders.put(order.id, order);
    if (!order.clientId.isEmpty()) {
      byClientId.put(order.clientId, order);
    }
    if (order.status().open()) {
      open.put(order.id, order);
    } else {
      ended(order);
    }
  }

  void ended(Order order) {
    open.remove(order.id);
    finished.add(order.id);
    if (finished.size() > HISTORY) {
      Order oldest = orders.remove(finished.poll());
      byClientId.remove(oldest.clientId, oldest);
    }
  }

  void add(Fill fill) {
    fills.add(fill);
    fillCount++;
    if (fills.size() > HISTORY) {
      fills.poll();
    }
  }
}
