package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** The book of one market at one interval: what its listeners know, and what has changed since. */
final class BookStream {
  final StreamHub.Topic topic;
  private final Market market;
  private final Map<Side, TreeMap<Long, Long>> changed =
      Map.of(Side.BUY, new TreeMap<>(), Side.SELL, new TreeMap<>());
  private final Map<Side, Set<Long>> told =
      Map.of(Side.BUY, new TreeSet<>(), Side.SELL, new TreeSet<>());
  private long changeId;
  private long toldId;

  BookStream(Market market, StreamHub.Topic topic, long changeId) {
    this.market = market;
    this.topic = topic;
    this.changeId = changeId;
    this.toldId = changeId;
  }

  void levelChanged(Side side, long price, long quantity, long id) {
    changed.get(side).put(price, quantity);
    changeId = id;
  }

  /** Tells those who listen what has changed. */
  void flush(long millis) {
    if (changeId == toldId) {
      return;
    }
    ArrayNode bids = changes(Side.BUY);
    ArrayNode asks = changes(Side.SELL);
    if (topic.wanted() && !(bids.isEmpty() && asks.isEmpty())) {
      ObjectNode data = head("change", millis, changeId).put("prev_change_id", toldId);
      data.set("bids", bids);
      data.set("asks", asks);
      topic.publish(Channels.notification(topic.name, data));
      toldId = changeId;
    } else if (!topic.wanted()) {
      toldId = changeId;
    }
  }

  private ArrayNode changes(Side side) {
    ArrayNode rows = DeribitText.array();
    Set<Long> before = told.get(side);
    TreeMap<Long, Long> now = changed.get(side);
    for (Map.Entry<Long, Long> change : (side == Side.BUY ? now.descendingMap() : now).entrySet()) {
      boolean known = before.contains(change.getKey());
      if (change.getValue() == 0) {
        if (known) {
          before.remove(change.getKey());
          row(rows, "delete", change.getKey(), 0);
        }
      } else {
        before.add(change.getKey());
        row(rows, known ? "change" : "new", change.getKey(), change.getValue());
      }
    }
    now.clear();
    return rows;
  }

  private static void row(ArrayNode rows, String what, long price, long quantity) {
    rows.addArray().add(what).add(DeribitText.number(price)).add(DeribitText.number(quantity));
  }

  private ObjectNode head(String type, long millis, long id) {
    return DeribitText.object()
        .put("type", type)
        .put("timestamp", millis)
        .put("instrument_name", market.instrument.symbol())
        .put("change_id", id);
  }

  /** The whole book for one who has just come; all others are brought to the same place first. */
  String snapshot(long millis) {
    flush(millis);
    ObjectNode data = head("snapshot", millis, toldId).putNull("prev_change_id");
    data.set("bids", levels(Side.BUY));
    data.set("asks", levels(Side.SELL));
    return Channels.notification(topic.name, data);
  }

  private ArrayNode levels(Side side) {
    ArrayNode rows = DeribitText.array();
    Levels levels = market.book.levels(side);
    for (int rank = 0; rank < levels.size(); rank++) {
      row(rows, "new", levels.price(rank), levels.quantity(rank));
    }
    return rows;
  }
}
