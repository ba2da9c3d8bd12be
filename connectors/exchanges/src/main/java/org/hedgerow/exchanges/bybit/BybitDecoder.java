package org.hedgerow.exchanges.bybit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonScanner;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * Reads Bybit's public frames: {@code publicTrade}, {@code orderbook} and {@code tickers}. Nothing
 * of a frame is handed on before the whole of it was read. Updates of a book have one id, {@code
 * u}, that grows by one; a snapshot in the stream begins a new count.
 */
final class BybitDecoder implements FrameDecoder {
  private static final String TRADES = "publicTrade.";
  private static final String BOOK = "orderbook.";
  private static final String BEST = "orderbook.1.";
  private static final String TICKERS = "tickers.";

  private final SymbolTable<BybitListing> listings;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonFields root = new JsonFields(BybitFields.NAMES);
  private final Findings findings = new Findings();
  private final Map<String, BestPrices> best = new HashMap<>();

  /** Payloads of tickers so far. */
  private int told;

  BybitDecoder(List<BybitListing> instruments) {
    listings = new SymbolTable<>(instruments.size());
    for (BybitListing listing : instruments) {
      listings.put(listing.symbol(), listing);
    }
  }

  @Override
  public void decode(RawFrame frame, DecodedFrame out) {
    findings.clear();
    String topic = "";
    try {
      if (frame.getKind() == FrameKind.REST) {
        throw new InvalidFieldException(
            RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
      }
      scan(frame.getPayload());
      topic = RowValues.shortened(root.text(BybitFields.TOPIC));
      read(frame, topic);
    } catch (IOException e) {
      findings.clear();
      findings.reject(topic, RejectReason.MALFORMED, "no JSON, or not one object");
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(topic, e.reason(), e.getMessage());
    }
    findings.tell(out);
  }

  private void scan(ByteBuffer payload) throws IOException {
    scanner.open(payload);
    root.scan(scanner);
    scanner.close();
  }

  private void read(RawFrame frame, String topic) throws InvalidFieldException {
    if (topic.startsWith(BOOK)) {
      book(frame, topic.startsWith(BEST));
    } else if (topic.startsWith(TRADES)) {
      trades();
    } else if (topic.startsWith(TICKERS)) {
      ticker();
    } else if (topic.isEmpty() && root.has(BybitFields.OP)) {
      notice();
    } else {
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_CHANNEL, "no decoder for topic " + topic);
    }
  }

  private void notice() throws InvalidFieldException {
    if (root.has(BybitFields.SUCCESS) && !root.isTrue(BybitFields.SUCCESS)) {
      throw new InvalidFieldException(
          RejectReason.VENUE_ERROR,
          "the venue says " + RowValues.shortened(root.text(BybitFields.RET_MSG)));
    }
    findings.ignore(RowValues.shortened(root.text(BybitFields.OP)));
  }

  private JsonFields data() throws InvalidFieldException {
    if (!root.isObject(BybitFields.DATA)) {
      throw InvalidFieldException.missing("data");
    }
    return root.object(BybitFields.DATA);
  }

  private BybitListing listing(JsonFields data, int symbol) throws InvalidFieldException {
    if (!data.hasText(symbol)) {
      throw InvalidFieldException.missing("symbol");
    }
    BybitListing listing = data.in(listings, symbol);
    if (listing == null) {
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT,
          "no instrument has symbol " + RowValues.shortened(data.text(symbol)));
    }
    return listing;
  }

  private boolean isSnapshot() throws InvalidFieldException {
    if (root.is(BybitFields.TYPE, "snapshot")) {
      return true;
    }
    if (root.is(BybitFields.TYPE, "delta")) {
      return false;
    }
    throw new InvalidFieldException(
        RejectReason.INVALID_VALUE, "type is neither snapshot nor delta");
  }

  private Long time() throws InvalidFieldException {
    return VenueTime.millis(root.number(BybitFields.TS), "ts");
  }

  private void book(RawFrame frame, boolean isBest) throws InvalidFieldException {
    JsonFields data = data();
    BybitListing listing = listing(data, BybitFields.S);
    boolean snapshot = isSnapshot();
    List<Level> bids = data.levels(BybitFields.B);
    List<Level> asks = data.levels(BybitFields.A);
    long update = data.number(BybitFields.U);
    Long time = time();
    if (!isBest) {
      findings.entry(
          new BookDelta(listing.instrument(), snapshot, update, update, null, bids, asks, null),
          time);
      return;
    }
    BestPrices known = best.computeIfAbsent(frame.getConnection(), none -> new BestPrices());
    known.of(frame.getEpoch());
    Quote quote = known.apply(listing, snapshot, bids, asks, update);
    if (quote == null) {
      findings.ignore("one-sided orderbook.1");
    } else {
      findings.entry(quote, time);
    }
  }

  private void trades() throws InvalidFieldException {
    List<JsonFields> trades = root.objects(BybitFields.DATA);
    if (trades.isEmpty()) {
      throw InvalidFieldException.missing("data");
    }
    for (JsonFields trade : trades) {
      BybitListing listing = listing(trade, BybitFields.S);
      findings.entry(
          new Trade(
              listing.instrument(),
              trade.requiredText(BybitFields.TRADE_ID),
              trade.decimal(BybitFields.PRICE),
              trade.decimal(BybitFields.QUANTITY),
              side(trade)),
          VenueTime.millis(trade.number(BybitFields.TRADE_TIME), "T"));
    }
  }

  private static Side side(JsonFields trade) throws InvalidFieldException {
    if (trade.is(BybitFields.SIDE, "Buy")) {
      return Side.BUY;
    }
    if (trade.is(BybitFields.SIDE, "Sell")) {
      return Side.SELL;
    }
    throw new InvalidFieldException(RejectReason.INVALID_VALUE, "S is neither Buy nor Sell");
  }

  /** What is not in a delta has not changed. */
  private void ticker() throws InvalidFieldException {
    JsonFields data = data();
    BybitListing listing = listing(data, BybitFields.SYMBOL);
    isSnapshot();
    Long time = time();
    int before = told;
    if (wants(listing, Channel.MARK, data, BybitFields.MARK_PRICE)) {
      findings.entry(new Mark(listing.instrument(), data.decimal(BybitFields.MARK_PRICE)), time);
    }
    if (wants(listing, Channel.INDEX, data, BybitFields.INDEX_PRICE)) {
      findings.entry(new Index(listing.index(), data.decimal(BybitFields.INDEX_PRICE)), time);
    }
    if (wants(listing, Channel.FUNDING, data, BybitFields.FUNDING_RATE)) {
      Long next =
          data.hasText(BybitFields.NEXT_FUNDING_TIME)
              ? VenueTime.millis(data.number(BybitFields.NEXT_FUNDING_TIME), "nextFundingTime")
              : null;
      findings.entry(
          new Funding(listing.instrument(), data.decimal(BybitFields.FUNDING_RATE), next), time);
    }
    if (wants(listing, Channel.OPEN_INTEREST, data, BybitFields.OPEN_INTEREST)) {
      findings.entry(
          new OpenInterest(listing.instrument(), data.decimal(BybitFields.OPEN_INTEREST)), time);
    }
    if (told == before) {
      findings.ignore("tickers without news");
    }
  }

  private boolean wants(BybitListing listing, Channel channel, JsonFields data, int field) {
    boolean wanted = listing.channels().contains(channel) && data.hasText(field);
    told += wanted ? 1 : 0;
    return wanted;
  }

  @Override
  public Map<String, byte[]> remembered() {
    Map<String, byte[]> remembered = new HashMap<>();
    best.forEach((connection, prices) -> remembered.put(connection, prices.save()));
    return remembered;
  }

  @Override
  public void restore(String connection, byte[] remembered) {
    best.put(connection, BestPrices.restored(remembered));
  }
}
