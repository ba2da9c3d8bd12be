package org.hedgerow.jobs.marketdata.cleaning;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import org.hedgerow.engine.configuration.InstrumentCleaning;
import org.hedgerow.exchanges.cleaning.SpikeFilter;
import org.hedgerow.exchanges.cleaning.StateBytes;
import org.hedgerow.exchanges.cleaning.TradeIds;
import org.hedgerow.exchanges.cleaning.TrailingHampelFilter;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/**
 * What is removed and held back of one instrument, whichever connection of the raw partition it
 * comes by: trades that came before, spikes, quotes that a newer one replaces.
 */
final class InstrumentFilters {
  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final TradeIds ids = new TradeIds();
  private final SpikeFilter trades;
  private final SpikeFilter quotes;
  private final QuoteConflation conflation;
  private final boolean conflates;
  private final ToldStatus told = new ToldStatus();

  InstrumentFilters(InstrumentCleaning cleaning) {
    trades = cleaning.spikes().map(TrailingHampelFilter::new).orElse(null);
    quotes = cleaning.spikes().map(TrailingHampelFilter::new).orElse(null);
    conflates = !cleaning.conflate().isZero();
    // One that is not asked for lets go what an earlier configuration held back.
    conflation = new QuoteConflation(conflates ? cleaning.conflate().toNanos() / 1_000 : 1);
  }

  /**
   * Whether the trade has not come before.
   *
   * @param asked whether it stood in an answer to a request
   */
  boolean isNew(Trade trade, boolean asked) {
    return ids.isNew(trade.getTradeId(), asked);
  }

  /** Why the trade's price is a spike; null if it is none. */
  String spike(Trade trade) {
    if (trades == null || !trades.isSpike(number(trade.getPrice()))) {
      return null;
    }
    return trade.getInstrument()
        + " trade "
        + trade.getTradeId()
        + ": price "
        + Decimals.toString(trade.getPrice())
        + ": "
        + trades.reason();
  }

  /** Why the quote's middle is a spike; null if it is none. */
  String spike(Quote quote) {
    if (quotes == null
        || !quotes.isSpike((number(quote.getBidPrice()) + number(quote.getAskPrice())) / 2)) {
      return null;
    }
    return quote.getInstrument()
        + " quote: bid "
        + Decimals.toString(quote.getBidPrice())
        + " ask "
        + Decimals.toString(quote.getAskPrice())
        + ": "
        + quotes.reason();
  }

  /** What was told of it. */
  ToldStatus told() {
    return told;
  }

  boolean conflates() {
    return conflates;
  }

  QuoteConflation conflation() {
    return conflation;
  }

  /** A double for statistics, without the detour through text. */
  private static double number(Decimal decimal) {
    int scale = decimal.getScale();
    return scale >= 0 && scale < TENS.length
        ? decimal.getUnscaled() / TENS[scale]
        : Decimals.toDouble(decimal);
  }

  void save(DataOutput out) throws IOException {
    ids.save(out);
    StateBytes.part(out, trades == null ? null : trades::save);
    StateBytes.part(out, quotes == null ? null : quotes::save);
    conflation.save(out);
    StateBytes.part(out, told::save);
  }

  /** Takes what was kept under a configuration that may have been another. */
  void restore(DataInputStream in) throws IOException {
    ids.restore(in);
    StateBytes.part(in, trades == null ? null : trades::restore);
    StateBytes.part(in, quotes == null ? null : quotes::restore);
    conflation.restore(in);
    // Until version 0.2 nothing was kept of what was told.
    if (in.available() > 0) {
      StateBytes.part(in, told::restore);
    }
  }
}
