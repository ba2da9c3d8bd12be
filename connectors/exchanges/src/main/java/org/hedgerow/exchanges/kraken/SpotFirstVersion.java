package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.DecimalText;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * Reads the arrays of WebSocket v1, of which recordings exist: {@code [id, content, ..., channel,
 * pair]}. What the content means stands behind it, so it is kept as rows of text first: {@code [[a,
 * b], [c, d]]} has no name, {@code {"as": [[a, b]]}} has one.
 *
 * <p>Trades have no id here: theirs is made of their time and their place in the frame.
 */
final class SpotFirstVersion {
  private static final int LONGEST_ROW = 8;

  private final SymbolTable<Listing> listings;
  private final List<Row> rows = new ArrayList<>();
  private String checksum = "";
  private String channel = "";
  private String pair = "";
  private boolean levels;

  /** Scalars that stand together, with the name of the field in which they stand. */
  private record Row(String name, List<String> values) {}

  SpotFirstVersion(SymbolTable<Listing> listings) {
    this.listings = listings;
  }

  /** Reads the array whose opening bracket the parser stands at, to its closing bracket. */
  void scan(JsonParser parser) throws IOException {
    rows.clear();
    checksum = "";
    channel = "";
    pair = "";
    levels = false;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("an array that does not end");
      }
      switch (token) {
        case VALUE_STRING -> {
          // The last two are the channel and the pair.
          channel = pair;
          pair = parser.getText();
        }
        case START_OBJECT -> scanObject(parser);
        case START_ARRAY -> scanArray("", parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void scanObject(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        levels |= name.equals("as") || name.equals("bs");
        scanArray(name, parser);
      } else if (name.equals("c") && token == JsonToken.VALUE_STRING) {
        checksum = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("an object that does not end");
    }
  }

  /** An array of scalars is a row, an array of such arrays is several. */
  private void scanArray(String name, JsonParser parser) throws IOException {
    List<String> values = new ArrayList<>(LONGEST_ROW);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("an array that does not end");
      }
      if (token == JsonToken.START_ARRAY) {
        rows.add(new Row(name, scanRow(parser)));
      } else if (token.isScalarValue() && values.size() < LONGEST_ROW) {
        values.add(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    if (!values.isEmpty()) {
      rows.add(new Row(name, values));
    }
  }

  private static List<String> scanRow(JsonParser parser) throws IOException {
    List<String> values = new ArrayList<>(LONGEST_ROW);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("a row that does not end");
      }
      if (token.isScalarValue() && values.size() < LONGEST_ROW) {
        values.add(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return values;
  }

  /** Tells what was scanned. */
  void tell(Findings findings) {
    try {
      if (channel.equals("trade")) {
        trades(listing(), findings);
      } else if (channel.equals("spread")) {
        spread(listing(), findings);
      } else if (channel.equals("ticker")) {
        ticker(listing(), findings);
      } else if (channel.equals("book") || channel.startsWith("book-")) {
        book(listing(), findings);
      } else if (channel.startsWith("ohlc")) {
        findings.ignore("ohlc");
      } else {
        findings.reject(
            KrakenSpotDecoder.shortened(channel),
            RejectReason.UNKNOWN_CHANNEL,
            "no decoder for this array");
      }
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(KrakenSpotDecoder.shortened(channel), e.reason(), e.getMessage());
    }
  }

  private Listing listing() throws InvalidFieldException {
    Listing listing = listings.get(pair);
    if (listing == null) {
      throw KrakenSpotDecoder.unknown(pair);
    }
    return listing;
  }

  /** Rows of {@code price, volume, time, side, order type, misc}. */
  private void trades(Listing listing, Findings findings) throws InvalidFieldException {
    for (int i = 0; i < rows.size(); i++) {
      List<String> row = rows.get(i).values();
      String side = value(row, 3, "side");
      if (!side.equals("b") && !side.equals("s")) {
        throw new InvalidFieldException(RejectReason.INVALID_VALUE, "side is neither b nor s");
      }
      String time = value(row, 2, "time");
      findings.entry(
          new Trade(
              listing.instrument(),
              time + "-" + i,
              number(row, 0, "price"),
              number(row, 1, "volume"),
              side.equals("b") ? Side.BUY : Side.SELL),
          KrakenTime.seconds(time, "time"));
    }
    if (rows.isEmpty()) {
      throw InvalidFieldException.missing("trades");
    }
  }

  /** One row of {@code bid, ask, time, bid volume, ask volume}. */
  private void spread(Listing listing, Findings findings) throws InvalidFieldException {
    List<String> row = rows.isEmpty() ? List.of() : rows.get(0).values();
    Quote quote =
        new Quote(
            listing.instrument(),
            number(row, 0, "bid"),
            number(row, 3, "bidVolume"),
            number(row, 1, "ask"),
            number(row, 4, "askVolume"),
            null);
    if (isEmpty(quote)) {
      findings.ignore("spread without a quote");
      return;
    }
    findings.entry(quote, KrakenTime.seconds(value(row, 2, "timestamp"), "timestamp"));
  }

  /** Rows a and b of {@code price, whole lots, volume}, and the day's figures, which are left. */
  private void ticker(Listing listing, Findings findings) throws InvalidFieldException {
    List<String> bid = named("b");
    List<String> ask = named("a");
    Quote quote =
        new Quote(
            listing.instrument(),
            number(bid, 0, "b"),
            number(bid, 2, "b"),
            number(ask, 0, "a"),
            number(ask, 2, "a"),
            null);
    if (isEmpty(quote)) {
      findings.ignore("ticker without a quote");
    } else {
      findings.entry(quote, null);
    }
  }

  private static boolean isEmpty(Quote quote) {
    return Decimals.signum(quote.getBidPrice()) == 0 || Decimals.signum(quote.getAskPrice()) == 0;
  }

  private List<String> named(String name) {
    for (Row row : rows) {
      if (row.name().equals(name)) {
        return row.values();
      }
    }
    return List.of();
  }

  /** Rows a, b (changes) or as, bs (all) of {@code price, volume, time}, oldest change first. */
  private void book(Listing listing, Findings findings) throws InvalidFieldException {
    List<Level> bids = new ArrayList<>();
    List<Level> asks = new ArrayList<>();
    long latest = 0;
    for (Row row : rows) {
      Level level =
          new Level(asWritten(row.values(), 0, "price"), asWritten(row.values(), 1, "volume"));
      switch (row.name()) {
        case "b", "bs" -> bids.add(level);
        case "a", "as" -> asks.add(level);
        default ->
            throw new InvalidFieldException(RejectReason.MALFORMED, "levels of no side of a book");
      }
      latest =
          Math.max(latest, KrakenTime.seconds(value(row.values(), 2, "timestamp"), "timestamp"));
    }
    if (rows.isEmpty() && !levels) {
      throw InvalidFieldException.missing("as, bs, a or b");
    }
    findings.entry(
        new BookDelta(listing.instrument(), levels, 0L, 0L, null, bids, asks, checksum(checksum)),
        levels || latest == 0 ? null : latest);
  }

  private static Long checksum(String text) throws InvalidFieldException {
    if (text.isEmpty()) {
      return null;
    }
    long sum = 0;
    boolean valid = text.length() <= 10;
    for (int i = 0; valid && i < text.length(); i++) {
      char c = text.charAt(i);
      valid = c >= '0' && c <= '9';
      sum = sum * 10 + (c - '0');
    }
    if (!valid || sum >> 32 != 0) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "c is no checksum");
    }
    return sum;
  }

  private static String value(List<String> row, int at, String name) throws InvalidFieldException {
    if (at >= row.size()) {
      throw InvalidFieldException.missing(name);
    }
    return row.get(at);
  }

  private static Decimal number(List<String> row, int at, String name)
      throws InvalidFieldException {
    String text = value(row, at, name);
    return positive(DecimalText.parse(text), text, name);
  }

  /** With the zeros at its end, for the checksum. */
  private static Decimal asWritten(List<String> row, int at, String name)
      throws InvalidFieldException {
    String text = value(row, at, name);
    return positive(DecimalText.parseAsWritten(text), text, name);
  }

  private static Decimal positive(Decimal number, String text, String name)
      throws InvalidFieldException {
    if (number == null || number.getUnscaled() < 0) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          name + " is no number that can be: " + KrakenSpotDecoder.shortened(text));
    }
    return number;
  }
}
