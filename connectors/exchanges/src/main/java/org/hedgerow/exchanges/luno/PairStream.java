package org.hedgerow.exchanges.luno;

import java.util.List;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;

/**
 * The market stream of one pair, from connect to connect: keeps the book and tells what changes in
 * it. Only what the configuration wants of the instrument is told.
 *
 * <p>The ids of a {@link BookDelta} are Luno's sequences. An update that changes no level is in no
 * delta; the next one begins after the last that was told, so that nothing seems to be missing.
 */
final class PairStream {
  /** Before any: epochs count from 0. */
  private static final long NO_EPOCH = -1;

  private final LunoListing listing;
  private final OrderBook book = new OrderBook();
  private long epoch = NO_EPOCH;

  /** The id of the last delta. */
  private long told;

  PairStream(LunoListing listing) {
    this.listing = listing;
  }

  OrderBook book() {
    return book;
  }

  /** The connect that the book is of. */
  long epoch() {
    return epoch;
  }

  long told() {
    return told;
  }

  /** As {@link #epoch} and {@link #told} were; the book is for {@link OrderBook#replace}. */
  void restore(long ofEpoch, long lastTold) {
    epoch = ofEpoch;
    told = lastTold;
  }

  /**
   * Takes a message in the order of the stream. After a gap nothing is told until the next
   * snapshot, which comes with the next connection.
   */
  void take(RawFrame frame, MarketMessage message, Findings findings) {
    if (frame.getEpoch() != epoch) {
      // A new connection, and a new snapshot comes first on it.
      book.forget();
      epoch = frame.getEpoch();
    }
    switch (message.kind()) {
      case KEEP_ALIVE -> findings.ignore("keep-alive");
      case SNAPSHOT -> snapshot(frame, message, findings);
      case UPDATE -> update(frame, message, findings);
      case ERROR ->
          findings.reject(
              "error",
              RejectReason.VENUE_ERROR,
              "the venue says " + RowValues.shortened(message.errorCode()));
      case UNKNOWN ->
          findings.reject("", RejectReason.UNKNOWN_CHANNEL, "neither a book nor an update");
    }
  }

  private void snapshot(RawFrame frame, MarketMessage message, Findings findings) {
    Long time = message.timeMicros();
    boolean something = false;
    try {
      book.replace(message);
      told = message.sequence();
      if (listing.wants(Channel.STATUS) && message.status() != null) {
        findings.entry(status(message), time);
        something = true;
      }
      if (listing.wants(Channel.DEPTH)) {
        findings.entry(
            new BookDelta(
                listing.instrument(), true, told, told, null, book.bids(), book.asks(), null),
            time);
        something = true;
      }
      something |= quote(book.bestBid(), book.bestAsk(), time, findings);
    } catch (BrokenBookException e) {
      gap(frame, message, message.sequence(), e.getMessage(), findings);
      return;
    }
    if (!something) {
      findings.ignore("book");
    }
  }

  private void update(RawFrame frame, MarketMessage message, Findings findings) {
    if (!book.isKnown()) {
      // After a restart in the middle of a stream, or after a gap: until the next snapshot.
      findings.ignore("update without a book");
      return;
    }
    if (message.sequence() <= book.sequence()) {
      findings.ignore("old update");
      return;
    }
    if (message.sequence() != book.sequence() + 1) {
      gap(frame, message, book.sequence(), "sequence", findings);
      return;
    }
    long before = book.sequence();
    try {
      Level bid = book.bestBid();
      Level ask = book.bestAsk();
      book.apply(message);
      tell(message, bid, ask, findings);
    } catch (BrokenBookException e) {
      gap(frame, message, before, e.getMessage(), findings);
    }
  }

  private void tell(MarketMessage message, Level bidBefore, Level askBefore, Findings findings)
      throws BrokenBookException {
    Long time = message.timeMicros();
    boolean something = false;
    if (listing.wants(Channel.TRADE)) {
      for (int i = 0; i < message.trades().size(); i++) {
        findings.entry(trade(message.trades().get(i), book.makers().get(i)), time);
        something = true;
      }
    }
    if (listing.wants(Channel.STATUS) && message.status() != null) {
      findings.entry(status(message), time);
      something = true;
    }
    List<Level> bids = book.changedBids();
    List<Level> asks = book.changedAsks();
    if (listing.wants(Channel.DEPTH) && !(bids.isEmpty() && asks.isEmpty())) {
      findings.entry(
          new BookDelta(
              listing.instrument(), false, told + 1, message.sequence(), told, bids, asks, null),
          time);
      told = message.sequence();
      something = true;
    }
    Level bid = book.bestBid();
    Level ask = book.bestAsk();
    if (!same(bid, bidBefore) || !same(ask, askBefore)) {
      something |= quote(bid, ask, time, findings);
    }
    if (!something) {
      findings.ignore("update");
    }
  }

  /** False where there is nothing to say: a quote has two sides. */
  private boolean quote(Level bid, Level ask, Long time, Findings findings) {
    if (bid == null || ask == null || !listing.wants(Channel.QUOTE)) {
      return false;
    }
    findings.entry(
        new Quote(
            listing.instrument(),
            bid.getPrice(),
            bid.getQuantity(),
            ask.getPrice(),
            ask.getQuantity(),
            book.sequence()),
        time);
    return true;
  }

  /** At the maker's price: what a trade states, base and counter, is rounded. */
  private Trade trade(MarketMessage.TradeUpdate trade, RestingOrder maker) {
    return new Trade(
        listing.instrument(),
        trade.id(),
        maker.price(),
        trade.volume(),
        maker.side() == Side.BUY ? Side.SELL : Side.BUY);
  }

  private InstrumentStatus status(MarketMessage message) {
    return new InstrumentStatus(listing.instrument(), status(message.status()), null);
  }

  /** Luno's words for what a market does, of all its lists and streams. */
  static TradingStatus status(String status) {
    return switch (status) {
      case "ACTIVE" -> TradingStatus.TRADING;
      // While trading is suspended, orders may be posted that do not trade.
      case "POSTONLY", "POST_ONLY", "SUSPENDED" -> TradingStatus.POST_ONLY;
      case "DISABLED" -> TradingStatus.HALTED;
      default -> TradingStatus.UNKNOWN;
    };
  }

  private void gap(
      RawFrame frame, MarketMessage message, long before, String why, Findings findings) {
    findings.clear();
    book.forget();
    findings.entry(
        new Gap(frame.getConnection(), listing.instrument(), why, before, message.sequence()),
        message.timeMicros());
  }

  private static boolean same(Level one, Level other) {
    return one == null ? other == null : one.equals(other);
  }
}
