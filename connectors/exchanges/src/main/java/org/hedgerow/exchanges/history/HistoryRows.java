package org.hedgerow.exchanges.history;

import java.io.IOException;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/** Receives what was kept of a file. Times are microseconds since the Unix epoch. */
public interface HistoryRows {
  /** A candle; of each instrument, price, interval and time there is one. */
  void candle(Candle candle) throws IOException;

  /** A rate of funding that was paid, as a fraction of the position's value. */
  void funding(String instrument, long timeMicros, Decimal rate) throws IOException;

  /** An option's row of a chain, or of a stream. */
  void option(long timeMicros, OptionQuote quote) throws IOException;

  /** A trade; its time is the venue's, or where that is not told ours. */
  void trade(long timeMicros, Trade trade) throws IOException;

  /**
   * A quote.
   *
   * @param place among the quotes of the instrument at the same time, from 0
   */
  void quote(long timeMicros, int place, Quote quote) throws IOException;

  /**
   * A price that is none of trades, a rate or an open interest.
   *
   * @param kind MARK, INDEX, FUNDING or OPEN_INTEREST
   * @param place among those of kind and instrument at the same time, from 0
   */
  void price(String kind, String instrument, long timeMicros, int place, Decimal value)
      throws IOException;
}
