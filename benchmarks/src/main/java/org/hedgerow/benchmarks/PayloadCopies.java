package org.hedgerow.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/**
 * Makes payloads anew from ready ones: what the objects alone cost that a decoder has to hand on.
 * Texts are shared, which a decoder cannot always do, so it is a floor.
 */
final class PayloadCopies {
  private PayloadCopies() {}

  /**
   * A copy that shares no record with the payload.
   *
   * @throws IllegalArgumentException of payloads that no recorded channel has
   */
  static SpecificRecord of(SpecificRecord payload) {
    if (payload instanceof Quote quote) {
      return new Quote(
          quote.getInstrument(),
          of(quote.getBidPrice()),
          of(quote.getBidQuantity()),
          of(quote.getAskPrice()),
          of(quote.getAskQuantity()),
          quote.getUpdateId());
    }
    if (payload instanceof Trade trade) {
      return new Trade(
          trade.getInstrument(),
          trade.getTradeId(),
          of(trade.getPrice()),
          of(trade.getQuantity()),
          trade.getAggressor());
    }
    if (payload instanceof BookDelta delta) {
      return new BookDelta(
          delta.getInstrument(),
          delta.getSnapshot(),
          delta.getFirstUpdateId(),
          delta.getLastUpdateId(),
          delta.getPreviousUpdateId(),
          of(delta.getBids()),
          of(delta.getAsks()),
          delta.getChecksum());
    }
    if (payload instanceof OptionQuote quote) {
      return of(quote);
    }
    if (payload instanceof Mark mark) {
      return new Mark(mark.getInstrument(), of(mark.getPrice()));
    }
    if (payload instanceof Index index) {
      return new Index(index.getIndex(), of(index.getPrice()));
    }
    if (payload instanceof OpenInterest interest) {
      return new OpenInterest(interest.getInstrument(), of(interest.getQuantity()));
    }
    if (payload instanceof Funding funding) {
      return new Funding(
          funding.getInstrument(), of(funding.getRate()), funding.getNextFundingTimeMicros());
    }
    throw new IllegalArgumentException("no copy of a " + payload.getSchema().getName());
  }

  private static OptionQuote of(OptionQuote quote) {
    return new OptionQuote(
        quote.getInstrument(),
        of(quote.getBidPrice()),
        of(quote.getBidQuantity()),
        of(quote.getAskPrice()),
        of(quote.getAskQuantity()),
        of(quote.getMarkPrice()),
        of(quote.getUnderlyingPrice()),
        quote.getMarkVolatility(),
        quote.getDelta(),
        quote.getGamma(),
        quote.getVega(),
        quote.getTheta(),
        quote.getRho(),
        of(quote.getOpenInterest()));
  }

  private static List<Level> of(List<Level> levels) {
    List<Level> copies = new ArrayList<>(levels.size());
    for (Level level : levels) {
      copies.add(new Level(of(level.getPrice()), of(level.getQuantity())));
    }
    return copies;
  }

  private static Decimal of(Decimal decimal) {
    return decimal == null ? null : new Decimal(decimal.getUnscaled(), decimal.getScale());
  }
}
