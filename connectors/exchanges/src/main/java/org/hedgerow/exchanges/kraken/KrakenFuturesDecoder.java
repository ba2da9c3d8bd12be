package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonScanner;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;

/**
 * Reads the futures market's frames and answers of REST. Quantities are contracts: base units for
 * PF_, quote units for PI_ and FI_, as the configuration's contract value says.
 *
 * <p>A book's sequence counts by one per product, so an update is {@code seq} to {@code seq}. A
 * ticker tells quote, mark, index, funding and open interest at once; {@code ticker_lite} has no
 * quantities and makes no quote. A liquidation is a trade and told as such, and as a {@link
 * Liquidation} besides; blocks are not traded in the book and left out.
 */
public final class KrakenFuturesDecoder implements FrameDecoder {
  static final String VENUE = "KRAKEN_FUTURES";

  /** Feeds that are compared in place before one is made a String. */
  private static final String[] FREQUENT = {"book", "ticker", "trade", "heartbeat"};

  /** Feeds that the journal has no payload for, or whose content another feed has. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "heartbeat",
          "ticker_lite",
          "account_log",
          "account_log_snapshot",
          "account_balances_and_margins",
          "deposits_withdrawals",
          "notifications_auth");

  private final SymbolTable<Listing> listings;
  private final FuturesAccountEvents accountEvents;
  private final FuturesAnswers answers;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonFields root = new JsonFields(FuturesFields.NAMES);
  private final Findings findings = new Findings();

  /**
   * For the instruments listed.
   *
   * @param assets what a statement of an account names even where it is zero
   */
  public KrakenFuturesDecoder(List<Listing> instruments, Set<String> assets) {
    listings = new SymbolTable<>(instruments.size() * 2);
    for (Listing listing : instruments) {
      listings.put(listing.symbol(), listing);
      // REST of 2021 wrote them so.
      listings.put(listing.symbol().toLowerCase(Locale.ROOT), listing);
    }
    accountEvents = new FuturesAccountEvents(listings, instruments);
    answers = new FuturesAnswers(listings, instruments, assets);
  }

  @Override
  public void decode(RawFrame frame, DecodedFrame out) {
    findings.clear();
    ByteBuffer payload = frame.getPayload();
    if (frame.getKind() == FrameKind.REST) {
      answers.read(frame, KrakenSpotDecoder.bytes(payload), findings);
      findings.tell(out);
      return;
    }
    try {
      scanner.open(payload);
      root.scan(scanner);
      scanner.close();
      read(frame);
    } catch (IOException e) {
      findings.clear();
      findings.reject("", RejectReason.MALFORMED, KrakenSpotDecoder.sentence(e));
    }
    findings.tell(out);
  }

  private void read(RawFrame frame) throws IOException {
    String feed = feed();
    if (root.hasText(FuturesFields.EVENT)) {
      event(root.text(FuturesFields.EVENT));
      return;
    }
    try {
      switch (feed) {
        case "book" -> book();
        case "book_snapshot" -> bookSnapshot();
        case "trade" -> trade(root, true);
        case "trade_snapshot" -> tradeSnapshot();
        case "ticker" -> ticker();
        case "" ->
            findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an object that is no message");
        default -> {
          if (LEFT_OUT.contains(feed)) {
            findings.ignore(feed);
          } else if (!accountEvents.read(frame, feed, root, findings)) {
            findings.reject(
                KrakenSpotDecoder.shortened(feed),
                RejectReason.UNKNOWN_CHANNEL,
                "no decoder for this feed");
          }
        }
      }
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(KrakenSpotDecoder.shortened(feed), e.reason(), e.getMessage());
    }
  }

  private String feed() {
    for (String known : FREQUENT) {
      if (root.is(FuturesFields.FEED, known)) {
        return known;
      }
    }
    return root.text(FuturesFields.FEED);
  }

  private void event(String event) {
    switch (event) {
      // A challenge is of use to nobody without the secret.
      case "info", "subscribed", "unsubscribed", "challenge", "pong" -> findings.ignore(event);
      case "error", "alert", "subscribed_failed", "unsubscribed_failed" ->
          findings.reject(
              event,
              RejectReason.VENUE_ERROR,
              KrakenSpotDecoder.says(root.text(FuturesFields.MESSAGE)));
      default ->
          findings.reject(
              KrakenSpotDecoder.shortened(event),
              RejectReason.UNKNOWN_CHANNEL,
              "no decoder for this event");
    }
  }

  private void book() throws InvalidFieldException {
    Listing listing = listing(listings, root, FuturesFields.PRODUCT_ID);
    long sequence = root.number(FuturesFields.SEQ);
    List<Level> level =
        List.of(new Level(notNegative(FuturesFields.PRICE), notNegative(FuturesFields.QTY)));
    boolean bid = side(root) == Side.BUY;
    findings.entry(
        new BookDelta(
            listing.instrument(),
            false,
            sequence,
            sequence,
            null,
            bid ? level : List.of(),
            bid ? List.of() : level,
            null),
        // Frames of early 2019 have none.
        root.hasText(FuturesFields.TIMESTAMP) ? millis(root, FuturesFields.TIMESTAMP) : null);
  }

  private Decimal notNegative(int slot) throws InvalidFieldException {
    Decimal number = root.decimal(slot);
    if (Decimals.signum(number) < 0) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "a level below zero");
    }
    return number;
  }

  private void bookSnapshot() throws InvalidFieldException {
    Listing listing = listing(listings, root, FuturesFields.PRODUCT_ID);
    long sequence = root.number(FuturesFields.SEQ);
    findings.entry(
        new BookDelta(
            listing.instrument(),
            true,
            sequence,
            sequence,
            null,
            root.levels(FuturesFields.BIDS),
            root.levels(FuturesFields.ASKS),
            null),
        millis(root, FuturesFields.TIMESTAMP));
  }

  /** The newest trades, newest first. */
  private void tradeSnapshot() throws InvalidFieldException {
    List<JsonFields> trades = root.objects(FuturesFields.TRADES);
    if (trades.isEmpty()) {
      if (!root.has(FuturesFields.TRADES)) {
        throw InvalidFieldException.missing("trades");
      }
      findings.ignore("trade_snapshot");
    }
    for (int i = trades.size() - 1; i >= 0; i--) {
      trade(trades.get(i), false);
    }
  }

  /**
   * @param live whether it happens now; a liquidation that a snapshot repeats has no id by which it
   *     would be known again, and is told as a trade only
   */
  private void trade(JsonFields trade, boolean live) throws InvalidFieldException {
    Listing listing = listing(listings, trade, FuturesFields.PRODUCT_ID);
    boolean liquidation = trade.is(FuturesFields.TYPE, "liquidation");
    if (trade.is(FuturesFields.TYPE, "block")) {
      findings.ignore("block trade");
      return;
    }
    Decimal price = trade.decimal(FuturesFields.PRICE);
    Decimal quantity = trade.decimal(FuturesFields.QTY);
    // The taker's side, and it is the taker who is liquidated.
    Side side = side(trade);
    long time = millis(trade, FuturesFields.TIME);
    findings.entry(
        new Trade(
            listing.instrument(),
            // Frames of early 2019 have no id besides the sequence.
            trade.hasText(FuturesFields.UID)
                ? trade.text(FuturesFields.UID)
                : trade.requiredText(FuturesFields.SEQ),
            price,
            quantity,
            side),
        time);
    if (liquidation && live) {
      findings.entry(new Liquidation(listing.instrument(), side, price, quantity), time);
    }
  }

  private void ticker() throws InvalidFieldException {
    Listing listing = listing(listings, root, FuturesFields.PRODUCT_ID);
    String instrument = listing.instrument();
    long time = millis(root, FuturesFields.TIME);
    Decimal bid = positive(FuturesFields.BID);
    Decimal ask = positive(FuturesFields.ASK);
    if (bid != null && ask != null) {
      findings.entry(
          new Quote(
              instrument,
              bid,
              root.decimal(FuturesFields.BID_SIZE),
              ask,
              root.decimal(FuturesFields.ASK_SIZE),
              null),
          time);
    }
    Decimal mark = positive(FuturesFields.MARK_PRICE);
    if (mark != null) {
      findings.entry(new Mark(instrument, mark), time);
    }
    Decimal index = positive(FuturesFields.INDEX);
    if (index != null) {
      findings.entry(new Index(VENUE + ":" + pair(listing.symbol()), index), time);
    }
    funding(instrument, time);
    Decimal open = root.optionalDecimal(FuturesFields.OPEN_INTEREST);
    if (open != null) {
      findings.entry(new OpenInterest(instrument, open), time);
    }
    // That it trades is told by the list of instruments, not with each ticker.
    if (root.isTrue(FuturesFields.SUSPENDED)) {
      findings.entry(new InstrumentStatus(instrument, TradingStatus.HALTED, null), time);
    } else if (root.isTrue(FuturesFields.POST_ONLY)) {
      findings.entry(new InstrumentStatus(instrument, TradingStatus.POST_ONLY, null), time);
    }
    if (findings.isEmpty()) {
      findings.ignore("ticker without a quote");
    }
  }

  /** The relative rate is a fraction of the index price; the other one is in coin or dollars. */
  private void funding(String instrument, long time) throws InvalidFieldException {
    Decimal rate = root.optionalDecimal(FuturesFields.RELATIVE_FUNDING_RATE);
    if (rate != null
        && root.hasText(FuturesFields.NEXT_FUNDING_RATE_TIME)
        && root.number(FuturesFields.NEXT_FUNDING_RATE_TIME) > 0) {
      findings.entry(
          new Funding(instrument, rate, millis(root, FuturesFields.NEXT_FUNDING_RATE_TIME)), time);
    }
  }

  private Decimal positive(int slot) throws InvalidFieldException {
    Decimal number = root.optionalDecimal(slot);
    return number == null || Decimals.signum(number) == 0 ? null : number;
  }

  @Override
  public Map<String, byte[]> remembered() {
    return accountEvents.remembered();
  }

  @Override
  public void restore(String connection, byte[] remembered) {
    accountEvents.restore(connection, remembered);
  }

  /** XBTUSD of PF_XBTUSD and FI_XBTUSD_210625: what names their index. */
  static String pair(String symbol) {
    int from = symbol.indexOf('_') + 1;
    int to = symbol.indexOf('_', from);
    return to < 0 ? symbol.substring(from) : symbol.substring(from, to);
  }

  static Listing listing(SymbolTable<Listing> listings, JsonFields fields, int slot)
      throws InvalidFieldException {
    if (!fields.hasText(slot)) {
      throw InvalidFieldException.missing("product_id or instrument");
    }
    Listing listing = fields.in(listings, slot);
    if (listing == null) {
      throw KrakenSpotDecoder.unknown(fields.text(slot));
    }
    return listing;
  }

  static long millis(JsonFields fields, int slot) throws InvalidFieldException {
    return VenueTime.millis(fields.number(slot), "time");
  }

  private static Side side(JsonFields fields) throws InvalidFieldException {
    if (fields.is(FuturesFields.SIDE, "buy")) {
      return Side.BUY;
    }
    if (fields.is(FuturesFields.SIDE, "sell")) {
      return Side.SELL;
    }
    throw new InvalidFieldException(
        RejectReason.INVALID_VALUE,
        "side is none: " + KrakenSpotDecoder.shortened(fields.text(FuturesFields.SIDE)));
  }
}
