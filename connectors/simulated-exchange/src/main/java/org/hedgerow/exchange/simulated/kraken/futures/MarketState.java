package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** What is known of a product besides its book, and its feeds. Figures count from the start. */
final class MarketState {
  /** Trades that are told at once. */
  static final int TRADES = 100;

  /** Trades that can be asked for. */
  private static final int REMEMBERED = 3_000;

  private static final int RATE_DECIMALS = 12;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  final Market market;
  final StreamHub.Topic book;
  final StreamHub.Topic trades;
  final StreamHub.Topic ticker;
  final StreamHub.Topic tickerLite;

  /** Newest first. */
  final Deque<Trade> recent = new ArrayDeque<>();

  /** Of the last change of the book that was told. */
  long bookSequence = 1_000;

  long last;
  long lastQuantity;
  long lastMillis;
  long open;
  long high;
  long low;
  private long tradeSequence = 100;
  private long volume;
  private BigDecimal value = BigDecimal.ZERO;

  /** A public trade; {@code sale} where the taker sold. */
  record Trade(long id, long sequence, long millis, long price, long quantity, boolean sale) {}

  MarketState(Market market, StreamHub hub) {
    this.market = market;
    book = hub.topic(topic("book", market));
    trades = hub.topic(topic("trade", market));
    ticker = hub.topic(topic("ticker", market));
    tickerLite = hub.topic(topic("ticker_lite", market));
  }

  static String topic(String feed, Market market) {
    return feed + "?" + market.instrument.symbol();
  }

  Trade traded(long id, long millis, long price, long quantity, boolean sale) {
    last = price;
    lastQuantity = quantity;
    lastMillis = millis;
    open = open == 0 ? last : open;
    high = Math.max(high, last);
    low = low == 0 ? last : Math.min(low, last);
    volume += quantity;
    value = value.add(market.instrument.notional(price, quantity));
    tradeSequence++;
    Trade trade = new Trade(id, tradeSequence, millis, price, quantity, sale);
    recent.addFirst(trade);
    if (recent.size() > REMEMBERED) {
      recent.removeLast();
    }
    return trade;
  }

  BigDecimal price(long price) {
    return Fixed.decimal(price);
  }

  BigDecimal volume() {
    return Fixed.decimal(volume);
  }

  BigDecimal value() {
    return value;
  }

  /** Nobody's here but made up: the generated market has no positions but ours. */
  BigDecimal openInterest() {
    return new BigDecimal(market.instrument.inverse() ? "21279580" : "1250.5");
  }

  /** In dollars a coin for linear contracts, in coins a dollar for inverse ones. */
  BigDecimal absoluteFunding() {
    Instrument contract = market.instrument;
    return contract.inverse()
        ? market.fundingRate().divide(market.index(), RATE_DECIMALS, RoundingMode.HALF_EVEN)
        : market.fundingRate().multiply(market.index());
  }

  /** Percent since the first trade. */
  BigDecimal change() {
    return open == 0
        ? BigDecimal.ZERO
        : Fixed.decimal(last - open)
            .multiply(HUNDRED)
            .divide(Fixed.decimal(open), 2, RoundingMode.HALF_EVEN);
  }

  /** A message of the feed trade. */
  ObjectNode trade(Trade trade) {
    ObjectNode out = KrakenText.object().put("feed", "trade");
    out.put("product_id", market.instrument.symbol()).put("uid", Ids.trade(trade.id()));
    out.put("side", trade.sale() ? "sell" : "buy").put("type", "fill");
    out.put("seq", trade.sequence()).put("time", trade.millis());
    KrakenText.number(out, "qty", price(trade.quantity()));
    return KrakenText.number(out, "price", price(trade.price()));
  }

  String tradeSnapshot() {
    ObjectNode out = KrakenText.object().put("feed", "trade_snapshot");
    ArrayNode rows = out.put("product_id", market.instrument.symbol()).putArray("trades");
    recent.stream().limit(TRADES).forEach(trade -> rows.add(trade(trade)));
    return out.toString();
  }

  String bookSnapshot(long millis) {
    ObjectNode out = KrakenText.object().put("feed", "book_snapshot");
    out.put("product_id", market.instrument.symbol()).put("timestamp", millis);
    out.put("seq", bookSequence).putNull("tickSize");
    for (Side side : Side.values()) {
      ArrayNode rows = out.putArray(side == Side.BUY ? "bids" : "asks");
      Levels levels = market.book.levels(side);
      for (int rank = 0; rank < levels.size(); rank++) {
        ObjectNode row = rows.addObject();
        KrakenText.number(row, "price", price(levels.price(rank)));
        KrakenText.number(row, "qty", price(levels.quantity(rank)));
      }
    }
    return out.toString();
  }

  /** The next change of the book. */
  String bookUpdate(Side side, long price, long quantity, long millis) {
    ObjectNode out = KrakenText.object().put("feed", "book");
    out.put("product_id", market.instrument.symbol());
    out.put("side", side == Side.BUY ? "buy" : "sell").put("seq", bookSequence);
    KrakenText.number(out, "price", price(price));
    KrakenText.number(out, "qty", price(quantity));
    return out.put("timestamp", millis).toString();
  }

  /** A message of the feed ticker. */
  String ticker(long millis) {
    ObjectNode out = KrakenText.object().put("time", millis);
    out.put("product_id", market.instrument.symbol());
    KrakenText.number(out, "funding_rate", absoluteFunding());
    KrakenText.number(out, "funding_rate_prediction", absoluteFunding());
    KrakenText.number(out, "relative_funding_rate", market.fundingRate());
    KrakenText.number(out, "relative_funding_rate_prediction", market.fundingRate());
    out.put("next_funding_rate_time", market.nextFundingMillis()).put("feed", "ticker");
    KrakenText.number(out, "bid", price(market.book.best(Side.BUY)));
    KrakenText.number(out, "ask", price(market.book.best(Side.SELL)));
    KrakenText.number(out, "bid_size", price(market.book.bestQuantity(Side.BUY)));
    KrakenText.number(out, "ask_size", price(market.book.bestQuantity(Side.SELL)));
    KrakenText.number(out, "volume", volume());
    out.put("dtm", 0).put("leverage", "50x");
    KrakenText.number(out, "index", market.index());
    KrakenText.number(out, "premium", premium());
    KrakenText.number(out, "last", price(last));
    KrakenText.number(out, "change", change());
    out.put("suspended", false).put("tag", "perpetual").put("pair", pair());
    KrakenText.number(out, "openInterest", openInterest());
    KrakenText.number(out, "markPrice", market.mark());
    out.put("maturityTime", 0).put("post_only", false);
    KrakenText.number(out, "volumeQuote", value());
    KrakenText.number(out, "open", price(open));
    KrakenText.number(out, "high", price(high));
    return KrakenText.number(out, "low", price(low)).toString();
  }

  /** A message of the feed ticker_lite. */
  String tickerLite() {
    ObjectNode out = KrakenText.object().put("feed", "ticker_lite");
    out.put("product_id", market.instrument.symbol());
    KrakenText.number(out, "bid", price(market.book.best(Side.BUY)));
    KrakenText.number(out, "ask", price(market.book.best(Side.SELL)));
    KrakenText.number(out, "change", change());
    KrakenText.number(out, "premium", premium());
    KrakenText.number(out, "volume", volume());
    out.put("tag", "perpetual").put("pair", pair()).put("dtm", 0).put("maturityTime", 0);
    return KrakenText.number(out, "volumeQuote", value()).toString();
  }

  private String pair() {
    return FuturesListing.oldName(market.instrument.base()) + ":USD";
  }

  /** Percent of mark over index. */
  private BigDecimal premium() {
    BigDecimal index = market.index();
    return index.signum() == 0
        ? BigDecimal.ZERO
        : market.mark().subtract(index).multiply(HUNDRED).divide(index, 1, RoundingMode.HALF_EVEN);
  }
}
