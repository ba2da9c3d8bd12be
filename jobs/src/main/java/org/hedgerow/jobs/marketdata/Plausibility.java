package org.hedgerow.jobs.marketdata;

import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.schema.BookDelta;
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
      if (Decimals.signum(quote.getBidQuantity()) < 0
          || Decimals.signum(quote.getAskQuantity()) < 0) {
        return "a quote of a negative quantity";
      }
      return Decimals.compare(quote.getBidPrice(), quote.getAskPrice()) > 0
          ? "a crossed quote"
          : null;
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
}
