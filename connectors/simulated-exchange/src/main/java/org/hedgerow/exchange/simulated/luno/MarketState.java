package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** What is known of a pair. Figures count from the start. */
final class MarketState {
  /** Trades that can be asked for. */
  static final int TRADES = 100;

  final Market market;
  final BookOrders orders;
  final StreamHub.Topic stream;

  /** Newest first. */
  final Deque<Trade> recent = new ArrayDeque<>();

  private long last;
  private long volume;

  /** A public trade; {@code buy} where the taker bought. */
  record Trade(long number, long millis, long price, long quantity, boolean buy) {}

  MarketState(Market market, StreamHub hub) {
    this.market = market;
    this.orders = new BookOrders(market);
    this.stream = hub.topic(topic(market));
  }

  static String topic(Market market) {
    return "market/" + market.instrument.symbol();
  }

  void traded(Trade trade) {
    last = trade.price();
    volume += trade.quantity();
    recent.addFirst(trade);
    if (recent.size() > TRADES) {
      recent.removeLast();
    }
  }

  /** Its time is a text in what was recorded. */
  ObjectNode ticker(long millis) {
    Instrument pair = market.instrument;
    ObjectNode row = LunoText.object().put("pair", pair.symbol());
    row.put("timestamp", Long.toString(millis));
    row.put("bid", pair.priceText(market.book.best(Side.BUY)));
    row.put("ask", pair.priceText(market.book.best(Side.SELL)));
    row.put("last_trade", pair.priceText(last));
    row.put("rolling_24_hour_volume", pair.quantityText(volume));
    return row.put("status", "ACTIVE");
  }
}
