package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/**
 * The market's book, order by order, as a stream tells it. The market here knows levels only: what
 * is added to a level is a new order behind the others, and what is taken from it without a trade
 * is the newest orders' cancel. Trades use up the oldest first.
 */
final class BookOrders {
  private final Market market;
  private final TreeMap<Long, Deque<Resting>> bids = new TreeMap<>(Collections.reverseOrder());
  private final TreeMap<Long, Deque<Resting>> asks = new TreeMap<>();
  private final Set<Level> changed = new LinkedHashSet<>();
  private final List<String> messages = new ArrayList<>();
  private long sequence = 4_530_000_000L;
  private long lastOrder;

  private record Level(Side side, long price) {}

  /** An order of the market. */
  private static final class Resting {
    final String id;
    long volume;

    Resting(String id, long volume) {
      this.id = id;
      this.volume = volume;
    }
  }

  BookOrders(Market market) {
    this.market = market;
  }

  /** A level has another quantity; orders are told of with the next {@link #take}. */
  void changed(Side side, long price) {
    changed.add(new Level(side, price));
  }

  private Map<Long, Deque<Resting>> side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /**
   * A trade with the orders of a level, whose quantity is already what is left.
   *
   * @param number of the trade
   */
  void traded(Side maker, long price, long quantity, long number, long millis) {
    long left = market.book.levels(maker).quantityAt(price);
    fit(maker, price, left + quantity, millis);
    changed.remove(new Level(maker, price));
    Deque<Resting> orders = side(maker).get(price);
    ArrayNode trades = LunoText.array();
    String taker = Ids.marketOrder(++lastOrder);
    long rest = quantity;
    while (rest > 0) {
      Resting first = orders.peekFirst();
      long part = Math.min(rest, first.volume);
      ObjectNode trade = trades.addObject().put("sequence", number);
      trade.put("base", market.instrument.quantityText(part));
      trade.put("counter", LunoText.plain(market.instrument.notional(price, part)));
      trade.put("maker_order_id", first.id).put("taker_order_id", taker);
      trade.put("order_id", first.id);
      rest -= part;
      first.volume -= part;
      if (first.volume == 0) {
        orders.removeFirst();
      }
    }
    if (orders.isEmpty()) {
      side(maker).remove(price);
    }
    update(trades, null, null, millis);
  }

  /** Everything that there is to tell since the last time, one message an update. */
  List<String> take(long millis) {
    for (Level level : changed) {
      long quantity = market.book.levels(level.side()).quantityAt(level.price());
      fit(level.side(), level.price(), quantity, millis);
    }
    changed.clear();
    List<String> taken = List.copyOf(messages);
    messages.clear();
    return taken;
  }

  /** Makes the orders of a level come to a quantity. */
  private void fit(Side side, long price, long quantity, long millis) {
    Deque<Resting> orders = side(side).computeIfAbsent(price, first -> new ArrayDeque<>());
    long told = 0;
    for (Resting order : orders) {
      told += order.volume;
    }
    while (told > quantity) {
      Resting newest = orders.removeLast();
      told -= newest.volume;
      update(LunoText.array(), null, newest.id, millis);
    }
    if (told < quantity) {
      Resting order = new Resting(Ids.marketOrder(++lastOrder), quantity - told);
      orders.addLast(order);
      ObjectNode create = LunoText.object().put("order_id", order.id);
      create.put("type", side == Side.BUY ? "BID" : "ASK");
      create.put("price", market.instrument.priceText(price));
      create.put("volume", market.instrument.quantityText(order.volume));
      update(LunoText.array(), create, null, millis);
    }
    if (orders.isEmpty()) {
      side(side).remove(price);
    }
  }

  private void update(ArrayNode trades, ObjectNode create, String deleted, long millis) {
    sequence++;
    ObjectNode out = LunoText.object().put("sequence", Long.toString(sequence));
    out.set("trade_updates", trades);
    out.set("create_update", create);
    out.set("delete_update", deleted == null ? null : LunoText.object().put("order_id", deleted));
    out.putNull("status_update").put("timestamp", millis);
    messages.add(out.toString());
  }

  /** The whole book, order by order, best first. */
  String snapshot(long millis) {
    ObjectNode out = LunoText.object().put("sequence", Long.toString(sequence));
    orders(out.putArray("asks"), asks);
    orders(out.putArray("bids"), bids);
    return out.put("status", "ACTIVE").put("timestamp", millis).toString();
  }

  private void orders(ArrayNode rows, Map<Long, Deque<Resting>> side) {
    Instrument pair = market.instrument;
    side.forEach(
        (price, orders) ->
            orders.forEach(
                order ->
                    rows.addObject()
                        .put("id", order.id)
                        .put("price", pair.priceText(price))
                        .put("volume", Fixed.text(order.volume, pair.quantityDecimals()))));
  }
}
