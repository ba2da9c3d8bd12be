package org.hedgerow.exchanges.okx;

import java.util.Collection;
import java.util.List;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;

/**
 * Rows of OKX's public channels, and of the answers that have the same rows. Channels that are
 * about all instruments of a kind say more than was asked for: what is not configured is passed
 * over there, and refused on channels of one instrument.
 */
final class MarketRows {
  private final SymbolTable<Listing> listings;
  private final SymbolTable<String> indices;
  private final Collection<Listing> all;

  MarketRows(Collection<Listing> listings) {
    this.all = List.copyOf(listings);
    this.listings = new SymbolTable<>(Math.max(1, listings.size()));
    this.indices = new SymbolTable<>(Math.max(1, listings.size()));
    for (Listing listing : listings) {
      this.listings.put(listing.symbol(), listing);
      indices.put(listing.index(), OkxVenue.NAME + ":" + listing.index());
    }
  }

  SymbolTable<Listing> listings() {
    return listings;
  }

  void trade(JsonFields row, Findings findings) throws InvalidFieldException {
    Listing listing = Values.listing(listings, row);
    findings.entry(
        new Trade(
            listing.instrument(),
            row.requiredText(OkxFields.TRADE_ID),
            Values.positive(row, OkxFields.PX),
            Values.positive(row, OkxFields.SZ),
            Values.side(row)),
        Values.micros(row, OkxFields.TS));
  }

  /** The {@code tickers} channel: last trade, best bid and ask, and statistics of a day. */
  void ticker(JsonFields row, Findings findings) throws InvalidFieldException {
    Listing listing = Values.listing(listings, row);
    Long time = Values.micros(row, OkxFields.TS);
    Level bid = level(row, OkxFields.BID_PX, OkxFields.BID_SZ);
    Level ask = level(row, OkxFields.ASK_PX, OkxFields.ASK_SZ);
    quote(listing, bid, ask, null, time, findings);
  }

  private static Level level(JsonFields row, int price, int quantity) throws InvalidFieldException {
    return Values.optionalPositive(row, price) == null
        ? null
        : new Level(Values.positive(row, price), Values.notNegative(row, quantity));
  }

  /** The {@code bbo-tbt} channel: the best level of each side, as arrays of one or none. */
  void best(Listing listing, JsonFields row, Findings findings) throws InvalidFieldException {
    List<Level> bids = BookRows.levels(row, OkxFields.BIDS);
    List<Level> asks = BookRows.levels(row, OkxFields.ASKS);
    quote(
        listing,
        bids.isEmpty() ? null : bids.get(0),
        asks.isEmpty() ? null : asks.get(0),
        row.hasText(OkxFields.SEQ_ID) ? row.number(OkxFields.SEQ_ID) : null,
        Values.micros(row, OkxFields.TS),
        findings);
  }

  /** A quote has two sides; of an option one alone is worth telling. */
  private static void quote(
      Listing listing, Level bid, Level ask, Long updateId, Long time, Findings findings) {
    if (bid != null && ask != null) {
      findings.entry(
          new Quote(
              listing.instrument(),
              bid.getPrice(),
              bid.getQuantity(),
              ask.getPrice(),
              ask.getQuantity(),
              updateId),
          time);
    } else if (listing.isOption() && (bid != null || ask != null)) {
      OptionQuote quote = new OptionQuote();
      quote.setInstrument(listing.instrument());
      quote.setBidPrice(bid == null ? null : bid.getPrice());
      quote.setBidQuantity(bid == null ? null : bid.getQuantity());
      quote.setAskPrice(ask == null ? null : ask.getPrice());
      quote.setAskQuantity(ask == null ? null : ask.getQuantity());
      findings.entry(quote, time);
    } else {
      findings.ignore("quote without two sides");
    }
  }

  /** The {@code books5} channel: five levels a side, each time whole. */
  void top(Listing listing, JsonFields row, Findings findings) throws InvalidFieldException {
    findings.entry(
        new BookTop(
            listing.instrument(),
            row.hasText(OkxFields.SEQ_ID) ? row.number(OkxFields.SEQ_ID) : BookRows.UNNUMBERED,
            BookRows.levels(row, OkxFields.BIDS),
            BookRows.levels(row, OkxFields.ASKS)),
        Values.micros(row, OkxFields.TS));
  }

  void mark(JsonFields row, Findings findings) throws InvalidFieldException {
    Listing listing = Values.listing(listings, row);
    findings.entry(
        new Mark(listing.instrument(), Values.positive(row, OkxFields.MARK_PX)),
        Values.micros(row, OkxFields.TS));
  }

  void index(JsonFields row, Findings findings) throws InvalidFieldException {
    String name = row.in(indices, OkxFields.INST_ID);
    if (name == null) {
      String index = row.requiredText(OkxFields.INST_ID);
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT,
          "no instrument has index " + index.substring(0, Math.min(40, index.length())));
    }
    findings.entry(
        new Index(name, Values.positive(row, OkxFields.IDX_PX)), Values.micros(row, OkxFields.TS));
  }

  /**
   * {@code fundingRate} is what will be paid at {@code fundingTime}. It was absent on contracts
   * just listed. Frames of 2021 carry no time of their own.
   */
  void funding(JsonFields row, Findings findings) throws InvalidFieldException {
    Listing listing = Values.listing(listings, row);
    if (!row.hasText(OkxFields.FUNDING_RATE)) {
      findings.ignore("funding without a rate");
      return;
    }
    findings.entry(
        new Funding(
            listing.instrument(),
            Values.optional(row, OkxFields.FUNDING_RATE),
            Values.micros(row, OkxFields.FUNDING_TIME)),
        row.hasText(OkxFields.TS) ? Values.micros(row, OkxFields.TS) : null);
  }

  void openInterest(JsonFields row, Findings findings) throws InvalidFieldException {
    Listing listing = Values.listing(listings, row);
    findings.entry(
        new OpenInterest(listing.instrument(), Values.notNegative(row, OkxFields.OI)),
        Values.micros(row, OkxFields.TS));
  }

  /**
   * An option's volatilities and greeks. Those of Black and Scholes are taken, in the quote
   * currency: the others count in the coin. Vega is per volatility point and theta per day, as a
   * recorded row shows against the formula (see the tests).
   *
   * @return whether the option is a configured one
   */
  boolean optionSummary(JsonFields row, Findings findings) throws InvalidFieldException {
    Listing listing = configured(row);
    if (listing == null) {
      return false;
    }
    OptionQuote quote = new OptionQuote();
    quote.setInstrument(listing.instrument());
    quote.setUnderlyingPrice(Values.optionalPositive(row, OkxFields.FWD_PX));
    quote.setMarkVolatility(Values.statistic(row, OkxFields.MARK_VOL));
    quote.setDelta(Values.statistic(row, OkxFields.DELTA_BS));
    quote.setGamma(Values.statistic(row, OkxFields.GAMMA_BS));
    quote.setVega(Values.statistic(row, OkxFields.VEGA_BS));
    quote.setTheta(Values.statistic(row, OkxFields.THETA_BS));
    findings.entry(quote, Values.micros(row, OkxFields.TS));
    return true;
  }

  /** Whether the instrument is a configured one. */
  boolean instrument(JsonFields row, Findings findings) throws InvalidFieldException {
    Listing listing = configured(row);
    if (listing == null || row.is(OkxFields.INST_TYPE, "MARGIN")) {
      return false;
    }
    findings.entry(InstrumentRows.status(row, listing), null);
    return true;
  }

  /** Each of the details is an order that closed a position; whether it is a configured one. */
  boolean liquidation(JsonFields row, Findings findings) throws InvalidFieldException {
    Listing listing = configured(row);
    if (listing == null) {
      return false;
    }
    for (JsonFields detail : row.objects(OkxFields.DETAILS)) {
      findings.entry(
          new Liquidation(
              listing.instrument(),
              Values.side(detail),
              Values.positive(detail, OkxFields.BK_PX),
              Values.positive(detail, OkxFields.SZ)),
          Values.micros(detail, OkxFields.TS));
    }
    return !row.objects(OkxFields.DETAILS).isEmpty();
  }

  /**
   * Maintenance of the trading service (5) halts every instrument while it goes on, and leaves it
   * with post-only orders before it opens. What they are after it, the lists of instruments say,
   * which are asked for then. Other services' maintenance is passed over.
   *
   * @return whether it says anything of the instruments
   */
  boolean maintenance(JsonFields row, Findings findings) throws InvalidFieldException {
    if (!row.is(OkxFields.SERVICE_TYPE, "5")) {
      return false;
    }
    String state = row.requiredText(OkxFields.STATE);
    TradingStatus status =
        state.equals("ongoing")
            ? TradingStatus.HALTED
            : state.equals("pre_open") ? TradingStatus.POST_ONLY : null;
    if (status == null) {
      return false;
    }
    Long time = row.hasText(OkxFields.TS) ? Values.micros(row, OkxFields.TS) : null;
    for (Listing listing : all) {
      findings.entry(new InstrumentStatus(listing.instrument(), status, null), time);
    }
    return !all.isEmpty();
  }

  private Listing configured(JsonFields row) throws InvalidFieldException {
    if (!row.hasText(OkxFields.INST_ID)) {
      throw InvalidFieldException.missing("instId");
    }
    return row.in(listings, OkxFields.INST_ID);
  }
}
