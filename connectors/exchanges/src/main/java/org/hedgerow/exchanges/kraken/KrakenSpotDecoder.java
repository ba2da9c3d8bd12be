package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
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
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * Reads the spot market's frames: objects of WebSocket v2, arrays of v1, and answers of REST.
 *
 * <p>Books have no sequence: the update ids of a {@link BookDelta} are zero and its checksum says
 * whether something is missing. Its numbers keep the zeros at their end, which the checksum needs.
 *
 * <p>What an execution leaves out was said when its order was new, so the orders of a connection
 * are {@link #remembered}.
 */
public final class KrakenSpotDecoder implements FrameDecoder {
  static final String VENUE = "KRAKEN_SPOT";

  private static final JsonFactory JSON = new JsonFactoryBuilder().build();

  /** Channels that are compared in place before one is made a String. */
  private static final String[] FREQUENT = {"book", "ticker", "trade", "heartbeat"};

  private final SymbolTable<Listing> listings;
  private final SpotAccountEvents accountEvents;
  private final SpotMarketStatus marketStatus;
  private final SpotFirstVersion firstVersion;
  private final SpotAnswers answers;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonFields root = new JsonFields(SpotFields.NAMES, true);
  private final Findings findings = new Findings();

  /**
   * For the instruments listed.
   *
   * @param assets what a statement of an account names even where it is zero
   */
  public KrakenSpotDecoder(List<Listing> instruments, Set<String> assets) {
    listings = new SymbolTable<>(instruments.size() * 40);
    for (Listing listing : instruments) {
      for (String name : Assets.names(listing.symbol())) {
        listings.put(name, listing);
      }
    }
    accountEvents = new SpotAccountEvents(listings);
    marketStatus = new SpotMarketStatus(instruments, listings);
    firstVersion = new SpotFirstVersion(listings);
    answers = new SpotAnswers(listings, instruments, assets);
  }

  @Override
  public void decode(RawFrame frame, DecodedFrame out) {
    findings.clear();
    ByteBuffer payload = frame.getPayload();
    if (frame.getKind() == FrameKind.REST) {
      answers.read(frame, bytes(payload), findings);
      findings.tell(out);
      return;
    }
    try {
      scanner.open(payload);
      if (scanner.peek() == '[') {
        firstVersion(payload);
      } else {
        root.scan(scanner);
        scanner.close();
        read(frame);
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject("", RejectReason.MALFORMED, sentence(e));
    }
    findings.tell(out);
  }

  private void firstVersion(ByteBuffer payload) throws IOException {
    try (JsonParser parser =
        payload.hasArray()
            ? JSON.createParser(
                payload.array(), payload.arrayOffset() + payload.position(), payload.remaining())
            : JSON.createParser(bytes(payload))) {
      parser.nextToken();
      firstVersion.scan(parser);
      if (parser.nextToken() != null) {
        throw new IOException("more than one document");
      }
    }
    firstVersion.tell(findings);
  }

  private void read(RawFrame frame) {
    if (root.has(SpotFields.CHANNEL)) {
      channel(frame, channel());
    } else {
      control();
    }
  }

  private String channel() {
    for (String known : FREQUENT) {
      if (root.is(SpotFields.CHANNEL, known)) {
        return known;
      }
    }
    return root.text(SpotFields.CHANNEL);
  }

  private void channel(RawFrame frame, String channel) {
    switch (channel) {
      case "heartbeat", "ohlc", "level3" -> findings.ignore(channel);
      case "instrument" -> marketStatus.pairs(root, findings);
      case "status" -> marketStatus.system(root, findings);
      case "book", "ticker", "trade", "executions", "balances" -> rows(frame, channel);
      default ->
          findings.reject(
              shortened(channel), RejectReason.UNKNOWN_CHANNEL, "no decoder for this channel");
    }
  }

  private void rows(RawFrame frame, String channel) {
    boolean snapshot = root.is(SpotFields.TYPE, "snapshot");
    List<JsonFields> rows = root.objects(SpotFields.DATA);
    if (rows.isEmpty()) {
      if (root.has(SpotFields.DATA)) {
        findings.ignore(channel);
      } else {
        findings.reject(channel, RejectReason.MALFORMED, "no field data");
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      JsonFields row = rows.get(i);
      try {
        switch (channel) {
          case "book" -> book(row, snapshot);
          case "trade" -> trade(row);
          case "ticker" -> quote(row);
          case "executions" -> accountEvents.execution(frame, row, snapshot, findings);
          default -> accountEvents.balance(frame, row, snapshot, findings);
        }
      } catch (InvalidFieldException e) {
        findings.reject(channel, e.reason(), e.getMessage());
      }
    }
  }

  private void book(JsonFields row, boolean snapshot) throws InvalidFieldException {
    Listing listing = listing(listings, row);
    findings.entry(
        new BookDelta(
            listing.instrument(),
            snapshot,
            0L,
            0L,
            null,
            row.levels(SpotFields.BIDS),
            row.levels(SpotFields.ASKS),
            row.hasText(SpotFields.CHECKSUM) ? row.number(SpotFields.CHECKSUM) : null),
        row.hasText(SpotFields.TIMESTAMP) ? time(row) : null);
  }

  private void trade(JsonFields row) throws InvalidFieldException {
    Listing listing = listing(listings, row);
    // The taker's side.
    Side aggressor = side(row);
    findings.entry(
        new Trade(
            listing.instrument(),
            row.requiredText(SpotFields.TRADE_ID),
            row.decimal(SpotFields.PRICE),
            row.decimal(SpotFields.QTY),
            aggressor),
        time(row));
  }

  private void quote(JsonFields row) throws InvalidFieldException {
    Listing listing = listing(listings, row);
    Decimal bid = row.decimal(SpotFields.BID);
    Decimal bidQuantity = row.decimal(SpotFields.BID_QTY);
    Decimal ask = row.decimal(SpotFields.ASK);
    Decimal askQuantity = row.decimal(SpotFields.ASK_QTY);
    if (Decimals.signum(bid) == 0 || Decimals.signum(ask) == 0) {
      findings.ignore("ticker without a quote");
      return;
    }
    findings.entry(
        new Quote(listing.instrument(), bid, bidQuantity, ask, askQuantity, null),
        row.hasText(SpotFields.TIMESTAMP) ? time(row) : null);
  }

  /** Acknowledgements, pongs and errors of v2 have a method, those of v1 an event. */
  private void control() {
    if (root.hasText(SpotFields.METHOD)) {
      String method = shortened(root.text(SpotFields.METHOD));
      if (root.hasText(SpotFields.ERROR)) {
        findings.reject(method, RejectReason.VENUE_ERROR, says(root.text(SpotFields.ERROR)));
      } else if (method.equals("pong") || root.isTrue(SpotFields.SUCCESS)) {
        findings.ignore(method);
      } else {
        findings.reject(method, RejectReason.UNKNOWN_CHANNEL, "an answer without an outcome");
      }
    } else if (root.hasText(SpotFields.EVENT)) {
      event(shortened(root.text(SpotFields.EVENT)));
    } else if (root.hasText(SpotFields.ERROR)) {
      findings.reject("", RejectReason.VENUE_ERROR, says(root.text(SpotFields.ERROR)));
    } else {
      findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an object that is no message");
    }
  }

  private void event(String event) {
    switch (event) {
      case "heartbeat", "pong", "systemStatus" -> findings.ignore(event);
      case "subscriptionStatus" -> {
        if (root.is(SpotFields.STATUS, "error")) {
          findings.reject(
              event, RejectReason.VENUE_ERROR, says(root.text(SpotFields.ERROR_MESSAGE)));
        } else {
          findings.ignore(event);
        }
      }
      default -> findings.reject(event, RejectReason.UNKNOWN_CHANNEL, "no decoder for this event");
    }
  }

  @Override
  public Map<String, byte[]> remembered() {
    return accountEvents.remembered();
  }

  @Override
  public void restore(String connection, byte[] remembered) {
    accountEvents.restore(connection, remembered);
  }

  static Listing listing(SymbolTable<Listing> listings, JsonFields row)
      throws InvalidFieldException {
    if (!row.hasText(SpotFields.SYMBOL)) {
      throw InvalidFieldException.missing("symbol");
    }
    Listing listing = row.in(listings, SpotFields.SYMBOL);
    if (listing == null) {
      throw unknown(row.text(SpotFields.SYMBOL));
    }
    return listing;
  }

  static InvalidFieldException unknown(String symbol) {
    return new InvalidFieldException(
        RejectReason.UNKNOWN_INSTRUMENT, "no instrument has symbol " + shortened(symbol));
  }

  static Side side(JsonFields row) throws InvalidFieldException {
    if (row.is(SpotFields.SIDE, "buy")) {
      return Side.BUY;
    }
    if (row.is(SpotFields.SIDE, "sell")) {
      return Side.SELL;
    }
    throw new InvalidFieldException(
        RejectReason.INVALID_VALUE, "side is none: " + shortened(row.text(SpotFields.SIDE)));
  }

  static long time(JsonFields row) throws InvalidFieldException {
    return KrakenTime.rfc3339(row.requiredText(SpotFields.TIMESTAMP), "timestamp");
  }

  static String shortened(String text) {
    return text.substring(0, Math.min(40, text.length()));
  }

  /** Kraken's errors are codes with a few words; no credentials stand in them. */
  static String says(String error) {
    return "the venue says " + error.substring(0, Math.min(120, error.length()));
  }

  static byte[] bytes(ByteBuffer payload) {
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
