package org.hedgerow.engine.signal.rule;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.signal.depth.DepthBook;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.state.MarketState;

/**
 * What rules see: the entry that came, and the market of the subject after it. Valid during the one
 * call that it is given to.
 */
public final class SubjectView {
  private static final String INDEX = "index";

  private final String instrument;
  private final String against;
  private final Table<MarketState> rows;
  private final MarketView market;
  private final DepthBook depth;
  private final List<Instrument> chain;
  private MarketState own;
  private boolean ownRead;
  private JournalEntry entry;
  private Coordinate place;
  private long clockMicros;
  private double notional;
  private final List<Statistic> told = new ArrayList<>();

  /**
   * @param against null where the subject is one instrument
   */
  public SubjectView(String instrument, String against, Table<MarketState> rows) {
    this(instrument, against, rows, null, List.of());
  }

  /**
   * The same with a book, or of a chain of options.
   *
   * @param depth null where nothing looks into it
   * @param chain all options of the subject, where it is a chain
   */
  public SubjectView(
      String instrument,
      String against,
      Table<MarketState> rows,
      DepthBook depth,
      List<Instrument> chain) {
    this.depth = depth;
    this.chain = List.copyOf(chain);
    this.instrument = instrument;
    this.against = against;
    this.rows = rows;
    this.market = new MarketView(rows);
  }

  /** Takes the next entry into the market. */
  public void take(JournalEntry next, Coordinate at, long venueClockMicros) {
    entry = next;
    place = at;
    clockMicros = venueClockMicros;
    notional = Double.NaN;
    told.clear();
    ownRead = false;
    Object payload = next.getPayload();
    if (payload instanceof org.hedgerow.schema.Quote quote) {
      market.apply(quote, next.getReceiveTimeMicros());
    } else if (payload instanceof Mark mark) {
      market.apply(mark);
    } else if (payload instanceof org.hedgerow.schema.Funding funding) {
      market.apply(funding);
    } else if (payload instanceof OptionQuote quote && !chain.isEmpty()) {
      market.apply(quote, next.getReceiveTimeMicros());
    } else if (payload instanceof BookDelta delta && depth != null) {
      depth.apply(delta);
    } else if (payload instanceof Gap && depth != null) {
      depth.invalidate();
    } else if (payload instanceof Index index) {
      MarketState row = rows.get(INDEX);
      if (row == null) {
        row = MarketState.newBuilder().build();
      }
      row.setMark(index.getPrice());
      rows.put(INDEX, row);
    }
  }

  /** What the entry's trade is worth, in quote units. */
  public void worth(double quoteUnits) {
    notional = quoteUnits;
  }

  /** Takes a statistic that came of the entry. */
  public void told(Statistic statistic) {
    told.add(statistic);
  }

  /** The statistic of that name that came of the entry, or null. */
  Statistic told(String name) {
    for (Statistic one : told) {
      if (one.getName().equals(name)) {
        return one;
      }
    }
    return null;
  }

  public JournalEntry entry() {
    return entry;
  }

  public Object payload() {
    return entry.getPayload();
  }

  public boolean isTick() {
    return entry.getPayload() instanceof Tick;
  }

  public Coordinate place() {
    return place;
  }

  /** The venue's clock. */
  public long clockMicros() {
    return clockMicros;
  }

  /** When the entry was received; of a tick the time that it tells. Our own clock. */
  public long receivedMicros() {
    return entry.getPayload() instanceof Tick tick
        ? tick.getTimeMicros()
        : entry.getReceiveTimeMicros();
  }

  /** What the trade that just came is worth in quote units; NaN where none came. */
  public double notional() {
    return notional;
  }

  public String instrument() {
    return instrument;
  }

  /** The instrument's book. Only where a definition of the subject asks for it. */
  public DepthBook depth() {
    return depth;
  }

  /** All options of the subject; empty where it is no chain. */
  public List<Instrument> chain() {
    return chain;
  }

  /** What the venue said last of an option of the chain; null: nothing, or not that lately. */
  public OptionQuote option(String option, long freshMicros) {
    return optionAgeMicros(option) > freshMicros ? null : market.option(option).orElse(null);
  }

  /** How long ago that was, by receive times. */
  public long optionAgeMicros(String option) {
    return market.optionAgeMicros(option, receivedMicros());
  }

  /** The best bid; NaN: none. */
  public double bid() {
    return bidOf(own());
  }

  /** The best ask; NaN: none. */
  public double ask() {
    return askOf(own());
  }

  /** The instrument's row; looked for once an entry, since many rules ask for it. */
  private MarketState own() {
    if (!ownRead) {
      own = rows.get(instrument);
      ownRead = true;
    }
    return own;
  }

  private static double bidOf(MarketState row) {
    return row == null || row.getQuote() == null
        ? Double.NaN
        : Decimals.approximate(row.getQuote().getBidPrice());
  }

  private static double askOf(MarketState row) {
    return row == null || row.getQuote() == null
        ? Double.NaN
        : Decimals.approximate(row.getQuote().getAskPrice());
  }

  /** What is bid for at the best bid, as the venue counts it; NaN: no quote. */
  public double bidQuantity() {
    MarketState row = own();
    return row == null || row.getQuote() == null
        ? Double.NaN
        : Decimals.approximate(row.getQuote().getBidQuantity());
  }

  /** What is offered at the best ask, as the venue counts it; NaN: no quote. */
  public double askQuantity() {
    MarketState row = own();
    return row == null || row.getQuote() == null
        ? Double.NaN
        : Decimals.approximate(row.getQuote().getAskQuantity());
  }

  /** The middle of best bid and ask; NaN where one is missing or they are crossed. */
  public double mid() {
    return mid(own());
  }

  /** The same of the other instrument of a pair. */
  public double midAgainst() {
    return mid(rows.get(against));
  }

  private static double mid(MarketState row) {
    double bid = bidOf(row);
    double ask = askOf(row);
    return bid > 0 && ask >= bid ? (bid + ask) / 2 : Double.NaN;
  }

  /** The best ask of the other instrument of a pair; NaN: none. */
  public double askAgainst() {
    return askOf(rows.get(against));
  }

  /** How long ago, by receive times, the older of the pair's quotes came. */
  public long quoteAgeMicros() {
    return Math.max(
        market.quoteAgeMicros(instrument, receivedMicros()),
        market.quoteAgeMicros(against, receivedMicros()));
  }

  /** The venue's mark price; NaN: none. */
  public double mark() {
    return markOf(own());
  }

  /** The index that the instrument settles to; NaN: none. */
  public double index() {
    return markOf(rows.get(INDEX));
  }

  private static double markOf(MarketState row) {
    return row == null || row.getMark() == null ? Double.NaN : Decimals.approximate(row.getMark());
  }

  /** The last funding rate, a fraction an interval; NaN: none. */
  public double fundingRate() {
    return fundingRateOf(own());
  }

  /** The same of the other instrument of a pair. */
  public double fundingRateAgainst() {
    return fundingRateOf(rows.get(against));
  }

  private static double fundingRateOf(MarketState row) {
    return row == null || row.getFundingRate() == null
        ? Double.NaN
        : Decimals.approximate(row.getFundingRate());
  }

  /** A price of that kind, if the entry is one that changes it; else NaN. */
  double changed(PriceKind kind) {
    return switch (kind) {
      case TRADE ->
          payload() instanceof Trade trade ? Decimals.approximate(trade.getPrice()) : Double.NaN;
      case MID -> payload() instanceof org.hedgerow.schema.Quote ? mid() : Double.NaN;
      case MARK -> payload() instanceof Mark ? mark() : Double.NaN;
    };
  }
}
