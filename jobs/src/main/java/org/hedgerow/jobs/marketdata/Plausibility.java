package org.hedgerow.jobs.marketdata;

import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/** What no market can say. Pure. */
final class Plausibility {
  private Plausibility() {}

  /** One sentence on what is wrong with the payload, or null if nothing is. */
  static String objection(SpecificRecord payload) {
    if (payload instanceof Quote quote) {
      if (Decimals.signum(quote.getBidPrice()) <= 0 || Decimals.signum(quote.getAskPrice()) <= 0) {
        return "a quote without a positive price on both sides";
      }
      if (Decimals.signum(quote.getBidQuantity()) <= 0
          || Decimals.signum(quote.getAskQuantity()) <= 0) {
        return "a quote without a positive quantity on both sides";
      }
      return overlap(quote.getBidPrice(), quote.getAskPrice(), "a crossed quote", "a locked quote");
    }
    if (payload instanceof BookTop top) {
      return top.getBids().isEmpty() || top.getAsks().isEmpty()
          ? null
          : overlap(
              top.getBids().get(0).getPrice(),
              top.getAsks().get(0).getPrice(),
              "a crossed book",
              "a locked book");
    }
    if (payload instanceof Trade trade) {
      return Decimals.signum(trade.getPrice()) <= 0 || Decimals.signum(trade.getQuantity()) <= 0
          ? "a trade without a positive price and quantity"
          : null;
    }
    if (payload instanceof Mark mark) {
      return Decimals.signum(mark.getPrice()) <= 0 ? "a mark that is not positive" : null;
    }
    if (payload instanceof Index index) {
      return Decimals.signum(index.getPrice()) <= 0 ? "an index that is not positive" : null;
    }
    if (payload instanceof BookDelta delta) {
      return delta.getFirstUpdateId() > delta.getLastUpdateId()
          ? "a book update whose first id is above its last"
          : null;
    }
    return null;
  }

  /** On one venue a bid that reaches the ask would have been a trade. */
  private static String overlap(Decimal bid, Decimal ask, String crossed, String locked) {
    int order = Decimals.compare(bid, ask);
    return order < 0 ? null : order > 0 ? crossed : locked;
  }
}
