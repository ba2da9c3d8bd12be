package org.hedgerow.exchange.simulated.kraken.spot;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** The best levels of a book, as those who subscribed that depth have last been told. */
final class BookView {
  private static final int SUMMED = 10;

  final StreamHub.Topic topic;
  final int depth;
  private final Market market;
  private final SortedMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
  private final SortedMap<Long, Long> asks = new TreeMap<>();

  BookView(Market market, int depth, StreamHub.Topic topic) {
    this.market = market;
    this.depth = depth;
    this.topic = topic;
  }

  /** All of it, which is what was told from now on. */
  String snapshot(long millis, int flip) {
    bids.clear();
    asks.clear();
    StringBuilder out = head("snapshot");
    levels(out.append("\"bids\":["), Side.BUY, bids);
    levels(out.append("],\"asks\":["), Side.SELL, asks);
    return end(out, millis, flip);
  }

  /** What has changed since, or null for nothing. */
  String update(long millis, int flip) {
    StringBuilder out = head("update").append("\"bids\":[");
    boolean changed = levels(out, Side.BUY, bids);
    changed |= levels(out.append("],\"asks\":["), Side.SELL, asks);
    return changed ? end(out, millis, flip) : null;
  }

  private StringBuilder head(String type) {
    return new StringBuilder(512)
        .append("{\"channel\":\"book\",\"type\":\"")
        .append(type)
        .append("\",\"data\":[{\"symbol\":\"")
        .append(market.instrument.symbol())
        .append("\",");
  }

  private String end(StringBuilder out, long millis, int flip) {
    out.append("],\"checksum\":").append(sum(market) ^ flip).append(",\"timestamp\":\"");
    return out.append(KrakenText.micros(millis)).append("\"}]}").toString();
  }

  /** Writes levels that are not as they were told, and takes them as told. */
  private boolean levels(StringBuilder out, Side side, SortedMap<Long, Long> told) {
    Levels levels = market.book.levels(side);
    int shown = Math.min(depth, levels.size());
    SortedMap<Long, Long> now = new TreeMap<>(told.comparator());
    for (int rank = 0; rank < shown; rank++) {
      now.put(levels.price(rank), levels.quantity(rank));
    }
    boolean any = false;
    for (Long price : told.keySet()) {
      if (!now.containsKey(price)) {
        level(out, any, price, 0);
        any = true;
      }
    }
    for (Map.Entry<Long, Long> level : now.entrySet()) {
      if (!level.getValue().equals(told.get(level.getKey()))) {
        level(out, any, level.getKey(), level.getValue());
        any = true;
      }
    }
    told.clear();
    told.putAll(now);
    return any;
  }

  private void level(StringBuilder out, boolean more, long price, long quantity) {
    Instrument pair = market.instrument;
    Fixed.append(out.append(more ? ",{\"price\":" : "{\"price\":"), price, pair.priceDecimals());
    Fixed.append(out.append(",\"qty\":"), quantity, pair.quantityDecimals()).append('}');
  }

  /** CRC-32 of the ten best asks and bids, digits only and without zeros before them. */
  static long sum(Market market) {
    StringBuilder digits = new StringBuilder(400);
    summed(digits, market, Side.SELL);
    summed(digits, market, Side.BUY);
    CRC32 crc = new CRC32();
    crc.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static void summed(StringBuilder digits, Market market, Side side) {
    Levels levels = market.book.levels(side);
    for (int rank = 0; rank < Math.min(SUMMED, levels.size()); rank++) {
      append(digits, market.instrument.priceText(levels.price(rank)));
      append(digits, market.instrument.quantityText(levels.quantity(rank)));
    }
  }

  private static void append(StringBuilder digits, String number) {
    boolean leading = true;
    for (int i = 0; i < number.length(); i++) {
      char digit = number.charAt(i);
      leading &= digit == '0' || digit == '.';
      if (digit != '.' && !leading) {
        digits.append(digit);
      }
    }
  }
}
