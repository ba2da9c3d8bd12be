package org.hedgerow.exchanges.ftx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonScanner;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * Reads FTX's recorded frames: trades, ticker, orderbook, the instrument states that recorders put
 * between them, and the list of markets. The order of fields does not matter; nothing of a frame is
 * handed on before the whole of it was read.
 *
 * <p>FTX's books have no ids, only checksums: all their updates have id 0. A trade that a forced
 * closing made is a {@link Liquidation} besides; its side is the aggressor's.
 */
final class FtxDecoder implements FrameDecoder {
  private static final long LARGEST_SUM = 0xFFFF_FFFFL;

  /** Channels that are compared in place before one is made a String. */
  private static final String[] KNOWN = {"orderbook", "ticker", "trades", "instrument"};

  private final SymbolTable<FtxListing> listings;
  private final FtxMarkets markets;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonFields root = new JsonFields(FtxFields.NAMES);
  private final Findings findings = new Findings();

  FtxDecoder(List<FtxListing> instruments) {
    listings = new SymbolTable<>(instruments.size());
    Map<String, FtxListing> byMarket = new LinkedHashMap<>();
    for (FtxListing listing : instruments) {
      listings.put(listing.market(), listing);
      byMarket.put(listing.market(), listing);
    }
    markets = new FtxMarkets(byMarket);
  }

  @Override
  public void decode(RawFrame frame, DecodedFrame out) {
    findings.clear();
    String channel = "";
    try {
      if (frame.getKind() == FrameKind.REST) {
        channel = "markets";
        answer(frame);
      } else {
        scan(frame.getPayload());
        channel = channel();
        read(channel);
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject(channel, RejectReason.MALFORMED, sentence(e));
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(channel, e.reason(), e.getMessage());
    }
    findings.tell(out);
  }

  private void answer(RawFrame frame) throws IOException, InvalidFieldException {
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    if (request.endsWith("/markets")) {
      markets.read(bytes(frame.getPayload()), findings);
    } else {
      findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
    }
  }

  private void scan(ByteBuffer payload) throws IOException {
    scanner.open(payload);
    root.scan(scanner);
    scanner.close();
  }

  private String channel() {
    for (String known : KNOWN) {
      if (root.is(FtxFields.CHANNEL, known)) {
        return known;
      }
    }
    return RowValues.shortened(root.text(FtxFields.CHANNEL));
  }

  private void read(String channel) throws InvalidFieldException {
    boolean whole = root.is(FtxFields.TYPE, "partial");
    if (!whole && !root.is(FtxFields.TYPE, "update")) {
      notice(channel, root.text(FtxFields.TYPE));
      return;
    }
    switch (channel) {
      case "orderbook" -> book(listing(), data(), whole);
      case "ticker" -> quote(listing(), data());
      case "trades" -> trades(listing());
      case "instrument" -> state(listing(), data());
      case "" ->
          findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an object that names no channel");
      default ->
          findings.reject(channel, RejectReason.UNKNOWN_CHANNEL, "no decoder for " + channel);
    }
  }

  private void notice(String channel, String type) throws InvalidFieldException {
    switch (type) {
      case "subscribed", "unsubscribed", "pong", "info" -> findings.ignore(type);
      case "error" ->
          throw new InvalidFieldException(
              RejectReason.VENUE_ERROR,
              "the venue says "
                  + root.text(FtxFields.CODE)
                  + " "
                  + RowValues.shortened(root.text(FtxFields.MSG)));
      default ->
          findings.reject(
              channel,
              RejectReason.UNKNOWN_CHANNEL,
              "no decoder for type " + RowValues.shortened(type));
    }
  }

  private void book(FtxListing listing, JsonFields data, boolean whole)
      throws InvalidFieldException {
    long sum = data.number(FtxFields.CHECKSUM);
    if (sum < 0 || sum > LARGEST_SUM) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "checksum is no number of 32 bits: " + sum);
    }
    findings.entry(
        new BookDelta(
            listing.instrument(),
            whole,
            0L,
            0L,
            null,
            data.levels(FtxFields.BIDS),
            data.levels(FtxFields.ASKS),
            sum),
        FtxTime.seconds(data, FtxFields.TIME));
  }

  /** A side without an order is null, and a quote has two sides. */
  private void quote(FtxListing listing, JsonFields data) throws InvalidFieldException {
    if (!data.has(FtxFields.BID) || !data.has(FtxFields.ASK)) {
      throw InvalidFieldException.missing("bid or ask");
    }
    if (data.isNullValue(FtxFields.BID) || data.isNullValue(FtxFields.ASK)) {
      findings.ignore("one-sided ticker");
      return;
    }
    findings.entry(
        new Quote(
            listing.instrument(),
            data.decimal(FtxFields.BID),
            data.decimal(FtxFields.BID_SIZE),
            data.decimal(FtxFields.ASK),
            data.decimal(FtxFields.ASK_SIZE),
            null),
        FtxTime.seconds(data, FtxFields.TIME));
  }

  private void trades(FtxListing listing) throws InvalidFieldException {
    if (!root.has(FtxFields.DATA)) {
      throw InvalidFieldException.missing("data");
    }
    List<JsonFields> trades = root.objects(FtxFields.DATA);
    for (JsonFields trade : trades) {
      Side side = side(trade);
      Decimal price = trade.decimal(FtxFields.PRICE);
      Decimal size = trade.decimal(FtxFields.SIZE);
      Long time = FtxTime.iso(trade.requiredText(FtxFields.TIME));
      findings.entry(
          new Trade(listing.instrument(), trade.requiredText(FtxFields.ID), price, size, side),
          time);
      if (trade.isTrue(FtxFields.LIQUIDATION)) {
        findings.entry(new Liquidation(listing.instrument(), side, price, size), time);
      }
    }
    if (trades.isEmpty()) {
      if (root.levels(FtxFields.DATA).isEmpty()) {
        findings.ignore("trades");
      } else {
        throw InvalidFieldException.missing("data");
      }
    }
  }

  private static Side side(JsonFields trade) throws InvalidFieldException {
    if (trade.is(FtxFields.SIDE, "buy")) {
      return Side.BUY;
    }
    if (trade.is(FtxFields.SIDE, "sell")) {
      return Side.SELL;
    }
    throw new InvalidFieldException(
        RejectReason.INVALID_VALUE,
        "side is neither buy nor sell: " + RowValues.shortened(trade.text(FtxFields.SIDE)));
  }

  /**
   * What recorders asked REST for and wrote as a channel ({@code generated}): mark, index, open
   * interest and, of perpetuals, the rate of the funding hour under way. It carries no time.
   */
  private void state(FtxListing listing, JsonFields data) throws InvalidFieldException {
    JsonFields info = nested(data, FtxFields.INFO, "info");
    JsonFields stats = nested(data, FtxFields.STATS, "stats");
    findings.entry(new Mark(listing.instrument(), info.decimal(FtxFields.MARK)), null);
    findings.entry(
        new Index(
            FtxVenue.index(info.requiredText(FtxFields.UNDERLYING)), info.decimal(FtxFields.INDEX)),
        null);
    findings.entry(
        new OpenInterest(listing.instrument(), stats.decimal(FtxFields.OPEN_INTEREST)), null);
    if (stats.hasText(FtxFields.NEXT_FUNDING_RATE)) {
      findings.entry(
          new Funding(
              listing.instrument(),
              stats.decimal(FtxFields.NEXT_FUNDING_RATE),
              FtxTime.iso(stats.requiredText(FtxFields.NEXT_FUNDING_TIME))),
          null);
    }
  }

  private JsonFields data() throws InvalidFieldException {
    return nested(root, FtxFields.DATA, "data");
  }

  private static JsonFields nested(JsonFields from, int slot, String name)
      throws InvalidFieldException {
    if (!from.isObject(slot)) {
      throw InvalidFieldException.missing(name);
    }
    return from.object(slot);
  }

  private FtxListing listing() throws InvalidFieldException {
    if (!root.hasText(FtxFields.MARKET)) {
      throw InvalidFieldException.missing("market");
    }
    FtxListing listing = root.in(listings, FtxFields.MARKET);
    if (listing == null) {
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT,
          "no instrument has symbol " + RowValues.shortened(root.text(FtxFields.MARKET)));
    }
    return listing;
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }

  private static String sentence(IOException e) {
    String message = String.valueOf(e.getMessage());
    int line = message.indexOf('\n');
    String first = line < 0 ? message : message.substring(0, line);
    return first.length() > 200 ? first.substring(0, 200) : first;
  }
}
