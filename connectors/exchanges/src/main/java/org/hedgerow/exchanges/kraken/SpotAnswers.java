package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.DecimalText;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;

/**
 * Reads answers of the spot market's REST by what was asked: recent trades, the list of pairs, the
 * best levels of a book, and an account's snapshots ({@link SpotAccountAnswers}).
 */
final class SpotAnswers {
  private static final JsonFactory JSON = new JsonFactory();

  /** Answers that the journal has no payload for. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "Time",
          "SystemStatus",
          "Assets",
          "OHLC",
          "Ticker",
          "Spread",
          "TradeBalance",
          "TradeVolume",
          "Ledgers",
          "OpenPositions",
          "DepositMethods",
          "DepositAddresses");

  private final SymbolTable<Listing> listings;
  private final SpotAccountAnswers accountAnswers;

  SpotAnswers(SymbolTable<Listing> listings, List<Listing> instruments, Set<String> assets) {
    this.listings = listings;
    this.accountAnswers = new SpotAccountAnswers(listings, instruments, assets);
  }

  void read(RawFrame frame, byte[] body, Findings findings) {
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    String resource = resource(request);
    try {
      if (frame.getAccount() != null) {
        accountAnswers.read(frame, request, resource, body, findings);
        return;
      }
      switch (resource) {
        case "Trades", "Depth" -> {
          refused(body);
          lists(resource, body, findings);
        }
        case "AssetPairs" -> pairs(refused(body), findings);
        default -> {
          if (LEFT_OUT.contains(resource)) {
            refused(body);
            findings.ignore(resource);
          } else {
            findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
          }
        }
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject(resource, RejectReason.MALFORMED, KrakenSpotDecoder.sentence(e));
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(resource, e.reason(), e.getMessage());
    }
  }

  static boolean isLeftOut(String resource) {
    return LEFT_OUT.contains(resource);
  }

  /** The last part of the first request's path. */
  private static String resource(String request) {
    int end = request.length();
    for (char stop : new char[] {'?', ' ', '#'}) {
      int at = request.indexOf(stop);
      end = at < 0 ? end : Math.min(end, at);
    }
    return request.substring(request.lastIndexOf('/', end - 1) + 1, end);
  }

  static SpotBody refused(byte[] body) throws IOException, InvalidFieldException {
    SpotBody read = SpotBody.read(body);
    if (!read.errors().isEmpty()) {
      throw new InvalidFieldException(
          RejectReason.VENUE_ERROR, KrakenSpotDecoder.says(read.errors().get(0)));
    }
    if (!read.hasResult()) {
      throw InvalidFieldException.missing("result");
    }
    return read;
  }

  /** Of the pairs only the configured ones; of those, not the dark pools ({@code XBTUSD.d}). */
  private void pairs(SpotBody body, Findings findings) throws InvalidFieldException {
    boolean told = false;
    for (Map<String, String> row : body.rows().values()) {
      String name = row.get("wsname");
      Listing listing = name == null ? null : listing(name);
      if (listing == null) {
        continue;
      }
      told = true;
      String status = row.get("status");
      Decimal tick = RowValues.optional(row, "tick_size");
      Decimal minimumNotional = RowValues.optional(row, "costmin");
      Decimal minimum = RowValues.optional(row, "ordermin");
      findings.entry(
          new InstrumentStatus(
              listing.instrument(),
              status == null ? TradingStatus.UNKNOWN : SpotMarketStatus.status(status),
              SpotMarketStatus.definition(
                  listing,
                  tick == null ? step(row, "pair_decimals") : tick,
                  step(row, "lot_decimals"),
                  minimum == null ? Decimals.ZERO : minimum,
                  minimumNotional == null ? Decimals.ZERO : minimumNotional)),
          null);
    }
    if (!told) {
      findings.ignore("AssetPairs");
    }
  }

  private static Decimal step(Map<String, String> row, String name) throws InvalidFieldException {
    Decimal decimals = RowValues.decimal(row, name);
    if (decimals.getScale() != 0 || decimals.getUnscaled() < 0 || decimals.getUnscaled() > 18) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, name + " is no scale");
    }
    return new Decimal(1L, (int) decimals.getUnscaled());
  }

  /** {@code {"error":[],"result":{"XXBTZUSD": trades or sides of a book, "last": ...}}}. */
  private void lists(String resource, byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    boolean told = false;
    try (JsonParser parser = JSON.createParser(body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.FIELD_NAME
            || !"result".equals(parser.currentName())) {
          continue;
        }
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          JsonToken token = parser.nextToken();
          if (token == JsonToken.START_ARRAY && resource.equals("Trades")) {
            trades(known(name), parser, findings);
            told = true;
          } else if (token == JsonToken.START_OBJECT && resource.equals("Depth")) {
            depth(known(name), parser, findings);
            told = true;
          } else {
            parser.skipChildren();
          }
        }
      }
    }
    if (!told) {
      throw InvalidFieldException.missing(resource);
    }
  }

  /**
   * Rows of {@code price, volume, time, side, order type, misc, id}. The id came with 2023; without
   * it a trade could not be known again, and is refused.
   */
  private static void trades(Listing listing, JsonParser parser, Findings findings)
      throws IOException, InvalidFieldException {
    boolean any = false;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      expect(token, JsonToken.START_ARRAY);
      List<String> row = row(parser);
      any = true;
      if (row.size() < 7) {
        throw InvalidFieldException.missing("trade_id");
      }
      boolean buy = row.get(3).equals("b");
      if (!buy && !row.get(3).equals("s")) {
        throw new InvalidFieldException(RejectReason.INVALID_VALUE, "side is neither b nor s");
      }
      findings.entry(
          new Trade(
              listing.instrument(),
              row.get(6),
              number(row.get(0)),
              number(row.get(1)),
              buy ? Side.BUY : Side.SELL),
          KrakenTime.seconds(row.get(2), "time"));
    }
    if (!any) {
      findings.ignore("Trades");
    }
  }

  /** Without a checksum or a sequence it cannot be joined to the stream's book. */
  private static void depth(Listing listing, JsonParser parser, Findings findings)
      throws IOException, InvalidFieldException {
    List<Level> bids = new ArrayList<>();
    List<Level> asks = new ArrayList<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (token != JsonToken.START_ARRAY || !(name.equals("bids") || name.equals("asks"))) {
        parser.skipChildren();
        continue;
      }
      for (token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
        expect(token, JsonToken.START_ARRAY);
        List<String> row = row(parser);
        if (row.size() < 2) {
          throw InvalidFieldException.missing("volume");
        }
        (name.equals("bids") ? bids : asks).add(new Level(number(row.get(0)), number(row.get(1))));
      }
    }
    findings.entry(new BookTop(listing.instrument(), 0L, bids, asks), null);
  }

  private static List<String> row(JsonParser parser) throws IOException {
    List<String> row = new ArrayList<>(7);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null || !token.isScalarValue()) {
        throw new IOException("expected a row of numbers and words");
      }
      row.add(parser.getText());
    }
    return row;
  }

  private static Decimal number(String text) throws InvalidFieldException {
    Decimal number = DecimalText.parse(text);
    if (number == null || Decimals.signum(number) < 0) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "no number that can be: " + KrakenSpotDecoder.shortened(text));
    }
    return number;
  }

  private Listing known(String name) throws InvalidFieldException {
    Listing listing = listing(name);
    if (listing == null) {
      throw KrakenSpotDecoder.unknown(name);
    }
    return listing;
  }

  private Listing listing(String name) {
    return listings.get(name);
  }

  private static void expect(JsonToken token, JsonToken expected) throws IOException {
    if (token != expected) {
      throw new IOException("expected " + expected + " and not " + token);
    }
  }
}
