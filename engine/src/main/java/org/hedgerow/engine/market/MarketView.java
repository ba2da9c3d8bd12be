package org.hedgerow.engine.market;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.hedgerow.schema.state.MarketState;

/**
 * The market as far as the group has heard of it. Where nobody bids for an option, or nobody offers
 * it, its quote has a price and a quantity of zero on that side.
 */
public final class MarketView {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final long MINUTE_MICROS = 60_000_000;

  private final Table<MarketState> rows;

  public MarketView(Table<MarketState> rows) {
    this.rows = rows;
  }

  /**
   * Takes a new best bid and ask.
   *
   * @param receivedMicros from when its age counts: when it was received, never after the engine's
   *     clock
   */
  public void apply(Quote quote, long receivedMicros) {
    MarketState row = row(quote.getInstrument());
    row.setQuote(quote);
    row.setQuoteClockMicros(receivedMicros);
    rows.put(quote.getInstrument(), row);
  }

  /** Takes a new mark price. */
  public void apply(Mark mark) {
    MarketState row = row(mark.getInstrument());
    row.setMark(mark.getPrice());
    rows.put(mark.getInstrument(), row);
  }

  /**
   * Takes what a venue says of an option. Deribit's ticker says all at once, the mark among it; OKX
   * tells greeks, and a quote that has lost a side, each by itself: what one does not speak of
   * stays.
   *
   * @param receivedMicros as for quotes
   */
  public void apply(OptionQuote quote, long receivedMicros) {
    MarketState row = row(quote.getInstrument());
    boolean whole = quote.getMarkPrice() != null;
    if (whole) {
      row.setMark(quote.getMarkPrice());
    }
    if (whole || quote.getMarkVolatility() != null || quote.getDelta() != null) {
      row.setOption(quote);
      row.setOptionClockMicros(receivedMicros);
    }
    if (whole || quote.getBidPrice() != null || quote.getAskPrice() != null) {
      row.setQuote(
          new Quote(
              quote.getInstrument(),
              orZero(quote.getBidPrice()),
              orZero(quote.getBidQuantity()),
              orZero(quote.getAskPrice()),
              orZero(quote.getAskQuantity()),
              null));
      row.setQuoteClockMicros(receivedMicros);
    }
    rows.put(quote.getInstrument(), row);
  }

  /** Takes what a venue says of an instrument. */
  public void apply(InstrumentStatus told) {
    MarketState row = row(told.getInstrument());
    row.setStatus(told.getStatus());
    rows.put(told.getInstrument(), row);
  }

  /** Whether it is traded, by the venue's last word; empty: it has said nothing. */
  public Optional<TradingStatus> status(String instrument) {
    MarketState row = rows.get(instrument);
    return row == null ? Optional.empty() : Optional.ofNullable(row.getStatus());
  }

  /** Takes a trade: its price, and its quantity into the volume of the clock's minute. */
  public void apply(Trade trade, long clockMicros) {
    MarketState row = row(trade.getInstrument());
    row.setLast(trade.getPrice());
    turn(row, clockMicros);
    row.setVolume(row.getVolume() + Decimals.approximate(trade.getQuantity()));
    rows.put(trade.getInstrument(), row);
  }

  /** The price of the last trade, where trades are kept and there was one. */
  public Optional<BigDecimal> last(String instrument) {
    MarketState row = rows.get(instrument);
    return row == null || row.getLast() == null
        ? Optional.empty()
        : Optional.of(Decimals.toBigDecimal(row.getLast()));
  }

  /** What was traded in the minute before the clock's, as the instrument counts. */
  public double volumeBefore(String instrument, long clockMicros) {
    MarketState row = rows.get(instrument);
    if (row == null) {
      return 0;
    }
    long minute = clockMicros / MINUTE_MICROS;
    return row.getVolumeMinute() == minute
        ? row.getVolumeBefore()
        : row.getVolumeMinute() == minute - 1 ? row.getVolume() : 0;
  }

  private static void turn(MarketState row, long clockMicros) {
    long minute = clockMicros / MINUTE_MICROS;
    if (row.getVolumeMinute() != minute) {
      row.setVolumeBefore(row.getVolumeMinute() == minute - 1 ? row.getVolume() : 0);
      row.setVolume(0);
      row.setVolumeMinute(minute);
    }
  }

  private static Decimal orZero(Decimal number) {
    return number == null ? Decimals.ZERO : number;
  }

  /** The venue's last word about an option's volatility, greeks or mark. */
  public Optional<OptionQuote> option(String instrument) {
    MarketState row = rows.get(instrument);
    return row == null ? Optional.empty() : Optional.ofNullable(row.getOption());
  }

  /** How old that is, in microseconds of the engine's clock; the largest long: there is none. */
  public long optionAgeMicros(String instrument, long clockMicros) {
    MarketState row = rows.get(instrument);
    return row == null || row.getOption() == null
        ? Long.MAX_VALUE
        : clockMicros - row.getOptionClockMicros();
  }

  /** Takes a new funding rate. */
  public void apply(Funding funding) {
    MarketState row = row(funding.getInstrument());
    row.setFundingRate(funding.getRate());
    rows.put(funding.getInstrument(), row);
  }

  /** The last funding rate, a fraction an interval; positive: longs pay shorts. */
  public Optional<BigDecimal> fundingRate(String instrument) {
    MarketState row = rows.get(instrument);
    return row == null || row.getFundingRate() == null
        ? Optional.empty()
        : Optional.of(Decimals.toBigDecimal(row.getFundingRate()));
  }

  /** The best bid as a double, for statistics; NaN where there is no quote. */
  public double bid(String instrument) {
    MarketState row = rows.get(instrument);
    return row == null || row.getQuote() == null
        ? Double.NaN
        : Decimals.approximate(row.getQuote().getBidPrice());
  }

  /** The best ask as a double, for statistics; NaN where there is no quote. */
  public double ask(String instrument) {
    MarketState row = rows.get(instrument);
    return row == null || row.getQuote() == null
        ? Double.NaN
        : Decimals.approximate(row.getQuote().getAskPrice());
  }

  /**
   * {@link #mark} as a double, for triggers and statistics, without allocation; NaN where there is
   * none.
   */
  public double approximateMark(String instrument) {
    MarketState row = rows.get(instrument);
    if (row == null) {
      return Double.NaN;
    }
    if (row.getMark() != null) {
      return Decimals.approximate(row.getMark());
    }
    return row.getQuote() == null
        ? Double.NaN
        : (Decimals.approximate(row.getQuote().getBidPrice())
                + Decimals.approximate(row.getQuote().getAskPrice()))
            / 2;
  }

  /** The best bid and ask, if there was any. */
  public Optional<Quote> quote(String instrument) {
    MarketState row = rows.get(instrument);
    return row == null ? Optional.empty() : Optional.ofNullable(row.getQuote());
  }

  /**
   * How old the quote is, in microseconds of the engine's clock; the largest long where there is
   * none.
   */
  public long quoteAgeMicros(String instrument, long clockMicros) {
    MarketState row = rows.get(instrument);
    return row == null || row.getQuote() == null
        ? Long.MAX_VALUE
        : clockMicros - row.getQuoteClockMicros();
  }

  /** The middle of best bid and ask, where there are both. */
  public Optional<BigDecimal> mid(String instrument) {
    return quote(instrument)
        .filter(
            quote ->
                Decimals.signum(quote.getBidPrice()) > 0
                    && Decimals.signum(quote.getAskPrice()) > 0)
        .map(
            quote ->
                Decimals.toBigDecimal(quote.getBidPrice())
                    .add(Decimals.toBigDecimal(quote.getAskPrice()))
                    .divide(TWO));
  }

  /** The venue's mark price, or the mid where the venue gives none. */
  public Optional<BigDecimal> mark(String instrument) {
    MarketState row = rows.get(instrument);
    if (row != null && row.getMark() != null) {
      return Optional.of(Decimals.toBigDecimal(row.getMark()));
    }
    return mid(instrument);
  }

  private MarketState row(String instrument) {
    MarketState row = rows.get(instrument);
    return row == null ? MarketState.newBuilder().build() : row;
  }
}
