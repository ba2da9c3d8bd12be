package org.hedgerow.exchanges.binance;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.book.BookRun;
import org.hedgerow.exchanges.book.Resubscriptions;
import org.hedgerow.exchanges.rest.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says nothing to Binance's public streams, whose address names all that is wanted, and watches
 * that the updates of each book follow one another and reach back to its snapshot. Where they do
 * not, the snapshot is asked for anew; a book that breaks again and again ends the connection.
 */
final class BinanceConversation implements Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(BinanceConversation.class);

  private static final byte[] TYPE = ascii("\"depthUpdate\"");
  private static final byte[] SYMBOL = ascii("\"s\":\"");
  private static final byte[] FIRST = ascii("\"U\":");
  private static final byte[] LAST = ascii("\"u\":");
  private static final byte[] PREVIOUS = ascii("\"pu\":");
  private static final byte[] SNAPSHOT = ascii("\"lastUpdateId\":");

  /** The type stands at the beginning, behind the name of the stream. */
  private static final int TYPE_BY = 90;

  /** And the ids before the levels. */
  private static final int IDS_BY = 320;

  private final BinanceMarket market;
  private final Map<String, BookRun> books = new HashMap<>();
  private final Resubscriptions resubscriptions = new Resubscriptions();

  /**
   * @param streams of the connection
   */
  BinanceConversation(BinanceMarket market, List<String> streams) {
    this.market = market;
    for (String stream : streams) {
      if (stream.endsWith(market.depthStream())) {
        books.put(stream.substring(0, stream.indexOf('@')).toUpperCase(Locale.ROOT), new BookRun());
      }
    }
  }

  @Override
  public List<String> opened() {
    return List.of();
  }

  @Override
  public Reply heard(byte[] message) {
    if (books.isEmpty() || find(message, TYPE, TYPE_BY) < 0) {
      return Reply.NONE;
    }
    int symbolAt = find(message, SYMBOL, IDS_BY);
    long last = number(message, LAST);
    if (symbolAt < 0 || last < 0) {
      return Reply.NONE;
    }
    int end = symbolAt;
    while (end < message.length && message[end] != '"') {
      end++;
    }
    String symbol = new String(message, symbolAt, end - symbolAt, StandardCharsets.US_ASCII);
    BookRun book = books.get(symbol);
    long previous = number(message, PREVIOUS);
    long first = previous < 0 ? number(message, FIRST) : previous + 1;
    return book == null || first < 0 || !book.breaksAt(first, last)
        ? Reply.NONE
        : again(symbol, "changes are missing before " + last);
  }

  @Override
  public Reply answered(String request, byte[] answer) {
    if (!request.startsWith(market.restPath() + "/depth?")) {
      return Reply.NONE;
    }
    String symbol = Query.parameter(request, "symbol");
    BookRun book = books.get(symbol);
    long id = number(answer, SNAPSHOT);
    return book == null || id < 0 || !book.breaksWith(id)
        ? Reply.NONE
        : again(symbol, "its snapshot at " + id + " is too old");
  }

  private Reply again(String symbol, String why) {
    if (!resubscriptions.another(symbol)) {
      return Reply.end("the book of " + symbol + " breaks again and again");
    }
    LOG.warn("{} {}: {}; its book is asked for anew", market.venue(), symbol, why);
    return Reply.ask(BinanceVenue.depth(market, symbol));
  }

  /** The number behind that name; -1 if there is none. */
  private static long number(byte[] message, byte[] name) {
    int at = find(message, name, IDS_BY);
    if (at < 0) {
      return -1;
    }
    while (at < message.length && message[at] == ' ') {
      at++;
    }
    long number = -1;
    for (int i = at; i < message.length && i < at + 18; i++) {
      int digit = message[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = Math.max(0, number) * 10 + digit;
    }
    return number;
  }

  /** Where a text ends that begins before {@code by}; -1 if it is not there. */
  private static int find(byte[] message, byte[] text, int by) {
    int last = Math.min(by, message.length - text.length);
    for (int at = 0; at <= last; at++) {
      int i = 0;
      while (i < text.length && message[at + i] == text[i]) {
        i++;
      }
      if (i == text.length) {
        return at + i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
