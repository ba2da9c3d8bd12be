package org.hedgerow.exchanges.deribit;

import java.util.List;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * Reads the public channels. The venue time of each entry is the data's {@code timestamp}.
 *
 * <p>A side of the market that is empty is told as zero or null: then there is no Quote, and an
 * OptionQuote without that side. Percent of volatility become fractions; the venue's vega is per
 * point of volatility, its theta per day and its rho per 1 % already, in units of the index.
 */
final class MarketEvents {
  private final SymbolTable<Listing> listings;

  MarketEvents(SymbolTable<Listing> listings) {
    this.listings = listings;
  }

  /** Perpetuals, futures and spot: all that the ticker says; options: one OptionQuote. */
  void ticker(JsonFields data, Findings findings) throws InvalidFieldException {
    Listing listing = listing(data);
    Long time = time(data, DeribitFields.TIMESTAMP);
    if (listing.isOption()) {
      findings.entry(option(listing, data), time);
      return;
    }
    Quote quote = quote(listing, data);
    Decimal mark = positive(data, DeribitFields.MARK_PRICE);
    Decimal index = positive(data, DeribitFields.INDEX_PRICE);
    Decimal funding = listing.isPerpetual() ? funding(data) : null;
    Decimal open = openInterest(listing, data);
    if (quote == null && mark == null && index == null && open == null) {
      throw InvalidFieldException.missing("mark_price");
    }
    if (quote != null) {
      findings.entry(quote, time);
    }
    if (mark != null) {
      findings.entry(new Mark(listing.instrument(), mark), time);
    }
    if (index != null) {
      findings.entry(new Index(DeribitVenue.NAME + ":" + listing.index(), index), time);
    }
    if (funding != null) {
      // Paid all the time, at this rate a span of eight hours.
      findings.entry(new Funding(listing.instrument(), funding, null), time);
    }
    if (open != null) {
      findings.entry(new OpenInterest(listing.instrument(), open), time);
    }
  }

  private static OptionQuote option(Listing listing, JsonFields data) throws InvalidFieldException {
    OptionQuote quote = new OptionQuote();
    quote.setInstrument(listing.instrument());
    Decimal bid = side(listing, data, DeribitFields.BEST_BID_AMOUNT);
    Decimal bidPrice = positive(data, DeribitFields.BEST_BID_PRICE);
    if (bid != null && bidPrice != null) {
      quote.setBidPrice(bidPrice);
      quote.setBidQuantity(bid);
    }
    Decimal ask = side(listing, data, DeribitFields.BEST_ASK_AMOUNT);
    Decimal askPrice = positive(data, DeribitFields.BEST_ASK_PRICE);
    if (ask != null && askPrice != null) {
      quote.setAskPrice(askPrice);
      quote.setAskQuantity(ask);
    }
    quote.setMarkPrice(notNegative(data, DeribitFields.MARK_PRICE));
    quote.setUnderlyingPrice(positive(data, DeribitFields.UNDERLYING_PRICE));
    Decimal volatility = positive(data, DeribitFields.MARK_IV);
    quote.setMarkVolatility(volatility == null ? null : Doubles.percent(volatility));
    if (data.isObject(DeribitFields.GREEKS)) {
      JsonFields greeks = data.object(DeribitFields.GREEKS);
      quote.setDelta(number(greeks, DeribitFields.DELTA));
      quote.setGamma(number(greeks, DeribitFields.GAMMA));
      quote.setVega(number(greeks, DeribitFields.VEGA));
      quote.setTheta(number(greeks, DeribitFields.THETA));
      quote.setRho(number(greeks, DeribitFields.RHO));
    }
    quote.setOpenInterest(openInterest(listing, data));
    return quote;
  }

  private static Double number(JsonFields data, int slot) throws InvalidFieldException {
    Decimal number = data.optionalDecimal(slot);
    return number == null ? null : Doubles.of(number);
  }

  /** The rate now; older frames may have only what was paid in the last eight hours. */
  private static Decimal funding(JsonFields data) throws InvalidFieldException {
    Decimal now = data.optionalDecimal(DeribitFields.CURRENT_FUNDING);
    return now != null ? now : data.optionalDecimal(DeribitFields.FUNDING_8H);
  }

  private static Decimal openInterest(Listing listing, JsonFields data)
      throws InvalidFieldException {
    Decimal open = notNegative(data, DeribitFields.OPEN_INTEREST);
    return open == null ? null : listing.unit().quantity(open);
  }

  /** The channel that tells only of the best bid and ask. */
  void quote(JsonFields data, Findings findings) throws InvalidFieldException {
    Listing listing = listing(data);
    Long time = time(data, DeribitFields.TIMESTAMP);
    if (!data.has(DeribitFields.BEST_BID_PRICE) || !data.has(DeribitFields.BEST_ASK_PRICE)) {
      throw InvalidFieldException.missing("best_bid_price or best_ask_price");
    }
    Quote quote = quote(listing, data);
    if (quote == null) {
      findings.ignore("quote with an empty side");
    } else {
      findings.entry(quote, time);
    }
  }

  private static Quote quote(Listing listing, JsonFields data) throws InvalidFieldException {
    Decimal bidPrice = positive(data, DeribitFields.BEST_BID_PRICE);
    Decimal bid = side(listing, data, DeribitFields.BEST_BID_AMOUNT);
    Decimal askPrice = positive(data, DeribitFields.BEST_ASK_PRICE);
    Decimal ask = side(listing, data, DeribitFields.BEST_ASK_AMOUNT);
    if (bidPrice == null || bid == null || askPrice == null || ask == null) {
      return null;
    }
    return new Quote(listing.instrument(), bidPrice, bid, askPrice, ask, null);
  }

  private static Decimal side(Listing listing, JsonFields data, int slot)
      throws InvalidFieldException {
    Decimal amount = positive(data, slot);
    return amount == null ? null : listing.unit().quantity(amount);
  }

  /** Each trade stands for itself. */
  void trades(List<JsonFields> rows, boolean live, Findings findings) {
    if (rows.isEmpty()) {
      findings.ignore(ChannelKind.TRADES.label());
    }
    for (JsonFields row : rows) {
      trade(row, live, findings);
    }
  }

  /**
   * @param live whether it tells of forced closes too; those of trades asked for again were told
   *     before, and have no id by which that could be known
   */
  void trade(JsonFields row, boolean live, Findings findings) {
    try {
      Listing listing = listing(row);
      Long time = time(row, DeribitFields.TIMESTAMP);
      Side taker = direction(row);
      Decimal price = above(row, DeribitFields.PRICE);
      Decimal quantity = listing.unit().quantity(above(row, DeribitFields.AMOUNT));
      String id = row.requiredText(DeribitFields.TRADE_ID);
      findings.entry(new Trade(listing.instrument(), id, price, quantity, taker), time);
      if (live && row.hasText(DeribitFields.LIQUIDATION)) {
        Side maker = taker == Side.BUY ? Side.SELL : Side.BUY;
        // T, M or MT: which side of the trade was being closed.
        String closed = row.text(DeribitFields.LIQUIDATION);
        if (closed.indexOf('T') >= 0) {
          findings.entry(new Liquidation(listing.instrument(), taker, price, quantity), time);
        }
        if (closed.indexOf('M') >= 0) {
          findings.entry(new Liquidation(listing.instrument(), maker, price, quantity), time);
        }
      }
    } catch (InvalidFieldException e) {
      findings.reject(ChannelKind.TRADES.label(), e.reason(), e.getMessage());
    }
  }

  /** A snapshot after each subscription, then increments chained by the change before. */
  void book(JsonFields data, Findings findings) throws InvalidFieldException {
    Listing listing = listing(data);
    long change = data.number(DeribitFields.CHANGE_ID);
    // Frames of 2019 have no type; their snapshots name no change before them.
    boolean typed = data.hasText(DeribitFields.TYPE);
    boolean snapshot =
        typed
            ? data.is(DeribitFields.TYPE, "snapshot")
            : !data.hasText(DeribitFields.PREV_CHANGE_ID);
    if (typed && !snapshot && !data.is(DeribitFields.TYPE, "change")) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "type is neither snapshot nor change");
    }
    Long previous = snapshot ? null : (Long) data.number(DeribitFields.PREV_CHANGE_ID);
    findings.entry(
        new BookDelta(
            listing.instrument(),
            snapshot,
            previous == null ? change : Math.min(change, previous + 1),
            change,
            previous,
            levels(listing, data, DeribitFields.BIDS),
            levels(listing, data, DeribitFields.ASKS),
            null),
        time(data, DeribitFields.TIMESTAMP));
  }

  /** The best levels of a book that was grouped by price. */
  void groupedBook(JsonFields data, Findings findings) throws InvalidFieldException {
    Listing listing = listing(data);
    findings.entry(
        new BookTop(
            listing.instrument(),
            data.number(DeribitFields.CHANGE_ID),
            levels(listing, data, DeribitFields.BIDS),
            levels(listing, data, DeribitFields.ASKS)),
        time(data, DeribitFields.TIMESTAMP));
  }

  private static List<Level> levels(Listing listing, JsonFields data, int slot)
      throws InvalidFieldException {
    List<Level> levels = data.levels(slot);
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      level.setQuantity(listing.unit().quantity(level.getQuantity()));
    }
    return levels;
  }

  Listing listing(JsonFields data) throws InvalidFieldException {
    return listing(listings, data);
  }

  static Listing listing(SymbolTable<Listing> listings, JsonFields data)
      throws InvalidFieldException {
    if (!data.hasText(DeribitFields.INSTRUMENT_NAME)) {
      throw InvalidFieldException.missing("instrument_name");
    }
    Listing listing = data.in(listings, DeribitFields.INSTRUMENT_NAME);
    if (listing == null) {
      String symbol = data.text(DeribitFields.INSTRUMENT_NAME);
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT,
          "no instrument has symbol " + symbol.substring(0, Math.min(40, symbol.length())));
    }
    return listing;
  }

  static Side direction(JsonFields data) throws InvalidFieldException {
    if (data.is(DeribitFields.DIRECTION, "buy")) {
      return Side.BUY;
    }
    if (data.is(DeribitFields.DIRECTION, "sell")) {
      return Side.SELL;
    }
    throw new InvalidFieldException(
        data.has(DeribitFields.DIRECTION) ? RejectReason.INVALID_VALUE : RejectReason.MALFORMED,
        "direction is neither buy nor sell");
  }

  /** A time in milliseconds, as microseconds. */
  static Long time(JsonFields data, int slot) throws InvalidFieldException {
    return VenueTime.millis(data.number(slot), "timestamp");
  }

  /** The number, null where it is absent, null or zero; a negative one is refused. */
  static Decimal positive(JsonFields data, int slot) throws InvalidFieldException {
    Decimal number = notNegative(data, slot);
    return number == null || Decimals.signum(number) == 0 ? null : number;
  }

  private static Decimal notNegative(JsonFields data, int slot) throws InvalidFieldException {
    Decimal number = data.optionalDecimal(slot);
    if (number != null && Decimals.signum(number) < 0) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "a negative number where none can be: " + number.getUnscaled());
    }
    return number;
  }

  private static Decimal above(JsonFields data, int slot) throws InvalidFieldException {
    Decimal number = data.decimal(slot);
    if (Decimals.signum(number) <= 0) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "a price or an amount that is not above zero");
    }
    return number;
  }
}
