package org.hedgerow.engine;

import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.risk.RiskState;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/** What the market tells, which is most of a journal: it moves prices, and wakes who waits. */
final class MarketEntries {
  private final MarketView market;
  private final RiskState risk;
  private final WakeIndex wake;

  MarketEntries(MarketView market, RiskState risk, WakeIndex wake) {
    this.market = market;
    this.risk = risk;
    this.wake = wake;
  }

  static boolean isMarket(Object payload) {
    return payload instanceof Quote
        || payload instanceof Trade
        || payload instanceof Mark
        || payload instanceof InstrumentStatus
        || payload instanceof Funding
        || payload instanceof OptionQuote;
  }

  /**
   * Takes an entry of the market; nothing is made of it but rows that are there already.
   *
   * @return whether what was denied for want of a price, or of a market, may pass now
   */
  boolean on(JournalEntry entry, long clockMicros) {
    Object payload = entry.getPayload();
    if (payload instanceof Quote quote) {
      // A quote is as old as its receipt: what waited in a topic is not fresh when it is read.
      market.apply(quote, Math.min(clockMicros, entry.getReceiveTimeMicros()));
      risk.market(entry, quote.getInstrument(), clockMicros);
      price(quote.getInstrument());
      return true;
    } else if (payload instanceof OptionQuote quote) {
      market.apply(quote, Math.min(clockMicros, entry.getReceiveTimeMicros()));
      return true;
    } else if (payload instanceof Mark mark) {
      market.apply(mark);
      price(mark.getInstrument());
    } else if (payload instanceof Trade trade) {
      if (risk.terms().orders().wantsTrades()) {
        market.apply(trade, clockMicros);
      }
    } else if (payload instanceof Funding funding) {
      market.apply(funding);
    } else if (payload instanceof InstrumentStatus status) {
      market.apply(status);
      return true;
    }
    return false;
  }

  /** Wakes the books that may have left their bands by the price that an instrument has now. */
  private void price(String instrument) {
    if (wake.listensTo(instrument)) {
      wake.price(instrument, market.approximateMark(instrument));
    }
  }
}
