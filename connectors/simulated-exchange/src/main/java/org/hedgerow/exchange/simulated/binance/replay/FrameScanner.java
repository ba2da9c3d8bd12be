package org.hedgerow.exchange.simulated.binance.replay;

import java.nio.charset.StandardCharsets;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketListener;
import org.hedgerow.exchange.simulated.matching.Side;

/**
 * Reads what matching needs from a recorded frame, by key, without building a document: a replay at
 * full speed has a few microseconds a frame.
 */
final class FrameScanner {
  static final byte[] STREAM = key("{\"stream\":\"");
  private static final byte[] LAST_ID = key("\"u\":");
  private static final byte[] BID = key("\"b\":\"");
  private static final byte[] BID_QUANTITY = key("\"B\":\"");
  private static final byte[] ASK = key("\"a\":\"");
  private static final byte[] ASK_QUANTITY = key("\"A\":\"");
  private static final byte[] PRICE = key("\"p\":\"");
  private static final byte[] QUANTITY = key("\"q\":\"");
  private static final byte[] MAKER = key("\"m\":");
  private static final byte[] BID_LEVELS = key("\"b\":[");
  private static final byte[] ASK_LEVELS = key("\"a\":[");
  private static final byte[] SNAPSHOT_ID = key("\"lastUpdateId\":");
  private static final byte[] SNAPSHOT_BIDS = key("\"bids\":[");
  private static final byte[] SNAPSHOT_ASKS = key("\"asks\":[");
  private static final int MILLIS_DIGITS = 13;

  private FrameScanner() {}

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static void bookTicker(byte[] frame, Market market, MarketListener listener) {
    int at = after(frame, 0, LAST_ID);
    long id = number(frame, at);
    int bid = after(frame, at, BID);
    int bidQuantity = after(frame, bid, BID_QUANTITY);
    int ask = after(frame, bidQuantity, ASK);
    int askQuantity = after(frame, ask, ASK_QUANTITY);
    market.book.touch(
        id,
        decimal(frame, bid),
        decimal(frame, bidQuantity),
        decimal(frame, ask),
        decimal(frame, askQuantity));
    listener.bookChanged(market);
  }

  static void trade(byte[] frame, Market market, MarketListener listener) {
    int price = after(frame, 0, PRICE);
    int quantity = after(frame, price, QUANTITY);
    int maker = after(frame, quantity, MAKER);
    listener.traded(market, decimal(frame, price), decimal(frame, quantity), frame[maker] == 't');
  }

  static void depth(byte[] frame, Market market, MarketListener listener) {
    int at = after(frame, 0, LAST_ID);
    long id = number(frame, at);
    if (id <= market.book.depthId()) {
      return;
    }
    market.book.depthId(id);
    int bids = after(frame, at, BID_LEVELS);
    int end = levels(frame, bids, market, Side.BUY);
    levels(frame, after(frame, end, ASK_LEVELS), market, Side.SELL);
    listener.bookChanged(market);
  }

  static void snapshot(byte[] body, Market market) {
    int at = after(body, 0, SNAPSHOT_ID);
    market.book.clear();
    market.book.depthId(number(body, at));
    int end = levels(body, after(body, at, SNAPSHOT_BIDS), market, Side.BUY);
    levels(body, after(body, end, SNAPSHOT_ASKS), market, Side.SELL);
  }

  /**
   * Rewrites the event times E and T, in place: each becomes {@code old + shift} milliseconds. They
   * come before the levels in every kind of frame, so the search ends there.
   */
  static void shiftTimes(byte[] frame, long shiftNanos) {
    int last = frame.length - MILLIS_DIGITS - 1;
    for (int i = 1; i < last; i++) {
      byte b = frame[i];
      if (b == '[') {
        return;
      }
      if ((b == 'E' || b == 'T')
          && frame[i - 1] == '"'
          && frame[i + 1] == '"'
          && frame[i + 2] == ':'
          && millisAt(frame, i + 3)) {
        long millis = number(frame, i + 3);
        long shifted = millis + Math.floorDiv(shiftNanos, 1_000_000L);
        for (int digit = i + 2 + MILLIS_DIGITS; digit > i + 2; digit--) {
          frame[digit] = (byte) ('0' + shifted % 10);
          shifted /= 10;
        }
        i += MILLIS_DIGITS;
      }
    }
  }

  private static boolean millisAt(byte[] frame, int from) {
    for (int i = from; i < from + MILLIS_DIGITS; i++) {
      if (i >= frame.length || frame[i] < '0' || frame[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static int levels(byte[] frame, int from, Market market, Side side) {
    int at = from;
    while (frame[at] != ']') {
      while (frame[at] != '"') {
        at++;
      }
      int priceEnd = closingQuote(frame, at + 1);
      long price = Fixed.parse(frame, at + 1, priceEnd);
      at = priceEnd + 1;
      while (frame[at] != '"') {
        at++;
      }
      int quantityEnd = closingQuote(frame, at + 1);
      market.book.level(side, price, Fixed.parse(frame, at + 1, quantityEnd));
      at = quantityEnd + 1;
      while (frame[at] != ']') {
        at++;
      }
      at++;
      if (frame[at] == ',') {
        at++;
      }
    }
    return at;
  }

  private static long decimal(byte[] frame, int from) {
    return Fixed.parse(frame, from, closingQuote(frame, from));
  }

  private static int closingQuote(byte[] frame, int from) {
    int at = from;
    while (frame[at] != '"') {
      at++;
    }
    return at;
  }

  private static long number(byte[] frame, int from) {
    long value = 0;
    for (int i = from; i < frame.length && frame[i] >= '0' && frame[i] <= '9'; i++) {
      value = value * 10 + (frame[i] - '0');
    }
    return value;
  }

  /** The position after the next {@code key}. */
  private static int after(byte[] frame, int from, byte[] key) {
    int last = frame.length - key.length;
    for (int i = from; i <= last; i++) {
      if (frame[i] == key[0] && frame[i + 1] == key[1] && frame[i + 2] == key[2]) {
        int matched = 3;
        while (matched < key.length && frame[i + matched] == key[matched]) {
          matched++;
        }
        if (matched == key.length) {
          return i + key.length;
        }
      }
    }
    throw new IllegalArgumentException(
        "no "
            + new String(key, StandardCharsets.US_ASCII)
            + " in "
            + new String(frame, StandardCharsets.US_ASCII));
  }
}
