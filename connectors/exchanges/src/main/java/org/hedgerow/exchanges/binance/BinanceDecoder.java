package org.hedgerow.exchanges.binance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.FieldNames;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.JsonScanner;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.exchanges.rest.Query;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * Reads Binance's JSON: market streams, user data streams and depth snapshots, bare or in the
 * envelope of a combined stream. The order of fields does not matter. Nothing of a frame is handed
 * on before the whole of it was read, so a frame that breaks off leaves no half of itself.
 *
 * <p>The venue time of an entry is Binance's event time {@code E}; bookTicker and depth snapshots
 * of the spot market have none.
 */
public final class BinanceDecoder implements FrameDecoder {
  private static final Pattern DEPTH_REQUEST =
      Pattern.compile("/depth\\?(?:.*&)?symbol=([A-Za-z0-9_]+)");

  /** Types that are compared in place before one is made a String. */
  private static final String[] FREQUENT = {"bookTicker", "depthUpdate", "trade", "aggTrade"};

  private static final int EVENT_TYPE = FieldNames.slot('e');
  private static final int SYMBOL = FieldNames.slot('s');
  private static final int ORDER = FieldNames.slot('o');
  private static final int SIDE = FieldNames.slot('S');
  private static final int INDEX_NAME = FieldNames.slot('i');

  private final BinanceMarket market;
  private final SymbolTable<Listing> listings;
  private final SymbolTable<String> indices;
  private final AccountEvents accountEvents;
  private final AccountAnswers accountAnswers;
  private final InstrumentList instrumentList;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonFields root = new JsonFields(BinanceFields.NAMES);
  private final JsonFields element = new JsonFields(BinanceFields.NAMES);
  private final Findings findings = new Findings();

  /** Of one market, for the instruments listed. */
  public BinanceDecoder(BinanceMarket market, List<Listing> instruments) {
    this(market, instruments, Set.of());
  }

  /**
   * Of one market, for the instruments listed.
   *
   * @param assets what a statement of an account names even where it is zero
   */
  public BinanceDecoder(BinanceMarket market, List<Listing> instruments, Set<String> assets) {
    this.market = market;
    this.listings = new SymbolTable<>(instruments.size());
    this.indices = new SymbolTable<>(instruments.size());
    for (Listing listing : instruments) {
      listings.put(listing.symbol(), listing);
      indices.put(listing.pair(), market.venue() + ":" + listing.pair());
    }
    this.accountEvents = new AccountEvents(market, listings);
    this.instrumentList = new InstrumentList(market, instruments, listings);
    this.accountAnswers = new AccountAnswers(market, instruments, assets);
  }

  @Override
  public void decode(RawFrame frame, DecodedFrame out) {
    findings.clear();
    ByteBuffer payload = frame.getPayload();
    if (frame.getKind() == FrameKind.REST && frame.getAccount() != null) {
      accountAnswers.read(frame, bytes(payload), findings);
      findings.tell(out);
      return;
    }
    if (frame.getKind() == FrameKind.REST && isAbout(frame, "/exchangeInfo")) {
      try {
        instrumentList.read(bytes(payload), frame.getRequest(), findings);
      } catch (IOException e) {
        findings.clear();
        findings.reject("exchangeInfo", RejectReason.MALFORMED, sentence(e));
      }
      findings.tell(out);
      return;
    }
    if (frame.getKind() == FrameKind.REST
        && frame.getRequest() != null
        && BinanceTradeHistory.isAbout(frame.getRequest())) {
      trades(frame.getRequest(), bytes(payload));
      findings.tell(out);
      return;
    }
    try {
      scanner.open(payload);
      read(frame);
    } catch (IOException e) {
      findings.clear();
      findings.reject("", RejectReason.MALFORMED, sentence(e));
    }
    findings.tell(out);
  }

  private static boolean isAbout(RawFrame frame, String resource) {
    return frame.getRequest() != null && frame.getRequest().contains(resource);
  }

  private void read(RawFrame frame) throws IOException {
    if (scanner.peek() == '[') {
      readElements(frame);
      scanner.close();
      return;
    }
    root.scan(scanner);
    scanner.close();
    if (frame.getKind() == FrameKind.REST) {
      answer(frame);
    } else if (root.isObject(BinanceFields.DATA)) {
      event(frame, root.object(BinanceFields.DATA), root.text(BinanceFields.STREAM));
    } else if (root.isObjects(BinanceFields.DATA)) {
      for (JsonFields one : root.objects(BinanceFields.DATA)) {
        event(frame, one, root.text(BinanceFields.STREAM));
      }
    } else if (root.isObject(BinanceFields.EVENT)) {
      event(frame, root.object(BinanceFields.EVENT), "");
    } else {
      event(frame, root, "");
    }
  }

  /** An array of events, as the all-symbol streams send it. */
  private void readElements(RawFrame frame) throws IOException {
    if (!scanner.enter('[', ']')) {
      findings.ignore("");
      return;
    }
    do {
      element.scan(scanner);
      if (frame.getKind() == FrameKind.REST) {
        findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer that is a list");
      } else {
        event(frame, element, "");
      }
    } while (scanner.more(']'));
  }

  private void event(RawFrame frame, JsonFields event, String stream) {
    String type = type(event, stream);
    try {
      if (AccountEvents.handles(type)) {
        accountEvents.read(frame, type, event, findings);
      } else {
        market(type, event, stream);
      }
    } catch (InvalidFieldException e) {
      findings.reject(type, e.reason(), e.getMessage());
    }
  }

  /** The type by field {@code e}; for those without one, what their other fields say. */
  private static String type(JsonFields event, String stream) {
    if (event.hasText(EVENT_TYPE)) {
      for (String known : FREQUENT) {
        if (event.is(EVENT_TYPE, known)) {
          return known;
        }
      }
      return event.text(EVENT_TYPE);
    }
    if (event.has(BinanceFields.LAST_UPDATE_ID)) {
      return "depth";
    }
    if (event.hasText('u') && event.hasText('b') && event.hasText('a')) {
      return "bookTicker";
    }
    if (event.has(BinanceFields.ERROR) || event.hasText(BinanceFields.CODE)) {
      return "error";
    }
    if (event.has(BinanceFields.RESULT)) {
      return "result";
    }
    return channel(stream);
  }

  private void market(String type, JsonFields event, String stream) throws InvalidFieldException {
    switch (type) {
      case "trade" -> trade(event, 't');
      case "aggTrade" -> {
        if (listing(event).aggregateTrades()) {
          trade(event, 'a');
        } else {
          findings.ignore(type);
        }
      }
      case "bookTicker" -> quote(event);
      case "depthUpdate" -> depth(event, stream);
      case "depth" -> partialDepth(event, stream);
      case "markPriceUpdate" -> mark(event);
      case "indexPriceUpdate" -> index(event);
      case "forceOrder" -> liquidation(event);
      case "error" -> findings.reject(type, RejectReason.VENUE_ERROR, error(event));
      // "result": the venue has taken a subscription.
      case "result", "serverShutdown" -> findings.ignore(type);
      // Bars are made from trades, and best prices come with bookTicker; lists of a day's figures,
      // margin calls of other products and orders of theirs are no use to a hedge.
      case "kline", "24hrTicker", "24hrMiniTicker", "contractInfo", "!contractInfo" ->
          findings.ignore(type);
      case "" -> findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an object that is no event");
      default -> findings.reject(type, RejectReason.UNKNOWN_CHANNEL, "no decoder for " + type);
    }
  }

  private void trade(JsonFields event, char id) throws InvalidFieldException {
    Listing listing = listing(event);
    if (!event.has(FieldNames.slot('m'))) {
      throw InvalidFieldException.missing("m");
    }
    // m: the buyer was the maker, so the seller crossed the spread.
    Side aggressor = event.isTrue('m') ? Side.SELL : Side.BUY;
    findings.entry(
        new Trade(
            listing.instrument(),
            event.requiredText(id),
            event.decimal('p'),
            event.decimal('q'),
            aggressor),
        // T is when it was traded, which is what bars are made by; E, when it was told, is later.
        event.hasText('T') ? micros(event, 'T') : eventTime(event));
  }

  /** A list of trades that was asked for, oldest first. */
  private void trades(String request, byte[] body) {
    try {
      if (JsonRows.isDocument(body, false)) {
        findings.reject(
            "trades",
            RejectReason.VENUE_ERROR,
            "the venue says " + JsonRows.object(body).get("code"));
        return;
      }
      List<Map<String, String>> rows = JsonRows.list(body);
      Listing listing = named(Query.parameter(request, "symbol"));
      for (Map<String, String> row : rows) {
        try {
          trade(listing, row);
        } catch (InvalidFieldException e) {
          findings.reject("trades", e.reason(), e.getMessage());
        }
      }
      if (rows.isEmpty()) {
        findings.ignore("trades");
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject("trades", RejectReason.MALFORMED, sentence(e));
    } catch (InvalidFieldException e) {
      findings.reject("trades", e.reason(), e.getMessage());
    }
  }

  private void trade(Listing listing, Map<String, String> row) throws InvalidFieldException {
    String maker = RowValues.text(row, "isBuyerMaker");
    if (!maker.equals("true") && !maker.equals("false")) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "isBuyerMaker is no truth");
    }
    findings.entry(
        new Trade(
            listing.instrument(),
            RowValues.text(row, "id"),
            RowValues.decimal(row, "price"),
            RowValues.decimal(row, "qty"),
            maker.equals("true") ? Side.SELL : Side.BUY),
        RowValues.micros(row, "time"));
  }

  private void quote(JsonFields event) throws InvalidFieldException {
    Listing listing = listing(event);
    findings.entry(
        new Quote(
            listing.instrument(),
            event.decimal('b'),
            event.decimal('B'),
            event.decimal('a'),
            event.decimal('A'),
            event.number('u')),
        event.hasText('E') ? eventTime(event) : null);
  }

  private void depth(JsonFields event, String stream) throws InvalidFieldException {
    Listing listing = listing(event);
    if (partial(stream)) {
      // The best levels only, in the dress of an increment.
      findings.entry(
          new BookTop(
              listing.instrument(),
              event.number('u'),
              event.levels(FieldNames.slot('b')),
              event.levels(FieldNames.slot('a'))),
          eventTime(event));
      return;
    }
    findings.entry(
        new BookDelta(
            listing.instrument(),
            false,
            event.number('U'),
            event.number('u'),
            event.hasText(BinanceFields.PU) ? event.number(BinanceFields.PU) : null,
            event.levels(FieldNames.slot('b')),
            event.levels(FieldNames.slot('a')),
            null),
        eventTime(event));
  }

  /** The spot market's partial depth names no symbol; its stream does. */
  private void partialDepth(JsonFields event, String stream) throws InvalidFieldException {
    if (!partial(stream)) {
      findings.reject(
          channel(stream),
          RejectReason.UNKNOWN_CHANNEL,
          "a book that is neither partial nor asked");
      return;
    }
    findings.entry(
        new BookTop(
            named(stream.substring(0, stream.indexOf('@')).toUpperCase(Locale.ROOT)).instrument(),
            event.number(BinanceFields.LAST_UPDATE_ID),
            event.levels(BinanceFields.BIDS),
            event.levels(BinanceFields.ASKS)),
        event.hasText('E') ? eventTime(event) : null);
  }

  private void mark(JsonFields event) throws InvalidFieldException {
    Listing listing = listing(event);
    Long time = eventTime(event);
    Mark mark = new Mark(listing.instrument(), event.decimal('p'));
    Index index =
        event.hasText('i')
            ? new Index(market.venue() + ":" + listing.pair(), event.decimal('i'))
            : null;
    // Dated futures have no funding and say T = 0.
    Funding funding =
        event.hasText('r') && event.hasText('T') && event.number('T') > 0
            ? new Funding(listing.instrument(), event.decimal('r'), micros(event, 'T'))
            : null;
    findings.entry(mark, time);
    if (index != null) {
      findings.entry(index, time);
    }
    if (funding != null) {
      findings.entry(funding, time);
    }
  }

  /** The order by which the venue closes a position: what of it has been filled, at which price. */
  private void liquidation(JsonFields event) throws InvalidFieldException {
    if (!event.isObject(ORDER)) {
      throw InvalidFieldException.missing("o");
    }
    JsonFields order = event.object(ORDER);
    boolean sell = order.is(SIDE, "SELL");
    if (!sell && !order.is(SIDE, "BUY")) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "S is no side");
    }
    boolean filled = order.hasText('z') && Decimals.signum(order.decimal('z')) > 0;
    findings.entry(
        new Liquidation(
            listing(order).instrument(),
            sell ? Side.SELL : Side.BUY,
            filled ? order.decimal(BinanceFields.AP) : order.decimal('p'),
            filled ? order.decimal('z') : order.decimal('q')),
        eventTime(event));
  }

  private void index(JsonFields event) throws InvalidFieldException {
    event.requiredText('i');
    String name = event.in(indices, INDEX_NAME);
    if (name == null) {
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT, "no instrument settles to index " + event.text('i'));
    }
    findings.entry(new Index(name, event.decimal('p')), eventTime(event));
  }

  private static String error(JsonFields event) {
    JsonFields from =
        event.isObject(BinanceFields.ERROR) ? event.object(BinanceFields.ERROR) : event;
    return "the venue says " + from.text(BinanceFields.CODE) + " " + from.text(BinanceFields.MSG);
  }

  /** The body of a REST answer. Only depth snapshots are asked for. */
  private void answer(RawFrame frame) {
    if (root.hasText(BinanceFields.CODE) && root.has(BinanceFields.MSG)) {
      findings.reject("depth", RejectReason.VENUE_ERROR, error(root));
      return;
    }
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    Matcher depth = DEPTH_REQUEST.matcher(request);
    if (!depth.find()) {
      findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
      return;
    }
    try {
      long lastUpdateId = root.number(BinanceFields.LAST_UPDATE_ID);
      findings.entry(
          new BookDelta(
              named(depth.group(1)).instrument(),
              true,
              lastUpdateId,
              lastUpdateId,
              null,
              root.levels(BinanceFields.BIDS),
              root.levels(BinanceFields.ASKS),
              null),
          root.hasText('E') ? eventTime(root) : null);
    } catch (InvalidFieldException e) {
      findings.reject("depth", e.reason(), e.getMessage());
    }
  }

  private Listing listing(JsonFields event) throws InvalidFieldException {
    return listing(listings, event, SYMBOL);
  }

  static Listing listing(SymbolTable<Listing> listings, JsonFields event, int slot)
      throws InvalidFieldException {
    if (!event.hasText(slot)) {
      throw InvalidFieldException.missing("s");
    }
    Listing listing = event.in(listings, slot);
    if (listing == null) {
      throw unknown(event.text(slot));
    }
    return listing;
  }

  private Listing named(String symbol) throws InvalidFieldException {
    Listing listing = listings.get(symbol);
    if (listing == null) {
      throw unknown(symbol);
    }
    return listing;
  }

  private static InvalidFieldException unknown(String symbol) {
    return new InvalidFieldException(
        RejectReason.UNKNOWN_INSTRUMENT,
        "no instrument has symbol " + symbol.substring(0, Math.min(40, symbol.length())));
  }

  static Long eventTime(JsonFields event) throws InvalidFieldException {
    return micros(event, 'E');
  }

  /** A time in milliseconds, as microseconds. */
  static long micros(JsonFields event, char letter) throws InvalidFieldException {
    return VenueTime.millis(event.number(letter), String.valueOf(letter));
  }

  /** {@code btcusdt@depth20@100ms}: the twenty best levels, each time whole. */
  private static boolean partial(String stream) {
    int at = stream.indexOf("@depth");
    return at > 0
        && at + 6 < stream.length()
        && stream.charAt(at + 6) >= '0'
        && stream.charAt(at + 6) <= '9';
  }

  /**
   * The part of a stream's name after the symbol. Listen keys, which have no such part, stay out.
   */
  private static String channel(String stream) {
    int at = stream.indexOf('@');
    return at < 0 ? "" : stream.substring(at + 1);
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }

  static String sentence(IOException e) {
    String message = String.valueOf(e.getMessage());
    int line = message.indexOf('\n');
    String first = line < 0 ? message : message.substring(0, line);
    return first.length() > 200 ? first.substring(0, 200) : first;
  }
}
