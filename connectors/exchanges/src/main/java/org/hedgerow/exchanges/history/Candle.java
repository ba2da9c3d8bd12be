package org.hedgerow.exchanges.history;

import org.hedgerow.schema.Decimal;

/**
 * What a price did in an interval.
 *
 * @param instrument VENUE:SYMBOL
 * @param price whose price
 * @param intervalMicros how long the interval is, microseconds
 * @param openedMicros when it began, microseconds since the Unix epoch
 * @param volume in base units or contracts, as the venue counts; null where it is not told
 * @param quoteVolume in units of the quote asset; null where it is not told
 * @param trades how many; null where it is not told
 */
public record Candle(
    String instrument,
    Price price,
    long intervalMicros,
    long openedMicros,
    Decimal open,
    Decimal high,
    Decimal low,
    Decimal close,
    Decimal volume,
    Decimal quoteVolume,
    Long trades) {
  /** Of which price candles are made. */
  public enum Price {
    /** Of trades. */
    TRADE,
    /** Of the venue's mark price, where there are no volumes. */
    MARK,
    /** Of the index. */
    INDEX
  }

  Candle lasting(long micros) {
    return new Candle(
        instrument,
        price,
        micros,
        openedMicros,
        open,
        high,
        low,
        close,
        volume,
        quoteVolume,
        trades);
  }
}
