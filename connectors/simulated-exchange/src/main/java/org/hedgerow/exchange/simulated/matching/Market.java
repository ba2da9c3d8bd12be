package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;

/** One symbol's market: its book, and for futures what the venue says of mark and funding. */
public final class Market {
  /** As the venue lists it now; only {@link #retick} changes it. */
  public Instrument instrument;

  public final MarketBook book = new MarketBook();

  private BigDecimal mark;
  private BigDecimal index;
  private BigDecimal fundingRate = new BigDecimal("0.00010000");
  private long nextFundingMillis;

  public Market(Instrument instrument) {
    this.instrument = instrument;
  }

  /** The venue changes the tick, from the next order and the next change of the book on. */
  public void retick(long tick) {
    instrument = instrument.withTick(tick);
  }

  public void marked(BigDecimal newMark, BigDecimal newIndex, BigDecimal rate, long nextFunding) {
    mark = newMark;
    index = newIndex;
    fundingRate = rate;
    nextFundingMillis = nextFunding;
  }

  /** The mark price; the middle of the book while the market has not stated one. */
  public BigDecimal mark() {
    return mark != null ? mark : Fixed.decimal(book.mid());
  }

  public BigDecimal index() {
    return index != null ? index : mark();
  }

  public BigDecimal fundingRate() {
    return fundingRate;
  }

  public long nextFundingMillis() {
    return nextFundingMillis;
  }
}
