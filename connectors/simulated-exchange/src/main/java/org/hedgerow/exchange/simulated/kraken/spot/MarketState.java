package org.hedgerow.exchange.simulated.kraken.spot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** What is known of a pair besides its book, and its streams. Figures count from the start. */
final class MarketState {
  /** Trades that REST can be asked for. */
  static final int TRADES = 1_000;

  static final List<Integer> DEPTHS = List.of(10, 25, 100, 500, 1_000);

  final Market market;
  final StreamHub.Topic trades;
  final StreamHub.Topic tickerByTrades;
  final StreamHub.Topic tickerByBest;
  final List<BookView> books = new ArrayList<>();

  /** Newest first. */
  final Deque<Trade> recent = new ArrayDeque<>();

  long last;
  long lastQuantity;
  long open;
  long high;
  long low;
  long count;
  private long volume;
  private BigDecimal value = BigDecimal.ZERO;

  /** A public trade. */
  record Trade(long id, long millis, long price, long quantity, boolean sale) {}

  MarketState(Market market, StreamHub hub) {
    this.market = market;
    String symbol = market.instrument.symbol();
    trades = hub.topic("trade?" + symbol);
    tickerByTrades = hub.topic("ticker/trades?" + symbol);
    tickerByBest = hub.topic("ticker/bbo?" + symbol);
    for (int depth : DEPTHS) {
      books.add(new BookView(market, depth, hub.topic("book/" + depth + "?" + symbol)));
    }
  }

  void traded(Trade trade) {
    last = trade.price();
    lastQuantity = trade.quantity();
    open = open == 0 ? last : open;
    high = Math.max(high, last);
    low = low == 0 ? last : Math.min(low, last);
    volume += trade.quantity();
    value = value.add(market.instrument.notional(trade.price(), trade.quantity()));
    count++;
    recent.addFirst(trade);
    if (recent.size() > TRADES) {
      recent.removeLast();
    }
  }

  String volume() {
    return market.instrument.quantityText(volume);
  }

  /** The mean price of all trades, by volume; zero before the first. */
  String meanPrice() {
    return volume == 0
        ? "0.00000"
        : value.divide(Fixed.decimal(volume), 5, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** A message of the channel trade. */
  static String trades(String type, Instrument pair, Iterable<Trade> trades) {
    var data = KrakenText.array();
    for (Trade trade : trades) {
      ObjectNode row = data.addObject().put("symbol", pair.symbol());
      row.put("side", trade.sale() ? "sell" : "buy");
      KrakenText.number(row, "price", pair.priceText(trade.price()));
      KrakenText.number(row, "qty", pair.quantityText(trade.quantity()));
      row.put("ord_type", "market").put("trade_id", trade.id());
      row.put("timestamp", KrakenText.micros(trade.millis()));
    }
    ObjectNode out = KrakenText.object().put("channel", "trade").put("type", type);
    out.set("data", data);
    return out.toString();
  }

  /** A message of the channel ticker. */
  String ticker(String type, long millis) {
    Instrument pair = market.instrument;
    ObjectNode row = KrakenText.object().put("symbol", pair.symbol());
    KrakenText.number(row, "bid", pair.priceText(market.book.best(Side.BUY)));
    KrakenText.number(row, "bid_qty", pair.quantityText(market.book.bestQuantity(Side.BUY)));
    KrakenText.number(row, "ask", pair.priceText(market.book.best(Side.SELL)));
    KrakenText.number(row, "ask_qty", pair.quantityText(market.book.bestQuantity(Side.SELL)));
    KrakenText.number(row, "last", pair.priceText(last));
    KrakenText.number(row, "volume", volume());
    KrakenText.number(row, "vwap", meanPrice());
    KrakenText.number(row, "low", pair.priceText(low));
    KrakenText.number(row, "high", pair.priceText(high));
    KrakenText.number(row, "change", pair.priceText(last - open));
    double percent = open == 0 ? 0 : 100.0 * (last - open) / open;
    KrakenText.number(row, "change_pct", BigDecimal.valueOf(Math.round(percent * 100), 2));
    row.put("timestamp", KrakenText.micros(millis));
    ObjectNode out = KrakenText.object().put("channel", "ticker").put("type", type);
    out.putArray("data").add(row);
    return out.toString();
  }
}
