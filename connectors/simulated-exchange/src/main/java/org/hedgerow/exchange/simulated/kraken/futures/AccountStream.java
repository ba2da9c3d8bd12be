package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.FillTold;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.EngineListener;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderStatus;
import org.hedgerow.exchange.simulated.matching.TimeInForce;
import org.hedgerow.exchange.simulated.wire.StreamHub;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/**
 * The feeds of open orders, fills, positions and balances; what they tell is in the ledger before.
 * Orders that cannot rest are told by their fills alone.
 */
final class AccountStream implements EngineListener {
  static final Set<String> FEEDS =
      Set.of("open_orders", "open_orders_verbose", "fills", "open_positions", "balances");

  private static final String PREFIX = "account/";
  private static final int SNAPSHOT_FILLS = 100;

  private final StreamHub hub;
  private final Ledger ledger;
  private final FillTold fills;
  private final Account account;
  private final AccountRows rows;
  private final Collection<Market> markets;
  private final SkewedClock clock;
  private long told;

  AccountStream(VenueRoom room, AccountRows rows) {
    this.hub = room.hub();
    this.ledger = room.ledger();
    this.fills = new FillTold(room.vertx(), room.faults());
    this.account = room.engine().account(FuturesVenue.KRAKEN_FUTURES);
    this.rows = rows;
    this.markets = room.markets().values();
    this.clock = room.clock();
  }

  static String topic(String feed) {
    return PREFIX + feed;
  }

  static boolean isAccount(String topic) {
    return topic.startsWith(PREFIX);
  }

  /** Why an order is over that is not filled. */
  static String reason(Order order) {
    return switch (order.status()) {
      case EXPIRED_IN_MATCH -> "would_execute_self";
      case EXPIRED -> "would_not_reduce_position";
      default -> "cancelled_by_user";
    };
  }

  /** Sends how things are, and subscribes. */
  void subscribe(String feed, StreamSocket socket) {
    long now = clock.millis();
    switch (feed) {
      case "fills" -> {
        ObjectNode out = KrakenText.object().put("feed", "fills_snapshot");
        ArrayNode list = out.put("account", Ids.ACCOUNT).putArray("fills");
        newestFills().forEach(fill -> list.add(OrderRows.feed(fill, left(fill), ++told)));
        socket.send(out.toString());
      }
      case "open_positions" -> socket.send(rows.positionsFeed(now, ++told));
      case "balances" -> socket.send(rows.balancesFeed(rows.assets(), true, now, ++told));
      default -> {
        ObjectNode out = KrakenText.object().put("feed", feed + "_snapshot");
        ArrayNode list = out.put("account", Ids.ACCOUNT).putArray("orders");
        List.copyOf(account.openOrders()).forEach(order -> list.add(OrderRows.feed(order)));
        socket.send(out.toString());
      }
    }
    socket.subscribe(topic(feed));
  }

  private List<Fill> newestFills() {
    List<Fill> all = new ArrayList<>();
    markets.forEach(market -> all.addAll(account.fills(market)));
    all.sort(Comparator.comparingLong(Fill::tradeId));
    return all.subList(Math.max(0, all.size() - SNAPSHOT_FILLS), all.size());
  }

  /** What was left of its order after a fill. */
  private long left(Fill fill) {
    long filled = 0;
    for (Fill one : account.fills(fill.order())) {
      if (one.tradeId() <= fill.tradeId()) {
        filled += one.quantity();
      }
    }
    return fill.order().quantity() - filled;
  }

  private void publish(String feed, String text) {
    StreamHub.Topic topic = hub.topic(topic(feed));
    ledger.afterSync(() -> topic.publish(text));
  }

  private void order(ObjectNode message) {
    publish("open_orders", message.deepCopy().put("feed", "open_orders").toString());
    publish("open_orders_verbose", message.put("feed", "open_orders_verbose").toString());
  }

  /** The feed's name stands first in every message. */
  private static ObjectNode message() {
    return KrakenText.object().put("feed", "");
  }

  private static ObjectNode shown(Order order, boolean over, String reason) {
    ObjectNode out = message();
    out.set("order", OrderRows.feed(order));
    return out.put("is_cancel", over).put("reason", reason);
  }

  private static boolean rests(Order order) {
    return order.timeInForce == TimeInForce.GTC || order.timeInForce == TimeInForce.GTX;
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    if (order.venue() != FuturesVenue.KRAKEN_FUTURES) {
      return;
    }
    switch (execution) {
      case NEW -> {
        if (rests(order)) {
          order(shown(order, false, "new_placed_order_by_user"));
        }
      }
      case AMENDMENT -> order(shown(order, false, "edited_by_user"));
      case TRADE -> filled(order, fill);
      case CANCELED, EXPIRED -> {
        if (rests(order)) {
          ObjectNode out = message().put("order_id", Ids.order(order.id));
          if (!order.clientId.isEmpty()) {
            out.put("cli_ord_id", order.clientId);
          }
          order(out.put("is_cancel", true).put("reason", reason(order)));
        }
      }
    }
  }

  private void filled(Order order, Fill fill) {
    boolean whole = order.status() == OrderStatus.FILLED;
    ObjectNode progress =
        rests(order) ? shown(order, whole, whole ? "full_fill" : "partial_fill") : null;
    ObjectNode out = KrakenText.object().put("feed", "fills").put("username", Ids.ACCOUNT);
    out.putArray("fills").add(OrderRows.feed(fill, order.remaining(), ++told));
    String text = out.toString();
    fills.of(
        fill,
        () -> {
          publish("fills", text);
          if (progress != null) {
            order(progress.deepCopy());
          }
        });
  }

  @Override
  public void accountChanged(
      Account changed, Change reason, Collection<String> assets, Market market, long millis) {
    if (changed.venue != FuturesVenue.KRAKEN_FUTURES) {
      return;
    }
    if (market != null) {
      publish("open_positions", rows.positionsFeed(millis, ++told));
    }
    publish("balances", rows.balancesFeed(assets, false, millis, ++told));
  }
}
